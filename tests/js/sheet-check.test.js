// What of a sheet no longer holds: static/js/worker/sheet-check.js against tests/vectors/sheet_check.json.
"use strict";
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const vm = require("node:vm");

const root = join(__dirname, "..", "..");
const context = vm.createContext({ TextEncoder, URL });
for (const script of ["fill", "search/fold", "search/documents", "worker/sheet-check"]) {
  vm.runInContext(readFileSync(join(root, `static/js/${script}.js`), "utf8"), context);
}
const { checkSheet, factsIn, otherCheck, sheetCode } = context.Orientation;
const vectors = JSON.parse(readFileSync(join(root, "tests/vectors/sheet_check.json"), "utf8"));
const plain = (value) => JSON.parse(JSON.stringify(value));
const page = ([path, title, html, kind, target]) => ({ path, title, html, kind, target });

for (const { text, letters, code } of vectors.codes) {
  test(`code: ${text}`, () => assert.equal(sheetCode(text, letters), code));
}
for (const { name, line, facts } of vectors.facts) {
  test(`facts: ${name}`, () => assert.deepEqual(plain(factsIn(line)), facts));
}
for (const { name, written, now, check } of vectors.checks) {
  test(`check: ${name}`, () => assert.deepEqual(plain(checkSheet(written, now.map(page))), check));
}
for (const { name, written, locale, beside, query } of vectors.others) {
  test(`other language: ${name}`, () => assert.equal(otherCheck(written, locale, beside), query));
}
for (const written of vectors.broken) {
  test(`broken: ${written.slice(0, 40)}`, () => assert.equal(checkSheet(written, []), null));
}
