// A guide's index on the phone: postings fetch candidates, score.js orders. Twin of engine.py, snippet.py, index.py.
(function (global) {
  "use strict";
  const search = global.Orientation.search;
  const FIELDS = ["title", "terms", "headings", "body"];
  const WINDOW = 24;
  const LEAD = 4;

  /** @param {Object[]} pages @param {string} locale @param {string[]} [skip] as parseQuery has it @returns {Object} an index, plain values that IndexedDB can keep */
  function build(pages, locale, skip = []) {
    const corpus = { documents: 0, lengths: FIELDS.map(() => 0) };
    return extend({ locale, skip, docs: [], corpus, postings: new Map() }, pages);
  }

  /** @param {Object} index @param {Object[]} pages not in it yet @returns {Object} the index, with these */
  function extend(index, pages) {
    pages.forEach((page) => search.documents(page).forEach((found) => add(index, found)));
    return index;
  }

  /** Count a document's terms. Postings of a term: cell, count, cell, count …; a cell is a field of a document. */
  function add({ locale, docs, corpus, postings }, found) {
    const lengths = FIELDS.map((field, i) => {
      const terms = search.terms(found[field], locale);
      terms.forEach((term) => post(postings, term, docs.length * FIELDS.length + i));
      return terms.length;
    });
    lengths.forEach((length, i) => (corpus.lengths[i] += length));
    corpus.documents = docs.push({ path: found.path, title: found.title, body: found.body, lengths });
  }

  /** Count a term once more in the cell being read, which is the last one the term was seen in or a new one. */
  function post(postings, term, cell) {
    const counts = postings.get(term);
    if (!counts) postings.set(term, [cell, 1]);
    else if (counts[counts.length - 2] === cell) counts[counts.length - 1] += 1;
    else counts.push(cell, 1);
  }

  /** @returns {Object[]} for rank(): every document with a form of the query's words, or a word with its prefix */
  function fetchCandidates({ docs, postings }, { words, prefix }) {
    const found = new Map();
    const count = (key, counts) => {
      for (let i = 0; i < counts.length; i += 2) {
        const field = counts[i] % FIELDS.length;
        const doc = docs[(counts[i] - field) / FIELDS.length];
        if (!found.has(doc)) found.set(doc, FIELDS.map(() => Object.create(null)));
        const held = found.get(doc)[field];
        held[key] = (held[key] || 0) + counts[i + 1];
      }
    };
    new Set([].concat(...words)).forEach((form) => count(form, postings.get(form) || []));
    const begins = (term) => prefix && term.startsWith(prefix);
    postings.forEach((counts, term) => begins(term) && count(prefix + "*", counts));
    return Array.from(found, ([doc, counts]) => ({ ...doc, counts }));
  }

  /** @returns {Object} the query with the nearest words that there are beside each word that stands nowhere */
  function expand({ locale, postings }, { words, prefix }) {
    const begins = (word) => word[0] === prefix && Array.from(postings.keys()).some((term) => term.startsWith(prefix));
    const stands = (word) => word.some((form) => postings.has(form)) || begins(word);
    const more = (word) => word.concat(search.nearest(word[0], postings.keys(), locale));
    return { words: words.map((word) => (stands(word) ? word : more(word))), prefix };
  }

  /** @returns {number[]} which of the query's words a piece of text holds */
  function matched(part, query, locale) {
    const held = search.terms(part, locale);
    const begins = (word) => word[0] === query.prefix && held.some((term) => term.startsWith(query.prefix));
    return [...query.words.keys()].filter((i) => {
      const word = query.words[i];
      return word.some((form) => held.includes(form)) || begins(word);
    });
  }

  /** @param {number[][]} matches @returns {number} */
  function bestStart(matches) {
    let [best, most] = [0, 0];
    matches.forEach((numbers, i) => {
      if (!numbers.length) return;
      const different = new Set([].concat(...matches.slice(i, i + WINDOW))).size;
      if (different > most) [best, most] = [i, different];
    });
    return best;
  }

  /** @returns {function(string): number[]} matched() of a query, which looks at equal pieces once */
  function remembering(query, locale) {
    const known = new Map();
    return (part) => known.get(part) || known.set(part, matched(part, query, locale)).get(part);
  }

  /** @returns {string} */
  function snippet(body, matches) {
    const parts = body.split(" ");
    const begin = Math.max(0, bestStart(parts.map(matches)) - LEAD);
    const end = begin + LEAD + WINDOW;
    const shown = parts.slice(begin, end).map((part) => (matches(part).length ? "\ue000" + part + "\ue001" : part));
    return (begin > 0 ? "… " : "") + shown.join(" ") + (end < parts.length ? " …" : "");
  }

  /**
   * @param {Object} index
   * @param {string} text
   * @param {number} [limit]
   * @param {boolean} [whole] only what holds every word, none begun or near
   * @returns {{path: string, title: string, snippet: string, score: number}[]} plain texts; \ue000 and \ue001 around what was found
   */
  function find(index, text, limit = 10, whole = false) {
    const asked = search.parseQuery(text, index.locale, index.skip);
    if (!asked.words.length) return [];
    const query = whole ? { words: asked.words, prefix: "" } : expand(index, asked);
    const candidates = fetchCandidates(index, query).filter((doc) => !whole || search.holdsAll(query, doc));
    const docs = new Map(candidates.map((doc) => [doc.path, doc]));
    const matches = remembering(query, index.locale);
    return search.rank(query, candidates, index.corpus).slice(0, limit).map(([path, score]) => {
      const { title, body } = docs.get(path);
      return { path, title, snippet: snippet(body, matches), score };
    });
  }

  Object.assign(search, { build, extend, search: find });
})(typeof self === "undefined" ? globalThis : self);
