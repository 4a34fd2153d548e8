/**
 * IndexedDB, one record per (app, vault, slot, tab): {time, bytes}. Where the browser has no
 * store (private mode, no room left, switched off) reads find nothing and writes do nothing.
 */

const DATABASE = "cnnviz";
const STORE = "possessions";
const TABS_KEPT = 6;

// Two apps on one host share the database; the app's own path keeps them apart.
const APP = new URL(import.meta.url).pathname.split("/_stcore/")[0];
const TAB = tabName();

let opened = null;

/** This tab's record, or else the newest of any tab; null if there is none. */
export async function read(vault, slot) {
  try {
    const store = await objects("readonly");
    const own = await answer(store.get([APP, vault, slot, TAB]));
    if (own !== undefined) return own.bytes;
    const all = await answer(store.getAll(everyTab(vault, slot)));
    return all.sort((a, b) => b.time - a.time)[0]?.bytes ?? null;
  } catch {
    return null;
  }
}

/** Keep `bytes`; with `keepPrevious`, what `read` would find now becomes the previous first. */
export async function write(vault, bytes, keepPrevious) {
  const old = keepPrevious ? await read(vault, "current") : null;
  try {
    const store = await objects("readwrite");
    const put = (slot, content) =>
      answer(store.put({ time: Date.now(), bytes: content }, [APP, vault, slot, TAB]));
    const puts = old === null ? [] : [put("previous", old)];
    await Promise.all([...puts, put("current", bytes)]);
  } catch {
    // Nothing to be done: the page works on without.
  }
}

/** Forget the tabs that were written longest ago. */
export async function prune(vault) {
  try {
    const store = await objects("readwrite");
    for (const slot of ["current", "previous"]) {
      const range = everyTab(vault, slot);
      const [keys, all] = await Promise.all([
        answer(store.getAllKeys(range)),
        answer(store.getAll(range)),
      ]);
      const order = keys.map((_, index) => index).sort((a, b) => all[b].time - all[a].time);
      for (const index of order.slice(TABS_KEPT)) store.delete(keys[index]);
    }
  } catch {
    // As above.
  }
}

async function objects(mode) {
  opened ??= open();
  const database = await opened;
  const transaction = database.transaction(STORE, mode);
  // An aborted transaction (no room left) also fails its requests; that is where we look.
  transaction.onabort = (event) => event.stopPropagation();
  return transaction.objectStore(STORE);
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onblocked = () => reject(new Error("blocked"));
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error);
    };
    request.onsuccess = () => {
      // Another tab with a newer app may need the database to itself.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      resolve(request.result);
    };
  });
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error);
    };
  });
}

/** Names are texts and a list sorts behind every text: from the first tab to past the last. */
function everyTab(vault, slot) {
  return IDBKeyRange.bound([APP, vault, slot], [APP, vault, slot, []]);
}

/** Survives F5, and differs from tab to tab. */
function tabName() {
  const fresh = Math.random().toString(36).slice(2);
  try {
    const name = sessionStorage.getItem("cnnviz-tab") ?? fresh;
    sessionStorage.setItem("cnnviz-tab", name);
    return name;
  } catch {
    return fresh;
  }
}
