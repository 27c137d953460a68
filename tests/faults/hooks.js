// What the hooks in the worker's scripts call: hooks.py puts it at the top of the one that is read first.
// Nothing here may wait where the worker would not: an IndexedDB transaction ends when nothing is asked of it. So
// `__at` gives its answer at once, but for the first, which waits until the worker knows what is armed.
(() => {
  let armed = null;
  const passed = {}, open = new Set();
  const asked = fetch("/__faults/armed", { cache: "no-store" }).then((answer) => answer.json()).catch(() => ({}));
  asked.then((answer) => { armed = answer; });
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...given) {
    const made = begin.apply(this, given);
    open.add(made);
    made.addEventListener("complete", () => open.delete(made));
    made.addEventListener("abort", () => open.delete(made));
    return made;
  };
  // a transaction that is open when the worker is killed must not be let through before
  const hold = (transaction) => {
    try {
      transaction.objectStore(transaction.objectStoreNames[0]).count().onsuccess = () => hold(transaction);
    } catch (error) {} // it waits for something else, and nothing holds it
  };
  const stay = (n) => {
    fetch("/__faults/reached?n=" + n, { cache: "no-store" }).catch(() => {});
    open.forEach(hold);
    return new Promise(() => {});
  };
  self.__at = (n) => {
    if (!armed) return asked.then(() => self.__at(n));
    passed[n] = (passed[n] || 0) + 1;
    return armed.n === n && armed.pass === passed[n] ? stay(n) : true;
  };
  self.addEventListener("message", (event) => {
    if (event.data === "faults: passed") event.ports[0].postMessage(passed);
  });
})();
