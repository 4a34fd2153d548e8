/**
 * Runs in every page before the page's own scripts, and writes down when what happened; all times
 * are milliseconds since navigation start.
 */
(() => {
  const log = {};
  const clear = () => Object.assign(log, { marks: [], pointers: [], sent: [], received: [], frames: [] });
  clear();
  let cause = null; // when the browser got the person's newest key or pointer event

  for (const type of ["keydown", "pointerdown", "pointermove"]) {
    const note = (event) => {
      if (!event.isTrusted) return;
      if (type === "pointermove" && event.buttons === 0) return;
      cause = event.timeStamp;
      if (type !== "keydown") log.pointers.push({ at: event.timeStamp, handled: performance.now() });
    };
    window.addEventListener(type, note, { capture: true, passive: true });
  }

  /** A task that is posted in an animation frame runs after that frame's style, layout and paint. */
  const afterPaint = (act) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      act();
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  };

  const mark = performance.mark.bind(performance);
  performance.mark = (name, options) => {
    const made = mark(name, options);
    if (name.startsWith("cnnviz:")) {
      const entry = { name, seq: options?.detail?.seq ?? null, at: made.startTime, cause, shown: null };
      log.marks.push(entry);
      if (["cnnviz:painted", "cnnviz:foreseen", "cnnviz:atlas"].includes(name)) afterPaint(() => (entry.shown = performance.now()));
    }
    return made;
  };

  const size = (data) => data.byteLength ?? data.size ?? data.length;
  window.WebSocket = class extends window.WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", ({ data }) => log.received.push({ at: performance.now(), bytes: size(data) }));
    }

    send(data) {
      log.sent.push({ at: performance.now(), bytes: size(data) });
      super.send(data);
    }
  };

  let watching = false;
  const frame = (now) => {
    if (!watching) return;
    log.frames.push({ at: now });
    requestAnimationFrame(frame);
  };
  const watchFrames = (on) => {
    if (on && !watching) requestAnimationFrame(frame);
    watching = on;
  };

  window.benchmark = { log, clear, watchFrames };
})();
