/** One message at a time: the next goes when Python answered the last, the last always goes. */

import { toBase64 } from "../shared/base64.js";

const PATIENCE_MS = 2000;
const LONGEST_MS = 16000;

/** Send `drawing`'s changes by `post`. */
export class Transport {
  constructor(drawing, post) {
    this.drawing = drawing;
    this.post = post;
    this.patience = PATIENCE_MS;
    this.timer = 0;
    this.lastAck = 0;
    this.forgotten = false;
  }

  changed() {
    this.drawing.seq += 1;
    this.pump();
  }

  /** Python has answered all messages up to number `ack`; `pump` goes on from there. */
  answered(ack) {
    const { drawing } = this;
    // A server that restarted has forgotten what it had: tell it again.
    this.forgotten = ack < this.lastAck;
    if (this.forgotten && drawing.acked > ack) {
      drawing.acked = drawing.sent = drawing.seq - 1;
    }
    this.lastAck = ack;
    if (ack > drawing.seq) drawing.seq = ack; // our page was reloaded, Python's memory was not
    if (ack > drawing.acked) {
      drawing.acked = ack;
      this.patience = PATIENCE_MS;
      performance.mark("cnnviz:answered", { detail: { seq: ack } });
    }
    if (drawing.acked >= drawing.sent) clearTimeout(this.timer);
  }

  /** What was in flight when the nodes went may be lost: send it again. */
  start() {
    this.drawing.sent = this.drawing.acked;
  }

  stop() {
    clearTimeout(this.timer);
  }

  pump() {
    const { drawing } = this;
    const inFlight = drawing.sent > drawing.acked;
    if (inFlight || drawing.seq <= drawing.acked) return;
    drawing.sent = drawing.seq;
    performance.mark("cnnviz:stroke", { detail: { seq: drawing.seq } });
    this.post({
      seq: drawing.seq,
      revision: drawing.revision,
      side: drawing.side,
      pixels: toBase64(drawing.pixels),
    });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      drawing.sent = drawing.acked;
      this.patience = Math.min(2 * this.patience, LONGEST_MS);
      this.pump();
    }, this.patience);
  }
}
