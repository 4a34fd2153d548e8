/** The pad's nodes: surface, cursor, hint, preview and the sentence for screen readers. */

import { element } from "./toolbar.js";

/** Quiet before a moved crosshair is read out, in ms. */
const QUIET_MS = 400;

export function buildView() {
  const root = element("div", "pad");
  const surface = element("div", "surface", {
    tabindex: "0",
    role: "application",
    "aria-roledescription": "drawing pad",
  });
  const canvas = element("canvas", "cells", { "aria-hidden": "true" });
  const hint = element("span", "hint", { "aria-hidden": "true" });
  hint.textContent = "Draw here";
  const cursor = element("span", "cursor", { "aria-hidden": "true" });
  surface.append(canvas, hint, cursor);

  const seen = element("figure", "seen");
  const preview = element("canvas", "seen-cells", { role: "img" });
  const caption = element("figcaption", "seen-caption");
  seen.append(preview, caption);

  const live = element("p", "live", { "aria-live": "polite" });
  return { root, surface, canvas, hint, cursor, seen, preview, caption, live };
}

/** Paint (rows, columns) grey values onto a canvas of that many pixels. */
export function paint(canvas, rows, columns, pixels) {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const image = new ImageData(columns, rows);
  image.data.fill(255); // opaque
  pixels.forEach((grey, at) => image.data.fill(grey, 4 * at, 4 * at + 3));
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** A ring of the brush's size round a point; the crosshair for the keyboard is the same ring. */
export function placeCursor(cursor, point, { side, diameter, mode }) {
  cursor.hidden = point === null;
  if (point === null) return;
  cursor.dataset.mode = mode;
  const percent = (cells) => `${(100 * cells) / side}%`;
  cursor.style.top = percent(point.row);
  cursor.style.left = percent(point.column);
  cursor.style.width = percent(diameter);
}

/** What the network will see, or nothing. */
export function showSeen({ seen, preview, caption }, picture) {
  seen.hidden = picture === null;
  if (picture === null) return;
  paint(preview, picture.rows, picture.columns, picture.pixels);
  caption.textContent = `What the network will see: ${picture.rows}×${picture.columns}`;
  preview.setAttribute("aria-label", caption.textContent);
}

/** Say it once, after a moment of quiet if it is only a position. */
export function announcer(live) {
  let timer = 0;
  return (sentence, { patient = false } = {}) => {
    clearTimeout(timer);
    const say = () => {
      live.textContent = sentence;
    };
    if (patient) timer = setTimeout(say, QUIET_MS);
    else say();
  };
}
