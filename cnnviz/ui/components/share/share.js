/** The address in a field, a button that copies it, and a word that says so. */

const SAID_MS = 2500;
const links = new WeakMap();

export default function ({ parentElement, data }) {
  let link = links.get(parentElement);
  if (link === undefined) {
    link = build();
    links.set(parentElement, link);
    parentElement.append(link.root);
  }
  const address = addressWith(data.query);
  if (link.field.value !== address) link.field.value = address;
  return () => {
    clearTimeout(link.timer);
    link.root.remove();
    links.delete(parentElement);
  };
}

function addressWith(query) {
  const page = window.location.origin + window.location.pathname;
  return query === "" ? page : `${page}?${query}`;
}

function build() {
  const root = make("div", "share");
  const field = make("input", "address", { readonly: "", "aria-label": "Link to this page" });
  const button = make("button", "copy", { type: "button" }, "Copy link");
  const live = make("span", "live", { role: "status" });
  root.append(field, button, live);
  const link = { root, field, timer: 0 };
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    const copied = await copy(field);
    live.textContent = copied ? "Link copied" : "Press Ctrl+C to copy the link";
    root.dataset.copied = String(copied);
    button.textContent = copied ? "Copied" : "Copy link";
    clearTimeout(link.timer);
    link.timer = setTimeout(() => {
      live.textContent = "";
      button.textContent = "Copy link";
      delete root.dataset.copied;
    }, SAID_MS);
  });
  return link;
}

/** The clipboard is there in secure contexts only; the old command works on a selection. */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

function make(tag, className, attributes = {}, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
