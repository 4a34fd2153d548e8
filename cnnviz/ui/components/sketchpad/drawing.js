/** A drawing with its history; it outlives the page's nodes, so a page switch loses nothing. */

const DEPTH = 60;
const drawings = new Map();

/** The drawing of the pad with this key, made on first use. */
export function drawingOf(key, picture, revision) {
  if (!drawings.has(key)) drawings.set(key, new Drawing(picture, revision));
  return drawings.get(key);
}

class Drawing {
  constructor({ side, pixels }, revision) {
    this.side = side;
    this.pixels = pixels;
    this.revision = revision;
    this.past = [];
    this.future = [];
    // Counts of changes: made here, last sent, last answered by Python.
    this.seq = 0;
    this.sent = 0;
    this.acked = 0;
  }

  /** Call before a stroke, so that undo comes back to here. */
  remember() {
    this.past.push(this.pixels.slice());
    if (this.past.length > DEPTH) this.past.shift();
    this.future = [];
  }

  /** Whether Python does not have the newest change yet. */
  get unsent() {
    return this.seq > this.acked;
  }

  /** Python's picture is older than ours: keep ours and send it as drawn on Python's. */
  rebase(revision) {
    this.revision = revision;
    this.sent = this.acked;
  }

  /** Python put another picture here. */
  adopt({ side, pixels }, revision) {
    if (side !== this.side) {
      this.past = [];
      this.future = [];
    } else if (!pixels.every((value, index) => value === this.pixels[index])) {
      this.remember();
    }
    this.side = side;
    this.pixels = pixels;
    this.revision = revision;
    this.sent = this.acked = this.seq;
  }

  undo() {
    return this.swap(this.past, this.future);
  }

  redo() {
    return this.swap(this.future, this.past);
  }

  swap(from, to) {
    if (from.length === 0) return false;
    to.push(this.pixels);
    this.pixels = from.pop();
    return true;
  }

  clear() {
    if (this.blank) return false;
    this.remember();
    this.pixels = new Uint8Array(this.side * this.side);
    return true;
  }

  get blank() {
    return this.pixels.every((value) => value === 0);
  }
}
