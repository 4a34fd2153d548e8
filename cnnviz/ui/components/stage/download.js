/** A small menu: the figure as PNG or SVG, the numbers as CSV; all made in the browser. */

import { add, put } from "../shared/elements.js";
import { figure } from "./figure.js";

const PNG_SCALE = 2;

export class Download {
  constructor(parent, state) {
    this.state = state;
    this.node = add(parent, "div", { className: "download" });
    this.button = add(this.node, "button", {
      type: "button",
      text: "Download",
      "aria-expanded": "false",
      "aria-haspopup": "true",
    });
    this.menu = add(this.node, "div", {
      className: "menu",
      role: "group",
      "aria-label": "Download as",
    });
    this.menu.hidden = true;
    const choices = {
      "Figure as PNG": () => this.png(),
      "Figure as SVG": () => this.svg(),
      "Numbers as CSV": () => this.csv(),
    };
    for (const [text, act] of Object.entries(choices)) {
      add(this.menu, "button", { type: "button", text }).addEventListener("click", () => {
        this.open(false);
        this.button.focus();
        act();
      });
    }
    this.button.addEventListener("click", () => this.open(this.menu.hidden));
    this.node.addEventListener(
      "focusout",
      ({ relatedTarget }) => this.node.contains(relatedTarget) || this.open(false),
    );
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.menu.hidden) return;
      event.stopPropagation();
      this.open(false);
      this.button.focus();
    });
  }

  open(on) {
    this.menu.hidden = !on;
    put(this.button, "aria-expanded", on);
  }

  svgText() {
    return new XMLSerializer().serializeToString(figure(this.state()));
  }

  svg() {
    this.save(new Blob([this.svgText()], { type: "image/svg+xml" }), "svg");
  }

  async png() {
    const drawn = new Image();
    drawn.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(this.svgText())}`;
    await drawn.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: drawn.width * PNG_SCALE, height: drawn.height * PNG_SCALE });
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => this.save(blob, "png"), "image/png");
  }

  csv() {
    this.save(new Blob([numbers(this.state())], { type: "text/csv" }), "csv");
  }

  save(blob, ending) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${
      this.state()
        .scene.title.replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/g, "") || "stage"
    }.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

/** All numbers as CSV: each block has a line with its name, then its rows. */
export function numbers({ scene }) {
  const block = (name, rows, columns, at) => {
    const lines = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => at(row, column)).join(","),
    );
    return [`"${name.replaceAll('"', '""')}"`, ...lines].join("\n");
  };
  const { x, y, kernel } = scene;
  const blocks = scene.channel_names.map((name, channel) =>
    block(`Input, ${name}`, x.rows, x.columns, (row, column) => x.seen(row, column, channel)),
  );
  for (let slot = 0; kernel && slot < kernel.channels; slot += 1) {
    const name = scene.channel_names[scene.channels[0] + slot];
    blocks.push(
      block(
        `Kernel, ${scene.filter_names[scene.filter]}, ${name}`,
        kernel.rows,
        kernel.columns,
        (row, column) => kernel.at(row, column, slot),
      ),
    );
  }
  blocks.push(block(`Output, ${scene.filter_names[scene.filter]}`, y.rows, y.columns, y.at));
  return `${blocks.join("\n\n")}\n`;
}
