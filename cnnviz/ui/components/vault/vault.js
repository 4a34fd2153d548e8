/** Answers a new session with what was kept, and keeps what the session then has. */

import { toBase64 } from "../shared/base64.js";
import { whenReconnected } from "./connection.js";
import { prune, read, write } from "./store.js";

const PATIENCE_MS = 2000;

// By the vault's key: as long as the document lives, whatever is mounted or unmounted.
const vaults = new Map();

export default function ({ parentElement, data, setTriggerValue }) {
  hide(parentElement);
  const { header, bytes } = unpack(data);
  const key = header.vault;
  if (!vaults.has(key)) vaults.set(key, new Vault(key));
  const vault = vaults.get(key);
  vault.send = setTriggerValue;
  if (header.wakes) vault.watch();
  vault.update(header, bytes);
  const { dataset } = parentElement.host ?? parentElement;
  Object.assign(dataset, { vault: key, asking: header.asking, answers: vault.answers });
  return () => vault.leave();
}

class Vault {
  constructor(key) {
    this.key = key;
    this.answers = 0; // given to new sessions so far
    this.answered = false; // nothing is written before a session was told what was kept
    this.busy = false;
    this.waiting = null; // the newest possessions that are not written yet
    this.written = 0; // the version that was taken for writing last
    this.shown = null; // what this page has: worth more than what another tab stored
    this.timer = 0;
    this.previousGiven = 0;
    this.unwatch = null;
  }

  /** A restarted server runs nothing by itself; a first run lets the new session ask us. */
  watch() {
    this.unwatch ??= whenReconnected(() => this.send("awake", true));
  }

  leave() {
    this.rest();
    this.unwatch?.();
    this.unwatch = null;
  }

  update(header, bytes) {
    if (header.asking) this.answer();
    else this.take(header, bytes);
    if (header.wantsPrevious > 0 && header.wantsPrevious !== this.previousGiven) {
      this.previousGiven = header.wantsPrevious;
      this.give("previous", header.wantsPrevious);
    }
  }

  async answer() {
    if (this.timer !== 0) return;
    this.answered = false;
    // An answer can get lost with the connection: give it again as long as it is asked for.
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.answer();
    }, PATIENCE_MS);
    const payload = this.shown ?? (await read(this.key, "current"));
    prune(this.key);
    this.answered = true;
    this.written = 0;
    this.answers += 1;
    this.send("restored", { payload: payload && toBase64(payload) });
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  take(header, bytes) {
    this.rest();
    if (!this.answered || header.version <= this.written) return;
    const replaced = header.replacedAt > this.written && header.replacedAt <= header.version;
    this.written = header.version;
    this.shown = bytes.slice(); // the message around it is Streamlit's
    this.waiting = { bytes: this.shown, keepPrevious: replaced || this.waiting?.keepPrevious };
    this.write();
  }

  /** One after the other, and of those that wait only the newest. */
  async write() {
    if (this.busy) return;
    this.busy = true;
    while (this.waiting !== null) {
      const { bytes, keepPrevious } = this.waiting;
      this.waiting = null;
      await write(this.key, bytes, Boolean(keepPrevious));
    }
    this.busy = false;
  }

  async give(slot, request) {
    const payload = await read(this.key, slot);
    this.send(slot, { request, payload: payload && toBase64(payload) });
  }
}

/** 4 bytes: length of the header; the header as JSON; the possessions. */
function unpack(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const end = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(data.subarray(4, end)));
  return { header, bytes: data.subarray(end) };
}

/** Streamlit leaves a gap round every element, also round one that shows nothing. */
function hide(parentElement) {
  const container = (parentElement.host ?? parentElement).closest(
    '[data-testid="stElementContainer"]',
  );
  container?.style.setProperty("display", "none");
}
