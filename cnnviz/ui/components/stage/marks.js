/** Marks above the grids: the window, the pinned cell, and who meets whom. */

import { css, weightHue } from "../shared/colour.js";
import { Glide } from "../shared/motion.js";

const SMALLEST_BOX = 9; // CSS pixels, so that a window stays visible on a large picture
const MOST_MARKS = 4096; // more meetings than this are marked as one region
const NUMBERS = 20; // CSS pixels: cells that may hold a number
const glides = new WeakMap();

const glideOf = (grid) => glides.get(grid) ?? glides.set(grid, new Glide()).get(grid);

/** First cell and number of cells from the first to the last of some positions. */
function span(meetings) {
  const positions = meetings.map(({ at }) => at);
  const first = Math.min(...positions);
  return [first, Math.max(...positions) - first + 1];
}

function outlined(context, box, colour, width, halo) {
  context.lineJoin = "round";
  context.strokeStyle = halo;
  context.lineWidth = width + 2.5;
  context.strokeRect(...box);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(...box);
}

/** The window of the current cell on the input; returns whether it is still moving. */
export function drawWindow(context, grid, first, { scene, current, theme, smooth }) {
  const { rows, columns } = scene.geometry;
  const [down, right] = [rows.ofOutput(current[0]), columns.ofOutput(current[1])];
  if (!down.length || !right.length) return false;
  const [top, height] = span(down);
  const [left, width] = span(right);
  if (Math.max(rows.dilation, columns.dilation) > 1 && grid.cell >= 6) {
    context.fillStyle = css(theme.accent);
    context.globalAlpha = 0.28;
    for (const a of down)
      for (const b of right) context.fillRect(...grid.box(a.at - first[0], b.at - first[1]));
    context.globalAlpha = 1;
  }
  const glide = glideOf(grid);
  glide.to(grid.box(top - first[0], left - first[1], height, width, SMALLEST_BOX), smooth);
  outlined(context, glide.now(), css(theme.accent), 2.5, css(theme.surface));
  return glide.moving;
}

/** The current and the pinned cell on the output; returns whether something is still moving. */
export function drawCurrent(context, grid, { current, pin, theme, smooth }) {
  const glide = glideOf(grid);
  if (pin) {
    const [left, top, width, height] = grid.box(...pin, 1, 1, SMALLEST_BOX);
    outlined(context, [left, top, width, height], css(theme.accent), 1.5, css(theme.surface));
    const corner = Math.min(12, width * 0.4);
    context.fillStyle = css(theme.accent);
    context.beginPath();
    context.moveTo(left, top);
    context.lineTo(left + corner, top);
    context.lineTo(left, top + corner);
    context.fill();
  }
  glide.to(grid.box(...current, 1, 1, SMALLEST_BOX), smooth);
  outlined(context, glide.now(), css(theme.accent), 2.5, css(theme.surface));
  return glide.moving;
}

/** A cell marked with the hue of the weight it meets. */
export function drawHue(context, grid, row, column, hue, alpha = 0.6) {
  const [left, top, width, height] = grid.box(row, column, 1, 1, 3);
  const readable = width >= NUMBERS; // a frame, so that the number stays readable
  context.globalAlpha = readable ? 0.1 : alpha;
  context.fillStyle = css(hue);
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  if (width <= 8) return;
  const line = readable ? 4 : 2;
  context.strokeStyle = css(hue);
  context.lineWidth = line;
  context.strokeRect(left + line / 2 + 1, top + line / 2 + 1, width - line - 2, height - line - 2);
}

/** All input cells, padding included, that one tap meets. */
export function drawMet(context, grid, first, scene, tap) {
  const { rows, columns } = scene.geometry.met(tap);
  if (!rows.length || !columns.length) return;
  const hue = weightHue(...tap, scene.geometry.rows.taps, scene.geometry.columns.taps);
  if (rows.length * columns.length <= MOST_MARKS) {
    for (const a of rows)
      for (const b of columns) drawHue(context, grid, a.at - first[0], b.at - first[1], hue, 0.4);
    return;
  }
  const [top, height] = span(rows);
  const [left, width] = span(columns);
  context.fillStyle = context.strokeStyle = css(hue);
  context.globalAlpha = 0.4;
  context.fillRect(...grid.box(top - first[0], left - first[1], height, width));
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeRect(...grid.box(top - first[0], left - first[1], height, width));
}
