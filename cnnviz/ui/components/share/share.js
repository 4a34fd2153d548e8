/** The address in a field, a button that copies it, and a word that says so. */

import { keptPart } from "../shared/kept.js";
import { unpackJson } from "../shared/payload.js";

const SAID_MS = 2500;
const PATIENCE_MS = 1500; // after that the link is copied as it stands
const links = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  let mounted = links.get(parentElement);
  if (mounted === undefined) {
    mounted = keptPart("share", parentElement, build);
    links.set(parentElement, mounted);
  }
  const [link, release] = mounted;
  const { query, answered } = unpackJson(data);
  link.send = (seq) => setTriggerValue("wanted", seq);
  const address = addressWith(query);
  if (link.field.value !== address) link.field.value = address;
  if (answered === link.asked) link.arrived();
  return () => {
    release();
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
  const link = { root, field, timer: 0, asked: 0, arrived: () => {} };
  link.close = () => clearTimeout(link.timer);
  root.addEventListener("pointerenter", () => ask(link));
  root.addEventListener("focusin", () => ask(link));
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await ask(link);
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

/** Have Python write the link anew; the promise holds when it stands in the field. */
function ask(link) {
  link.asked += 1;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const newest = new Promise((resolve) => (link.arrived = resolve));
  link.send(link.asked);
  return Promise.race([newest, late]);
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
