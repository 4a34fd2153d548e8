/** The input: its planes apart or together, padding drawn as padding, the window above it. */

import { colourOf, css, pack, mix, unpackColour } from "../shared/colour.js";
import { add, hide, keep, put, write } from "../shared/elements.js";
import { Grid, fittingCell } from "../shared/grid.js";
import { Legend } from "../shared/legend.js";
import { listen } from "../shared/pointer.js";
import { drawMet, drawWindow } from "./marks.js";
import { inputScale } from "./scales.js";

export class InputView {
  constructor(parent, actions) {
    this.node = add(parent, "div", { className: "panel input" });
    const head = add(this.node, "p", { className: "title", text: "Input " });
    this.size = add(head, "span", { className: "size" });
    this.tabs = add(this.node, "div", {
      className: "tabs",
      role: "group",
      "aria-label": "Channels of the input",
    });
    this.grid = new Grid("cells");
    this.surface = add(this.node, "div", {
      className: "surface",
      tabindex: "0",
      role: "application",
    });
    this.surface.append(this.grid.node);
    this.legend = new Legend(this.node);
    this.actions = actions;
    listen(this.surface, {
      at: (event) => this.positionAt(event),
      hover: actions.hoverInput,
      click: actions.pinNearest,
      step: actions.stepInput,
      leave: actions.unpin,
    });
  }

  positionAt(event) {
    const cell = this.grid.cellAt(event);
    return cell && [cell[0] + this.first[0], cell[1] + this.first[1]];
  }

  /** The largest cell for this room. */
  cellFor({ scene }, width, height) {
    const { rows, columns } = scene.geometry;
    return fittingCell(rows.cells, columns.cells, width, height);
  }

  fit({ scene }, cell) {
    const { rows, columns } = scene.geometry;
    this.first = [rows.first, columns.first];
    this.grid.setCell(rows.cells, columns.cells, cell);
  }

  show(stage) {
    const { scene, channel, together, theme } = stage;
    write(
      this.size,
      [scene.x.rows, scene.x.columns, scene.x.channels]
        .slice(scene.dimensions === 1 ? 1 : 0)
        .join(" × "),
    );
    this.showTabs(stage);
    put(this.surface, "aria-label", describe(stage));
    const { x, geometry, pools } = scene;
    if (this.grid.shows([x, geometry, pools, channel, together, theme])) return;
    const scaleNow = inputScale(stage);
    this.colour(stage, scaleNow);
    const context = this.grid.paint((row, column) => this.valueAt(stage, row, column), theme);
    this.fade(context, scene, theme);
    this.hatch(context, scene, theme);
    hide(this.legend.node, together);
    if (!together) this.legend.show(scaleNow.pixels, scaleNow.low, scaleNow.high, scaleNow.note);
  }

  showTabs({ scene, channel, together }) {
    const names = scene.x.colours ? ["Together", ...scene.channel_names] : scene.channel_names;
    hide(this.tabs, names.length < 2);
    const first = scene.x.colours ? 1 : 0;
    const make = (index) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.addEventListener("click", () => this.actions.chooseChannel(this.names[index]));
      return tab;
    };
    this.names = scene.x.colours
      ? [null, ...scene.channel_names.keys()]
      : [...scene.channel_names.keys()];
    keep(this.tabs, names.length, make).forEach((tab, index) => {
      write(tab, names[index]);
      put(tab, "aria-pressed", together ? index < first : index - first === channel);
    });
  }

  /** The number of a cell of the padded picture; null where a pool sees nothing. */
  valueAt({ scene, channel, together }, row, column) {
    if (together) return null;
    const source = scene.geometry.sourceOf([row + this.first[0], column + this.first[1]]);
    if (source) return scene.x.seen(...source, channel);
    return scene.pools ? null : 0;
  }

  /** The colours of the padded picture; padding is pale. */
  colour({ scene, channel, together, theme }, { pixels, low, high }) {
    const { geometry, x, shift, divisor } = scene;
    const { rows, columns, pixels: result } = this.grid;
    const { data } = x;
    const bytes = 255 / x.white;
    const colour = together
      ? (place) => pack([data[place] * bytes, data[place + 1] * bytes, data[place + 2] * bytes])
      : (place) => colourOf(pixels, (data[place + channel] - shift) / divisor, low, high);
    const none = together ? pack([0, 0, 0]) : colourOf(pixels, 0, low, high);
    for (let row = 0; row < rows; row += 1) {
      const from = geometry.rows.sourceOf(row + this.first[0]);
      const ring = row + this.first[0] !== from;
      for (let column = 0; column < columns; column += 1) {
        const at = column + this.first[1];
        const source = geometry.columns.sourceOf(at);
        const known = from >= 0 && source >= 0;
        const own = known ? colour((from * x.columns + source) * x.channels) : none;
        const padding = ring || at !== source;
        result[row * columns + column] = padding
          ? pack(mix(unpackColour(own), theme.surface, 0.6))
          : own;
      }
    }
  }

  /** Cells that no window reaches, because a stride leaves them over, are pale. */
  fade(context, scene, theme) {
    const { rows, columns } = scene.geometry;
    const unseen = (axis) =>
      [...Array(axis.length).keys()].filter((index) => !axis.ofSource(index).length);
    context.fillStyle = css(theme.surface);
    context.globalAlpha = 0.72;
    for (const row of unseen(rows)) {
      context.fillRect(...this.grid.box(row - this.first[0], -this.first[1], 1, columns.length));
    }
    for (const column of unseen(columns)) {
      context.fillRect(...this.grid.box(-this.first[0], column - this.first[1], rows.length, 1));
    }
    context.globalAlpha = 1;
  }

  /** Padding is hatched, so that it is never taken for the picture. */
  hatch(context, scene, theme) {
    const { cell, rows, columns } = this.grid;
    const [top, left] = [-this.first[0] * cell, -this.first[1] * cell];
    if (rows === scene.x.rows && columns === scene.x.columns) return;
    context.save();
    const ring = new Path2D();
    ring.rect(0, 0, columns * cell, rows * cell);
    ring.rect(left, top, scene.x.columns * cell, scene.x.rows * cell);
    context.clip(ring, "evenodd");
    context.strokeStyle = css(theme.text);
    context.globalAlpha = 0.16;
    context.beginPath();
    const far = (rows + columns) * cell;
    for (let along = 0; along < far; along += 7) {
      context.moveTo(along, 0);
      context.lineTo(along - rows * cell, rows * cell);
    }
    context.stroke();
    context.restore();
    context.strokeStyle = css(theme.text);
    context.lineWidth = 1.5;
    context.strokeRect(left, top, scene.x.columns * cell, scene.x.rows * cell);
  }

  mark(stage) {
    const { scene, over, tap, theme, current } = stage;
    const facts = [scene.geometry, theme, `${current}`, `${over}`, `${tap}`];
    return this.grid.mark(facts, (context) => {
      if (tap) drawMet(context, this.grid, this.first, scene, tap);
      const moving = drawWindow(context, this.grid, this.first, stage);
      if (over) {
        context.lineWidth = 2;
        context.strokeStyle = css(theme.text);
        context.strokeRect(
          ...this.grid.box(over[0] - this.first[0], over[1] - this.first[1], 1, 1, 6),
        );
      }
      return moving;
    });
  }
}

function describe({ scene, channel, together }) {
  const what = together ? "all channels together" : scene.channel_names[channel];
  const size = `${scene.x.rows} rows × ${scene.x.columns} columns`;
  return `Input, ${what}, ${size}. Arrow keys choose a cell and show the outputs that it feeds.`;
}
