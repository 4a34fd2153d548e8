/** A canvas of cells: colours, numbers where they fit, and a second canvas for marks above it. */

import { css, ink, unpackColour } from "./colour.js";
import { sameItems } from "./elements.js";
import { decimals, show } from "./numbers.js";

const LINES_FROM = 7; // CSS pixels; smaller cells have no lines between them
const STRONG_FROM = 16; // CSS pixels; smaller cells have faint lines
const NUMBERS_FROM = 15; // CSS pixels; smaller cells hold no numbers
const SMALLEST_TEXT = 8.5; // CSS pixels
const LARGEST_TEXT = 15;
const LARGEST_CELL = 64; // CSS pixels
const DIGIT = 0.56; // width of a digit, in text sizes
const MARGIN = 6; // CSS pixels around the cells, so that marks at the border are whole

export class Grid {
  constructor(className) {
    this.node = document.createElement("div");
    this.node.className = `grid ${className}`;
    this.base = this.node.appendChild(document.createElement("canvas"));
    this.over = this.node.appendChild(document.createElement("canvas"));
    for (const canvas of [this.base, this.over]) canvas.setAttribute("aria-hidden", "true");
    this.picture = document.createElement("canvas");
    this.cell = 1;
    this.margin = MARGIN;
    this.moving = false;
  }

  setCell(rows, columns, cell) {
    const ratio = window.devicePixelRatio || 1;
    const size = [rows, columns, cell, ratio];
    if (sameItems(size, this.size)) return;
    // Canvases that get a new size are empty.
    Object.assign(this, { rows, columns, cell, ratio, size, painted: null, marked: null });
    this.width = Math.round(columns * cell) + 2 * MARGIN;
    this.height = Math.round(rows * cell) + 2 * MARGIN;
    this.image = new ImageData(columns, rows);
    Object.assign(this.picture, { width: columns, height: rows });
    /** Packed colours of rows × columns cells (0: nothing there), to be filled for `paint`. */
    this.pixels = new Int32Array(this.image.data.buffer);
    this.node.style.width = `${this.width}px`;
    this.node.style.height = `${this.height}px`;
    for (const canvas of [this.base, this.over]) {
      const [w, h] = [this.width * this.ratio, this.height * this.ratio].map(Math.round);
      if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
      canvas.style.width = `${this.width}px`;
      canvas.style.height = `${this.height}px`;
    }
  }

  /** Context of one canvas, cleared, in CSS pixels from the first cell's corner. */
  fresh(canvas) {
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(this.ratio, 0, 0, this.ratio, MARGIN * this.ratio, MARGIN * this.ratio);
    return context;
  }

  /** Whether the cells already show what follows from these facts; if not, paint them now. */
  shows(facts) {
    const same = sameItems(facts, this.painted);
    this.painted = facts;
    return same;
  }

  /** Paint all cells in `pixels`; `valueAt(row, column)` gives a cell's number, or null for none. */
  paint(valueAt, theme) {
    const { rows, columns, cell } = this;
    this.picture.getContext("2d").putImageData(this.image, 0, 0);
    const context = this.fresh(this.base);
    context.imageSmoothingEnabled = cell < 1;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.picture, 0, 0, columns * cell, rows * cell);
    this.frame(context, theme);
    this.type(context, valueAt, theme);
    return context;
  }

  frame(context, theme) {
    const { rows, columns, cell } = this;
    context.strokeStyle = css(theme.line);
    context.lineWidth = 1;
    context.globalAlpha = cell >= LINES_FROM && cell < STRONG_FROM ? 0.3 : 1;
    context.beginPath();
    const step = cell >= LINES_FROM ? 1 : 0;
    for (let row = 0; row <= rows; row += step || rows)
      line(context, 0, row * cell, columns * cell, row * cell);
    for (let column = 0; column <= columns; column += step || columns) {
      line(context, column * cell, 0, column * cell, rows * cell);
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  /** Numbers, all with the same number of decimals: as many as the cells can carry. */
  type(context, valueAt, theme) {
    const { rows, columns, cell, pixels } = this;
    if (cell < NUMBERS_FROM) return;
    const values = Array.from({ length: rows * columns }, (_, i) =>
      valueAt(Math.floor(i / columns), i % columns),
    );
    const writing = chooseWriting(values, cell);
    if (!writing) return;
    context.font = `${writing.size}px ${theme.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    values.forEach((value, index) => {
      if (value === null) return;
      const [row, column] = [Math.floor(index / columns), index % columns];
      context.fillStyle = pixels[index] ? ink(unpackColour(pixels[index])) : css(theme.text);
      context.fillText(show(value, writing.digits), (column + 0.5) * cell, (row + 0.54) * cell);
    });
  }

  /**
   * Draw the marks that follow from these facts, unless they are there: `draw(context)` in CSS
   * pixels from the first cell's corner says whether they still move, and so does this.
   */
  mark(facts, draw) {
    if (!this.moving && sameItems(facts, this.marked)) return false;
    this.marked = facts;
    this.moving = draw(this.fresh(this.over)) === true;
    return this.moving;
  }

  /** [left, top, width, height] of a block of cells, in CSS pixels; at least `least` wide. */
  box(row, column, rows = 1, columns = 1, least = 0) {
    const [width, height] = [
      Math.max(columns * this.cell, least),
      Math.max(rows * this.cell, least),
    ];
    const left = (column + columns / 2) * this.cell - width / 2;
    const top = (row + rows / 2) * this.cell - height / 2;
    return [left, top, width, height];
  }

  /** [row, column] under a pointer event, or null outside. */
  cellAt(event) {
    const box = this.over.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left - MARGIN) / this.cell);
    const row = Math.floor((event.clientY - box.top - MARGIN) / this.cell);
    const inside = row >= 0 && row < this.rows && column >= 0 && column < this.columns;
    return inside ? [row, column] : null;
  }
}

/** The size of a cell with which everything fits into width × height CSS pixels. */
export function fittingCell(rows, columns, width, height) {
  const across = (width - 2 * MARGIN) / columns;
  const room = Math.min(across, (height - 2 * MARGIN) / rows, LARGEST_CELL);
  return room >= LINES_FROM ? Math.floor(room) : room;
}

function line(context, left, top, right, bottom) {
  context.moveTo(Math.round(left), Math.round(top));
  context.lineTo(Math.round(right), Math.round(bottom));
}

/** Most decimals and largest text with which every number fits its cell; null if none does. */
export function chooseWriting(values, cell) {
  const numbers = values.filter((value) => value !== null);
  if (!numbers.length) return null;
  const finite = numbers.filter(Number.isFinite);
  const needed = Math.max(0, ...finite.map((value) => decimals(value, 1e-7) ?? 3));
  const largest = Math.max(0, ...finite.map(Math.abs));
  // Fewer decimals than these would turn different numbers into the same 0 or 1.
  const least = Math.min(needed, largest < 1 ? 2 : largest < 10 ? 1 : 0);
  for (let digits = Math.min(needed, 3); digits >= least; digits -= 1) {
    const longest = Math.max(...numbers.map((value) => show(value, digits).length));
    const size = Math.min(cell * 0.42, (cell - 3) / (DIGIT * longest), LARGEST_TEXT);
    if (size >= 10 || (digits === least && size >= SMALLEST_TEXT)) return { digits, size };
  }
  return null;
}
