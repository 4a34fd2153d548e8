/** The figure as one SVG: numbers as text where the grids are small, otherwise as a picture. */

import { colourOf, css, ink, unpackColour } from "../shared/colour.js";
import { chooseWriting } from "../shared/grid.js";
import { show } from "../shared/numbers.js";
import { inputScale, outputScale } from "./scales.js";
import { rangeOf } from "./scene.js";

const SPACE = "http://www.w3.org/2000/svg";
const SIDE = 320; // pixels of a grid's longer side
const GAP = 40;
const TOP = 40;
const MOST_CELLS = 1024; // more cells than this become a picture
const FONT = "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif";

function node(parent, name, attributes, text) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent?.appendChild(made);
  return made;
}

/** The SVG element of what the stage shows now. */
export function figure(state) {
  const { scene, theme } = state;
  const svg = node(null, "svg", { xmlns: SPACE, "font-family": FONT });
  node(svg, "title", {}, scene.title);
  const paper = node(svg, "rect", { fill: css(theme.surface), width: "100%", height: "100%" });
  let left = GAP;
  let bottom = 0;
  for (const part of parts(state)) {
    const size = grid(svg, { ...part, left, theme });
    left += size.width + GAP;
    bottom = Math.max(bottom, size.height);
  }
  const width = Math.max(left, 480);
  const height = TOP + bottom + 70;
  node(
    svg,
    "text",
    { x: GAP, y: TOP + bottom + 34, fill: css(theme.text), "font-size": 15 },
    equation(state),
  );
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    svg.setAttribute(name, value);
  paper.setAttribute("width", width);
  paper.setAttribute("height", height);
  return svg;
}

function equation({ scene, explained }) {
  const [row, column] = explained.cell;
  const where = scene.dimensions === 1 ? column : `${row}, ${column}`;
  return `${scene.title}: y[${where}] = ${show(explained.value, 6)}`;
}

/** What stands side by side: {name, rows, columns, valueAt, colourAt, boxes}. */
function parts(state) {
  const { scene, theme, explained, channel, together } = state;
  const { x, y, kernel, geometry } = scene;
  const scale = inputScale(state);
  const seen = (row, column) => x.seen(row, column, channel);
  const bytes = 255 / x.white;
  const colours = (row, column) =>
    [0, 1, 2].map((plane) => Math.round(x.raw(row, column, plane) * bytes));
  const onScale = ({ pixels, low, high }, value) =>
    unpackColour(colourOf(pixels, value, low, high));
  const inside = explained.channels[0].terms
    .filter(({ source }) => source)
    .map(({ source }) => source);
  const list = [
    {
      name: `Input, ${together ? "together" : scene.channel_names[channel]}`,
      rows: x.rows,
      columns: x.columns,
      boxes: inside,
      valueAt: together ? () => null : seen,
      colourAt: together ? colours : (row, column) => onScale(scale, seen(row, column)),
    },
  ];
  if (kernel) {
    const [low, high] = rangeOf(kernel.data);
    const limit = Math.max(Math.abs(low), Math.abs(high)) || 1;
    for (const slot of state.visible) {
      const at = (row, column) => kernel.at(...geometry.stored(row, column), slot);
      const name =
        scene.x.channels > 1
          ? `Kernel, ${scene.channel_names[scene.channels[0] + slot]}`
          : "Kernel";
      list.push({
        name,
        rows: kernel.rows,
        columns: kernel.columns,
        boxes: [],
        small: true,
        valueAt: at,
        colourAt: (row, column) =>
          onScale({ pixels: theme.weight, low: -limit, high: limit }, at(row, column)),
      });
    }
  }
  const look = outputScale(scene, theme);
  list.push({
    name: `Output, ${scene.filter_names[scene.filter]}`,
    rows: y.rows,
    columns: y.columns,
    boxes: [explained.cell],
    valueAt: y.at,
    colourAt: (row, column) =>
      onScale(look, look.absolute ? Math.abs(y.at(row, column)) : y.at(row, column)),
  });
  return list;
}

function grid(svg, { name, rows, columns, valueAt, colourAt, boxes, small, left, theme }) {
  const cell = Math.min(SIDE / Math.max(rows, columns), small ? 40 : 64);
  const [width, height] = [columns * cell, rows * cell];
  node(
    svg,
    "text",
    { x: left, y: TOP - 12, fill: css(theme.text), "font-size": 14, "font-weight": 600 },
    name,
  );
  const place = node(svg, "g", { transform: `translate(${left} ${TOP})` });
  if (rows * columns > MOST_CELLS) raster(place, rows, columns, colourAt, width, height);
  else cells(place, { rows, columns, valueAt, colourAt, cell, theme });
  for (const [row, column] of boxes) {
    node(place, "rect", {
      x: column * cell,
      y: row * cell,
      width: cell,
      height: cell,
      fill: "none",
      stroke: css(theme.accent),
      "stroke-width": Math.min(2.5, Math.max(0.5, cell / 4)),
    });
  }
  return { width: Math.max(width, name.length * 7), height };
}

function cells(place, { rows, columns, valueAt, colourAt, cell, theme }) {
  const values = Array.from({ length: rows * columns }, (_, index) =>
    valueAt(Math.floor(index / columns), index % columns),
  );
  const writing = chooseWriting(values, cell);
  values.forEach((value, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const colour = colourAt(row, column);
    node(place, "rect", {
      x: column * cell,
      y: row * cell,
      width: cell,
      height: cell,
      fill: css(colour),
      stroke: css(theme.line),
    });
    if (!writing || value === null) return;
    const middle = {
      x: (column + 0.5) * cell,
      y: (row + 0.5) * cell,
      "text-anchor": "middle",
      "dominant-baseline": "central",
    };
    node(
      place,
      "text",
      { ...middle, "font-size": writing.size, fill: ink(colour) },
      show(value, writing.digits),
    );
  });
}

function raster(place, rows, columns, colourAt, width, height) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: columns, height: rows });
  const image = new ImageData(columns, rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      image.data.set([...colourAt(row, column), 255], (row * columns + column) * 4);
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
  node(place, "image", {
    href: canvas.toDataURL("image/png"),
    width,
    height,
    style: "image-rendering: pixelated",
  });
}
