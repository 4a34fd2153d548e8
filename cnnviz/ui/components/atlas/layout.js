/** How large everything is drawn, so that a whole network fits. Pure; all in CSS pixels. */

export const GAP = 3; // between maps
export const UNIT_GAP = 1;
export const NARROW = 640; // below, columns stand one under the other
const ARROW = 46; // at least, for the shape printed on it
const HEAD = 78; // at least, for a layer's name
const SCORES = 203;
const EDGES = 10; // of the room around the row
const LARGEST = 104;
const SMALLEST = 26;
const COMFORTABLE = 38; // where the row has to scroll anyway
const PHONE = { unit: 24, picture: 132, across: 8 };
const UNITS = [6, 16]; // smallest and largest side

/**
 * -> {narrow, scrolls, tiles: [{side, down}]}: the longer side of each column's maps, and how many
 * stand one under the other. The largest maps with which all fits into width × height; where none do,
 * the row scrolls.
 */
export function arrange(columns, { width, height, scores }) {
  if (width < NARROW) {
    const tiles = columns.map((column) => phoneTile(column, width));
    return { narrow: true, scrolls: false, tiles };
  }
  const room = width - EDGES - (scores ? SCORES : 0);
  let side = LARGEST;
  while (side >= SMALLEST && total(columns, side, height) > room) side -= 1;
  const scrolls = side < SMALLEST;
  if (scrolls) side = COMFORTABLE;
  return { narrow: false, scrolls, tiles: columns.map((column) => tileOf(column, side, height)) };
}

/** Eight maps side by side, or sixteen: layers mostly have a multiple of that. */
function phoneTile({ picture, units }, width) {
  const across = PHONE.across * (width > NARROW * 0.75 ? 2 : 1);
  const map = Math.floor((width - EDGES + GAP) / across) - GAP;
  return { side: picture ? PHONE.picture : units ? PHONE.unit : map, down: null };
}

function tileOf(column, side, height) {
  if (column.picture) return { side: Math.max(72, Math.min(150, 2 * side)), down: 1, across: 1 };
  const gap = column.units ? UNIT_GAP : GAP;
  const even = Math.floor((height + gap) / column.drawn) - gap;
  const each = column.units ? Math.max(UNITS[0], Math.min(UNITS[1], even)) : side;
  const tall = each * Math.min(1, column.rows / column.columns);
  const most = Math.max(1, Math.floor((height + gap) / (tall + gap)));
  const across = Math.ceil(column.drawn / most);
  return { side: each, down: Math.ceil(column.drawn / across), across };
}

function total(columns, side, height) {
  return columns.reduce((sum, column) => {
    const tile = tileOf(column, side, height);
    const wide = tile.side * Math.min(1, column.columns / column.rows);
    const gap = column.units ? UNIT_GAP : GAP;
    return sum + Math.max(HEAD, tile.across * (wide + gap) - gap + ARROW);
  }, 0);
}
