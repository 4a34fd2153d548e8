/** The brush: a soft round dot drawn along a line, on side × side numbers of 0..255. */

/** Diameters at a side of 28, in cells; other sides scale them, so a digit looks the same. */
const DIAMETERS = [1.5, 1.8, 2.2, 2.8, 3.8, 5.2, 7];
/** Cells over which the edge goes from white to black; scanned digits look like that. */
const FADE = 1.5;
const REFERENCE_SIDE = 28;

export const BRUSHES = DIAMETERS.length;
export const USUAL_BRUSH = 2;

/** Diameter of brush number `size` (0 .. BRUSHES - 1), in cells. */
export function diameterOf(size, side) {
  return Math.max(FADE, (DIAMETERS[size] * side) / REFERENCE_SIDE);
}

/**
 * Paint a line from one point to the other; both are {row, column} with the first cell's centre
 * at 0.5. Painting keeps the brighter value and erasing the darker one, so that a line over a line
 * makes no beads.
 */
export function paintLine(pixels, side, from, to, diameter, erase) {
  const radius = diameter / 2;
  const reach = radius + FADE / 2;
  const rows = span(from.row, to.row, reach, side);
  const columns = span(from.column, to.column, reach, side);
  for (let row = rows.first; row <= rows.last; row++) {
    for (let column = columns.first; column <= columns.last; column++) {
      const away = distance(row + 0.5, column + 0.5, from, to);
      const ink = Math.round(255 * Math.min(1, Math.max(0, (reach - away) / FADE)));
      const index = row * side + column;
      pixels[index] = erase
        ? Math.min(pixels[index], 255 - ink)
        : Math.max(pixels[index], ink);
    }
  }
}

function span(a, b, reach, side) {
  return {
    first: Math.max(0, Math.floor(Math.min(a, b) - reach)),
    last: Math.min(side - 1, Math.ceil(Math.max(a, b) + reach)),
  };
}

/** From a cell's centre to the nearest point of the line. */
function distance(row, column, from, to) {
  const down = to.row - from.row;
  const right = to.column - from.column;
  const length2 = down * down + right * right;
  const along = length2 === 0 ? 0 : ((row - from.row) * down + (column - from.column) * right) / length2;
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(row - from.row - part * down, column - from.column - part * right);
}
