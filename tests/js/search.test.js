"use strict";
const assert = require("node:assert/strict");
const { createHash } = require("node:crypto");
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const { load, STATIC } = require("./search-load.js");

const vectors = (name) =>
  JSON.parse(readFileSync(join(__dirname, "..", "vectors", "search", `${name}.json`), "utf8"));
const plain = (value) => JSON.parse(JSON.stringify(value)); // values of another vm context have other prototypes
const search = load(["ar", "de", "el", "en", "es", "fr", "ru", "tr"]);

for (const { claim, text, fold } of vectors("fold")) {
  test(`fold: ${claim}`, () => assert.equal(search.fold(text), fold));
}

for (const { claim, text, locale, terms } of vectors("terms")) {
  test(`terms: ${claim}`, () => assert.deepEqual(plain(search.terms(text, locale)), terms));
}

for (const { claim, page, documents } of vectors("documents")) {
  test(`documents: ${claim}`, () => assert.deepEqual(plain(search.documents(page)), documents));
}

for (const { claim, query, candidates, corpus, ranked } of vectors("score")) {
  test(`score: ${claim}`, () => assert.deepEqual(plain(search.rank(query, candidates, corpus)), ranked));
}

for (const { claim, word, vocabulary, locale, further, near } of vectors("near")) {
  test(`near: ${claim}`, () => assert.deepEqual(plain(search.nearest(word, vocabulary, locale, further)), near));
}

const suggested = vectors("suggest");
for (const { claim, pages, locale, text, suggested: wanted } of suggested.cases) {
  test(`suggest: ${claim}`, () => {
    const names = search.names(suggested.pages[pages], locale);
    const found = search.suggest(names, text, locale, suggested.skip[locale]);
    assert.deepEqual(plain(found).map(({ path, title, kind, lang }) => [path, title, kind, lang]), wanted);
  });
}

const meant = vectors("meant");
for (const { claim, pages, locale, text, meant: wanted } of meant.cases) {
  test(`meant: ${claim}`, () => assert.deepEqual(plain(search.meant(meant.pages[pages], text, locale)), wanted));
}

for (const { locale, skip, pages, queries } of vectors("results")) {
  const built = search.build(pages, locale, skip);
  const restored = structuredClone(built); // as IndexedDB keeps it
  for (const { query, whole, hits } of queries) {
    test(`results, ${locale}: "${query}"`, () => {
      assert.deepEqual(plain(search.search(built, query, 5, whole)), hits);
      assert.deepEqual(plain(search.search(restored, query, 5, whole)), hits);
    });
  }
}

test("an index made in slices is the one made at once", () => {
  for (const { locale, skip, pages } of vectors("results")) {
    const sliced = search.build([], locale, skip);
    pages.forEach((page) => search.extend(sliced, [page]));
    assert.deepEqual(structuredClone(sliced), structuredClone(search.build(pages, locale, skip)));
  }
});

test("postings name a field of a document once, and count all its terms", () => {
  for (const { locale, pages } of vectors("results")) {
    const { corpus, postings } = search.build(pages, locale);
    const counted = [0, 0, 0, 0];
    for (const [term, counts] of postings) {
      const cells = plain(counts).filter((_, i) => i % 2 === 0);
      cells.forEach((cell, i) => (counted[cell % 4] += counts[2 * i + 1]));
      assert.equal(new Set(cells).size, cells.length, term);
    }
    assert.deepEqual(counted, plain(corpus.lengths));
  }
});

test("a guide without pages has no hits", () => {
  assert.deepEqual(plain(search.search(search.build([], "en"), "bank", 5)), []);
});

test("a locale whose stemmer was not loaded is folded alone", () => {
  assert.deepEqual(plain(load([]).terms("Policías", "es")), ["policias"]);
});

test("vendored scripts are the ones their README names", () => {
  for (const folder of ["ed25519", "snowball"].map((name) => join(STATIC, "vendor", name))) {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    for (const script of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
      const digest = createHash("sha256").update(readFileSync(join(folder, script))).digest("hex");
      assert.ok(readme.includes(script) && readme.includes(digest), script);
    }
  }
});
