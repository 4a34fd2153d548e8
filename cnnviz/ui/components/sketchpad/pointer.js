/** Mouse, pen and touch: one pointer draws, everything it passed is drawn. */

const PEN_ERASER = 5;
const PEN_ERASER_HELD = 32;

/**
 * Call pad.press(point), pad.move(point) and pad.lift() for the pointer on `surface`, and
 * pad.hover(point or null) while none is down. A point is {row, column, pressure, erase} in cells.
 * Call `capture` of what comes back after the surface was moved in the page.
 */
export function followPointer(surface, pad) {
  let active = null;

  const pointOf = (event) => {
    const box = surface.getBoundingClientRect();
    return {
      row: ((event.clientY - box.top) / box.height) * pad.side,
      column: ((event.clientX - box.left) / box.width) * pad.side,
      // Only a pen knows how hard it is pressed; a mouse says 0.5 whatever happens.
      pressure: event.pointerType === "pen" ? event.pressure : null,
      erase: event.button === PEN_ERASER || (event.buttons & PEN_ERASER_HELD) !== 0,
    };
  };

  const capture = () => {
    if (active === null) return;
    try {
      surface.setPointerCapture(active);
    } catch {
      up({ pointerId: active }); // lifted meanwhile, where we could not hear it
    }
  };
  const down = (event) => {
    const usable = event.button === 0 || event.button === PEN_ERASER;
    if (active !== null || !usable) return;
    active = event.pointerId;
    capture();
    pad.press(pointOf(event));
  };
  const move = (event) => {
    if (active === null && event.pointerType !== "touch") pad.hover(pointOf(event));
    if (event.pointerId !== active) return;
    if (!event.buttons) return up(event);
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const one of passed.length > 0 ? passed : [event]) pad.move(pointOf(one));
    pad.hover(event.pointerType === "touch" ? null : pointOf(event));
  };
  const up = (event) => {
    if (event.pointerId !== active) return;
    active = null;
    pad.lift();
  };
  const leave = () => {
    if (active === null) pad.hover(null);
  };

  const listeners = {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: up,
    lostpointercapture: up,
    pointerleave: leave,
    contextmenu: (event) => event.preventDefault(), // a long press draws a dot
  };
  for (const [name, listener] of Object.entries(listeners)) {
    surface.addEventListener(name, listener);
  }
  return { capture };
}
