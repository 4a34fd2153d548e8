/** A pasted matrix becomes the kernel of one channel; the others follow its size. */

import { kernelOf } from "./scene.js";

export const LARGEST = 11; // rows and columns of a kernel

/**
 * The whole kernel after `matrix`, as it slides, was pasted into channel `slot`.
 * With a new size the other channels keep their middle and get zeros around it.
 */
export function pasted(kernel, matrix, slot, flip) {
  const [rows, columns] = [matrix.length, matrix[0].length];
  const { channels } = kernel;
  const data = new Float64Array(rows * columns * channels);
  const shift = [Math.floor((kernel.rows - rows) / 2), Math.floor((kernel.columns - columns) / 2)];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const [down, right] = flip ? [rows - 1 - row, columns - 1 - column] : [row, column];
        const from = [row + shift[0], column + shift[1]];
        const held =
          from[0] >= 0 && from[0] < kernel.rows && from[1] >= 0 && from[1] < kernel.columns;
        const own = channel === slot ? matrix[down][right] : held ? kernel.at(...from, channel) : 0;
        data[(row * columns + column) * channels + channel] = own;
      }
    }
  }
  return kernelOf({ data, shape: [rows, columns, channels] });
}

/** Why a matrix cannot be a kernel here, as a sentence; null if it can. */
export function refusal(matrix, { dimensions }) {
  const [rows, columns] = [matrix.length, matrix[0].length];
  if (dimensions === 1 && rows > 1) return `A signal takes a kernel of one row, not ${rows}.`;
  if (Math.max(rows, columns) <= LARGEST) return null;
  const most = `${LARGEST}×${LARGEST}`;
  return `A kernel of ${rows}×${columns} is too large. Paste at most ${most} numbers.`;
}
