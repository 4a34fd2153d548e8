/** Short movements of what changed; none where the system asks for less motion. */

const DURATION = 180; // ms

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** Numbers that glide to their target. */
export class Glide {
  constructor() {
    this.target = null;
  }

  /** Set the target; jump there unless `smooth`. */
  to(target, smooth) {
    const same = this.target?.every((value, index) => value === target[index]);
    if (same) return;
    this.from = smooth && !calm.matches && this.target ? this.now() : target;
    this.target = target;
    this.start = performance.now();
  }

  now() {
    const share = Math.min(1, (performance.now() - this.start) / DURATION);
    const eased = 1 - (1 - share) ** 3;
    return this.target.map((value, index) => this.from[index] + (value - this.from[index]) * eased);
  }

  get moving() {
    return (
      this.target !== null && performance.now() - this.start < DURATION && this.from !== this.target
    );
  }
}
