/** What the person looks at, in one sentence. */

import { decimals, show } from "../shared/numbers.js";

const number = (value) => show(value, decimals(value, 1e-7) ?? 4);
const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const place = (scene, cell) => (scene.dimensions === 1 ? cell[1] : cell.join(", "));

/** The sentence for an input position: what it holds and how many outputs it feeds. */
export function inputSentence({ scene, channel, together, over, fed }) {
  const source = scene.geometry.sourceOf(over);
  const inside = source && source.every((index, axis) => index === over[axis]);
  if (!source)
    return scene.pools
      ? "Padding: a pool never sees it."
      : `Padding at [${place(scene, over)}] holds 0.`;
  const name = `x[${place(scene, source)}]`;
  const seen = (own) => number(scene.x.seen(...source, own));
  const held = together ? `(${[0, 1, 2].map(seen).join(", ")})` : seen(channel);
  if (!inside) return `Padding at [${place(scene, over)}] repeats ${name} = ${held}.`;
  const outputs = new Set(fed.map(({ output }) => output.join())).size;
  const twice = fed.length > outputs ? ` in ${fed.length} ways, through the padding too` : "";
  return `${name} = ${held} feeds ${many(outputs, "output")}${twice}.`;
}

/** The sentence for a weight: how many input cells it meets. */
export function weightSentence({ scene, tap, draft, slot }) {
  const met = scene.geometry.met(tap);
  const inside = ["rows", "columns"].map(
    (axis) => met[axis].filter(({ source }) => source >= 0).length,
  );
  const all = met.rows.length * met.columns.length;
  const cells = inside[0] * inside[1];
  const padding = all > cells ? ` and ${many(all - cells, "padding cell")}` : "";
  const weight = scene.geometry.stored(...tap);
  const value = draft ? ` = ${number(draft.at(...weight, slot))}` : "";
  const each = scene.kind === "transposed" ? "" : ", one for each output";
  return `w[${place(scene, weight)}]${value} meets ${many(cells, "input cell")}${padding}${each}.`;
}

/** The sentence for the current output cell. */
export function outputSentence({ scene, current, pin, explained }) {
  const pinned = pin && pin.join() === current.join() ? ", pinned" : "";
  const where =
    scene.dimensions === 1
      ? `Output ${current[1]}`
      : `Output row ${current[0]}, column ${current[1]}`;
  return `${where}${pinned}: ${number(explained.value)}.`;
}
