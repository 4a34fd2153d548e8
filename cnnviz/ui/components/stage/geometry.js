/**
 * Which cells meet which weight. Nothing but index arithmetic; modes of padding are unknown here,
 * because Python says for every padded cell which cell it repeats (-1: none).
 *
 * Along one axis `at` is a position counted from the picture's first cell, so that padding lies
 * below 0 or beyond the last; `source` is the index of the cell that is seen there, or -1.
 * `tap` counts the weights of the kernel as it slides (already turned, if it is turned).
 */

function slidingAxis({ length, outputs, taps, stride, dilation, before, after }) {
  const inside = Array.from({ length }, (_, index) => index);
  const sources = [...before, ...inside, ...after];
  const meet = (output, tap) => {
    const padded = output * stride + tap * dilation;
    return { output, tap, at: padded - before.length, source: sources[padded] };
  };
  const half = ((taps - 1) * dilation) / 2;
  return {
    ...shared({ length, outputs, taps, dilation, meet }),
    first: -before.length,
    cells: sources.length,
    sourceOf: (at) => sources[at + before.length] ?? -1,
    nearest: (at) => clamp(Math.round((at + before.length - half) / stride), outputs),
  };
}

/** A transposed convolution: every input cell stamps the kernel, `stride` apart. */
function stampedAxis({ length, outputs, taps, stride, dilation, cut }) {
  const meet = (output, tap) => {
    const reached = output + cut - tap * dilation;
    const at = reached / stride;
    const hit = Number.isInteger(at) && at >= 0 && at < length;
    return { output, tap, at: hit ? at : null, source: hit ? at : -1 };
  };
  const half = ((taps - 1) * dilation) / 2;
  return {
    ...shared({ length, outputs, taps, dilation, meet }),
    first: 0,
    cells: length,
    sourceOf: (at) => (at >= 0 && at < length ? at : -1),
    nearest: (at) => clamp(Math.round(at * stride + half - cut), outputs),
  };
}

const clamp = (index, count) => Math.min(count - 1, Math.max(0, index));
const upTo = (count) => Array.from({ length: count }, (_, index) => index);

function shared({ length, outputs, taps, dilation, meet }) {
  let fed = null; // built when first asked for: [source] -> meetings
  return {
    length,
    outputs,
    taps,
    dilation,
    reach: (taps - 1) * dilation + 1,
    ofOutput: (output) =>
      upTo(taps)
        .map((tap) => meet(output, tap))
        .filter(({ at }) => at !== null),
    ofTap: (tap) =>
      upTo(outputs)
        .map((output) => meet(output, tap))
        .filter(({ at }) => at !== null),
    ofSource(source) {
      if (!fed) {
        fed = upTo(length).map(() => []);
        for (const output of upTo(outputs)) {
          for (const tap of upTo(taps)) {
            const meeting = meet(output, tap);
            if (meeting.source >= 0) fed[meeting.source].push(meeting);
          }
        }
      }
      return fed[source] ?? [];
    },
  };
}

const axisOf = (spec) => (spec.cut === null ? slidingAxis(spec) : stampedAxis(spec));

/** The geometry of a scene from Python's two axes; `flip` turns the stored kernel by 180°. */
export function geometry({ axes, flip }) {
  const [rows, columns] = axes.map(axisOf);
  const stored = (row, column) =>
    flip ? [rows.taps - 1 - row, columns.taps - 1 - column] : [row, column];
  const cross = (down, right, make) => down.flatMap((a) => right.map((b) => make(a, b)));
  const meeting = (a, b) => ({
    output: [a.output, b.output],
    tap: [a.tap, b.tap],
    weight: stored(a.tap, b.tap),
    at: [a.at, b.at],
    source: a.source < 0 || b.source < 0 ? null : [a.source, b.source],
  });
  return {
    rows,
    columns,
    stored,
    /** What the window of an output cell meets, row by row. */
    terms: ([row, column]) => cross(rows.ofOutput(row), columns.ofOutput(column), meeting),
    /** Every entry of an input cell into an output cell; through padding it may enter twice. */
    fed: ([row, column]) => cross(rows.ofSource(row), columns.ofSource(column), meeting),
    /** What one tap meets along each axis; all pairs of the two lists are its meetings. */
    met: ([row, column]) => ({ rows: rows.ofTap(row), columns: columns.ofTap(column) }),
    /** The same as one list. */
    meetings: ([row, column]) => cross(rows.ofTap(row), columns.ofTap(column), meeting),
    /** The cell that is seen at a position, or null. */
    sourceOf([row, column]) {
      const source = [rows.sourceOf(row), columns.sourceOf(column)];
      return source.includes(-1) ? null : source;
    },
    /** The output cell whose window's centre is nearest. */
    nearest: ([row, column]) => [rows.nearest(row), columns.nearest(column)],
  };
}
