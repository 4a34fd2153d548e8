/** The equation of the current cell: every product, every sum, the bias, the activation. */

import { add, hide, keep, put, write } from "../shared/elements.js";
import { css, weightHue } from "../shared/colour.js";
import { decimals, inBrackets, show } from "../shared/numbers.js";
import { agrees, written } from "./explain.js";

export class Equation {
  constructor(parent, actions) {
    this.node = add(parent, "div", {
      className: "equation",
      role: "region",
      "aria-label": "Equation of the current cell",
      tabindex: "0",
    });
    this.head = add(this.node, "p", { className: "head" });
    this.cell = add(this.head, "span", { className: "cell-name" });
    this.sums = add(this.head, "span", { className: "sums" });
    this.body = add(this.node, "p", { className: "body" });
    this.lead = add(this.body, "span", { className: "lead" });
    this.terms = add(this.body, "span", { className: "terms" });
    this.total = add(this.body, "span", { className: "total" });
    this.actions = actions;
    this.terms.addEventListener("pointerover", ({ target }) => {
      const term = target.closest(".term");
      if (term) actions.hoverTap(term.tap);
    });
    this.terms.addEventListener("pointerleave", () => actions.hoverTap(null));
  }

  show(stage) {
    const { scene, explained } = stage;
    const [row, column] = explained.cell;
    this.place = scene.dimensions === 1 ? `[${column}]` : `[${row}, ${column}]`;
    write(this.cell, `${scene.activation === "linear" ? "y" : "z"}${this.place}`);
    put(this.node, "data-agrees", agrees(scene, explained));
    if (scene.pools) this.pool(stage);
    else this.sum(stage);
    put(
      this.node,
      "data-text",
      [this.cell, this.head.lastChild, this.body].map((node) => node.textContent).join(" "),
    );
  }

  sum(stage) {
    const { scene, explained, open } = stage;
    const text = written(scene, explained, open);
    const part = explained.channels[open];
    const [rows, columns] = [scene.geometry.rows.taps, scene.geometry.columns.taps];
    const several = explained.channels.length > 1;
    write(this.lead, several ? `${scene.channel_names[part.channel]}: ` : "");
    this.fill(
      part.terms,
      (term, index) => ({
        text: text.inner.terms[index]
          .map((factor, place) => (place ? inBrackets(factor) : factor))
          .join(" · "),
        hue: css(weightHue(...term.tap, rows, columns)),
        padding: !term.source,
      }),
      " + ",
    );
    write(
      this.total,
      part.terms.length
        ? ` ${text.inner.exact ? "=" : "≈"} ${text.inner.total}`
        : "No input cell reaches this output: 0",
    );
    this.chain(stage, text);
  }

  /** z = sums + bias, and what the activation makes of it. */
  chain({ scene, explained, open }, text) {
    const pieces = [];
    if (text.outer) {
      const labels = explained.channels.map(({ channel }, index) => ({
        label: explained.channels.length > 1 ? scene.channel_names[channel] : "sum",
        open: index === open,
        index: explained.channels.length > 1 ? index : null,
      }));
      if (scene.bias !== null) labels.push({ label: "bias", index: null });
      labels.forEach((label, index) => {
        pieces.push({ text: index ? " + " : " = " });
        pieces.push({ ...label, text: inBrackets(text.outer.terms[index]), chip: true });
      });
    }
    const total = text.outer ?? text.inner;
    const relation = total.exact ? "=" : "≈";
    if (scene.activation === "linear")
      pieces.push({ text: ` ${text.outer ? relation : "="} ${total.total}`, value: true });
    else {
      pieces.push({ text: ` ${text.outer ? relation : "="} ${total.total}` });
      const exact = scene.activation === "relu" || decimals(explained.value) !== null;
      pieces.push({ text: `y${this.place}`, value: true, next: true });
      pieces.push(
        { text: ` = ${scene.activation}(${total.total}) ${exact ? "=" : "≈"} ` },
        { text: text.value, value: true },
      );
    }
    this.pieces(pieces);
  }

  pieces(pieces) {
    const make = () => {
      const piece = document.createElement("span");
      add(piece, "button", { type: "button" }).addEventListener("click", () =>
        this.actions.openChannel(piece.index),
      );
      add(piece, "span");
      add(piece, "small");
      return piece;
    };
    keep(this.sums, pieces.length, make).forEach((node, at) => {
      const {
        text,
        label = "",
        index = null,
        open = false,
        chip = false,
        value = false,
        next = false,
      } = pieces[at];
      const [button, plain, small] = node.children;
      node.index = index;
      const classes = { chip, open, value, next };
      for (const [name, on] of Object.entries(classes)) node.classList.toggle(name, on);
      hide(button, index === null);
      hide(plain, index !== null);
      write(index === null ? plain : button, text);
      write(index === null ? button : plain, "");
      if (index !== null)
        (put(button, "aria-pressed", open),
          put(button, "aria-label", `${label}: ${text}; show its products`));
      write(small, chip ? label : "");
    });
  }

  pool(stage) {
    const { scene, explained } = stage;
    const winners = new Set(explained.winners);
    write(this.lead, scene.kind === "max_pool" ? "max(" : "(");
    const digits = Math.max(0, ...explained.inside.map(({ value }) => decimals(value) ?? 4));
    this.fill(
      explained.inside,
      (term) => ({ text: show(term.value, digits), winner: winners.has(term) }),
      scene.kind === "max_pool" ? ", " : " + ",
    );
    const value = decimals(explained.value, 1e-7);
    const [sign, text] = [value === null ? "≈" : "=", show(explained.value, value ?? 4)];
    write(
      this.total,
      scene.kind === "max_pool" ? `) = ${text}` : `) / ${explained.inside.length} ${sign} ${text}`,
    );
    const many = explained.winners.length > 1 ? `, held by ${explained.winners.length} cells` : "";
    this.pieces([{ text: ` ${sign} ${text}`, value: true }, { text: many }]);
  }

  fill(terms, look, between) {
    const make = () => {
      const node = document.createElement("span");
      add(node, "span", { className: "between" });
      add(node, "span", { className: "term" });
      return node;
    };
    keep(this.terms, terms.length, make).forEach((node, index) => {
      const {
        text,
        hue = "transparent",
        padding = false,
        winner = false,
      } = look(terms[index], index);
      const [before, term] = node.children;
      write(before, index ? between : "");
      write(term, text);
      term.tap = terms[index].tap;
      if (term.hue !== hue) term.style.borderBottomColor = term.hue = hue;
      term.classList.toggle("padding", padding);
      term.classList.toggle("winner", winner);
    });
  }
}
