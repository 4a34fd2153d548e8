/**
 * What the maps will be, while hands are ahead of Python: a weight was just edited, a stroke just
 * drawn. It is shown until Python's own answer comes; a test holds the two to be the same.
 */

import { inputOf, kernelOf, planeOf, rangeOf } from "./scene.js";

const MOST = 16e6; // products, which take about two frames; beyond that Python is waited for
const CURVES = {
  linear: (z) => z,
  relu: (z) => Math.max(z, 0),
  leaky_relu: (z) => (z >= 0 ? z : 0.2 * z),
  elu: (z) => (z > 0 ? z : Math.expm1(z)),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
};

/**
 * The scene with the edited `kernel`, the drawing `ink`, or both.
 * Null where only Python can tell: pools, and what would take too long.
 */
export function foresee(said, { kernel = said.kernel, ink = null }) {
  const curve = CURVES[said.activation];
  const maps = ink ? said.filters : 1;
  if (!kernel || !curve || maps * said.y.data.length * kernel.data.length > MOST) return null;
  const x = ink ? inputOf(said, { data: ink, shape: said.held.shape }) : said.x;
  const compute = (weights, bias) => {
    const sums = weightedSums(said, x, weights, bias ?? 0);
    for (let index = 0; index < sums.length; index += 1) sums[index] = curve(sums[index]);
    return sums;
  };
  const data = compute(kernel, said.bias);
  return {
    ...said,
    x,
    kernel,
    y: planeOf({ data, shape: [said.y.rows, said.y.columns] }),
    y_range: rangeOf(data),
    thumbnails: thumbnailsOf(said, data, ink && compute),
  };
}

/** Small maps: the shown one from its `data`; the others with `compute`, or as they were. */
function thumbnailsOf(said, data, compute) {
  if (!said.thumbnails) return null;
  const { data: before, shape } = said.thumbnails;
  const size = shape[1] * shape[2];
  const small = before.slice();
  for (let index = 0; index < shape[0]; index += 1) {
    const own = index === said.filter;
    if (!own && !compute) continue;
    const map = own ? data : compute(said.bank.kernel(index), said.bank.biases?.[index]);
    small.set(everyNth(map, said, shape), index * size);
  }
  return { data: small, shape };
}

function everyNth(map, { y, thumbnail_step: step }, [, rows, columns]) {
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return map[step * (row * y.columns + column)];
  });
}

/** Bias and products, added up tap by tap: the same cells that a window meets one by one. */
function weightedSums({ geometry, y, channels: [start, stop] }, x, kernel, bias) {
  const sums = new Float64Array(y.rows * y.columns).fill(bias);
  for (let channel = start; channel < stop; channel += 1) {
    const plane = planeSeen(x, channel);
    for (const [row, down] of meetings(geometry.rows).entries()) {
      for (const [column, right] of meetings(geometry.columns).entries()) {
        const weight = kernel.at(...geometry.stored(row, column), channel - start);
        if (weight !== 0) addTap(sums, y.columns, plane, x.columns, down, right, weight);
      }
    }
  }
  return sums;
}

function addTap(sums, width, plane, stored, down, right, weight) {
  for (let i = 0; i < down.outputs.length; i += 1) {
    const [to, from] = [down.outputs[i] * width, down.sources[i] * stored];
    for (let j = 0; j < right.outputs.length; j += 1) {
      sums[to + right.outputs[j]] += weight * plane[from + right.sources[j]];
    }
  }
}

const met = new WeakMap(); // axis -> per tap, which outputs meet which cells of the picture

function meetings(axis) {
  if (!met.has(axis)) {
    const perTap = Array.from({ length: axis.taps }, (_, tap) => {
      const inside = axis.ofTap(tap).filter(({ source }) => source >= 0);
      return {
        outputs: Int32Array.from(inside, ({ output }) => output),
        sources: Int32Array.from(inside, ({ source }) => source),
      };
    });
    met.set(axis, perTap);
  }
  return met.get(axis);
}

const seen = new WeakMap(); // x -> its planes as the layer sees them

function planeSeen(x, channel) {
  if (!seen.has(x)) seen.set(x, new Map());
  const planes = seen.get(x);
  if (!planes.has(channel)) planes.set(channel, x.plane(channel));
  return planes.get(channel);
}
