/** Between input and output: for each visible channel its window × its kernel = its sum. */

import { add, hide, keep, write } from "../shared/elements.js";
import { Legend } from "../shared/legend.js";
import { show } from "../shared/numbers.js";
import { KernelView } from "./kernel_view.js";
import { holeOf } from "./layout.js";
import { rangeOf } from "./scene.js";
import { WindowView } from "./window_view.js";

export class MiddleView {
  constructor(parent, actions) {
    this.node = add(parent, "div", { className: "panel middle" });
    const head = add(this.node, "div", { className: "heads" });
    this.windowTitle = add(head, "p", { className: "title", text: "Window" });
    this.kernelTitle = add(head, "p", { className: "title" });
    this.rows = add(this.node, "div", { className: "rows" });
    this.hint = add(this.node, "p", { className: "hint" });
    this.legend = new Legend(this.node);
    this.actions = actions;
    this.pairs = [];
  }

  fit(stage, { cell, weight, ring, stacked }) {
    const { scene, visible } = stage;
    this.node.classList.toggle("stacked", stacked);
    const make = () => {
      const pair = new Pair(this.actions);
      this.pairs.push(pair);
      return pair.node;
    };
    this.pairs.length = Math.min(this.pairs.length, visible.length);
    keep(this.rows, visible.length, make);
    this.cell = weight;
    for (const pair of this.pairs) pair.window.fit(stage, cell, ring);
    this.node.style.setProperty("--window", `${this.pairs[0].window.grid.width}px`);
    write(this.windowTitle, stacked ? "Window × kernel" : "Window");
    write(this.kernelTitle, scene.pools || stacked ? "" : "Kernel");
  }

  show(stage) {
    const { scene, theme, draft, visible } = stage;
    const { rows, columns } = scene.geometry;
    const name = scene.filters > 1 ? scene.filter_names[scene.filter] : "";
    hide(this.legend.node, scene.pools);
    write(this.hint, hintOf(scene));
    if (scene.pools) return;
    const [low, high] = rangeOf(draft.data);
    const limit = Math.max(Math.abs(low), Math.abs(high)) || 1;
    this.legend.show(theme.weight, -limit, limit, "weights");
    const holes = [rows, columns].map(({ dilation }) => holeOf(dilation, this.cell));
    this.pairs.forEach((pair, index) => {
      const slot = visible[index];
      const channel = scene.channel_names[scene.channels[0] + slot];
      const label = ["Kernel", name, scene.x.channels > 1 ? channel : ""]
        .filter(Boolean)
        .join(", ");
      pair.kernel.show({
        rows: rows.taps,
        columns: columns.taps,
        slot,
        cell: this.cell,
        holes,
        limit,
        label,
        theme,
        values: turned(scene, draft, slot),
        editable: scene.editable,
      });
    });
  }

  /** Follow the current cell. */
  follow(stage) {
    const { scene, explained, visible, tap, meets } = stage;
    this.pairs.forEach((pair, index) => {
      const part = explained.channels[visible[index]];
      pair.window.show(stage, part);
      write(pair.name, scene.x.channels > 1 ? scene.channel_names[part.channel] : "");
      for (const node of [pair.times, pair.kernel.node]) hide(node, scene.pools);
      write(pair.sum, scene.pools ? "" : `= ${show(part.sum, 4)}`);
      if (!scene.pools) pair.kernel.mark(tap ? [tap] : meets);
    });
  }
}

class Pair {
  constructor(actions) {
    this.node = document.createElement("div");
    this.node.className = "pair";
    this.name = add(this.node, "span", { className: "name" });
    this.window = new WindowView();
    this.node.append(this.window.node);
    this.times = add(this.node, "span", {
      className: "operator",
      text: "×",
      "aria-hidden": "true",
    });
    this.kernel = new KernelView(actions);
    const weights = add(this.node, "div", { className: "weights" });
    weights.append(this.kernel.node);
    this.sum = add(weights, "span", { className: "sum" });
  }
}

/** The values of one channel of a kernel as it slides: turned, if the convolution turns it. */
function turned(scene, kernel, slot) {
  const { rows, columns } = scene.geometry;
  return Float64Array.from({ length: rows.taps * columns.taps }, (_, index) =>
    kernel.at(
      ...scene.geometry.stored(Math.floor(index / columns.taps), index % columns.taps),
      slot,
    ),
  );
}

function hintOf({ geometry, flip, kind }) {
  const { rows, columns } = geometry;
  const gaps =
    rows.dilation === columns.dilation ? [rows.dilation] : [rows.dilation, columns.dilation];
  return [
    flip ? "Rotated by 180°: true convolution." : "",
    Math.max(...gaps) > 1 ? `Dilation ${gaps.join(", ")}: holes between the weights.` : "",
    kind === "transposed" ? "Every input cell stamps the kernel into the output." : "",
    kind === "max_pool" ? "The largest number wins." : "",
    kind === "average_pool" ? "The mean of the numbers." : "",
  ]
    .filter(Boolean)
    .join(" ");
}
