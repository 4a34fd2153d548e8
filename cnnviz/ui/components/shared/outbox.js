/** Messages to Python: the next one leaves when the last was answered, and the last always does. */

const PATIENCE = 2000; // ms; after that an answer is taken as lost

export class Outbox {
  /** `post(told)` sends everything told so far; raise `seq` to where the server stands. */
  constructor(post) {
    this.post = post;
    this.seq = 0;
    this.told = {};
    this.waiting = 0;
    this.changed = false;
    this.timer = 0;
  }

  /** Add to what was told and send it as soon as the server listens; returns its number. */
  tell(changes) {
    this.seq += 1;
    Object.assign(this.told, changes, { seq: this.seq });
    this.changed = true;
    this.flush();
    return this.seq;
  }

  /** The server has seen message `seq`. */
  heard(seq) {
    if (!this.waiting || seq < this.waiting) return;
    this.waiting = 0;
    clearTimeout(this.timer);
    this.flush();
  }

  flush() {
    if (this.waiting || !this.changed) return;
    this.changed = false;
    this.waiting = this.seq;
    this.timer = setTimeout(() => this.heard(this.seq), PATIENCE);
    this.post({ ...this.told });
  }

  close() {
    clearTimeout(this.timer);
  }
}
