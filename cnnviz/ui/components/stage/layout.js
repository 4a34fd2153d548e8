/** How large everything is: input, window, kernel and output above the fold. */

const WIDE = 680; // CSS pixels from which everything stands side by side
const GAPS = 56; // CSS pixels between the three panels
const OPERATOR = 44; // CSS pixels for "×" and margins between window and kernel
const SMALLEST = 22; // CSS pixels of a weight that can be hit and read
const LARGEST = 46;
const LOUPE = 34; // CSS pixels of a cell of the loupe at most
const NUMBERS = 18; // CSS pixels: input cells below this are read in the window's loupe
const ALL_CHANNELS = 4; // so many kernels are shown below each other
const ROOMY = 500; // CSS pixels for window and kernel that allow a wide ring around the window
const SMALL_KERNEL = 5;

const LARGEST_HOLE = 12; // CSS pixels between the weights of a dilated kernel

const between = (low, value, high) => Math.min(high, Math.max(low, value));

/** CSS pixels between neighbouring weights. */
export const holeOf = (dilation, cell) => 1 + Math.min((dilation - 1) * cell * 0.5, LARGEST_HOLE);

/** Slots of the channels whose window and kernel are shown. */
export function visibleSlots(scene, open) {
  const count = scene.channels[1] - scene.channels[0];
  const { rows, columns } = scene.geometry;
  const small = Math.max(rows.taps, columns.taps) <= SMALL_KERNEL;
  const all = !scene.pools && small && count <= ALL_CHANNELS;
  return all ? Array.from({ length: count }, (_, slot) => slot) : [open];
}

/** Sizes for a stage that is `width` CSS pixels wide. */
export function plan(scene, visible, width) {
  const rowed = scene.dimensions === 1;
  const wide = width >= WIDE && !rowed;
  const height = between(240, window.innerHeight * 0.44, 460);
  const middle = planMiddle(
    scene,
    visible.length,
    wide ? width * 0.46 : width,
    wide ? height : height * 1.5,
  );
  const side = wide ? Math.floor((width - middle.width - GAPS) / 2) : width;
  const tall = rowed ? 80 : height;
  return { layout: rowed ? "rows" : wide ? "wide" : "narrow", side, height: tall, middle };
}

function planMiddle(scene, count, width, height) {
  const { rows, columns } = scene.geometry;
  const large = Math.max(rows.cells, columns.cells) * NUMBERS > width * 0.75;
  const taps = Math.max(rows.taps, columns.taps);
  const ring =
    !large || scene.kind === "transposed"
      ? 0
      : taps <= 3 && count === 1 && width > ROOMY
        ? 2
        : taps <= 7
          ? 1
          : 0;
  const [down, right] = [rows.taps + 2 * ring, columns.taps + 2 * ring];
  const kernels = scene.pools ? 0 : columns.taps;
  const beside = Math.min((height / count - 28) / down, (width - OPERATOR) / (right + kernels));
  const stacked = beside < SMALLEST && !scene.pools && count === 1;
  const below = Math.min((width - OPERATOR) / right, (1.2 * height) / (2 * down));
  const largest = scene.pools && !ring ? 60 : ring ? LOUPE : LARGEST;
  const cell = Math.floor(between(SMALLEST, stacked ? below : beside, largest));
  const room = stacked ? width : width - OPERATOR - right * cell;
  const weight = Math.floor(
    between(cell, Math.min((cell * down) / rows.taps, room / columns.taps), LARGEST),
  );
  const ofKernel = kernels && kernels * weight + (kernels - 1) * holeOf(columns.dilation, weight);
  const across = stacked ? Math.max(right * cell, ofKernel) : right * cell + ofKernel + OPERATOR;
  return { cell, weight, ring, stacked, width: across };
}
