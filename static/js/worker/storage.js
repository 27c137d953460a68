// What the worker keeps in IndexedDB, read and written in transactions. The stores: header of service-worker.js.

"use strict";

let opened = null;
let erased = false; // from "Erase everything" until a guide is kept anew, nothing is stored

class Stopped extends Error {} // the reader removed the guide meanwhile

function database() {
  if (erased) return Promise.reject(new Stopped());
  opened = opened || new Promise((resolve, reject) => {
    const request = indexedDB.open("orientation", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("guides", { keyPath: "id" });
      request.result.createObjectStore("parts", { keyPath: ["guide", "sha256"] });
      request.result.createObjectStore("pages", { keyPath: ["guide", "path", "part"] });
      request.result.createObjectStore("shells", { keyPath: "sha256" });
      request.result.createObjectStore("settings", { keyPath: "key" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opened = null; };
      request.result.onclose = () => { opened = null; };
      resolve(request.result);
    };
    request.onerror = () => { opened = null; reject(request.error); };
  });
  return opened;
}

/** Run `change` in one transaction over these stores: all of it is kept, or nothing. */
async function write(names, change) {
  const transaction = (await database()).transaction(names, "readwrite");
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error || new Stopped());
  });
  try {
    await change(stores);
  } catch (error) {
    if (!transaction.error) transaction.abort();
    await done.catch(() => {});
    throw transaction.error || error;
  }
  return done;
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function get(name, key) {
  return result((await database()).transaction(name).objectStore(name).get(key));
}

async function getAll(name, range) {
  return result((await database()).transaction(name).objectStore(name).getAll(range));
}

/** All keys of one guide, in stores whose key begins with it. */
function keysOf(id) {
  return IDBKeyRange.bound([id], [id, []]);
}

function eachKey(store, range, visit) {
  return new Promise((resolve, reject) => {
    const request = store.openKeyCursor(range);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      if (!request.result) return resolve();
      visit(request.result.primaryKey);
      request.result.continue();
    };
  });
}

/** @returns {Promise<{guide: ?Object, page: ?Object}>} a page and the pointer that names it, read at one moment */
async function readPage(id, path) {
  const transaction = (await database()).transaction(["guides", "pages"]);
  const asked = transaction.objectStore("guides").get(id);
  const found = await result(transaction.objectStore("pages").getAll(IDBKeyRange.bound([id, path], [id, path, []])));
  const guide = asked.result || null;
  return { guide, page: (guide && found.find(isOf(guide.manifest))) || null };
}

/** @returns {Promise<Object[]>} all pages of the edition that the pointer names at that moment */
async function readPages(id) {
  const transaction = (await database()).transaction(["guides", "pages"]);
  const asked = transaction.objectStore("guides").get(id);
  const found = await result(transaction.objectStore("pages").getAll(keysOf(id)));
  return asked.result ? found.filter(isOf(asked.result.manifest)) : [];
}

/** A page's record with what goes without saying: its kind, and a title that stands in its <h1>. */
function wholeRecord(record) {
  return Object.assign({ kind: "entry", title: titleIn(record.html) }, record);
}

/** The plain words of a fragment's <h1>, the twin of title_in() in orientation/domain/edition.py. */
function titleIn(html) {
  const found = /<h1>([^<]*)<\/h1>/.exec(html);
  const plain = { amp: "&", lt: "<", gt: ">", "#39": "'", "#34": '"' };
  return found ? found[1].replace(/&(amp|lt|gt|#39|#34);/g, (_, name) => plain[name]) : "";
}

/** @returns {function(Object): boolean} whether a page record belongs to a manifest's edition */
function isOf(manifest) {
  const parts = new Set(manifest.parts.map((part) => part.sha256));
  return (page) => parts.has(page.part);
}
