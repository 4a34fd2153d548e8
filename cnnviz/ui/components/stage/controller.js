/** The state of one stage: where the window is, what is hovered, what was edited. */

import { themeOf } from "../shared/colour.js";
import { sameItems } from "../shared/elements.js";
import { inkOf } from "../shared/ink.js";
import { Outbox } from "../shared/outbox.js";
import { explain } from "./explain.js";
import { foresee } from "./foresee.js";
import { plan, visibleSlots } from "./layout.js";
import { kernelOf, readScene } from "./scene.js";

const MUCH = 256; // output cells
const LARGE = 100_000; // bytes: an input worth a message, so that it is not sent again

const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export class Controller {
  /** `paint(all)` asks for a frame: everything, or only what follows the pointer. */
  constructor(root, post, paint) {
    Object.assign(this, { root, post, paint });
    this.said = null; // the scene as Python last said it
    this.scene = null; // the scene as it is shown: hands may be ahead of Python
    this.at = [0, 0]; // where the window rests
    this.pin = null;
    this.hover = null; // output cell under the pointer
    this.over = null; // input position under the pointer or the keyboard
    this.tap = null; // hovered weight
    this.channel = 0;
    this.together = null;
    this.themed = false; // whether `theme` is the page's
    this.edited = 0; // seq of the last edit
    this.smooth = false;
    this.spoken = false; // whether the current cell was chosen deliberately, so that it is read out
  }

  /** A message from Python; returns whether there is something to show. */
  receive(bytes) {
    const scene = readScene(bytes, this.said);
    if (!scene) {
      this.outbox ??= new Outbox(this.post);
      this.outbox.tell({ x_id: null });
      return false;
    }
    this.outbox ??= new Outbox(this.post);
    this.outbox.seq = Math.max(this.outbox.seq, scene.heard, scene.ack);
    if (!this.said) {
      // What is on the screen counts as chosen, or the first message would take it back.
      const pin = scene.pin && { row: scene.pin[0], column: scene.pin[1] };
      Object.assign(this.outbox.told, { filter: scene.filter, pin });
    }
    this.outbox.told.x_id = scene.x_id;
    this.themed = false;
    this.outbox.heard(scene.heard);
    const before = this.said;
    this.said = this.scene = scene;
    this.adoptKernel(before);
    this.adoptPin(before);
    this.adoptChannels(before);
    this.goAhead();
    if (scene.fresh > LARGE) this.outbox.tell({});
    return true;
  }

  /** Show at once what hands have made and Python has not answered yet. */
  goAhead() {
    const { said, draft } = this;
    if (!said) return;
    const kernel = draft && aheadOf(said.kernel.data, draft.data) ? draft : undefined;
    const pen = said.pad && inkOf(said.pad);
    const ink = pen && aheadOf(said.held.data, pen) ? pen.slice() : undefined;
    this.scene = (kernel || ink ? foresee(said, { kernel, ink }) : null) ?? said;
  }

  adoptKernel(before) {
    const { scene } = this;
    const stale = scene.ack < this.edited && before?.filter === scene.filter;
    const same =
      stale &&
      equal([this.draft.rows, this.draft.columns], [scene.kernel.rows, scene.kernel.columns]);
    if (!same)
      this.draft =
        scene.kernel && kernelOf({ data: scene.kernel.data.slice(), shape: shapeOf(scene.kernel) });
    if (this.wanted === scene.filter) this.wanted = null;
  }

  adoptPin(before) {
    const { scene, outbox } = this;
    const changed = !before || !equal(before.pin, scene.pin);
    if (changed && !outbox.waiting) {
      this.pin = scene.pin;
      if (scene.pin) this.at = scene.pin;
    }
    if (!before && !scene.pin) this.at = restOf(scene.y);
    this.at = this.inside(this.at);
    if (this.pin) this.pin = this.inside(this.pin);
    this.hover = this.hover && this.inside(this.hover);
  }

  adoptChannels(before) {
    const { scene } = this;
    if (!before || before.x_id !== scene.x_id || this.channel >= scene.x.channels) {
      this.together = scene.x.colours && (before ? this.together : true);
      this.channel = Math.min(this.channel, scene.x.channels - 1);
    }
    const [start, stop] = scene.channels;
    if (before?.filter !== scene.filter && (this.channel < start || this.channel >= stop))
      this.channel = start;
    const shape = ({ x_shape, axes }) => [x_shape, axes];
    if (!before || !equal(shape(before), shape(scene)))
      Object.assign(this, { over: null, tap: null });
  }

  inside([row, column]) {
    const { rows, columns } = this.scene.y;
    return [Math.max(0, Math.min(row, rows - 1)), Math.max(0, Math.min(column, columns - 1))];
  }

  /** Everything that the views read, for the theme and width of this moment. */
  arrange(width) {
    // Once per answer: to read a style makes the browser compute it.
    if (!this.themed) Object.assign(this, { theme: themeOf(this.root), themed: true });
    const [start, stop] = this.scene.channels;
    this.open = Math.max(0, Math.min(this.channel - start, stop - start - 1));
    this.visible = visibleSlots(this.scene, this.open);
    this.plan = plan(this.scene, this.visible, width);
    this.explained = null;
  }

  /** Where the window is now; two keys may come between two frames. */
  get current() {
    return this.hover ?? this.at;
  }

  /** What follows the current cell and the pointer. */
  follow() {
    const { scene, over } = this;
    if (!this.explained || !equal(this.explained.cell, this.current))
      this.explained = explain(scene, this.current);
    const source = over && scene.geometry.sourceOf(over);
    const own = this.channel - scene.channels[0];
    const reads = own >= 0 && this.channel < scene.channels[1];
    const entries = source && reads ? scene.geometry.fed(source) : [];
    const factor = ({ weight }) => (scene.kernel ? scene.kernel.at(...weight, own) : null);
    const inRing = source && !equal(source, over);
    this.fed =
      over &&
      entries
        .filter(({ at }) => !inRing || equal(at, over))
        .map((entry) => ({ ...entry, factor: factor(entry) }));
    this.meets = over
      ? this.explained.channels[0].terms.filter(({ at }) => equal(at, over)).map(({ tap }) => tap)
      : [];
  }

  /** Move the window for a moment. */
  hoverOutput(cell) {
    this.set({ hover: cell, over: null, smooth: false, spoken: false });
  }

  hoverInput(position) {
    const hover = position && this.scene.geometry.nearest(position);
    this.set({ hover, over: position, smooth: false, spoken: false });
  }

  hoverTap(tap, slot = this.open) {
    if (!equal(tap, this.tap)) this.set({ tap, slot });
  }

  /** Rest the window somewhere. */
  rest(at, smooth = true) {
    this.set({ at: this.inside(at), hover: null, over: null, smooth, spoken: true });
  }

  pinAt(cell) {
    this.rest(cell);
    if (equal(this.pin, this.at)) return;
    this.pin = this.at;
    this.outbox.tell({ pin: { row: this.at[0], column: this.at[1] } });
  }

  unpin() {
    if (!this.pin) return;
    this.set({ pin: null, spoken: true });
    this.outbox.tell({ pin: null });
  }

  /** The keyboard walks over the input; the window follows. */
  stepInput(rows, columns) {
    const { geometry } = this.scene;
    const [down, right] = [geometry.rows, geometry.columns];
    const [row, column] =
      this.over ??
      ["rows", "columns"].map(
        (axis, index) => geometry[axis].ofOutput(this.current[index])[0]?.at ?? 0,
      );
    const limit = (axis, at) => Math.max(axis.first, Math.min(at, axis.first + axis.cells - 1));
    this.hoverInput([limit(down, row + rows), limit(right, column + columns)]);
    this.spoken = true;
  }

  chooseChannel(channel) {
    if (channel !== null) this.channel = channel;
    this.together = channel === null;
    const [start, stop] = this.scene.channels;
    const own = this.scene.kind !== "conv" && stop - start === 1 && this.scene.x.channels > 1;
    if (own && channel !== null && channel !== start) {
      this.chooseFilter(Math.round((channel * this.scene.filters) / this.scene.x.channels));
    }
    this.paint(true);
  }

  chooseFilter(index) {
    this.wanted = index;
    this.outbox.tell({ filter: index });
    this.paint(true);
  }

  /** A weight as it slides got a new value. */
  edit(tap, value, slot) {
    const [row, column] = this.scene.geometry.stored(...tap);
    this.draft.data[(row * this.draft.columns + column) * this.draft.channels + slot] = value;
    this.tap = null; // or its marks would hide what the edit does
    this.tellKernel(this.draft);
  }

  tellKernel(kernel) {
    this.edited = this.outbox.seq + 1;
    this.goAhead();
    this.paint(true);
    performance.mark("cnnviz:edit", { detail: { seq: this.edited } });
    const shape = shapeOf(kernel);
    const edit = { seq: this.edited, filter: this.scene.filter, shape, values: [...kernel.data] };
    this.outbox.tell({ edit });
  }

  /** Take over new facts and ask for a frame. */
  set(facts) {
    Object.assign(this, facts);
    this.paint(false);
  }
}

/** Where the window rests at first: at the start, or in the middle where there is much to see. */
function restOf({ rows, columns }) {
  return rows * columns > MUCH ? [rows >> 1, columns >> 1] : [0, 0];
}

/** Whether `now` has other values than `said`; another size is for Python to answer. */
const aheadOf = (said, now) => said.length === now.length && !sameItems(said, now);

const shapeOf = ({ rows, columns, channels }) => [rows, columns, channels];
