// A guide's index on the phone: MiniSearch fetches, score.js orders. Twin of engine.py, snippet.py, index.py.
(function (global) {
  "use strict";
  const search = global.Orientation.search;
  const FIELDS = ["title", "terms", "headings", "body"];
  const OPTIONS = {
    fields: FIELDS,
    tokenize: (terms) => terms, // we analysed already
    stringifyField: (terms) => terms,
    processTerm: (term) => term,
  };
  const WINDOW = 24;
  const LEAD = 4;

  /** @param {string[]} terms @returns {string} " bank:2 account:1" */
  function tally(terms) {
    const counts = new Map();
    for (const term of terms) counts.set(term, (counts.get(term) || 0) + 1);
    return Array.from(counts, (entry) => ` ${entry[0]}:${entry[1]}`).join("");
  }

  /** @param {string} tallied @param {string} term @returns {number} */
  function count(tallied, term) {
    const key = ` ${term}:`;
    return parseInt(tallied.slice(tallied.indexOf(key) + key.length), 10);
  }

  /** @param {Object[]} pages @param {string} locale @returns {Object} an index */
  function build(pages, locale) {
    const docs = [];
    const corpus = { documents: 0, lengths: FIELDS.map(() => 0) };
    const engine = new global.MiniSearch(OPTIONS);
    for (const { path, title, body, ...rest } of [].concat(...pages.map(search.documents))) {
      const analysed = [title, rest.terms, rest.headings, body].map((text) => search.terms(text, locale));
      const lengths = analysed.map((terms) => terms.length);
      lengths.forEach((length, i) => (corpus.lengths[i] += length));
      engine.add(analysed.reduce((record, terms, i) => ({ ...record, [FIELDS[i]]: terms }), { id: docs.length }));
      docs.push({ path, title, body, lengths, tallies: analysed.map(tally) });
    }
    corpus.documents = docs.length;
    return { locale, docs, corpus, engine };
  }

  /** @param {Object} index @returns {Object} what IndexedDB can keep */
  function toStored(index) {
    const { locale, docs, corpus, engine } = index;
    return { version: search.ANALYSIS_VERSION, locale, docs, corpus, engine: engine.toJSON() };
  }

  /** @param {Object} stored @returns {?Object} the index; null: build it again */
  function fromStored(stored) {
    if (!stored || stored.version !== search.ANALYSIS_VERSION) return null;
    const { locale, docs, corpus } = stored;
    return { locale, docs, corpus, engine: global.MiniSearch.loadJS(stored.engine, OPTIONS) };
  }

  /** @returns {Object} as rank() wants it; match: MiniSearch's terms and their fields */
  function candidate(doc, match, query) {
    const counts = FIELDS.map(() => Object.create(null));
    for (const term of Object.keys(match)) {
      for (const field of match[term]) {
        const i = FIELDS.indexOf(field);
        counts[i][term] = count(doc.tallies[i], term);
        const key = query.prefix + "*";
        if (term.startsWith(query.prefix)) counts[i][key] = (counts[i][key] || 0) + counts[i][term];
      }
    }
    return { path: doc.path, lengths: doc.lengths, counts };
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

  /** @returns {string} */
  function snippet(body, query, locale) {
    const parts = body.split(" ");
    const begin = Math.max(0, bestStart(parts.map((part) => matched(part, query, locale))) - LEAD);
    const end = begin + LEAD + WINDOW;
    return (begin > 0 ? "… " : "") + parts.slice(begin, end).join(" ") + (end < parts.length ? " …" : "");
  }

  /**
   * @param {Object} index
   * @param {string} text
   * @param {number} [limit]
   * @returns {{path: string, title: string, snippet: string, score: number}[]} plain texts
   */
  function find(index, text, limit = 10) {
    const query = search.parseQuery(text, index.locale);
    if (!query.words.length) return [];
    const asked = [].concat(...query.words).join(" ");
    const begun = (term) => term === query.prefix;
    const found = index.engine.search(asked, { tokenize: (terms) => terms.split(" "), prefix: begun });
    const docs = new Map(found.map(({ id }) => [index.docs[id].path, index.docs[id]]));
    const candidates = found.map(({ id, match }) => candidate(index.docs[id], match, query));
    return search.rank(query, candidates, index.corpus).slice(0, limit).map(([path, score]) => {
      const { title, body } = docs.get(path);
      return { path, title, snippet: snippet(body, query, index.locale), score };
    });
  }

  Object.assign(search, { build, search: find, toStored, fromStored });
})(typeof self === "undefined" ? globalThis : self);
