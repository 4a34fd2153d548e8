/** One message from Python as an object that answers questions about cells. */

import { unpack } from "../shared/payload.js";
import { geometry } from "./geometry.js";

const KEPT = 4; // inputs that stay in memory for all stages of the page
const inputs = new Map(); // x_id -> array; the last used is last

const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function remember(id, array) {
  inputs.delete(id);
  inputs.set(id, array);
  for (const old of [...inputs.keys()].slice(0, -KEPT)) inputs.delete(old);
}

/** Bytes -> scene, or null if the message relies on an input that is not here. */
export function readScene(bytes, before) {
  const { header, arrays } = unpack(bytes);
  const own = before?.x_id === header.x_id ? before.held : null;
  const held = arrays.x ?? own ?? inputs.get(header.x_id);
  if (!held) return null;
  remember(header.x_id, held);
  // What did not change stays the same object, so that the views can tell.
  const like = (...names) => before && names.every((name) => equal(before[name], header[name]));
  const sameInput = before?.held === held && like("shift", "divisor", "channel_names");
  return {
    ...header,
    held,
    fresh: arrays.x?.data.byteLength ?? 0,
    filters: header.y_shape[2],
    pools: header.kind.endsWith("_pool"),
    geometry: like("axes", "flip") ? before.geometry : geometry(header),
    x: sameInput ? before.x : inputOf(header, held),
    y: planeOf(arrays.y),
    kernel: arrays.kernel ? kernelOf(arrays.kernel) : null,
    thumbnails: arrays.thumbnails ?? null,
    bank: arrays.bank ? bankOf(arrays.bank, header.biases) : null,
  };
}

export function inputOf(header, { data, shape }) {
  const [rows, columns, channels] = shape;
  const { shift, divisor } = header;
  const raw = (row, column, channel) => data[(row * columns + column) * channels + channel];
  const names = header.channel_names;
  const ranges = new Map();
  const stored = (channel) => {
    const plane = new Float64Array(rows * columns);
    for (let index = 0; index < plane.length; index += 1) {
      plane[index] = data[index * channels + channel];
    }
    return plane;
  };
  const colours = names.length === 3 && names[0] === "Red" && names[2] === "Blue";
  const picture = data instanceof Uint8Array || (colours && data.every((v) => v >= 0 && v <= 255));
  return {
    data,
    rows,
    columns,
    channels,
    raw,
    colours,
    picture,
    /** Smallest and largest stored number of a channel. */
    rangeOf(channel) {
      if (!ranges.has(channel)) ranges.set(channel, rangeOf(stored(channel)));
      return ranges.get(channel);
    },
    /** What the layer sees: the stored value, shifted and divided. */
    seen: (row, column, channel) => (raw(row, column, channel) - shift) / divisor,
    /** The same for a whole channel, row by row. */
    plane: (channel) => stored(channel).map((value) => (value - shift) / divisor),
    /** White on the scale of pictures: 255, or 1 for colours that are given from 0 to 1. */
    white: data instanceof Uint8Array || !colours || data.some((v) => v > 1) ? 255 : 1,
  };
}

export function planeOf({ data, shape: [rows, columns] }) {
  return { data, rows, columns, at: (row, column) => data[row * columns + column] };
}

export function kernelOf({ data, shape: [rows, columns, channels] }) {
  const at = (row, column, channel) => data[(row * columns + column) * channels + channel];
  return { data, rows, columns, channels, at };
}

/** The kernels of all filters, each (rows, columns) for a picture of one channel. */
function bankOf({ data, shape: [, rows, columns] }, biases) {
  const size = rows * columns;
  const kernel = (index) =>
    kernelOf({ data: data.subarray(index * size, (index + 1) * size), shape: [rows, columns, 1] });
  return { kernel, biases };
}

/** Smallest and largest finite number; [0, 0] if there is none. */
export function rangeOf(data) {
  let [low, high] = [Infinity, -Infinity];
  for (let index = 0; index < data.length; index += 1) {
    const value = data[index];
    if (value < low && value !== -Infinity) low = value;
    if (value > high && value !== Infinity) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}
