/** How numbers are written: integers stay integers, and what is shown adds up or says ≈. */

export const MOST = 6; // decimals
const EXACT = 1e-12; // relative: what float64 leaves after one operation
const FEW = 2; // decimals to start with where no number of decimals is exact
const HUGE = 1e15; // toFixed is exact below

/** `value` with at most `digits` decimals, without trailing zeros. */
export function show(value, digits = MOST) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Math.abs(value) >= HUGE) return value.toExponential(3).replace("-", "−");
  const fixed = value.toFixed(digits);
  const short = fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
  return short === "-0" ? "0" : short.replace("-", "−");
}

/** The fewest decimals that write `value` exactly, or null if there are more than six. */
export function decimals(value, tolerance = EXACT) {
  for (let digits = 0; digits <= MOST; digits += 1) {
    const written = Number(value.toFixed(digits));
    if (Math.abs(written - value) <= tolerance * Math.abs(value)) return digits;
  }
  return null;
}

/** Decimals for a group of numbers: all that they need, or a few more than their size asks for. */
export function digitsFor(values, tolerance = EXACT) {
  const needed = values.filter(Number.isFinite).map((value) => decimals(value, tolerance));
  if (!needed.includes(null)) return Math.max(0, ...needed);
  const largest = Math.max(...values.filter(Number.isFinite).map(Math.abs));
  const leading = largest < 1 && largest > 0 ? Math.floor(-Math.log10(largest)) : 0;
  return Math.min(MOST, FEW + leading);
}

/** `value` with about four digits, for the ends of a scale. */
export function brief(value) {
  const leading = Math.abs(value) > 0 ? Math.floor(Math.log10(Math.abs(value))) : 0;
  return show(value, Math.min(MOST, Math.max(0, 3 - leading)));
}

/** The text of a factor after "·" or of a summand after "+": negative numbers in brackets. */
export const inBrackets = (text) => (text.startsWith("−") ? `(${text})` : text);

/** A written number as a whole number of 10^-12, so that sums of products are exact. */
function parts(text, places) {
  const [whole, fraction = ""] = text.replace("−", "-").split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}

const written = (text) => /^−?\d+(\.\d+)?$/.test(text);

/** Do the written products, or single numbers, add up to the written total? */
export function addsUp(terms, total) {
  const all = [...terms.flat(), total];
  if (!all.every(written)) return false;
  const one = 10n ** BigInt(MOST);
  const sum = terms.reduce((running, term) => {
    const [first, second] = [].concat(term);
    return running + parts(first, MOST) * (second === undefined ? one : parts(second, MOST));
  }, 0n);
  return sum === parts(total, MOST) * one;
}

/**
 * Write sums that belong together: each is {terms: [number | [factor, factor]], total}.
 * One more decimal is tried, up to six, until every written sum is right. If that cannot be, the
 * writing with the most right sums is taken; `exact` is false where a sum has to say ≈.
 */
export function writeSums(sums, tolerance = EXACT) {
  const numbers = sums.flatMap(({ terms, total }) => [...terms.flat(), total]);
  let best = null;
  let most = -1;
  for (let digits = digitsFor(numbers, tolerance); digits <= MOST; digits += 1) {
    const attempt = sums.map((sum) => writeSum(sum, digits));
    const right = attempt.filter(({ exact }) => exact).length;
    if (right > most) [best, most] = [attempt, right];
    if (right === sums.length) break;
  }
  return best;
}

function writeSum({ terms, total }, digits) {
  const texts = terms.map((term) =>
    Array.isArray(term) ? term.map((factor) => show(factor, digits)) : show(term, digits),
  );
  const totalText = show(total, digits);
  return { terms: texts, total: totalText, exact: addsUp(texts, totalText) };
}

/** A number as a person types it: 3, -0.5, −.25, 1/9; null if it is none. */
export function readNumber(text) {
  const clean = text.trim().replace(/[−–]/g, "-");
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\/(\d+\.?\d*))?$/i.exec(clean);
  if (!match) return null;
  const value = Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(value) ? value : null;
}

/** A pasted matrix (tabs, commas, spaces, lines, brackets) -> rows of numbers, or null. */
export function readMatrix(text) {
  const lines = text
    .trim()
    .replace(/[\])}]\s*,?\s*[[({]/g, "\n")
    .replace(/[[\](){}]/g, " ")
    .split(/[\n;]+/)
    .map((line) => line.trim().replace(/^,|,$/g, "").trim())
    .filter(Boolean);
  const rows = lines.map((line) => line.split(/\s*,\s*|\s+/).map(readNumber));
  const square = rows.every((row) => row.length === rows[0].length && !row.includes(null));
  return rows.length && square ? rows : null;
}
