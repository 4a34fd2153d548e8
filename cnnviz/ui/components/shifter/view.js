/** The bench's nodes. */

/** Quiet before a sentence is read out, in ms. */
const QUIET_MS = 400;

export function element(tag, className, attributes = {}, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  return node;
}

/** One column: a title, before, shifted, and the sentence below. */
export function buildColumn(name) {
  const column = element("section", "column", { "data-panel": name });
  const title = element("p", "title");
  const before = buildFrame("before");
  const after = buildFrame("after");
  const share = element("p", "share");
  column.append(title, before.figure, after.figure, share);
  return { column, title, before, after, share };
}

function buildFrame(when) {
  const figure = element("figure", `when ${when}`);
  const caption = element("figcaption", "caption");
  const frame = element("div", "frame", { tabindex: "0", role: "application" });
  const canvas = element("canvas", "cells", { "aria-hidden": "true" });
  const cursor = element("span", "cursor", { "aria-hidden": "true" });
  cursor.hidden = true;
  frame.append(canvas, cursor);
  figure.append(caption, frame);
  return { figure, caption, frame, canvas, cursor };
}

/** Put the frame's ring round a cell, or take it away. */
export function placeCursor({ cursor }, plane, cell) {
  cursor.hidden = cell === null;
  if (cell === null) return;
  cursor.style.top = `${(100 * cell.row) / plane.rows}%`;
  cursor.style.left = `${(100 * cell.column) / plane.columns}%`;
  cursor.style.height = `${100 / plane.rows}%`;
  cursor.style.width = `${100 / plane.columns}%`;
}

/** Say it once there was a moment of quiet. */
export function announcer(live) {
  let timer = 0;
  return (sentence) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      live.textContent = sentence;
    }, QUIET_MS);
  };
}
