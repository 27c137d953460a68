"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

const context = vm.createContext({});
vm.runInContext(readFileSync(join(__dirname, "../../static/js/worker/changes.js"), "utf8"), context);
const changes = vm.runInContext("Orientation.changes", context);
const pages = (rows) => rows.map(([path, title, html, kind]) => ({ path, title, html, kind }));

for (const one of JSON.parse(readFileSync(join(__dirname, "../vectors/changes.json"), "utf8"))) {
  test(one.name, () => {
    const found = Array.from(changes(pages(one.before), pages(one.after)), ({ path, title, what }) => [path, title, what]);
    assert.deepStrictEqual(found, one.changes);
  });
}
