/** Making and naming elements. */

/** An element with a class, text and attributes, put into `parent`. */
export function add(parent, tag, { className = "", text = null, ...attributes } = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return parent.appendChild(node);
}

/** Keep exactly `count` children of one kind in `parent`, made by `make(index)`; returns them. */
export function keep(parent, count, make) {
  while (parent.children.length > count) parent.lastChild.remove();
  while (parent.children.length < count) parent.appendChild(make(parent.children.length));
  return [...parent.children];
}

/** Write a text only where it changed, so that a screen reader hears changes only. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Set an attribute only where it changed. */
export function put(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}
