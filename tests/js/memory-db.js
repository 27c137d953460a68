// A stand-in for the browser's IndexedDB, as far as static/js/worker/storage.js needs it for single rows.
"use strict";

function later(value) {
  const request = { result: value };
  setImmediate(() => request.onsuccess && request.onsuccess());
  return request;
}

class Store {
  constructor(rows) {
    this.rows = rows;
  }

  get(key) {
    return later(structuredClone(this.rows.get(key)));
  }

  put(row) {
    this.rows.set(row.key || row.id, structuredClone(row));
    return later();
  }

  delete(key) {
    this.rows.delete(key);
    return later();
  }
}

/** @returns {{indexedDB: Object, rows: function(string): Map}} rows: of a store, by key */
exports.memoryDb = function memoryDb() {
  const stores = new Map();
  const rows = (name) => stores.get(name) || stores.set(name, new Map()).get(name);
  const transaction = () => {
    const made = { objectStore: (name) => new Store(rows(name)), abort() {} };
    setTimeout(() => made.oncomplete && made.oncomplete(), 2); // after its requests
    return made;
  };
  return { indexedDB: { open: () => later({ transaction }) }, rows };
};
