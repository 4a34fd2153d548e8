/** The atlas: composes the columns and repaints what changed. */

// Modules that only others need are named here too, so that the browser fetches all at once and
// not one row of the tree after the other.
import { css, themeOf, unpackColour } from "../shared/colour.js";
import { add, put, write } from "../shared/elements.js";
import { Legend } from "../shared/legend.js";
import "../shared/numbers.js";
import { Outbox } from "../shared/outbox.js";
import "../shared/payload.js";
import { ColumnView } from "./column_view.js";
import { followHands, stepped } from "./hands.js";
import { arrange } from "./layout.js";
import { readScene } from "./scene.js";
import { ScoresView } from "./scores_view.js";
import { cellWords, mapWords, summary } from "./words.js";

const QUIET_MS = 400; // before numbers are put into words for screen readers
const HINT = "Point at a map to read its cells; click it, or press Enter, to open it.";
const atlases = new WeakMap();

/** Streamlit calls this after every rerun; nodes and focus stay. */
export default function mount({ parentElement, data, setStateValue }) {
  let atlas = atlases.get(parentElement);
  if (!atlas) {
    atlas = new Atlas(parentElement);
    atlases.set(parentElement, atlas);
  }
  atlas.send = setStateValue;
  if (data !== atlas.data) atlas.receive(data);
  return () => {
    atlas.close();
    atlases.delete(parentElement);
  };
}

class Atlas {
  constructor(parent) {
    this.root = add(parent, "section", { className: "atlas" });
    const figure = add(this.root, "div", { className: "figure" });
    this.flow = add(add(figure, "div", { className: "room" }), "div", { className: "flow" });
    this.scores = new ScoresView(figure);
    const foot = add(this.root, "div", { className: "foot" });
    this.readout = add(foot, "p", { className: "readout" });
    this.legend = new Legend(foot);
    this.live = add(this.root, "p", { className: "live", "aria-live": "polite" });
    this.views = [];
    this.pointed = null; // {column, map}, and {row, across} under a pointer
    this.at = { column: 0, map: 0 }; // the tab stop
    this.outbox = new Outbox((told) => this.send("chosen", told));
    followHands(this.flow, {
      sizeOf: (column) => this.scene.columns[column],
      point: (place) => this.point(place),
      choose: (place) => this.choose(place),
      go: (place, step) => this.go(stepped(place, step, this.scene.columns)),
    });
    this.known = 0; // of our messages, to the server
    this.width = null;
    this.watch = new ResizeObserver(() => {
      if (this.root.clientWidth === this.width) return;
      this.width = null;
      this.request();
    });
    this.watch.observe(this.root);
    // The theme reaches us as a colour; its transition ends when it has changed.
    this.root.addEventListener("transitionend", ({ target }) => {
      if (target === this.root) this.request();
    });
  }

  receive(bytes) {
    this.data = bytes;
    this.scene = readScene(bytes);
    const { heard, chosen } = this.scene;
    const mine = this.outbox.seq; // what was chosen since is newer than this message
    this.outbox.seq = Math.max(mine, heard);
    this.outbox.heard(heard);
    // A server that restarted has forgotten what it had: tell it again.
    if (heard < this.known) this.outbox.tell({});
    this.known = heard;
    if (heard >= mine) this.chosen = chosen && { column: chosen[0], map: chosen[1] };
    this.answered = true;
    this.request();
  }

  /** At most once a frame, however many events came. */
  request() {
    if (this.wanted) return;
    this.wanted = requestAnimationFrame(() => {
      this.wanted = 0;
      this.frame();
    });
  }

  frame() {
    if (!this.scene || !this.root.isConnected) return;
    this.measure();
    if (!this.width) return;
    const theme = themeOf(this.root);
    const repaint = this.answered || this.theme !== theme; // and not for a pointer that moved
    if (this.theme !== theme) this.wear(theme);
    if (this.answered) this.take();
    this.arrange();
    if (repaint) for (const view of this.views) view.paint(theme);
    this.mark();
    this.follow();
    if (this.answered) this.painted();
  }

  wear(theme) {
    this.theme = theme;
    const { style } = this.root;
    style.setProperty("--here", css(theme.accent));
    style.setProperty("--negative", css(unpackColour(theme.activation[0])));
    style.setProperty("--positive", css(unpackColour(theme.activation.at(-1))));
  }

  take() {
    const { columns, scores, title } = this.scene;
    put(this.root, "aria-label", title);
    while (this.views.length > columns.length) this.views.pop().node.remove();
    while (this.views.length < columns.length) {
      this.views.push(new ColumnView(this.flow));
    }
    this.views.forEach((view, at) => view.take(columns[at]));
    this.scores.show(scores);
    if (!this.views[this.at.column]?.tiles[this.at.map]) this.at = { column: 0, map: 0 };
    if (this.pointed && !this.isThere(this.pointed)) this.pointed = null;
    this.hush();
  }

  /** Once, until the width changes: to ask costs a layout. */
  measure() {
    if (this.width !== null) return;
    this.width = this.root.clientWidth;
    this.height = Math.max(300, Math.min(760, window.innerHeight - 330));
  }

  arrange() {
    const { columns, scores } = this.scene;
    const { width, height } = this;
    const { narrow, scrolls, tiles } = arrange(columns, { width, height, scores });
    this.root.classList.toggle("narrow", narrow);
    this.root.classList.toggle("scrolls", scrolls);
    this.views.forEach((view, at) => view.fit(tiles[at]));
  }

  tile({ column, map }) {
    return this.views[column]?.tiles[map]?.button;
  }

  /** Whether a map, and the cell of it, are still there: the network may be another. */
  isThere({ column, map, row = 0, across = 0 }) {
    const { rows, columns } = this.scene.columns[column] ?? { rows: 0 };
    return Boolean(this.tile({ column, map })) && row < rows && across < columns;
  }

  /** Outline the chosen map and give the tab stop to one map. */
  mark() {
    const chosen = this.chosen ? this.tile(this.chosen) : undefined;
    if (chosen !== this.outlined) {
      this.outlined?.removeAttribute("aria-current");
      chosen?.setAttribute("aria-current", "true");
      this.outlined = chosen;
      if (chosen && !this.flow.matches(":focus-within")) this.at = { ...this.chosen };
    }
    const stop = this.tile(this.at);
    if (stop === this.stop) return;
    if (this.stop) this.stop.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.stop = stop;
  }

  /** What the pointed map says, and the scale of its layer. */
  follow() {
    const { columns } = this.scene;
    const { pointed } = this;
    const column = columns[(pointed ?? this.chosen)?.column] ?? columns.find((one) => !one.picture);
    if (!pointed) write(this.readout, HINT);
    else if (pointed.row === undefined) write(this.readout, mapWords(column, pointed.map));
    else write(this.readout, cellWords(column, pointed));
    this.legend.node.hidden = !column;
    if (column?.picture) this.legend.show(this.theme.grey, 0, 255, column.name);
    else if (column) {
      const { limit, name } = column;
      this.legend.show(this.theme.activation, -limit, limit, `${name}, this layer’s scale`);
    }
  }

  point(place) {
    const [now, was] = [place, this.pointed];
    if (now === was) return;
    if (now && was && Object.keys({ ...now, ...was }).every((key) => now[key] === was[key])) return;
    this.pointed = place;
    this.request();
  }

  choose({ column, map }) {
    this.at = { column, map };
    this.chosen = { column, map };
    this.outbox.tell({ column, map });
    this.request();
  }

  go(place) {
    this.at = place;
    this.mark();
    this.tile(place).focus();
  }

  /** Words for screen readers wait until the picture rests: a stroke has no time for them. */
  hush() {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      for (const view of this.views) view.nameMaps(true);
      if (this.scene.scores) write(this.live, summary(this.scene.scores));
    }, QUIET_MS);
  }

  painted() {
    this.answered = false;
    put(this.root, "data-seq", this.scene.ack);
    put(this.root, "data-ready", true);
    performance.mark("cnnviz:atlas", { detail: { seq: this.scene.ack } });
  }

  close() {
    cancelAnimationFrame(this.wanted);
    clearTimeout(this.quiet);
    this.watch.disconnect();
    this.outbox.close();
    this.root.remove();
  }
}
