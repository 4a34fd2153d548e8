/** The scores as bars with their numbers; the largest is set in bold. */

import { add, hide, keep, put, write } from "../shared/elements.js";
import { exactly, ranking, scored } from "./words.js";

const MOST = 20; // bars; of more classes the highest are shown

export class ScoresView {
  constructor(parent) {
    this.node = add(parent, "section", { className: "scores", "aria-label": "Scores" });
    const head = add(this.node, "header", { className: "head" });
    add(head, "span", { className: "name", text: "scores" });
    this.note = add(head, "span", { className: "quiet" });
    this.list = add(this.node, "ol", { className: "bars" });
  }

  show(scores) {
    hide(this.node, scores === null);
    if (scores === null) return;
    const { names, values, logits } = scores;
    const order = ranking(values);
    const places = order.length > MOST ? order.slice(0, MOST) : order.slice().sort((a, b) => a - b);
    const some = places.length < names.length;
    const parts = [some ? `highest ${MOST} of ${names.length}` : "", logits ? "and logits" : ""];
    write(this.note, parts.filter(Boolean).join(", "));
    this.list.classList.toggle("with-logits", logits !== null);
    const finite = [...values].filter(Number.isFinite);
    const low = Math.min(0, ...finite);
    const span = Math.max(1, ...finite) - low; // probabilities keep the scale from 0 to 1
    const rows = keep(this.list, places.length, makeRow);
    places.forEach((at, index) => {
      const [name, bar, number, logit] = rows[index].children;
      rows[index].classList.toggle("top", at === order[0]);
      write(name, names[at]);
      put(name, "title", names[at]);
      write(number, scored(values[at]));
      put(number, "title", exactly(values[at]));
      write(logit, logits ? scored(logits[at]) : "");
      const value = Number.isFinite(values[at]) ? values[at] : 0;
      bar.firstChild.classList.toggle("negative", value < 0);
      bar.style.setProperty("--from", (Math.min(0, value) - low) / span);
      bar.style.setProperty("--share", Math.abs(value) / span);
    });
  }
}

function makeRow() {
  const row = document.createElement("li");
  add(row, "span", { className: "label" });
  const bar = add(row, "span", { className: "track", "aria-hidden": "true" });
  add(bar, "span", { className: "bar" });
  add(row, "span", { className: "number" });
  add(row, "span", { className: "logit" });
  return row;
}
