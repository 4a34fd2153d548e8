/**
 * Nodes that outlive a remount. When a run of the whole page overtakes the answer to a stroke,
 * Streamlit takes a component away and mounts it anew a moment later: a pen that is down, a cell
 * that is being typed into and everything that was chosen must not notice.
 */

const GRACE = 3000; // ms; after that the person has gone to another page
const kept = new Map(); // name -> {part, timer}

/**
 * The part of this name in `parent`: the one that was just taken away, or a new one.
 * A part has a `root` and may be closed; returns [part, what Streamlit calls when it takes it away].
 */
export function keptPart(name, parent, make) {
  const entry = kept.get(name) ?? { part: make(), timer: 0, focus: null };
  if (!kept.has(name)) watchFocus(entry);
  kept.set(name, entry);
  clearTimeout(entry.timer);
  const { part } = entry;
  if (part.root.parentNode !== parent) {
    parent.append(part.root);
    entry.focus?.focus({ preventScroll: true });
  }
  const release = () => {
    if (part.root.parentNode !== parent) return; // it is shown elsewhere already
    part.root.remove();
    entry.timer = setTimeout(() => {
      kept.delete(name);
      part.close();
    }, GRACE);
  };
  return [part, release];
}

/** Remember which node has the focus; one that was taken away has not lost it. */
function watchFocus(entry) {
  const { root } = entry.part;
  root.addEventListener("focusin", ({ target }) => {
    entry.focus = target;
  });
  root.addEventListener("focusout", () => {
    // By then it is known whether the whole root is being taken away.
    queueMicrotask(() => {
      if (root.isConnected) entry.focus = null;
    });
  });
}
