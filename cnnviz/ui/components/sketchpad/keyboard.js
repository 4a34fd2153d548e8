/** Drawing without a pointer, and the usual shortcuts, while the pad has the focus. */

const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Keys on the drawing surface steer the crosshair; shortcuts work anywhere in `root`. */
export function followKeys(root, surface, pad) {
  surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const action = arrow
      ? () => pad.crosshair.steer(arrow[0], arrow[1], event.shiftKey)
      : pad.keys[event.key.toLowerCase()];
    if (action === undefined || (event.repeat && !arrow)) return;
    take(event);
    action();
  });
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "z") take(event, event.shiftKey ? pad.redo : pad.undo);
    if (key === "y") take(event, pad.redo);
  });
}

function take(event, action = () => {}) {
  event.preventDefault();
  event.stopPropagation(); // the app around us has shortcuts of its own
  action();
}
