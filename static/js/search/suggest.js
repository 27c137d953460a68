// What a reader may mean: names that begin as what is typed, words near those that were not found.
// Twin of orientation/search/suggest.py, where the reasons stand.
(function (search) {
  "use strict";
  const SUGGESTED_MAX = 6;
  const MEANT_MAX = 5;
  const MEANT_SHORTEST = 5;
  const KINDS = ["entry", "word", "place", "village", "line", "course", "organisation", "checklist", "phrase"];
  const LINKED_TERM = /<dt\b[^>]*?\slang="([^"]*)"[^>]*><a\b[^>]*?\shref="([^"]*)"[^>]*>([^]*?)<\/a>/g;
  const BETWEEN = /[^\p{L}\p{M}\p{N}]+/u;
  const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;

  /** @returns {string[]} how a folded word may begin */
  function forms(token, locale) {
    return [token, search.withoutClitics(token, locale)];
  }

  /** @returns {Object[]} path, title, kind, lang */
  function named(page, locale) {
    if (page.kind === "entry") return [{ path: page.path, title: page.title, kind: "entry", lang: locale }];
    if (page.kind !== "words") {
      return search.documents(page).map(({ path, title }) => ({ path, title, kind: search.kindOf(path), lang: locale }));
    }
    return search.matches(LINKED_TERM, page.html).map(([, lang, href, term]) => {
      const path = page.path.replace(/words\/$/, "") + href.replace("../", "");
      return { path, title: search.plainText(term), kind: "word", lang };
    });
  }

  /** @param {Object[]} pages @param {string} locale @returns {Object[]} what can be suggested in a guide */
  function names(pages, locale) {
    const found = [].concat(...pages.map((page) => named(page, locale)));
    const words = ({ title, lang }) => search.tokens(title, lang).map((token) => forms(token, lang));
    return found.map((name) => Object.assign(name, { words: words(name) }));
  }

  /** @returns {boolean} */
  function begins(word, asked) {
    return word.some((form) => asked.some((beginning) => form.startsWith(beginning)));
  }

  /**
   * @param {Object[]} known as names() has them
   * @param {string} text what is typed
   * @param {string} locale
   * @param {string[]} [skipped] as parseQuery has it
   * @returns {Object[]} path, title, kind, lang
   */
  function suggest(known, text, locale, skipped = []) {
    const typed = search.tokens(text, locale);
    if (Array.from(typed.join("")).length < 2) return [];
    const last = typed[typed.length - 1];
    const asked = typed.filter((word) => word === last || !skipped.includes(word)).map((word) => forms(word, locale));
    const rank = (name) => [begins(name.words[0], asked[0]) ? 0 : 1, KINDS.indexOf(name.kind), name.title];
    const compare = (a, b) => [0, 1, 2].reduce((order, i) => order || (a[i] === b[i] ? 0 : a[i] < b[i] ? -1 : 1), 0);
    const found = known
      .filter((name) => asked.every((each) => name.words.some((word) => begins(word, each))))
      .sort((a, b) => compare(rank(a), rank(b)));
    const paths = found.map((name) => name.path);
    return found.filter((name, i) => paths.indexOf(name.path) === i).slice(0, SUGGESTED_MAX);
  }

  /**
   * @param {Object[]} pages
   * @param {string} text in which nothing was found
   * @param {string} locale
   * @param {string[]} [skipped]
   * @returns {string[]} words of titles, headings and offices that are near its words
   */
  function meant(pages, text, locale, skipped) {
    const words = written(pages, locale);
    const asked = search.parseQuery(text, locale, skipped).words.map((word) => word[0]);
    const long = asked.filter((word) => Array.from(word).length >= MEANT_SHORTEST);
    const near = [].concat(...long.map((word) => search.nearest(word, words.keys(), locale, 1)));
    return Array.from(new Set(near), (term) => words.get(term)).slice(0, MEANT_MAX);
  }

  /** @returns {Map<string, string>} folded word → as it is written; of several spellings the last */
  function written(pages, locale) {
    const words = new Map();
    const keep = (piece) => search.tokens(piece, locale).slice(0, 1).forEach((word) => {
      const plain = piece.replace(AROUND, "");
      if (plain > (words.get(word) || "")) words.set(word, plain);
    });
    for (const { title, terms, headings } of [].concat(...pages.map(search.documents))) {
      for (const part of [title, terms, headings].join(" ").split(" ")) {
        (search.tokens(part, locale).length === 1 ? [part] : part.split(BETWEEN)).forEach(keep);
      }
    }
    return words;
  }

  Object.assign(search, { names, suggest, meant });
})((typeof self === "undefined" ? globalThis : self).Orientation.search);
