/** The drawings of this page's pads as they are under the pen, for stages that show them at once. */

// Each component gets its own copy of this module, so what they share is kept beside them all.
const { inks, listeners } = (globalThis[Symbol.for("cnnviz ink")] ??= {
  inks: new Map(), // pad -> pixels, changed in place by the pen
  listeners: new Set(),
});

/** The drawing of this pad has changed; `pixels` are its cells, row by row, 0 to 255. */
export function publishInk(pad, pixels) {
  inks.set(pad, pixels);
  for (const listen of listeners) listen(pad);
}

/** The cells of this pad's drawing, or nothing if it is not shown. */
export const inkOf = (pad) => inks.get(pad);

/** Call `listen(pad)` after every change; returns what ends that. */
export function onInk(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
