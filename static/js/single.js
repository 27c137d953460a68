// The search of a guide's file (docs/single-file.md). Inlined into it after search/fold.js; nothing else runs there.
// Syntax of ES2019: Safari 14, Chrome 80.
(function () {
  "use strict";
  const RESULTS = 30;

  /** @returns {Object<string, string>} by address: words a reader may search with that stand nowhere on the page */
  function hiddenWords() {
    const words = {};
    const { parts } = JSON.parse(document.getElementById("guide-file").textContent);
    for (const part of parts) for (const page of part.pages) words[page.path] = page.words || "";
    return words;
  }

  /** @returns {string[]} folded words that only make a question */
  function skipped() {
    const { shell } = JSON.parse(document.getElementById("guide-file").textContent);
    return (JSON.parse(shell).skip || "").split(" ");
  }

  /** @returns {{id: string, title: string, named: string, text: string}[]} what can be found, as folded words */
  function index(locale) {
    const folded = (text) => " " + Orientation.search.terms(text, locale).join(" ");
    const words = hiddenWords();
    const units = Array.from(document.querySelectorAll("main section[id], main article[id]"));
    return units.filter((unit) => !unit.querySelector("article[id]")).map((unit) => {
      const title = unit.querySelector("h1, h2").textContent;
      const mark = unit.firstChild; // a comment: "f:" and the address
      const hidden = (mark.nodeType === Node.COMMENT_NODE && words[mark.data.slice(2)]) || "";
      const local = Array.from(unit.querySelectorAll(".host, dt[lang]"), (one) => one.textContent);
      const named = folded([title, hidden].concat(local).join(" "));
      return { id: unit.id, title, named, text: named + folded(unit.textContent) };
    });
  }

  /** @returns {Object[]} those that hold each word, or a longer one that begins with it; titles and local words first */
  function find(units, query, locale) {
    const { words } = Orientation.search.parseQuery(query, locale, skipped());
    const holds = (text) => words.every((forms) => forms.some((form) => text.includes(" " + form)));
    const found = words.length ? units.filter((unit) => holds(unit.text)) : [];
    const named = found.filter((unit) => holds(unit.named));
    return named.concat(found.filter((unit) => !named.includes(unit))).slice(0, RESULTS);
  }

  /** @returns {HTMLElement} a list of links */
  function list(units) {
    const made = document.createElement("ul");
    made.className = "list";
    for (const unit of units) {
      const link = document.createElement("a");
      link.href = "#" + unit.id;
      link.textContent = unit.title;
      made.appendChild(document.createElement("li")).append(link);
    }
    return made;
  }

  function start() {
    const form = document.querySelector("[data-search]");
    const place = document.querySelector("[data-found]");
    const locale = document.documentElement.lang;
    let units;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      units = units || index(locale);
      const found = find(units, form.elements.q.value, locale);
      place.textContent = found.length ? "" : place.dataset.wordNone;
      if (found.length) place.append(list(found));
    });
  }

  document.addEventListener("DOMContentLoaded", start);
})();
