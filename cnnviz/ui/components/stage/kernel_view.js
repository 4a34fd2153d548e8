/** One kernel as a grid of numbers: typed, dragged, stepped, pasted. */

import { colourOf, css, ink, unpackColour, weightHue } from "../shared/colour.js";
import { add, keep, put, sameItems } from "../shared/elements.js";
import { chooseWriting } from "../shared/grid.js";
import { readMatrix, readNumber, show } from "../shared/numbers.js";
import { dragVertically } from "../shared/pointer.js";

const PIXELS_PER_STEP = 8;
const PLACES = 1e6; // steps of 0.1 must not leave 0.30000000000000004
const tidy = (value) => Math.round(value * PLACES) / PLACES;

export class KernelView {
  /** `slot` is the place of its channel among those that the filter reads. */
  constructor(actions) {
    this.node = document.createElement("div");
    this.node.className = "kernel";
    this.node.setAttribute("role", "group");
    this.actions = actions;
    this.listen();
  }

  listen() {
    const { node } = this;
    node.addEventListener("input", (event) => {
      const value = readNumber(event.target.value);
      put(event.target, "aria-invalid", value === null);
      if (value !== null) this.set(this.tapOf(event.target), value);
    });
    node.addEventListener("focusin", ({ target }) => {
      target.value = show(this.valueAt(this.tapOf(target)));
      if (!target.readOnly) target.select();
      this.actions.hoverTap(this.tapOf(target), this.slot);
    });
    node.addEventListener("focusout", () => {
      this.actions.hoverTap(null);
      this.paint();
    });
    node.addEventListener("keydown", (event) => {
      this.key(event);
      event.stopPropagation(); // or letters would be taken for the page's shortcuts
    });
    node.addEventListener("paste", (event) => this.paste(event));
    node.addEventListener("pointerover", ({ target }) => {
      const cell = target.closest(".weight");
      if (cell) this.actions.hoverTap(this.tapOf(cell.firstChild), this.slot);
    });
    node.addEventListener("pointerleave", () => this.actions.hoverTap(null));
    node.addEventListener("dragstart", (event) => event.preventDefault()); // of selected text
    dragVertically(node, {
      start: ({ target }) =>
        target instanceof HTMLInputElement && !target.readOnly
          ? { input: target, value: this.valueAt(this.tapOf(target)) }
          : null,
      move: ({ input, value }, up, event) => {
        const step = Math.trunc(up / PIXELS_PER_STEP) * (event.shiftKey ? 0.1 : 1);
        this.enter(input, tidy(value + step));
      },
      end: ({ input }) => input.select(),
    });
  }

  tapOf(input) {
    const index = this.inputs.indexOf(input);
    return [Math.floor(index / this.columns), index % this.columns];
  }

  valueAt([row, column]) {
    return this.values[row * this.columns + column];
  }

  /** A new value from the person: kept, shown and told. */
  set(tap, value) {
    this.values[tap[0] * this.columns + tap[1]] = value;
    this.paint();
    this.actions.edit(tap, value, this.slot);
  }

  enter(input, value) {
    input.value = show(value);
    this.set(this.tapOf(input), value);
  }

  key(event) {
    const { target, key, shiftKey } = event;
    const direction = { ArrowUp: 1, ArrowDown: -1 }[key];
    if (key === "Enter") {
      const next = this.inputs[this.inputs.indexOf(target) + (shiftKey ? -1 : 1)];
      (next ?? this.inputs.at(shiftKey ? -1 : 0)).focus();
    } else if (key === "Escape") target.blur();
    else if (direction && !target.readOnly) {
      this.enter(target, tidy(this.valueAt(this.tapOf(target)) + direction * (shiftKey ? 0.1 : 1)));
    } else if (!this.walk(event)) return;
    event.preventDefault();
  }

  /** At the end of a text the arrow keys go on to the neighbouring weight. */
  walk({ target, key, ctrlKey, metaKey, altKey, shiftKey }) {
    if (ctrlKey || metaKey || altKey || shiftKey) return false;
    if (!["ArrowLeft", "ArrowRight"].includes(key)) return false; // or each digit costs a layout
    const { selectionStart: start, selectionEnd: end, value } = target;
    const all = start === 0 && end === value.length;
    const step =
      key === "ArrowLeft" && (all || end === 0)
        ? -1
        : key === "ArrowRight" && (all || start === value.length)
          ? 1
          : 0;
    const next = step && this.inputs[this.inputs.indexOf(target) + step];
    next?.focus?.();
    return Boolean(next);
  }

  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    const rows = readMatrix(text);
    if (!rows || rows.length * rows[0].length === 1) return; // a single number is typed as usual
    event.preventDefault();
    if (!event.target.readOnly) this.actions.pasteMatrix(rows, this.slot);
  }

  /** Show rows × columns values of one channel; a cell being edited keeps what is typed. */
  show({ rows, columns, values, slot, cell, holes, limit, editable, label, theme }) {
    Object.assign(this, { rows, columns, values, slot, cell, limit, theme });
    const facts = [rows, columns, cell, ...holes, editable, label];
    if (!sameItems(facts, this.shown)) this.build(facts);
    this.paint();
  }

  build(facts) {
    const [rows, columns, cell, down, right, editable, label] = facts;
    this.shown = facts;
    put(this.node, "aria-label", label);
    this.node.style.setProperty("--cell", `${cell}px`);
    this.node.style.gridTemplateColumns = `repeat(${columns}, ${cell}px)`;
    this.node.style.gridAutoRows = `${cell}px`;
    this.node.style.gap = `${down}px ${right}px`;
    this.inputs = keep(this.node, rows * columns, weightCell).map((node) => node.firstChild);
    this.inputs.forEach((input, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns];
      input.readOnly = !editable;
      put(input, "aria-label", `${label}, row ${row}, column ${column}`);
      input.nextSibling.style.background = css(weightHue(row, column, rows, columns));
    });
  }

  paint() {
    const { theme, limit, cell, values } = this;
    const writing = chooseWriting([...values], cell) ?? { digits: 1, size: 8.5 };
    const active = this.node.getRootNode().activeElement;
    this.inputs.forEach((input, index) => {
      const pixel = colourOf(theme.weight, values[index], -limit, limit);
      colourCell(input.parentElement, pixel, writing.size);
      put(input, "aria-valuenow", values[index]);
      put(input, "title", show(values[index]));
      if (input !== active) input.value = show(values[index], writing.digits);
    });
  }

  /** Outline the weight that is hovered, here or through the cell it meets. */
  mark(taps) {
    const marked = new Set(taps.map(([row, column]) => row * this.columns + column));
    this.inputs.forEach((input, index) =>
      input.parentElement.classList.toggle("met", marked.has(index)),
    );
  }
}

/** Set the style only where it changed: most cells keep theirs. */
function colourCell(cell, pixel, size) {
  if (sameItems([pixel, size], cell.look)) return;
  cell.look = [pixel, size];
  const colour = unpackColour(pixel);
  Object.assign(cell.style, {
    backgroundColor: css(colour),
    color: ink(colour),
    fontSize: `${size}px`,
  });
}

function weightCell() {
  const cell = document.createElement("div");
  cell.className = "weight";
  add(cell, "input", {
    type: "text",
    inputmode: "decimal",
    role: "spinbutton",
    autocomplete: "off",
    spellcheck: "false",
  });
  add(cell, "span", { className: "hue", "aria-hidden": "true" });
  return cell;
}
