/**
 * The message from Python as the atlas uses it. Pure.
 *
 * A column is its head and {at, rows, columns, drawn, values}: `values` runs map by map, row by
 * row; of a picture, row by row with the channels last.
 */

import { unpack } from "../shared/payload.js";

const ZERO = 128; // the byte that stands for 0 where values travel as bytes

/** Bytes -> {title, columns, scores, chosen, ack, heard}. */
export function readScene(bytes) {
  const { header, arrays } = unpack(bytes);
  const columns = header.columns.map((head, at) => columnOf(head, at, arrays[`maps${at}`]));
  const scores = header.scores && {
    names: header.scores,
    values: arrays.scores.data,
    logits: arrays.logits?.data ?? null,
  };
  return { ...header, columns, scores };
}

function columnOf(head, at, { data, shape }) {
  const [drawn, rows, columns] = head.picture ? [1, shape[0], shape[1]] : shape;
  const exact = head.picture || data instanceof Float32Array;
  const units = !head.picture && rows === 1 && columns === 1;
  return { ...head, at, values: data, drawn, rows, columns, exact, units };
}

/** The numbers of one map, as they travelled. */
export function mapOf(column, map) {
  const { values, drawn } = column;
  const size = values.length / drawn;
  return values.subarray(map * size, (map + 1) * size);
}

/** The number that a travelled cell stands for. */
function valueOf(column, raw) {
  if (column.exact) return raw;
  return raw === 0 ? NaN : ((raw - ZERO) / (ZERO - 1)) * column.limit;
}

/** The channels' numbers at a drawn cell of a map. */
export function valuesAt(column, map, row, across) {
  const channels = column.picture ? column.values.length / (column.rows * column.columns) : 1;
  const start = (row * column.columns + across) * channels;
  const cell = mapOf(column, map).subarray(start, start + channels);
  return Array.from(cell, (raw) => valueOf(column, raw));
}

/** Smallest and largest number of a map, NaN left out; null if there is none. */
export function rangeOf(column, map) {
  let [low, high] = [Infinity, -Infinity];
  for (const raw of mapOf(column, map)) {
    const value = valueOf(column, raw);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** Whether two maps hold the very same numbers. */
export function alike(a, b) {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    if (!Object.is(a[index], b[index])) return false;
  }
  return true;
}
