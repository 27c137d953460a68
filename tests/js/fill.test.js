// Filling markers: the same as orientation/domain/fill.py.
"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

const root = join(__dirname, "..", "..");
const context = vm.createContext({});
vm.runInContext(readFileSync(join(root, "static/js/fill.js"), "utf8"), context);
const { fill } = context.Orientation;

for (const { template, values, html } of JSON.parse(readFileSync(join(root, "tests/vectors/fill.json"), "utf8"))) {
  test(`fill gives what the vectors say: ${template}`, () => assert.strictEqual(fill(template, values), html));
}

test("a marker without a value is an error", () => {
  assert.throws(() => fill("{{missing}}", {}), /no value for missing/);
});
