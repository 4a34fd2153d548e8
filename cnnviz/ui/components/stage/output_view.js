/** The output: the chosen filter's map large, all maps small, and what the colours mean. */

import { coloursInto, css, ink, weightHue } from "../shared/colour.js";
import { add, hide, keep, put, sameItems, write } from "../shared/elements.js";
import { Grid, fittingCell } from "../shared/grid.js";
import { Legend } from "../shared/legend.js";
import { brief, show } from "../shared/numbers.js";
import { listen } from "../shared/pointer.js";
import { drawCurrent, drawHue } from "./marks.js";
import { outputScale } from "./scales.js";

const MOST_MARKS = 4096;
const WEIGHTS_FROM = 30; // CSS pixels: a cell that can hold a second number

export class OutputView {
  constructor(parent, actions) {
    this.node = add(parent, "div", { className: "panel output" });
    const head = add(this.node, "p", { className: "title", text: "Output " });
    this.size = add(head, "span", { className: "size" });
    this.name = add(this.node, "p", { className: "name" });
    this.grid = new Grid("cells");
    this.surface = add(this.node, "div", {
      className: "surface",
      tabindex: "0",
      role: "application",
    });
    this.surface.append(this.grid.node);
    this.legend = new Legend(this.node);
    this.thumbnails = add(this.node, "div", {
      className: "thumbnails",
      role: "group",
      "aria-label": "Maps of all filters",
    });
    this.actions = actions;
    listen(this.surface, {
      at: (event) => this.grid.cellAt(event),
      hover: actions.hoverOutput,
      click: actions.pin,
      step: actions.stepOutput,
      leave: actions.unpin,
    });
  }

  /** The largest cell for this room. */
  cellFor({ scene }, width, height) {
    return fittingCell(scene.y.rows, scene.y.columns, width, height);
  }

  fit({ scene }, cell) {
    this.grid.setCell(scene.y.rows, scene.y.columns, cell);
  }

  show(stage) {
    const { scene, theme } = stage;
    const sizes = [scene.y.rows, scene.y.columns, scene.filters].slice(
      scene.dimensions === 1 ? 1 : 0,
    );
    write(this.size, sizes.join(" × "));
    write(this.name, scene.filters > 1 ? scene.filter_names[scene.filter] : "");
    const look = outputScale(scene, theme);
    const { data } = scene.y;
    if (!this.grid.shows([data, theme, look.pixels, look.low, look.high])) {
      coloursInto(this.grid.pixels, look, data);
      this.grid.paint(scene.y.at, theme);
    }
    this.legend.show(look.pixels, look.low, look.high, look.note);
    this.showThumbnails(scene, theme, stage.wanted);
    const [rows, wide] = [scene.y.rows, scene.y.columns];
    put(
      this.surface,
      "aria-label",
      `Output, ${scene.filter_names[scene.filter]}, ${rows} rows × ${wide} columns, ` +
        `from ${brief(look.range[0])} to ${brief(look.range[1])}. ` +
        "Arrow keys move the pinned window, Escape unpins.",
    );
  }

  showThumbnails(scene, theme, wanted) {
    hide(this.thumbnails, !scene.thumbnails);
    if (!scene.thumbnails) return;
    const [count, rows, columns] = scene.thumbnails.shape;
    const make = (index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(document.createElement("canvas"));
      button.addEventListener("click", () => this.actions.chooseFilter(index));
      return button;
    };
    keep(this.thumbnails, count, make).forEach((button, index) => {
      put(button, "aria-label", scene.filter_names[index]);
      put(button, "title", scene.filter_names[index]);
      put(button, "aria-pressed", index === (wanted ?? scene.filter));
      const size = rows * columns;
      const plane = scene.thumbnails.data.subarray(index * size, (index + 1) * size);
      paintThumbnail(button, plane, rows, columns, outputScale(scene, theme, plane));
    });
  }

  mark(stage) {
    const { scene, fed, tap, theme, current, pin } = stage;
    const facts = [scene.geometry, theme, fed, `${tap}`, `${current}`, `${pin}`];
    return this.grid.mark(facts, (context) => {
      if (fed) this.markFed(context, scene, fed, theme);
      if (tap) this.markMet(context, scene, tap);
      return drawCurrent(context, this.grid, stage);
    });
  }

  /** Every output that an input cell feeds, with the hue and the number of the weight. */
  markFed(context, scene, fed, theme) {
    const { rows, columns } = scene.geometry;
    for (const { output, tap, factor } of fed) {
      const hue = weightHue(...tap, rows.taps, columns.taps);
      drawHue(context, this.grid, ...output, hue);
      const { cell } = this.grid;
      if (factor === null || cell < WEIGHTS_FROM) continue;
      const text = `·${show(factor, 2)}`;
      context.font = `600 ${Math.min(11, cell * 0.28)}px ${theme.font}`;
      const [left, top] = this.grid.box(...output);
      const width = context.measureText(text).width + 4;
      context.fillStyle = css(hue);
      context.fillRect(left + 2, top + 2, width, 13);
      context.fillStyle = ink(hue);
      context.textAlign = "left";
      context.textBaseline = "middle";
      context.fillText(text, left + 4, top + 9);
    }
  }

  /** The output cells to which a weight brings something from inside the picture. */
  markMet(context, scene, tap) {
    const { rows, columns } = scene.geometry;
    const met = scene.geometry.met(tap);
    const [down, right] = [met.rows, met.columns].map((list) =>
      list.filter(({ source }) => source >= 0),
    );
    if (down.length * right.length > MOST_MARKS) return;
    const hue = weightHue(...tap, rows.taps, columns.taps);
    for (const a of down)
      for (const b of right) drawHue(context, this.grid, a.output, b.output, hue, 0.25);
  }
}

/** Paint one small map on its button, unless it is there. */
function paintThumbnail(button, plane, rows, columns, look) {
  const facts = [rows, columns, look.pixels, look.low, look.high];
  if (sameItems(facts, button.facts) && sameItems(plane, button.plane)) return;
  Object.assign(button, { facts, plane: plane.slice() }); // a view would keep the whole message
  const image = new ImageData(columns, rows);
  coloursInto(new Int32Array(image.data.buffer), look, plane);
  const canvas = button.firstChild;
  Object.assign(canvas, { width: columns, height: rows });
  canvas.getContext("2d").putImageData(image, 0, 0);
}
