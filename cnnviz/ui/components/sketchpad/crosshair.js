/** Drawing without a pointer: a crosshair that the arrow keys move, and a pen that is up or down. */

const REFERENCE_SIDE = 28;

export class Crosshair {
  constructor(pad) {
    this.pad = pad;
    this.point = null; // null until it is used, and again when the pointer takes over
  }

  get used() {
    return this.point !== null;
  }

  /** Move by one step, about 1/28 of the side, or one cell if `fine`; draw if the pen is down. */
  steer(down, right, fine) {
    const { pad } = this;
    const step = fine ? 1 : Math.max(1, Math.round(pad.side / REFERENCE_SIDE));
    const within = (value) => Math.min(pad.side - 0.5, Math.max(0.5, value));
    const from = this.point ?? this.centre();
    this.point = { row: within(from.row + down * step), column: within(from.column + right * step) };
    pad.move(this.point);
    this.show();
    this.say(pad.drawingNow ? "Drawing" : "", { patient: true });
  }

  togglePen() {
    if (this.pad.drawingNow) {
      this.pad.lift();
      return;
    }
    this.point ??= this.centre();
    this.pad.begin(this.point);
    this.show();
    this.say("Pen down");
  }

  show() {
    this.pad.showCursor(this.point, "keyboard");
  }

  /** The pointer draws now, or the focus went elsewhere. */
  drop() {
    if (!this.used) return;
    this.pad.lift();
    this.point = null;
    this.pad.showCursor(null);
  }

  say(what, options) {
    const place = `row ${Math.floor(this.point.row)}, column ${Math.floor(this.point.column)}`;
    this.pad.say(what === "" ? place : `${what}, ${place}`, options);
  }

  centre() {
    const middle = Math.floor(this.pad.side / 2) + 0.5;
    return { row: middle, column: middle };
  }
}
