/** The bench: an input that one moves, and what follows from it. */

import { themeOf } from "../shared/colour.js";
import { show } from "../shared/numbers.js";
import { keptPart } from "../shared/kept.js";
import { Outbox } from "../shared/outbox.js";
import "../shared/payload.js"; // only scene.js needs it; named here, it is fetched in one go
import { followDrag, followHover, followReadKeys, followShiftKeys } from "./hands.js";
import { fillLegend } from "./legend.js";
import { paintPlane } from "./paint.js";
import { changedCells, valuesAt } from "./planes.js";
import { inWords, readScene } from "./scene.js";
import { buildTools } from "./tools.js";
import { announcer, buildColumn, element, placeCursor } from "./view.js";

const benches = new WeakMap();

/** Streamlit calls this again after every rerun; the nodes stay. */
export default function ({ parentElement, data, setStateValue }) {
  let mounted = benches.get(parentElement);
  if (mounted === undefined) {
    mounted = keptPart("shifter", parentElement, () => new Bench());
    benches.set(parentElement, mounted);
  }
  const [bench, release] = mounted;
  bench.post = (message) => setStateValue("shift", message);
  if (data !== bench.data) bench.update(data);
  return () => {
    release();
    benches.delete(parentElement);
  };
}

class Bench {
  constructor() {
    this.shift = { rows: 0, columns: 0 };
    this.columns = [];
    this.pointed = null; // {at: number of the panel, cell}
    this.dragging = false;
    this.announced = 0; // the answer that was read out last
    this.answering = null; // an answer that is not painted yet
    this.frame = 0;
    this.root = element("div", "bench", { role: "group", "aria-label": "Shift bench" });
    this.grid = element("div", "grid");
    this.tools = buildTools(this);
    this.readout = element("p", "readout");
    this.legend = element("div", "legend");
    this.live = element("p", "live", { "aria-live": "polite" });
    this.say = announcer(this.live);
    // Its colour fades for a moment when the theme changes, which is how we hear of it.
    const probe = element("span", "probe", { "aria-hidden": "true" });
    probe.addEventListener("transitionend", () => this.repaint());
    this.root.append(this.grid, this.tools.bar, this.readout, this.legend, this.live, probe);
    this.resized = new ResizeObserver(() => this.repaint());
    this.resized.observe(this.grid);
  }

  close() {
    this.outbox?.close();
    this.resized.disconnect();
  }

  /** Python's newest word. */
  update(data) {
    this.data = data;
    this.scene = readScene(data);
    const { ack, shift, panels } = this.scene;
    if (this.outbox === undefined) {
      this.outbox = new Outbox((message) => this.post(message), ack);
      this.announced = ack;
    }
    this.outbox.heard(ack);
    // A server that restarted has forgotten what it had: tell it again.
    if (ack < this.announced) this.outbox.tell(this.shift);
    if (ack >= this.outbox.seq) this.shift = shift;
    if (this.columns.length !== panels.length) this.build();
    this.grid.style.setProperty("--ratio", panels[0].before.columns / panels[0].before.rows);
    panels.forEach((panel, at) => this.label(panel, this.columns[at]));
    this.point(this.pointed);
    this.repaint(ack);
    if (ack > this.announced) this.announce();
    this.announced = ack;
  }

  build() {
    this.pointed = null;
    this.columns = this.scene.panels.map(({ name }) => buildColumn(name));
    this.grid.replaceChildren(...this.columns.map(({ column }) => column));
    this.grid.style.setProperty("--columns", this.columns.length);
    this.columns.forEach((nodes, at) => {
      for (const { frame } of [nodes.before, nodes.after]) this.follow(frame, at);
    });
    followDrag(this.columns[0].after.frame, this);
    followShiftKeys(this.columns[0].after.frame, this);
  }

  follow(frame, at) {
    const reader = {
      plane: () => this.scene.panels[at].before,
      cell: () => (this.pointed?.at === at ? this.pointed.cell : null),
      point: (cell) => this.point(cell && !this.dragging ? { at, cell } : null),
    };
    followHover(frame, reader);
    const movable = at === 0 && frame === this.columns[0].after.frame;
    if (!movable) followReadKeys(frame, { ...reader, point: (cell) => this.read(reader, cell) });
  }

  label({ title, before, sentence }, nodes) {
    const movable = nodes === this.columns[0];
    const size = `${before.rows} by ${before.columns}`;
    nodes.title.textContent = `${title}, ${before.rows}×${before.columns}`;
    nodes.share.textContent = sentence;
    nodes.before.caption.textContent = "Before";
    nodes.after.caption.textContent = movable ? "Shifted: drag it" : "Shifted";
    const reading = "Arrow keys read the cells.";
    const moving = "Arrow keys shift the picture, with Shift by five cells, Home brings it back.";
    nodes.before.frame.setAttribute("aria-label", `${title} before, ${size}. ${reading}`);
    const then = movable ? moving : reading;
    nodes.after.frame.setAttribute("aria-label", `${title} shifted, ${size}. ${then}`);
    for (const { frame } of [nodes.before, nodes.after]) {
      frame.style.setProperty("--ratio", before.columns / before.rows);
    }
    nodes.after.frame.classList.toggle("movable", movable);
  }

  /** At most once a frame, however many events came; `ack` is set after an answer. */
  repaint(ack = null) {
    this.answering = ack ?? this.answering;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  paint() {
    if (this.scene === undefined) return;
    const theme = themeOf(this.root);
    const ways = new Set();
    this.scene.panels.forEach((panel, at) => {
      const { before, limit } = panel;
      const after = at === 0 ? this.input() : panel.after;
      const changed = at === 0 ? changedCells(before, after) : panel.changed;
      const nodes = this.columns[at];
      paintPlane(nodes.before.canvas, before, { theme, limit, changed: null, twin: after });
      ways.add(paintPlane(nodes.after.canvas, after, { theme, limit, changed, twin: before }));
    });
    fillLegend(this.legend, this.scene.panels, { theme, ways });
    this.tools.refresh();
    const { seq } = this.outbox;
    const { rows, columns } = this.shift;
    Object.assign(this.root.dataset, { ready: "true", seq, acked: this.scene.ack, rows, columns });
    if (this.answering === null) return;
    performance.mark("cnnviz:painted", { detail: { seq: this.answering } });
    this.answering = null;
  }

  /** The shifted input as the person has it now; the maps follow when Python has answered. */
  input() {
    const { shift, panels, inputAt } = this.scene;
    const same = shift.rows === this.shift.rows && shift.columns === this.shift.columns;
    return same ? panels[0].after : inputAt(this.shift);
  }

  get columnsOfInput() {
    return this.scene.panels[0].before.columns;
  }

  canStep(down, right) {
    const { rows, columns } = this.within(this.shift.rows + down, this.shift.columns + right);
    return rows !== this.shift.rows || columns !== this.shift.columns;
  }

  step(down, right) {
    this.moveTo({ rows: this.shift.rows + down, columns: this.shift.columns + right });
  }

  moveTo(wanted) {
    const { rows, columns } = this.within(wanted.rows, wanted.columns);
    if (rows === this.shift.rows && columns === this.shift.columns) return;
    this.shift = { rows, columns };
    const seq = this.outbox.tell({ rows, columns });
    performance.mark("cnnviz:shift", { detail: { seq } });
    this.repaint();
  }

  within(rows, columns) {
    const { limits } = this.scene;
    const held = (value, most) => Math.min(most, Math.max(-most, value));
    return { rows: held(rows, limits.rows), columns: held(columns, limits.columns) };
  }

  where() {
    const words = inWords(this.shift);
    return words === "" ? "Not shifted" : `Shifted ${words}`;
  }

  drag(on) {
    this.dragging = on;
    this.root.classList.toggle("dragging", on);
    if (on) this.point(null);
  }

  /** Show a cell's values, before and shifted: {at, cell} or null. */
  point(pointed) {
    this.pointed = pointed;
    this.columns.forEach((nodes, at) => {
      const cell = pointed?.at === at ? pointed.cell : null;
      const { before } = this.scene.panels[at];
      placeCursor(nodes.before, before, cell);
      placeCursor(nodes.after, before, cell);
    });
    this.readout.textContent = pointed === null ? "" : this.valuesOf(pointed);
  }

  /** The keyboard's way of pointing is also read out. */
  read(reader, cell) {
    reader.point(cell);
    if (cell !== null) this.say(this.readout.textContent);
  }

  valuesOf({ at, cell }) {
    const panel = this.scene.panels[at];
    const planes = [panel.before, at === 0 ? this.input() : panel.after];
    const [before, after] = planes.map((plane) => valuesAt(plane, cell));
    const text = (values) => values.map((value) => show(value)).join(", ");
    const verdict = before.every((value, of) => value === after[of]) ? "unchanged" : "changed";
    const place = `row ${cell.row}, column ${cell.column}`;
    return `${panel.title}, ${place}: before ${text(before)}, shifted ${text(after)}, ${verdict}`;
  }

  announce() {
    const sentences = this.scene.panels.map(({ sentence }) => sentence).filter(Boolean);
    this.say(`${this.where()}. ${sentences.join(", ")}.`);
  }
}
