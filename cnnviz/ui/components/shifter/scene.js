/** The message from Python as the bench uses it. */

import { unpack } from "../shared/payload.js";
import { alike, changedCells, magnitude, planeOf, shifted } from "./planes.js";

/** Bytes -> {panels, shift, limits, ack, input(shift)}. */
export function readScene(message) {
  const { header, arrays } = unpack(message);
  const panels = header.panels.map((panel) => {
    const before = planeOf(arrays[`${panel.name}_before`]);
    const after = planeOf(arrays[`${panel.name}_after`]);
    return { ...panel, before, after, changed: changedCells(before, after) };
  });
  const [input, ...maps] = panels;
  input.limit = magnitude([input.before, input.after]);
  // A map and what pooling keeps of it are coloured alike.
  const limit = magnitude(maps.flatMap(({ before, after }) => [before, after]));
  for (const map of maps) map.limit = limit;
  const shift = placeOf(header.shift);
  return { panels, shift, limits: placeOf(header.limits), ack: header.ack, inputAt: mover(input, shift) };
}

const placeOf = ([rows, columns]) => ({ rows, columns });

/**
 * How the input looks at a shift that Python has not answered yet. A turned picture loses what
 * lay outside until the answer comes; one that is only shifted is right at once.
 */
function mover({ before, after }, shift) {
  const plain = alike(shifted(before, shift), after);
  return ({ rows, columns }) => {
    if (plain) return shifted(before, { rows, columns });
    return shifted(after, { rows: rows - shift.rows, columns: columns - shift.columns });
  };
}

/** "1 row down, 2 columns left". */
export function inWords({ rows, columns }) {
  const parts = [];
  if (rows !== 0) parts.push(`${counted(rows, "row")} ${rows > 0 ? "down" : "up"}`);
  if (columns !== 0) parts.push(`${counted(columns, "column")} ${columns > 0 ? "right" : "left"}`);
  return parts.join(", ");
}

function counted(number, word) {
  const count = Math.abs(number);
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
