/** What the window sees of one channel, enlarged; on large pictures with its surroundings. */

import { colourOf, css, pack, mix, unpackColour, weightHue } from "../shared/colour.js";
import { Grid } from "../shared/grid.js";
import { inputScale } from "./scales.js";

export class WindowView {
  constructor() {
    this.grid = new Grid("cells window");
    this.node = this.grid.node;
  }

  /** `ring`: cells of the surroundings on each side. */
  fit({ scene }, cell, ring) {
    const { rows, columns } = scene.geometry;
    this.ring = ring;
    this.spread = scene.kind !== "transposed";
    const [height, width] = this.spread ? [rows.reach, columns.reach] : [rows.taps, columns.taps];
    const room = Math.min(
      1,
      (Math.max(rows.taps, columns.taps) + 2 * ring) / (Math.max(height, width) + 2 * ring),
    );
    this.grid.setCell(height + 2 * ring, width + 2 * ring, Math.max(14, Math.floor(cell * room)));
  }

  /** Paint the window of the current cell for `part`, one channel of the explanation. */
  show(stage, part) {
    const { scene, theme, explained, tap } = stage;
    const place = `${explained.cell} ${part.channel} ${this.ring}`;
    const facts = [scene.x, scene.geometry, scene.kind, theme, place];
    if (!this.grid.shows(facts)) this.paint(stage, part);
    this.grid.mark([...facts, `${tap}`], (context) => this.mark(context, stage));
  }

  paint(stage, part) {
    const { scene, theme, explained } = stage;
    const scale = inputScale({ ...stage, channel: part.channel });
    const cells = this.spread ? this.fromPicture(scene, explained.cell, part) : this.fromTaps(part);
    const colour = ({ value, dim }) => {
      const own = colourOf(scale.pixels, value ?? 0, scale.low, scale.high);
      return dim ? pack(mix(unpackColour(own), theme.surface, dim)) : own;
    };
    const { columns, pixels } = this.grid;
    cells.forEach((cell, index) => (pixels[index] = cell ? colour(cell) : 0));
    this.cells = cells;
    this.grid.paint((row, column) => cells[row * columns + column]?.value ?? null, theme);
  }

  /** The block of the padded picture around the window; holes of a dilated window are dim. */
  fromPicture(scene, cell, part) {
    const { geometry } = scene;
    const [top, left] = ["rows", "columns"].map(
      (axis, index) => geometry[axis].ofOutput(cell[index])[0].at,
    );
    const terms = new Map(part.terms.map((term) => [term.at.join(), term]));
    return Array.from({ length: this.grid.rows * this.grid.columns }, (_, index) => {
      const at = [
        top - this.ring + Math.floor(index / this.grid.columns),
        left - this.ring + (index % this.grid.columns),
      ];
      const term = terms.get(at.join());
      const source = geometry.sourceOf(at);
      const outside = at.some((position, axis) => {
        const { first, cells } = axis ? geometry.columns : geometry.rows;
        return position < first || position >= first + cells;
      });
      if (outside || (scene.pools && !source)) return null;
      const value = source ? scene.x.seen(...source, part.channel) : 0;
      return { value, term, source, dim: term ? (term.source ? 0 : 0.35) : 0.7 };
    });
  }

  /** A transposed convolution gathers: for each weight the input cell that it meets here. */
  fromTaps(part) {
    const cells = new Array(this.grid.rows * this.grid.columns).fill(null);
    for (const term of part.terms) {
      cells[term.tap[0] * this.grid.columns + term.tap[1]] = {
        value: term.value,
        term,
        source: term.source,
        dim: 0,
      };
    }
    return cells;
  }

  mark(context, stage) {
    const { scene, tap, theme, explained } = stage;
    const { rows, columns } = this.grid;
    const at = (index) => [Math.floor(index / columns), index % columns];
    const winners = new Set(explained.winners?.map(({ tap: own }) => own.join()));
    this.cells.forEach((cell, index) => {
      if (cell && !cell.source) hatch(context, this.grid.box(...at(index)), theme);
      if (!cell?.term) return;
      const own = cell.term.tap;
      if (tap && own.join() === tap.join()) {
        context.strokeStyle = css(
          weightHue(...own, scene.geometry.rows.taps, scene.geometry.columns.taps),
        );
        context.lineWidth = 4;
        const [left, top, width, height] = this.grid.box(...at(index));
        context.strokeRect(left + 2, top + 2, width - 4, height - 4);
      }
      if (winners.has(own.join())) {
        const [left, top, width, height] = this.grid.box(...at(index));
        context.strokeStyle = css(theme.text);
        context.lineWidth = 3;
        context.strokeRect(left + 3, top + 3, width - 6, height - 6);
      }
    });
    context.strokeStyle = css(theme.accent);
    context.lineWidth = 2.5;
    context.strokeRect(
      ...this.grid.box(this.ring, this.ring, rows - 2 * this.ring, columns - 2 * this.ring),
    );
  }
}

/** Padding is hatched here as it is on the input. */
function hatch(context, [left, top, width, height], theme) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = css(theme.text);
  context.globalAlpha = 0.16;
  context.lineWidth = 1;
  context.beginPath();
  for (let along = 0; along < width + height; along += 7) {
    context.moveTo(left + along, top);
    context.lineTo(left + along - height, top + height);
  }
  context.stroke();
  context.restore();
}
