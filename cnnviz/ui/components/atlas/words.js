/** The atlas in words and numbers. Pure. */

import { show } from "../shared/numbers.js";
import { rangeOf, valuesAt } from "./scene.js";

const SMALL = 1e-4;
const SCORE_DIGITS = 4;
const CHANNELS = ["R", "G", "B"];

/** All digits that float32 has. */
export function exactly(value) {
  if (value === 0 || !Number.isFinite(value)) return show(value);
  if (Math.abs(value) < SMALL) return value.toExponential(3).replace("-", "−").replace("e-", "e−");
  const whole = Math.max(1, Math.floor(Math.log10(Math.abs(value))) + 1);
  return show(value, Math.max(0, Math.min(6, 7 - whole)));
}

/** With three digits, for what is said beside other things. */
export function roughly(value) {
  if (value === 0 || !Number.isFinite(value)) return show(value);
  const rounded = Number(value.toPrecision(3));
  return Math.abs(value) < SMALL ? exactly(rounded) : show(rounded, 6);
}

/** A score with four decimals; what is not 0 or 1 is never written as such. */
export function scored(value) {
  const least = 10 ** -SCORE_DIGITS;
  if (value > 0 && value < least / 2) return `< ${least.toFixed(SCORE_DIGITS)}`;
  if (value < 1 && value > 1 - least / 2) return `> ${(1 - least).toFixed(SCORE_DIGITS)}`;
  return Number.isFinite(value) ? value.toFixed(SCORE_DIGITS).replace("-", "−") : show(value);
}

export const times = (shape) => shape.join("×");

/** "16 maps of 28×28", "50 units", "64 of 256 maps of 7×7". */
export function amount({ picture, units, shape, count, drawn }) {
  if (picture) return times(shape);
  const number = drawn < count ? `${drawn} of ${count}` : String(count);
  const plural = count === 1 ? "" : "s";
  return units ? `${number} unit${plural}` : `${number} map${plural} of ${times(shape.slice(0, 2))}`;
}

/** What a whole column is, for screen readers. */
export function columnWords(column) {
  const from = column.sources ? `, from ${column.sources}` : "";
  return `${column.name}, ${column.kind}, ${amount(column)}${from}`;
}

/** "conv2d, map 3 of 16". */
export function mapName({ name, picture, units, count }, map) {
  return picture ? name : `${name}, ${units ? "unit" : "map"} ${map + 1} of ${count}`;
}

/** "conv2d, map 3 of 16, from −0.2 to 3.1". */
export function mapWords(column, map) {
  const name = mapName(column, map);
  const range = rangeOf(column, map);
  if (column.picture) return `${name}, ${times(column.shape)}`;
  if (range === null) return `${name}, no numbers`;
  const about = column.exact ? "" : "about ";
  if (column.units) return `${name}: ${about}${exactly(range[0])}`;
  return `${name}, from ${about}${roughly(range[0])} to ${about}${roughly(range[1])}`;
}

/** "conv2d, map 3 of 16, row 4, column 7: 0.8312". */
export function cellWords(column, { map, row, across }) {
  const values = valuesAt(column, map, row, across);
  const texts = values.map((value, channel) =>
    values.length > 1 ? `${CHANNELS[channel]} ${exactly(value)}` : exactly(value),
  );
  const text = column.exact ? texts.join(", ") : `≈ ${roughly(values[0])}`;
  const place = column.units ? "" : `, row ${row * column.step}, column ${across * column.step}`;
  return `${mapName(column, map)}${place}: ${text}`;
}

/** Places of the scores, the largest first. */
export function ranking(values) {
  const order = Array.from(values, (_, index) => index);
  const rank = (index) => (Number.isNaN(values[index]) ? -Infinity : values[index]);
  return order.sort((a, b) => rank(b) - rank(a) || a - b);
}

/** "Highest score: 7 with 0.9987, then 2 with 0.0010." */
export function summary({ names, values }) {
  const [first, second] = ranking(values).map((at) => `${names[at]} with ${scored(values[at])}`);
  return `Highest score: ${first}${second ? `, then ${second}` : ""}.`;
}
