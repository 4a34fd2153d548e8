/** The transport bar: back, play, forward, scrub, speed. */

import { add, put, write } from "../shared/elements.js";

const SPEEDS = [0.5, 1, 2, 4, 8];
const PER_SECOND = 3; // positions at speed 1
const DRAWN = {
  back: "M14 5v14l-9-7zM4 5h2v14H4z",
  play: "M7 5l12 7-12 7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  forward: "M5 5l9 7-9 7zM15 5h2v14h-2z",
};

function icon(button, shape) {
  const space = "http://www.w3.org/2000/svg";
  const svg = button.appendChild(document.createElementNS(space, "svg"));
  svg.setAttribute("viewBox", "0 0 22 24");
  svg.setAttribute("aria-hidden", "true");
  svg.appendChild(document.createElementNS(space, "path")).setAttribute("d", DRAWN[shape]);
}

export class Transport {
  constructor(parent, actions) {
    this.node = add(parent, "div", {
      className: "transport",
      role: "group",
      "aria-label": "Slide the window",
    });
    this.actions = actions;
    const button = (name, shape, act) => {
      const node = add(this.node, "button", { type: "button", "aria-label": name, title: name });
      icon(node, shape);
      node.addEventListener("click", act);
      return node;
    };
    button("Step back", "back", () => actions.seekBy(-1));
    this.play = button("Play", "play", () => this.toggle());
    button("Step forward", "forward", () => actions.seekBy(1));
    this.scrub = add(this.node, "input", {
      type: "range",
      min: "0",
      "aria-label": "Position of the window",
    });
    this.scrub.addEventListener("input", () => actions.seek(Number(this.scrub.value)));
    this.place = add(this.node, "span", { className: "place" });
    const label = add(this.node, "label", { className: "speed", text: "Speed " });
    this.speed = add(label, "select");
    for (const speed of SPEEDS) add(this.speed, "option", { text: `${speed}×`, value: speed });
    this.speed.value = "1";
    this.playing = false;
  }

  show({ scene, current }) {
    const count = scene.y.rows * scene.y.columns;
    const index = current[0] * scene.y.columns + current[1];
    put(this.scrub, "max", count - 1);
    this.scrub.value = index;
    this.scrub.style.setProperty("--share", count > 1 ? index / (count - 1) : 0);
    put(this.scrub, "aria-valuetext", `row ${current[0]}, column ${current[1]}`);
    write(this.place, `${index + 1} of ${count}`);
  }

  toggle(on = !this.playing) {
    if (on === this.playing) return;
    this.playing = on;
    put(this.play, "aria-label", on ? "Pause" : "Play");
    put(this.play, "title", on ? "Pause" : "Play");
    this.play.firstChild.firstChild.setAttribute("d", DRAWN[on ? "pause" : "play"]);
    if (!on) return;
    this.actions.playFrom();
    this.due = performance.now();
    requestAnimationFrame((now) => this.tick(now));
  }

  /** One position whenever its time has come; none is skipped. */
  tick(now) {
    if (!this.playing || !this.node.isConnected) return;
    const pause = 1000 / (PER_SECOND * Number(this.speed.value));
    if (this.actions.held()) this.due = now;
    else if (now - this.due >= pause) {
      this.due = Math.max(this.due + pause, now - pause);
      if (!this.actions.advance()) this.toggle(false);
    }
    requestAnimationFrame((next) => this.tick(next));
  }

  /** Positions that glide need time for it. */
  get unhurried() {
    return !this.playing || Number(this.speed.value) <= 1;
  }
}
