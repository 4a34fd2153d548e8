/** What the colours and the outline mean. */

import { STEPS, css, unpackColour } from "../shared/colour.js";
import { digitsFor, show } from "../shared/numbers.js";
import { element } from "./view.js";

const STOPS = 8;

/** Fill `node` for the scene's panels and the `ways` in which what changed is marked. */
export function fillLegend(node, panels, { theme, ways }) {
  const [input, ...maps] = panels;
  const names = maps.map(({ cells }) => cells).join(" and ");
  const marks = [];
  if (ways.has("outline")) marks.push(mark("outlined", "changed"));
  if (ways.has("fade")) marks.push(mark("faded", "unchanged: faded"));
  node.replaceChildren(...inputKey(input, theme), bar(names, maps[0].limit, theme), ...marks);
}

function mark(way, text) {
  const node = element("span", "key");
  node.append(element("span", `sample ${way}`), text);
  return node;
}

function inputKey({ before, limit, cells }, theme) {
  if (before.channels > 1) return [];
  if (!before.picture) return [bar(cells, limit, theme)];
  return [key(cells, ["0", "255"], theme.grey)];
}

function bar(name, limit, theme) {
  const most = show(limit, digitsFor([limit]));
  return key(name, [limit > 0 ? `−${most}` : "0", "0", most], theme.activation);
}

function key(name, numbers, scale) {
  const node = element("span", "key");
  const stops = Array.from({ length: STOPS + 1 }, (_, at) => {
    const pixel = scale[Math.round((at / STOPS) * STEPS)];
    return css(unpackColour(pixel));
  });
  const strip = element("span", "strip");
  strip.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  const ticks = element("span", "ticks");
  ticks.append(...numbers.map((number) => element("span", "tick", {}, number)));
  const scaled = element("span", "scaled");
  scaled.append(strip, ticks);
  node.append(`${name} `, scaled);
  return node;
}
