/** The pad itself: a drawing, its view, and what pointer, keys and buttons do to them. */

import { fromBase64 } from "../shared/base64.js";
import { publishInk } from "../shared/ink.js";
import { keptPart } from "../shared/kept.js";
import { unpackJson } from "../shared/payload.js";
import { BRUSHES, USUAL_BRUSH, diameterOf, paintLine } from "./brush.js";
import { Crosshair } from "./crosshair.js";
import { drawingOf } from "./drawing.js";
import { followKeys } from "./keyboard.js";
import { followPointer } from "./pointer.js";
import { buildToolbar } from "./toolbar.js";
import { Transport } from "./transport.js";
import { announcer, buildView, paint, placeCursor, showSeen } from "./view.js";

const pads = new WeakMap();

/** Streamlit calls this again after every rerun; the nodes stay. */
export default function ({ parentElement, data, setStateValue }) {
  const told = unpackJson(data);
  let mounted = pads.get(parentElement);
  if (mounted === undefined) {
    mounted = keptPart(`pad ${told.pad}`, parentElement, () => new Pad(told));
    mounted[0].remounted();
    pads.set(parentElement, mounted);
  }
  const [pad, release] = mounted;
  pad.send = (message) => setStateValue("stroke", message);
  pad.update(told);
  return () => {
    pad.transport.stop();
    release();
    pads.delete(parentElement);
  };
}

class Pad {
  constructor(data) {
    this.key = data.pad;
    this.drawing = drawingOf(data.pad, pictureOf(data.picture), data.revision);
    this.transport = new Transport(this.drawing, (message) => this.send(message));
    this.erasing = false;
    this.brush = USUAL_BRUSH;
    this.last = null; // the stroke's newest point while the pen is down
    this.crosshair = new Crosshair(this);
    this.frame = 0;
    for (const name of ["undo", "redo", "clear"]) this[name] = this[name].bind(this);
    this.keys = {
      " ": () => this.crosshair.togglePen(),
      enter: () => this.crosshair.togglePen(),
      escape: () => this.lift(),
      e: () => this.choose(!this.erasing),
      "[": () => this.resize(this.brush - 1),
      "]": () => this.resize(this.brush + 1),
    };
    this.view = buildView();
    this.say = announcer(this.view.live);
    this.toolbar = buildToolbar(this);
    const below = document.createElement("div");
    below.className = "below";
    below.append(this.toolbar.bar, this.toolbar.label);
    this.view.root.append(this.view.surface, below, this.view.seen, this.view.live);
    this.pointer = followPointer(this.view.surface, this);
    followKeys(this.view.root, this.view.surface, this);
    this.view.surface.addEventListener("blur", () => this.crosshair.drop());
    placeCursor(this.view.cursor, null, {});
  }

  get root() {
    return this.view.root;
  }

  /** The nodes were put into the page, for the first time or again. */
  remounted() {
    this.transport.start();
    this.pointer.capture();
  }

  close() {
    publishInk(this.key, null);
  }

  get side() {
    return this.drawing.side;
  }

  get drawingNow() {
    return this.last !== null;
  }

  /** Python's newest word. */
  update(data) {
    const { drawing, transport } = this;
    transport.answered(data.ack);
    if (data.revision !== drawing.revision) {
      const picture = pictureOf(data.picture);
      if (drawing.unsent && (transport.forgotten || picture.side === drawing.side)) {
        drawing.rebase(data.revision);
      } else {
        this.last = null;
        drawing.adopt(picture, data.revision);
      }
    }
    transport.pump();
    showSeen(this.view, data.seen && pictureOf(data.seen));
    const name = `Drawing pad, ${this.side} by ${this.side} cells. Arrow keys move, Space puts the pen down or up, E changes to the eraser.`;
    this.view.surface.setAttribute("aria-label", name);
    this.paint();
    this.toolbar.refresh();
    Object.assign(this.view.root.dataset, { ready: "true", acked: this.drawing.acked });
  }

  press(point) {
    this.crosshair.drop();
    this.begin(point);
  }

  begin(point) {
    this.drawing.remember();
    this.drawTo(point);
    this.toolbar.refresh();
  }

  move(point) {
    if (this.drawingNow) this.drawTo(point);
  }

  lift() {
    if (!this.drawingNow) return;
    this.last = null;
    this.toolbar.refresh();
    if (this.crosshair.used) this.crosshair.say("Pen up");
  }

  drawTo(point) {
    const { drawing } = this;
    const from = this.last ?? point;
    const erase = this.erasing || Boolean(point.erase);
    paintLine(drawing.pixels, this.side, from, point, this.diameter(point.pressure), erase);
    this.last = point;
    this.changed();
  }

  diameter(pressure = null) {
    return diameterOf(this.brush, this.side) * (pressure === null ? 1 : 0.5 + pressure);
  }

  changed() {
    this.paint();
    this.transport.changed();
    this.view.root.dataset.seq = this.drawing.seq;
  }

  /** At most once a frame, however many events came. */
  paint() {
    publishInk(this.key, this.drawing.pixels);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      paint(this.view.canvas, this.side, this.side, this.drawing.pixels);
      this.view.hint.hidden = !this.drawing.blank || this.drawingNow;
    });
  }

  hover(point) {
    if (!this.crosshair.used) this.showCursor(point, "pointer");
  }

  showCursor(point, mode) {
    placeCursor(this.view.cursor, point, { side: this.side, diameter: this.diameter(), mode });
  }

  choose(erasing) {
    this.erasing = erasing;
    this.toolbar.refresh();
    this.say(erasing ? "Eraser" : "Pen");
  }

  resize(size) {
    this.brush = Math.min(BRUSHES - 1, Math.max(0, size));
    this.toolbar.refresh();
    if (this.crosshair.used) this.crosshair.show();
    this.say(`Brush ${this.diameter().toFixed(1)} cells wide`, { patient: true });
  }

  undo() {
    this.step(this.drawing.undo(), "Undo");
  }

  redo() {
    this.step(this.drawing.redo(), "Redo");
  }

  clear() {
    this.step(this.drawing.clear(), "Cleared");
  }

  step(done, word) {
    if (!done) return;
    this.last = null;
    this.changed();
    this.toolbar.refresh();
    this.say(word);
  }
}

function pictureOf({ rows, columns, pixels }) {
  return { rows, columns, side: rows, pixels: fromBase64(pixels) };
}
