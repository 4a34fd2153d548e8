/** Colours: scales for activations, weights and pictures, and the ink that reads on them. */

export const STEPS = 512; // colours of a scale

const SCHEMES = {
  light: {
    activation: ["#b34700", "#0b57c2"],
    weight: ["#6a1b9a", "#14803a"],
    tints: { Red: "#d7261e", Green: "#128a3e", Blue: "#1f5fe0" },
    accent: "#b3206b",
  },
  dark: {
    activation: ["#ff9a3d", "#62a8ff"],
    weight: ["#dcb3ff", "#45c86b"],
    tints: { Red: "#ff5a50", Green: "#3ccf75", Blue: "#5b95ff" },
    accent: "#ff7ab8",
  },
};
// Left to right blue to orange, top to bottom light to dark: two directions that stay apart
// for every kind of colour vision.
const HUES = [
  ["#7cc0ff", "#e8a0ff", "#ffc24d"],
  ["#0b4fae", "#8a1fb0", "#a34a00"],
];

/** "#rrggbb", "#rgb" or "rgb(r, g, b)" -> [r, g, b], 0..255. */
export function parseColour(text) {
  const hex = /^#([\da-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex) {
    const long = hex.length < 6 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return [0, 2, 4].map((start) => parseInt(long.slice(start, start + 2), 16));
  }
  return (text.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map(Number);
}

const linear = (byte) => {
  const unit = byte / 255;
  return unit <= 0.04045 ? unit / 12.92 : ((unit + 0.055) / 1.055) ** 2.4;
};
const gamma = (unit) =>
  255 * (unit <= 0.0031308 ? 12.92 * unit : 1.055 * Math.max(unit, 0) ** (1 / 2.4) - 0.055);

/** Ottosson's OKLab, in which equal steps look equal. */
function toLab(rgb) {
  const [r, g, b] = rgb.map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((unit) => Math.round(Math.min(255, Math.max(0, gamma(unit)))));
}

/** The colour `share` of the way from one to the other. */
export function mix(from, to, share) {
  const [a, b] = [toLab(from), toLab(to)];
  return fromLab(a.map((part, index) => part + (b[index] - part) * share));
}

export const css = ([r, g, b]) => `rgb(${r}, ${g}, ${b})`;
export const pack = ([r, g, b]) => (255 << 24) | (b << 16) | (g << 8) | r;
export const unpackColour = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];

const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

/** Black or white, whichever stands out more: at least 4.5 to 1 on every colour. */
export const ink = (rgb) => (luminance(rgb) > 0.179 ? "#000" : "#fff");

/** A scale of STEPS + 1 packed colours through the given ones. */
export function scale(...stops) {
  const pixels = new Int32Array(STEPS + 1);
  const spans = stops.length - 1;
  for (let step = 0; step <= STEPS; step += 1) {
    const along = (step / STEPS) * spans;
    const span = Math.min(spans - 1, Math.floor(along));
    pixels[step] = pack(mix(stops[span], stops[span + 1], along - span));
  }
  return pixels;
}

/** The packed colour of `value` on a scale that goes from `low` to `high`. */
export function colourOf(pixels, value, low, high) {
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return pixels[Math.round(Math.min(1, Math.max(0, share || 0)) * STEPS)];
}

/** Write the packed colours of many values, or of their absolute values, into `result`. */
export function coloursInto(result, { pixels, low, high, absolute }, values) {
  const gain = high > low ? STEPS / (high - low) : 0;
  const start = (high > low ? 0.5 : STEPS / 2) - low * gain;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    const step = (absolute && value < 0 ? -value : value) * gain + start;
    result[index] = pixels[step >= STEPS ? STEPS : step > 0 ? step | 0 : 0];
  }
}

const hues = new Map(); // "rows,columns" -> the hues of such a kernel, row by row

/** The hue of the weight at (row, column) of a kernel, as [r, g, b]. */
export function weightHue(row, column, rows, columns) {
  const size = `${rows},${columns}`;
  if (!hues.has(size)) {
    const hue = (_, index) => hueOf(Math.floor(index / columns), index % columns, rows, columns);
    hues.set(size, Array.from({ length: rows * columns }, hue));
  }
  return hues.get(size)[row * columns + column];
}

function hueOf(row, column, rows, columns) {
  const down = rows > 1 ? row / (rows - 1) : 0.5;
  const right = columns > 1 ? column / (columns - 1) : 0.5;
  const half = right < 0.5 ? 0 : 1;
  const [top, bottom] = HUES.map((hues) => {
    const [left, middle] = hues.slice(half, half + 2).map(parseColour);
    return mix(left, middle, 2 * right - half);
  });
  return mix(top, bottom, down);
}

let latest = { key: null };

/** All colours for the theme that the page has now; `key` changes with them. */
export function themeOf(node) {
  const style = getComputedStyle(node);
  const names = ["background-color", "text-color", "border-color", "font"];
  const read = names.map((name) => style.getPropertyValue(`--st-${name}`).trim());
  const key = read.join("|");
  if (latest.key !== key) latest = { key, ...makeTheme(...read) };
  return latest;
}

function makeTheme(background, text, border, font) {
  const surface = parseColour(background || "#ffffff");
  const scheme = luminance(surface) < 0.3 ? "dark" : "light";
  const { activation, weight, tints, accent } = SCHEMES[scheme];
  const [black, white] = [parseColour("#000000"), parseColour("#ffffff")];
  const ends = (pair) => scale(parseColour(pair[0]), surface, parseColour(pair[1]));
  const tinted = ([name, tint]) => [
    name,
    scale(black, parseColour(tint), mix(parseColour(tint), white, 0.55)),
  ];
  return {
    scheme,
    surface,
    text: parseColour(text || "#1b2430"),
    line: parseColour(border || "#d9dde3"),
    accent: parseColour(accent),
    font: font || "sans-serif",
    activation: ends(activation),
    magnitude: scale(surface, parseColour(activation[1])),
    weight: ends(weight),
    grey: scale(black, white),
    tints: Object.fromEntries(Object.entries(tints).map(tinted)),
  };
}
