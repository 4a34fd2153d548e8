/**
 * Planes of numbers: shifting them, comparing them, reading a cell. Pure.
 *
 * A plane is {rows, columns, channels, values, picture}: `values` runs row by row, channels last,
 * and `picture` says that they are a picture's bytes.
 */

export function planeOf({ data, shape }) {
  const [rows, columns, channels = 1] = shape;
  return { rows, columns, channels, values: data, picture: data instanceof Uint8Array };
}

/** The plane moved down and right by whole cells; zeros enter. */
export function shifted(plane, { rows: down, columns: right }) {
  const { rows, columns, channels } = plane;
  const values = new plane.values.constructor(plane.values.length);
  const kept = Math.max(0, columns - Math.abs(right)) * channels;
  for (let row = Math.max(0, down); row < Math.min(rows, rows + down); row += 1) {
    const from = ((row - down) * columns + Math.max(0, -right)) * channels;
    const to = (row * columns + Math.max(0, right)) * channels;
    if (kept > 0) values.set(plane.values.subarray(from, from + kept), to);
  }
  return { ...plane, values };
}

/** A flag per cell: 1 where any channel differs. */
export function changedCells(before, after) {
  const { channels } = before;
  const [old, now] = [before.values, after.values];
  const changed = new Uint8Array(before.rows * before.columns);
  for (let at = 0; at < old.length; at += 1) {
    if (old[at] !== now[at]) changed[Math.floor(at / channels)] = 1;
  }
  return changed;
}

export function alike(before, after) {
  return !changedCells(before, after).includes(1);
}

/** The channels' values at a cell. */
export function valuesAt(plane, { row, column }) {
  const start = (row * plane.columns + column) * plane.channels;
  return Array.from(plane.values.subarray(start, start + plane.channels));
}

/** The largest magnitude in some planes, 0 if there is none. */
export function magnitude(planes) {
  let largest = 0;
  for (const { values } of planes) {
    for (const value of values) {
      if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    }
  }
  return largest;
}

/** Borders between changed and unchanged cells, as [row, column, row, column] of grid corners. */
export function contour(changed, rows, columns) {
  const at = (row, column) =>
    row >= 0 && column >= 0 && row < rows && column < columns && changed[row * columns + column];
  const lines = [];
  for (let row = 0; row <= rows; row += 1) {
    for (let column = 0; column <= columns; column += 1) {
      const here = Boolean(at(row, column));
      if (here !== Boolean(at(row - 1, column))) lines.push([row, column, row, column + 1]);
      if (here !== Boolean(at(row, column - 1))) lines.push([row, column, row + 1, column]);
    }
  }
  return lines;
}
