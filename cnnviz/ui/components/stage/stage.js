/** The stage: composes the views and repaints what changed. */

// Modules that only others need are named here too, so that the browser fetches all at once and
// not one row of the tree after the other.
import "../shared/colour.js";
import { add, element, put, write } from "../shared/elements.js";
import "../shared/grid.js";
import { onInk } from "../shared/ink.js";
import { keptPart } from "../shared/kept.js";
import "../shared/legend.js";
import "../shared/motion.js";
import "../shared/numbers.js";
import "../shared/outbox.js";
import { unpack } from "../shared/payload.js";
import "../shared/pointer.js";
import { Controller } from "./controller.js";
import { Download } from "./download.js";
import { Equation } from "./equation.js";
import "./explain.js";
import "./figure.js";
import "./foresee.js";
import "./geometry.js";
import { InputView } from "./input_view.js";
import "./kernel_view.js";
import "./layout.js";
import "./marks.js";
import { MiddleView } from "./middle_view.js";
import { OutputView } from "./output_view.js";
import { pasted, refusal } from "./paste.js";
import "./scales.js";
import "./scene.js";
import { inputSentence, outputSentence, weightSentence } from "./sentence.js";
import { Transport } from "./transport.js";
import "./window_view.js";

const READABLE = 20; // CSS pixels of a cell
const stages = new WeakMap();

/** Streamlit calls this after every rerun; nodes, focus and the window's place stay. */
export default function mount({ parentElement, data, setStateValue }) {
  let mounted = stages.get(parentElement);
  if (!mounted) {
    mounted = keptPart(unpack(data).header.stage, parentElement, () => new Stage());
    stages.set(parentElement, mounted);
  }
  const [stage, release] = mounted;
  stage.send = setStateValue;
  stage.receive(data);
  return () => {
    release();
    stages.delete(parentElement);
  };
}

class Stage {
  constructor() {
    this.root = element("section", { className: "stage", "aria-label": "Stage" });
    this.state = new Controller(
      this.root,
      (told) => this.send("told", told),
      (all) => this.request(all),
    );
    const actions = this.actions();
    const figure = add(this.root, "div", { className: "figure" });
    this.input = new InputView(figure, actions);
    this.middle = new MiddleView(figure, actions);
    this.output = new OutputView(figure, actions);
    this.bar = add(this.root, "div", { className: "barrow" });
    this.transport = new Transport(this.bar, actions);
    this.download = new Download(this.bar, () => this.state);
    this.equation = new Equation(this.root, actions);
    this.sentence = add(this.root, "p", { className: "sentence" });
    this.live = add(this.root, "p", { className: "live", role: "status", "aria-live": "polite" });
    this.wanted = null; // "all", "follow" or null
    this.width = null;
    this.watch = new ResizeObserver(() => {
      if (this.root.clientWidth === this.width) return;
      this.width = this.root.clientWidth;
      this.request(true);
    });
    this.watch.observe(this.root);
    this.deaf = onInk((pad) => {
      if (pad !== this.state.said?.pad) return;
      this.state.goAhead();
      this.request(true);
    });
    // The theme reaches us as a colour; its transition ends when it has changed.
    this.root.addEventListener("transitionend", ({ target }) => {
      if (target !== this.root) return;
      this.state.themed = false;
      this.request(true);
    });
  }

  actions() {
    const { state } = this;
    const still = () => this.transport.toggle(false);
    const calm =
      (act) =>
      (...values) => {
        still();
        act(...values);
      };
    const seek = (index) => {
      const { columns } = state.scene.y;
      state.rest([Math.floor(index / columns), index % columns]);
    };
    const index = () => state.at[0] * state.scene.y.columns + state.at[1];
    const last = () => state.scene.y.rows * state.scene.y.columns - 1;
    return {
      hoverOutput: (cell) => state.hoverOutput(cell),
      hoverInput: (position) => state.hoverInput(position),
      hoverTap: (tap, slot) => state.hoverTap(tap, slot),
      pin: calm((cell) => state.pinAt(cell)),
      pinNearest: calm((position) => state.pinAt(state.scene.geometry.nearest(position))),
      unpin: () => state.unpin(),
      stepOutput: calm((rows, columns) =>
        state.pinAt(state.inside([state.current[0] + rows, state.current[1] + columns])),
      ),
      stepInput: calm((rows, columns) => state.stepInput(rows, columns)),
      seek: calm((to) => {
        seek(to);
        state.smooth = false;
      }),
      seekBy: calm((step) => seek(Math.max(0, Math.min(last(), index() + step)))),
      playFrom: () => index() === last() && seek(0),
      held: () => state.hover !== null,
      advance: () => {
        if (index() >= last()) return false;
        seek(index() + 1);
        Object.assign(state, { smooth: this.transport.unhurried, spoken: false });
        return true;
      },
      chooseChannel: (channel) => state.chooseChannel(channel),
      openChannel: (slot) => state.chooseChannel(slot + state.scene.channels[0]),
      chooseFilter: (filter) => state.chooseFilter(filter),
      edit: (tap, value, slot) => state.edit(tap, value, slot),
      pasteMatrix: (matrix, slot) => this.paste(matrix, slot),
    };
  }

  paste(matrix, slot) {
    const { state } = this;
    const reason = refusal(matrix, state.scene);
    if (reason) (write(this.live, reason), write(this.sentence, reason));
    else state.tellKernel(pasted(state.draft, matrix, slot, state.scene.flip));
  }

  receive(bytes) {
    if (!this.state.receive(bytes)) return;
    this.answered = true;
    this.request(true);
  }

  request(all) {
    const idle = this.wanted === null;
    this.wanted = all || this.wanted === "all" ? "all" : "follow";
    if (idle) requestAnimationFrame(() => this.frame());
  }

  frame() {
    const { state, wanted } = this;
    this.wanted = null;
    if (!state.scene || !this.root.isConnected) return;
    this.width ??= this.root.clientWidth; // later the observer tells it: to ask costs a layout
    if (!this.width) return;
    if (wanted === "all") this.arrange();
    state.follow();
    if (wanted === "all")
      for (const view of [this.input, this.output, this.middle]) view.show(state);
    const moving = [this.input.mark(state), this.output.mark(state)].includes(true);
    this.middle.follow(state);
    this.equation.show(state);
    this.transport.show(state);
    this.say();
    this.painted();
    if (moving) this.request(false);
  }

  arrange() {
    const { state } = this;
    state.arrange(this.width);
    const { layout, side, middle } = state.plan;
    put(this.root, "data-layout", layout);
    this.root.style.setProperty("--side", `${side}px`);
    put(this.root, "data-scheme", state.theme.scheme);
    this.scale(state);
    this.middle.fit(state, middle);
  }

  /** Where cells can be read, input and output share one scale, so that shrinking is seen. */
  scale(state) {
    const { side, height } = state.plan;
    const views = [this.input, this.output];
    const cells = views.map((view) => view.cellFor(state, side, height));
    const least = Math.min(...cells);
    views.forEach((view, index) => view.fit(state, least < READABLE ? cells[index] : least));
  }

  say() {
    const { state } = this;
    const text = state.tap
      ? weightSentence(state)
      : state.over
        ? inputSentence(state)
        : outputSentence(state);
    write(this.sentence, text);
    if (state.spoken)
      write(this.live, state.over ? text : `${text} ${this.equation.node.dataset.text}`);
  }

  painted() {
    const { said, scene, edited } = this.state;
    put(this.root, "data-ahead", scene !== said);
    if (scene !== said) performance.mark("cnnviz:foreseen", { detail: { seq: edited } });
    if (!this.answered) return;
    const { ack, heard, x_id } = said;
    this.answered = false;
    put(this.root, "data-seq", ack);
    put(this.root, "data-heard", heard);
    put(this.root, "data-ready", true);
    performance.mark("cnnviz:painted", { detail: { seq: ack, x_id } });
  }

  close() {
    this.transport.toggle(false);
    this.watch.disconnect();
    this.deaf();
    this.state.outbox?.close();
    this.root.remove();
  }
}
