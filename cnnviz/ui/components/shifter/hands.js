/** What pointer and keys do: drag the shifted input, read cells anywhere. */

const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const LEAP = 5; // cells, with Shift

/** Drag `frame` by whole cells: bench.moveTo(shift); bench.drag(true or false) around it. */
export function followDrag(frame, bench) {
  let active = null;
  let start = null;

  const down = (event) => {
    if (active !== null || event.button !== 0) return;
    active = event.pointerId;
    frame.setPointerCapture(active);
    start = { row: event.clientY, column: event.clientX, shift: bench.shift };
    bench.drag(true);
  };
  const move = (event) => {
    if (event.pointerId !== active) return;
    const box = frame.getBoundingClientRect();
    const cell = box.width / bench.columnsOfInput;
    bench.moveTo({
      rows: start.shift.rows + Math.round((event.clientY - start.row) / cell),
      columns: start.shift.columns + Math.round((event.clientX - start.column) / cell),
    });
  };
  const up = (event) => {
    if (event.pointerId !== active) return;
    active = null;
    bench.drag(false);
  };
  listen(frame, { pointerdown: down, pointermove: move, pointerup: up });
  listen(frame, { pointercancel: up, lostpointercapture: up });
}

/** Arrows shift while the shifted input has the focus, Home goes back. */
export function followShiftKeys(frame, bench) {
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow === undefined && event.key !== "Home") return;
    take(event);
    if (arrow === undefined) bench.moveTo({ rows: 0, columns: 0 });
    else bench.step(...arrow.map((by) => by * (event.shiftKey ? LEAP : 1)));
  });
}

/** The pointer reads cells of `frame`: point(cell or null). */
export function followHover(frame, { plane, point }) {
  const at = (event) => {
    const { rows, columns } = plane();
    const box = frame.getBoundingClientRect();
    const cell = {
      row: Math.floor(((event.clientY - box.top) / box.height) * rows),
      column: Math.floor(((event.clientX - box.left) / box.width) * columns),
    };
    point(inside(cell, plane()) ? cell : null);
  };
  listen(frame, { pointermove: at, pointerdown: at, pointerleave: () => point(null) });
}

/** Arrows read cells of `frame` while it has the focus. */
export function followReadKeys(frame, { plane, cell, point }) {
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow === undefined) return;
    take(event);
    const from = cell();
    const next = from === null ? { row: 0, column: 0 } : stepped(from, arrow);
    if (inside(next, plane())) point(next);
  });
  frame.addEventListener("blur", () => point(null));
}

const stepped = ({ row, column }, [down, right]) => ({ row: row + down, column: column + right });

function inside({ row, column }, { rows, columns }) {
  return row >= 0 && column >= 0 && row < rows && column < columns;
}

function take(event) {
  event.preventDefault();
  event.stopPropagation(); // the app around us has shortcuts of its own
}

function listen(node, listeners) {
  for (const [name, listener] of Object.entries(listeners)) node.addEventListener(name, listener);
}
