/** A colour scale with its numbers: what a colour means is always on the screen. */

import { add, sameItems, write } from "./elements.js";
import { css, unpackColour } from "./colour.js";
import { brief } from "./numbers.js";

const STOPS = 16;

export class Legend {
  constructor(parent) {
    this.node = add(parent, "div", { className: "legend" });
    this.low = add(this.node, "span");
    this.bar = add(this.node, "span", { className: "bar" });
    this.high = add(this.node, "span");
    this.note = add(this.node, "span", { className: "note" });
  }

  /** Show a scale of packed colours from `low` to `high`, and what it is. */
  show(pixels, low, high, note) {
    const facts = [pixels, low, high, note];
    if (sameItems(facts, this.shown)) return;
    this.shown = facts;
    const last = pixels.length - 1;
    const stops = Array.from({ length: STOPS + 1 }, (_, index) =>
      css(unpackColour(pixels[Math.round((index / STOPS) * last)])),
    );
    this.bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
    write(this.low, brief(low));
    write(this.high, brief(high));
    this.bar.classList.toggle("signed", low < 0 && high > 0);
    this.bar.style.setProperty("--zero", high > low ? -low / (high - low) : 0);
    write(this.note, note);
  }
}
