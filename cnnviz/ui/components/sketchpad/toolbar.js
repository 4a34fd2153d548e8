/** Buttons with drawn icons, and the brush size. */

import { BRUSHES, USUAL_BRUSH, diameterOf } from "./brush.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  pen: ["M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19z", "M14 7l3 3"],
  eraser: ["M9 19l-5-5 9.5-9.5 6.5 6.5-8 8z", "M8 9.5l6.5 6.5", "M9 19h11"],
  undo: ["M9 6L4 11l5 5", "M4 11h10a5 5 0 0 1 0 10h-3"],
  redo: ["M15 6l5 5-5 5", "M20 11H10a5 5 0 0 0 0 10h3"],
  clear: ["M5 7h14", "M10 7V4h4v3", "M7 7l1 13h8l1-13", "M10.5 11v5", "M13.5 11v5"],
};

export function element(tag, className, attributes = {}) {
  const node = document.createElement(tag);
  node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** The toolbar's nodes; `refresh` shows what can be done now. */
export function buildToolbar(pad) {
  const bar = element("div", "tools", { role: "toolbar", "aria-label": "Drawing tools" });
  const buttons = {
    pen: button("pen", "Pen", () => pad.choose(false)),
    eraser: button("eraser", "Eraser (E)", () => pad.choose(true)),
    undo: button("undo", "Undo (Ctrl+Z)", pad.undo),
    redo: button("redo", "Redo (Ctrl+Shift+Z)", pad.redo),
    clear: button("clear", "Clear", pad.clear),
  };
  bar.append(...Object.values(buttons));
  const { label, slider } = buildSlider(pad);

  const refresh = () => {
    buttons.pen.setAttribute("aria-pressed", String(!pad.erasing));
    buttons.eraser.setAttribute("aria-pressed", String(pad.erasing));
    // Not `disabled`: that would throw the keyboard's focus away with the last undo.
    buttons.undo.setAttribute("aria-disabled", String(pad.drawing.past.length === 0));
    buttons.redo.setAttribute("aria-disabled", String(pad.drawing.future.length === 0));
    buttons.clear.setAttribute("aria-disabled", String(pad.drawing.blank));
    slider.value = String(pad.brush);
    const cells = diameterOf(pad.brush, pad.side).toFixed(1);
    slider.setAttribute("aria-valuetext", `${cells} cells wide`);
  };
  return { bar, label, refresh };
}

function buildSlider(pad) {
  const label = element("label", "brush");
  const text = element("span", "brush-name");
  text.textContent = "Brush";
  const slider = element("input", "brush-size", {
    type: "range",
    min: "0",
    max: String(BRUSHES - 1),
    value: String(USUAL_BRUSH),
    "aria-label": "Brush size",
    title: "Brush size ([ and ])",
  });
  slider.addEventListener("input", () => pad.resize(Number(slider.value)));
  label.append(text, slider);
  return { label, slider };
}

function button(icon, name, action) {
  const node = element("button", `tool ${icon}`, { type: "button", "aria-label": name, title: name });
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const line of ICONS[icon]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  node.append(svg);
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-disabled") !== "true") action();
  });
  return node;
}
