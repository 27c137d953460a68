// What a reader finds changed between two editions of a guide: the twin of orientation/domain/changes.py.
(function (global) {
  "use strict";
  const TOLD = ["entry", "places"]; // other pages list these, and change with them

  /** @param {Object[]} before page records: path, title, html, kind @param {Object[]} after @returns {Object[]} path, title, what */
  function changes(before, after) {
    const [old, now] = [before, after].map((pages) =>
      new Map(pages.filter((page) => TOLD.includes(page.kind)).map((page) => [page.path, page])));
    const found = [];
    for (const { path, title, html } of now.values()) {
      const was = old.get(path);
      if (!was) found.push({ path, title, what: "new" });
      else if (was.html !== html || was.title !== title) found.push({ path, title, what: "changed" });
    }
    for (const { path, title } of old.values()) if (!now.has(path)) found.push({ path, title, what: "gone" });
    return found;
  }

  global.Orientation = Object.assign(global.Orientation || {}, { changes });
})(typeof self === "undefined" ? globalThis : self);
