/** A plane on a canvas: its colours, its numbers where they fit, and what changed. */

import { colourOf, css, ink, pack, unpackColour } from "../shared/colour.js";
import { digitsFor, show } from "../shared/numbers.js";
import { contour } from "./planes.js";

const GRID_FROM = 12; // CSS pixels per cell from which lines part the cells
const OUTLINE_FROM = 1.5; // and from which changed cells can be outlined
const ROOMY = 8; // from which even outlines round single cells can be read
const BUSY = 0.3; // outlines per cell above which they hide a picture of small cells
const FADE = 0.45; // of the way to the surface
const MOST_NUMBERS = 1024;
const LARGEST_FONT = 13; // CSS pixels
const SMALLEST_FONT = 8.5;
const FILL = 0.84; // of a cell's width, for its number
const MOST_DIGITS = 2;

/**
 * Paint `plane` over the whole canvas. `changed` (a flag per cell, or null) is outlined, or, where
 * outlines would hide a large picture, the rest fades; returns "outline", "fade" or null.
 */
export function paintPlane(canvas, plane, { theme, limit, changed, twin }) {
  const width = canvas.clientWidth;
  if (width === 0) return null;
  const ratio = window.devicePixelRatio || 1;
  const cell = width / plane.columns;
  resize(canvas, Math.round(width * ratio), Math.round(cell * plane.rows * ratio));
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = cell * ratio < 1;
  const pixels = coloursOf(plane, theme, limit);
  const lines = changed && outlines(changed, plane, cell);
  if (changed && lines === null) fade(pixels, changed, theme);
  context.drawImage(bitmapOf(pixels, plane), 0, 0, canvas.width, canvas.height);
  context.scale(canvas.width / plane.columns, canvas.height / plane.rows); // one unit, one cell
  if (cell >= GRID_FROM) drawGrid(context, plane, cell, theme);
  drawNumbers(context, plane, { cell, pixels, font: theme.font, twin });
  if (lines) drawOutlines(context, plane, { lines, cell, theme });
  return wayOf(changed, lines);
}

function wayOf(changed, lines) {
  if (!changed?.includes(1)) return null;
  return lines === null ? "fade" : "outline";
}

/** The outlines, or null if they could not be read. */
function outlines(changed, { rows, columns }, cell) {
  if (!changed.includes(1)) return [];
  if (cell < OUTLINE_FROM) return null;
  const lines = contour(changed, rows, columns);
  return cell >= ROOMY || lines.length <= BUSY * changed.length ? lines : null;
}

function resize(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** A packed colour per cell. */
function coloursOf({ rows, columns, channels, values, picture }, theme, limit) {
  const pixels = new Int32Array(rows * columns);
  const byte = picture ? (value) => value : (value) => 127.5 * (value / (limit || 1)) + 127.5;
  for (let at = 0; at < pixels.length; at += 1) {
    const first = at * channels;
    if (channels > 1) {
      pixels[at] = packed(byte(values[first]), byte(values[first + 1]), byte(values[first + 2]));
    } else if (picture) {
      pixels[at] = packed(values[first], values[first], values[first]);
    } else {
      pixels[at] = colourOf(theme.activation, values[first], -limit, limit);
    }
  }
  return pixels;
}

/** As shared `pack`, without an array for each of a million cells. */
const packed = (red, green, blue) => (255 << 24) | (blue << 16) | (green << 8) | red;

function fade(pixels, changed, theme) {
  for (let at = 0; at < pixels.length; at += 1) {
    if (changed[at]) continue;
    const parts = unpackColour(pixels[at]);
    pixels[at] = pack(parts.map((part, of) => Math.round(part + FADE * (theme.surface[of] - part))));
  }
}

function bitmapOf(pixels, { rows, columns }) {
  const bitmap = new OffscreenCanvas(columns, rows);
  const bytes = new Uint8ClampedArray(pixels.buffer);
  bitmap.getContext("2d").putImageData(new ImageData(bytes, columns, rows), 0, 0);
  return bitmap;
}

function drawGrid(context, { rows, columns }, cell, theme) {
  context.beginPath();
  for (let row = 1; row < rows; row += 1) line(context, [row, 0, row, columns]);
  for (let column = 1; column < columns; column += 1) line(context, [0, column, rows, column]);
  stroke(context, css(theme.line), 0.75 / cell, 0.7);
}

/** Changed regions in the text's colour on a band of the surface's: seen on black and on white. */
function drawOutlines(context, { rows, columns }, { lines, cell, theme }) {
  context.beginPath();
  // Half of an outermost line would fall off the canvas.
  const inset = 1.25 / cell;
  const within = (place, most) => Math.min(most - inset, Math.max(inset, place));
  for (const [top, left, bottom, right] of lines) {
    line(context, [within(top, rows), within(left, columns), within(bottom, rows), within(right, columns)]);
  }
  const fine = Math.min(1, Math.max(0.55, cell / 10));
  context.lineCap = "square";
  stroke(context, css(theme.surface), (4 * fine) / cell);
  stroke(context, css(theme.text), (1.75 * fine) / cell);
}

function line(context, [top, left, bottom, right]) {
  context.moveTo(left, top);
  context.lineTo(right, bottom);
}

function stroke(context, colour, width, alpha = 1) {
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.globalAlpha = 1;
}

function drawNumbers(context, plane, { cell, pixels, font, twin }) {
  if (plane.channels > 1 || pixels.length > MOST_NUMBERS) return;
  const fit = fitting(context, [plane, twin], cell, font);
  if (fit === null) return;
  context.save();
  context.scale(1 / cell, 1 / cell);
  context.font = `${fit.size}px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  pixels.forEach((pixel, at) => {
    const row = Math.floor(at / plane.columns);
    const column = at % plane.columns;
    context.fillStyle = ink(unpackColour(pixel));
    const text = show(plane.values[at], fit.digits);
    context.fillText(text, (column + 0.5) * cell, (row + 0.5) * cell + 0.36 * fit.size);
  });
  context.restore();
}

/** As many digits as the cells carry, the same for both planes; null if not even whole numbers fit. */
function fitting(context, planes, cell, font) {
  const values = planes.flatMap((plane) => Array.from(plane.values));
  const largest = Math.min(LARGEST_FONT, 0.42 * cell);
  for (let digits = Math.min(MOST_DIGITS, digitsFor(values)); digits >= 0; digits -= 1) {
    context.font = `${LARGEST_FONT}px ${font}`;
    const widths = new Set(values.map((value) => show(value, digits).replace(/\d/g, "0")));
    const widest = Math.max(...[...widths].map((text) => context.measureText(text).width));
    const size = Math.min(largest, (LARGEST_FONT * FILL * cell) / widest);
    if (size >= SMALLEST_FONT) return { size, digits };
  }
  return null;
}
