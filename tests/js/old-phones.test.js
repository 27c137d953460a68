"use strict";
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const { problems, parser, scripts, LACKING, MINIMUM } = require("./old-phones.js");

const acorn = parser();
const words = (code, ours) => problems(acorn, code, ours).map((one) => one.words).join("\n");

const NEWER = {
  "class fields": ["class A { b = 1; }", /ECMAScript 2022/],
  "private members": ["class A { #b() {} }", /ECMAScript 2022/],
  "logical assignment": ["let a; a ??= 1;", /ECMAScript 2021/],
  "numeric separators": ["const a = 1_000;", /ECMAScript 2021/],
  "top-level await": ["import a from './a.js'; await a();", /ECMAScript 2022/],
  "indices of a match": ["const a = /b/d;", /Invalid regular expression flag.*ECMAScript 2022/],
  "no JavaScript at all": ["const = 1;", /is no JavaScript/],
  "lookbehind": ["const a = /(?<=b)c/;", /Safari 16\.4/],
  "negative lookbehind in a string": ["const a = new RegExp('(?<!b)' + c, 'g');", /Safari 16\.4/],
  "lookbehind in a template": ["const a = RegExp(`(?<=${b})c`);", /Safari 16\.4/],
  "a renamed module": ["export * as a from './b.js';", /Safari 14\.1/],
};
for (const [claim, [code, expected]] of Object.entries(NEWER)) {
  test(`syntax: ${claim} is refused, also in vendored files`, () => {
    assert.match(words(code), expected);
    assert.match(words(code, false), expected);
  });
}

/** @returns {string} code that uses what a row of the table names */
function use({ use, owner, called, global }) {
  if (global) return `const a = new ${use}();`;
  return owner ? `const a = ${use}(b);` : `const a = b${use};`;
}
for (const row of LACKING) {
  test(`calls: ${row.use} is refused by us, and let pass in vendored files`, () => {
    assert.ok(words(use(row)).startsWith(`${row.use} needs Chrome ${row.since.Chrome}, `));
    assert.equal(words(use(row), false), "");
  });
  test(`calls: ${row.use} is lacking in a browser we promise`, () => {
    assert.ok(Object.keys(MINIMUM).some((name) => !row.since[name] || row.since[name] > MINIMUM[name]));
  });
}

const REFUSED = {
  "a call of a method, however it is written": ["a['at'](-1);", /^\.at\(\) needs Chrome 92, Firefox 90, Safari 15\.4; instead: ./],
  "a global by way of self": ["self.structuredClone(a);", /Safari 15\.4/],
  "a global that is only asked for by its bare name": ["if (structuredClone) a();", /structuredClone/],
  "a property by way of self": ["self.navigator.locks.request(a);", /navigator\.locks/],
  "what another name was asked for": ["if (navigator.share) navigator.locks.request(a);", /navigator\.locks/],
  "what was asked for after it": ["function a() { navigator.locks.b(); if (!navigator.locks) return; c(); }", /navigator\.locks/],
  "what was asked for without leaving": ["if (!navigator.locks) a(); navigator.locks.request(b);", /navigator\.locks/],
  "what was asked for elsewhere": ["function a() { if (!navigator.locks) return; } navigator.locks.b();", /navigator\.locks/],
  "a loop over a stream": ["async function a() { for await (const b of c.body) d(b); }", /getReader/],
};
for (const [claim, [code, expected]] of Object.entries(REFUSED)) {
  test(`calls: ${claim} is refused`, () => assert.match(words(code), expected));
}

const FINE = {
  "names in strings and comments": "const a = 'b.replaceAll(c)'; // d.at(-1), structuredClone",
  "our own properties of such names": "const a = { at: 1, structuredClone: 2 }; b(a.at, a.structuredClone);",
  "our own variables of such names": "const scheduler = a(); scheduler.run();",
  "a response's own json()": "response.json().then(a);",
  "what is older than it looks": "a.matchAll(/b/g); c.flatMap(d); e?.f ?? g; Object.fromEntries(h); Promise.allSettled(i);",
  "a condition": "if (navigator.locks) navigator.locks.request(a); else b();",
  "a choice": "const a = indexedDB.databases ? indexedDB.databases() : [];",
  "a conjunction": "navigator.connection && navigator.connection.saveData && a();",
  "a name looked for": "const a = 'locks' in navigator ? navigator.locks.query() : b();",
  "a type asked for": "const a = typeof structuredClone === 'function' ? structuredClone(b) : c(b);",
  "a way out above": "function a() { if (!navigator.locks) { b(); return; } c(() => navigator.locks.request(d)); }",
  "an optional call": "dialog.showModal?.(); navigator.locks?.request(a);",
};
for (const [claim, code] of Object.entries(FINE)) {
  test(`${claim} may stand`, () => assert.equal(words(code), ""));
}

test("a problem is told with its line", () => {
  assert.deepEqual(problems(acorn, "a();\n\nb.at(-1);").map((one) => one.line), [3]);
  assert.deepEqual(problems(acorn, "a();\nclass B { c = 1; }").map((one) => one.line), [2]);
});

test("the worker, the pages' scripts and the vendored ones are looked at", () => {
  const seen = scripts();
  const named = ["service-worker.js", "static/js/page.js", "static/js/search/fold.js", "static/vendor/ed25519/ed25519.js"];
  assert.deepEqual(named.filter((path) => !seen.includes(path)), []);
});

test("the manual promises the browsers that are checked", () => {
  const manual = readFileSync(join(__dirname, "..", "..", "docs", "phones.md"), "utf8");
  const promised = Object.entries(MINIMUM).map(([name, version]) => `${name} ${version}`);
  assert.deepEqual(promised.filter((each) => !manual.includes(each)), []);
});
