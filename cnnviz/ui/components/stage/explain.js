/** One output cell taken apart: its terms per channel, their sums, and how they are written. */

import { decimals, show, writeSums } from "../shared/numbers.js";

const SINGLE = 1e-6; // relative: what float32 leaves

/** Everything about the output cell [row, column] that can be shown. */
export function explain(scene, cell) {
  const meetings = scene.geometry.terms(cell);
  const value = scene.y.at(...cell);
  const [start, stop] = scene.channels;
  const channels = [];
  for (let channel = start; channel < stop; channel += 1) {
    channels.push(explainChannel(scene, meetings, channel, channel - start));
  }
  const base = { cell, value, channels };
  return scene.pools ? pooled(scene, base) : summed(scene, base);
}

function explainChannel(scene, meetings, channel, own) {
  const terms = meetings.map((meeting) => ({
    ...meeting,
    value: meeting.source ? scene.x.seen(...meeting.source, channel) : 0,
    factor: scene.kernel ? scene.kernel.at(...meeting.weight, own) : null,
  }));
  const sum = terms.reduce((total, { value, factor }) => total + value * (factor ?? 1), 0);
  return { channel, terms, sum };
}

function summed(scene, base) {
  const added = base.channels.reduce((total, { sum }) => total + sum, 0);
  const readded = added + (scene.bias ?? 0);
  const linear = scene.activation === "linear";
  return { ...base, readded, z: linear ? base.value : readded };
}

function pooled(scene, base) {
  const inside = base.channels[0].terms.filter(({ source }) => source);
  const values = inside.map(({ value }) => value);
  if (scene.kind === "max_pool") {
    const best = Math.max(...values);
    const winners = inside.filter(({ value }) => value === best);
    return { ...base, inside, winners, readded: best, z: base.value };
  }
  const readded = values.reduce((total, value) => total + value, 0) / values.length;
  return { ...base, inside, winners: [], readded, z: base.value };
}

/** Does the re-added number agree with Python's, as far as the type it was computed in can? */
export function agrees(scene, { readded, z, channels }) {
  const magnitude = channels
    .flatMap(({ terms }) => terms)
    .reduce(
      (total, { value, factor }) => total + Math.abs(value * (factor ?? 1)),
      Math.abs(scene.bias ?? 0),
    );
  const tolerance = scene.single ? 1e-5 : 1e-12;
  return Math.abs(readded - z) <= tolerance * Math.max(magnitude, Number.MIN_VALUE);
}

/** The texts of a weighted sum: the terms of channel `open`, all sums, bias, z and the value. */
export function written(scene, explained, open) {
  const tolerance = scene.single ? SINGLE : undefined;
  const unfolded = explained.channels[open];
  const alone = explained.channels.length === 1 && scene.bias === null;
  const products = unfolded.terms.map(({ value, factor }) => [value, factor]);
  const sums = [{ terms: products, total: alone ? explained.z : unfolded.sum }];
  if (!alone) {
    const parts = explained.channels.map(({ sum }) => sum);
    if (scene.bias !== null) parts.push(scene.bias);
    sums.push({ terms: parts, total: explained.z });
  }
  const [inner, outer] = writeSums(sums, tolerance);
  const digits = decimals(explained.value, tolerance) ?? 4;
  return { inner, outer: outer ?? null, value: show(explained.value, digits), alone };
}
