/** One layer: its head, its maps, and the arrow to the next. */

import { coloursInto, pack } from "../shared/colour.js";
import { add, hide, keep, put, sameItems, write } from "../shared/elements.js";
import { GAP, UNIT_GAP } from "./layout.js";
import { alike, mapOf } from "./scene.js";
import { columnWords, mapName, mapWords, times } from "./words.js";

export class ColumnView {
  constructor(parent) {
    this.node = add(parent, "section", { className: "column", role: "group" });
    const head = add(this.node, "header", { className: "head" });
    this.name = add(head, "span", { className: "name" });
    this.kind = add(head, "span", { className: "quiet" });
    this.count = add(head, "span", { className: "count quiet" });
    this.sources = add(head, "span", { className: "quiet" });
    this.grid = add(this.node, "div", { className: "maps" });
    const arrow = add(this.node, "div", { className: "arrow", "aria-hidden": "true" });
    this.shape = add(arrow, "span", { className: "shape" });
    add(arrow, "span", { className: "shaft" });
    this.tiles = []; // {button, canvas, and what was painted on it}
  }

  /** Take a layer's newest numbers; `paint` shows them. */
  take(column) {
    this.column = column;
    breakable(this.name, column.name.split(/(?<=_)/));
    breakable(this.kind, column.kind.split(/(?<=[a-z])(?=[A-Z])/));
    const { drawn, count, units } = column;
    write(this.count, drawn < count ? `${drawn} of ${count}` : "");
    hide(this.count, drawn === count);
    write(this.sources, column.chained ? "" : `from ${column.sources}`);
    hide(this.sources, column.chained || !column.sources);
    breakable(this.shape, times(column.shape).split(/(?=×\d+$)/));
    put(this.node, "aria-label", columnWords(column));
    this.node.classList.toggle("units", units);
    this.node.classList.toggle("picture", column.picture);
    if (this.tiles.length === drawn) return;
    keep(this.grid, drawn, () => document.createElement("button"));
    const buttons = [...this.grid.children];
    this.tiles = buttons.map((button, map) => this.tiles[map] ?? this.tile(button, map));
    this.nameMaps(false);
  }

  tile(button, map) {
    Object.assign(button, { type: "button", className: "map", tabIndex: -1 });
    Object.assign(button.dataset, { column: this.column.at, map });
    const canvas = add(button, "canvas");
    return { button, canvas, image: null, shown: null };
  }

  /** Set the maps' size: `side` is the longer one's. */
  fit({ side, down }) {
    const { rows, columns, units } = this.column;
    const facts = [side, down, rows, columns];
    if (sameItems(facts, this.fitted)) return;
    this.fitted = facts;
    const { style } = this.grid;
    style.setProperty("--wide", `${side * Math.min(1, columns / rows)}px`);
    style.setProperty("--tall", `${side * Math.min(1, rows / columns)}px`);
    style.setProperty("--gap", `${units ? UNIT_GAP : GAP}px`);
    style.setProperty("--down", down ?? "none");
    // More cells than pixels: averaged, or a thin line would come and go.
    const fine = Math.max(rows, columns) > side * (window.devicePixelRatio || 1);
    style.setProperty("--rendering", fine ? "auto" : "pixelated");
  }

  /** Paint the maps whose numbers, scale or colours changed. */
  paint(theme) {
    const { column } = this;
    const facts = [theme.key, column.limit, column.exact, column.rows, column.columns];
    const kept = sameItems(facts, this.painted);
    this.painted = facts;
    this.tiles.forEach((tile, map) => {
      const values = mapOf(column, map);
      if (kept && tile.shown && alike(values, tile.shown)) return;
      tile.shown = values;
      this.paintTile(tile, values, theme);
    });
  }

  paintTile(tile, values, theme) {
    const { rows, columns, picture } = this.column;
    if (tile.image?.width !== columns || tile.image.height !== rows) {
      Object.assign(tile.canvas, { width: columns, height: rows });
      tile.image = new ImageData(columns, rows); // kept: a new one for each stroke would cost more
      tile.context = tile.canvas.getContext("2d");
      tile.pixels = new Int32Array(tile.image.data.buffer);
    }
    if (picture && values.length > tile.pixels.length) colourPicture(tile.pixels, values);
    else this.colour(tile.pixels, values, theme);
    tile.context.putImageData(tile.image, 0, 0);
  }

  colour(pixels, values, theme) {
    const { picture, exact, limit } = this.column;
    if (picture) {
      coloursInto(pixels, { pixels: theme.grey, low: 0, high: 255 }, values);
      return;
    }
    const [low, high] = exact ? [-limit, limit] : [1, 255];
    coloursInto(pixels, { pixels: theme.activation, low, high }, values);
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at];
      if (value !== value || (!exact && value === 0)) pixels[at] = 0; // no number, no colour
    }
  }

  /** Name every map for screen readers; `full` says its numbers too, which takes longer. */
  nameMaps(full) {
    this.tiles.forEach(({ button }, map) => {
      put(button, "aria-label", full ? mapWords(this.column, map) : mapName(this.column, map));
    });
  }
}

function colourPicture(pixels, values) {
  for (let at = 0; at < pixels.length; at += 1) {
    pixels[at] = pack(values.subarray(3 * at, 3 * at + 3));
  }
}

/** Write a text that may break between its parts only. */
function breakable(node, parts) {
  if (node.textContent === parts.join("")) return;
  node.replaceChildren(...parts.flatMap((part) => [part, document.createElement("wbr")]));
}
