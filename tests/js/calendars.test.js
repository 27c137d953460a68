"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

const context = vm.createContext({});
vm.runInContext(readFileSync(join(__dirname, "../../static/js/worker/calendars.js"), "utf8"), context);
const calendarIn = vm.runInContext("Orientation.calendarIn", context);

for (const one of JSON.parse(readFileSync(join(__dirname, "../vectors/calendars.json"), "utf8"))) {
  test(one.name, () => assert.strictEqual(calendarIn(one.fragment, one.slug, one.day), one.calendar));
}
