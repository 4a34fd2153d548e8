/** Pointer and keyboard on the maps. One tab stop for them all: arrow keys go from map to map. */

const KEYS = {
  ArrowUp: { map: -1 },
  ArrowDown: { map: 1 },
  ArrowLeft: { column: -1 },
  ArrowRight: { column: 1 },
  Home: { map: -Infinity },
  End: { map: Infinity },
};

/** `point({column, map, row, across} | null)`, `choose({column, map})`, `go(from, step)`. */
export function followHands(flow, { sizeOf, point, choose, go }) {
  flow.addEventListener("pointermove", (event) => {
    const place = placeOf(event.target);
    point(place && { ...place, ...cellUnder(event, sizeOf(place.column)) });
  });
  flow.addEventListener("pointerleave", () => point(null));
  flow.addEventListener("focusin", ({ target }) => {
    // A click's focus has a pointer, which reads cells; the keyboard reads whole maps.
    if (target.matches(":focus-visible")) point(placeOf(target));
  });
  flow.addEventListener("focusout", () => point(null));
  flow.addEventListener("click", ({ target }) => {
    const place = placeOf(target); // Enter and Space click a button too
    if (place) choose(place);
  });
  flow.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
    const place = placeOf(event.target);
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    go(place, KEYS[event.key]);
  });
}

function placeOf(node) {
  const button = node.closest(".map");
  return button && { column: Number(button.dataset.column), map: Number(button.dataset.map) };
}

function cellUnder(event, { rows, columns }) {
  const box = event.target.getBoundingClientRect();
  const along = (from, length, count) =>
    Math.max(0, Math.min(count - 1, Math.floor(((from / length) * count) || 0)));
  return {
    row: along(event.clientY - box.top, box.height, rows),
    across: along(event.clientX - box.left, box.width, columns),
  };
}

/** The map that a key leads to: up and down in its layer, left and right at the same height. */
export function stepped({ column, map }, step, columns) {
  if (step.map !== undefined) {
    return { column, map: Math.max(0, Math.min(columns[column].drawn - 1, map + step.map)) };
  }
  const next = Math.max(0, Math.min(columns.length - 1, column + step.column));
  if (next === column) return { column, map };
  const height = (map + 0.5) / columns[column].drawn;
  return { column: next, map: Math.floor(height * columns[next].drawn) };
}
