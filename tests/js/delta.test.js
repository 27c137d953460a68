"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

const context = vm.createContext({ TextEncoder, Uint8Array });
vm.runInContext(readFileSync(join(__dirname, "../../static/js/worker/delta.js"), "utf8"), context);
const { applyOps } = vm.runInContext("Orientation", context);

for (const { name, base, ops, part } of JSON.parse(readFileSync(join(__dirname, "../vectors/delta.json"), "utf8"))) {
  test(name, () => {
    assert.strictEqual(new TextDecoder().decode(applyOps(new TextEncoder().encode(base), ops)), part);
  });
}
