/** Buttons that shift, and the way back. */

import { element } from "./view.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = [
  ["left", "Shift left", [0, -1], "M20 12H5 M11 6l-6 6 6 6"],
  ["up", "Shift up", [-1, 0], "M12 20V5 M6 11l6-6 6 6"],
  ["down", "Shift down", [1, 0], "M12 4v15 M6 13l6 6 6-6"],
  ["right", "Shift right", [0, 1], "M4 12h15 M13 6l6 6-6 6"],
];
const HOME = "M5 10a7.5 7.5 0 1 1 0 5 M5 4v6h6";

/** The toolbar's nodes; `refresh` shows what can be done now. */
export function buildTools(bench) {
  const bar = element("div", "tools", { role: "toolbar", "aria-label": "Shift the picture" });
  const buttons = STEPS.map(([name, label, [down, right], icon]) => {
    const node = button(name, label, icon, () => bench.step(down, right));
    return { node, usable: () => bench.canStep(down, right) };
  });
  const home = button("home", "Back to no shift (Home)", HOME, () => bench.moveTo({ rows: 0, columns: 0 }));
  const moved = () => bench.shift.rows !== 0 || bench.shift.columns !== 0;
  buttons.push({ node: home, usable: moved });
  const where = element("span", "where");
  bar.append(...buttons.map(({ node }) => node), where);
  const refresh = () => {
    for (const { node, usable } of buttons) {
      // Not `disabled`: that would throw the keyboard's focus away at the limit.
      node.setAttribute("aria-disabled", String(!usable()));
    }
    where.textContent = bench.where();
  };
  return { bar, refresh };
}

function button(name, label, icon, action) {
  const node = element("button", `tool ${name}`, { type: "button", "aria-label": label, title: label });
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", icon);
  svg.append(path);
  node.append(svg);
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-disabled") !== "true") action();
  });
  return node;
}
