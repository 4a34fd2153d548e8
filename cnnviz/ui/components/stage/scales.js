/** The scales on which planes of the input and maps of the output are shown. */

import { rangeOf } from "./scene.js";

/** The scale on which one plane of the input is shown. */
export function inputScale({ scene, channel, theme }) {
  const { x, shift, divisor, channel_names: names } = scene;
  const note = x.channels > 1 ? names[channel] : "";
  if (x.picture) {
    const pixels = (x.colours && theme.tints[names[channel]]) || theme.grey;
    return { pixels, low: -shift / divisor, high: (x.white - shift) / divisor, note };
  }
  const [low, high] = x.rangeOf(channel).map((value) => (value - shift) / divisor);
  const limit = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return { pixels: theme.activation, low: -limit, high: limit, note };
}

/** The scale that the display choice asks for: {pixels, absolute, low, high, note, range}. */
export function outputScale(scene, theme, plane = null) {
  const range = scene.layer_range ?? (plane ? rangeOf(plane) : scene.y_range);
  const limit = Math.max(Math.abs(range[0]), Math.abs(range[1])) || 1;
  const scope = scene.layer_range ? "all maps" : "this map";
  const looks = {
    signed: { pixels: theme.activation, low: -limit, high: limit, note: scope },
    absolute: {
      pixels: theme.magnitude,
      absolute: true,
      low: 0,
      high: limit,
      note: `absolute value, ${scope}`,
    },
    clipped: {
      pixels: theme.grey,
      low: -scene.shift / scene.divisor,
      high: (255 - scene.shift) / scene.divisor,
      note: "clipped",
    },
    stretched: {
      pixels: theme.grey,
      low: range[0],
      high: range[1],
      note: `stretched, ${scope}`,
    },
  };
  return { absolute: false, ...looks[scene.display], range };
}
