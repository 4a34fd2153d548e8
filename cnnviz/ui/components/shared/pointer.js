/** Pointer and keyboard on a surface of cells, and dragging a value up and down. */

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const TALL = 4; // pixels of movement that make a press a drag

/**
 * Hover, click and keys on a surface of cells.
 * `at(event)` gives the cell under the pointer or null; `hover(cell | null)`, `click(cell)`,
 * `step(rows, columns, event)` for arrow keys, `leave()` for Escape.
 */
export function listen(surface, { at, hover, click, step, leave }) {
  surface.addEventListener("pointermove", (event) => hover(at(event)));
  surface.addEventListener("pointerleave", () => hover(null));
  surface.addEventListener("blur", () => hover(null));
  surface.addEventListener("click", (event) => {
    const cell = at(event);
    if (cell) click(cell);
  });
  surface.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in STEPS) {
      const far = event.shiftKey ? 10 : 1;
      step(...STEPS[event.key].map((part) => part * far), event);
    } else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/**
 * Drag up and down on `node`: `start(event)` returns what is dragged or null, then
 * `move(dragged, pixels up, event)` and `end(dragged)`. A press without movement stays a click.
 */
export function dragVertically(node, { start, move, end }) {
  let drag = null;
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const dragged = start(event);
    drag = dragged && { dragged, from: event.clientY, id: event.pointerId, active: false };
  });
  node.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const up = drag.from - event.clientY;
    if (!drag.active && Math.abs(up) < TALL) return;
    if (!drag.active) node.setPointerCapture(drag.id);
    drag.active = true;
    event.preventDefault();
    move(drag.dragged, up, event);
  });
  const stop = () => {
    if (drag?.active) end(drag.dragged);
    drag = null;
  };
  node.addEventListener("pointerup", stop);
  node.addEventListener("pointercancel", stop);
}
