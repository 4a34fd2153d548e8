/** Making and naming elements. */

/** An element with a class, text and attributes. */
export function element(tag, { className = "", text = null, ...attributes } = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** The same, put into `parent`. */
export const add = (parent, tag, facts) => parent.appendChild(element(tag, facts));

/** Keep exactly `count` children of one kind in `parent`, made by `make(index)`; returns them. */
export function keep(parent, count, make) {
  while (parent.children.length > count) parent.lastChild.remove();
  while (parent.children.length < count) parent.appendChild(make(parent.children.length));
  return [...parent.children];
}

/** Write a text only where it changed, so that a screen reader hears changes only. */
export function write(node, text) {
  if (node.textContent === text) return;
  const only = node.childNodes.length === 1 ? node.firstChild : null;
  if (only?.nodeType === Node.TEXT_NODE && text) only.data = text; // costs no new layout object
  else node.textContent = text;
}

/** Set an attribute only where it changed. */
export function put(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Hide or show only where it changed; setting it again would cost a new style. */
export function hide(node, hidden) {
  if (node.hidden !== hidden) node.hidden = hidden;
}

/** Whether two lists hold the very same things: what was made from them can stay. */
export function sameItems(a, b) {
  if (a.length !== b?.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    if (!Object.is(a[index], b[index])) return false;
  }
  return true;
}
