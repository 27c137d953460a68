// What is said of a stop: the pure function of static/js/lines.js.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { before, test } = require("node:test");

const source = readFileSync(join(__dirname, "..", "..", "static/js/lines.js"));
let lines;
before(async () => (lines = await import(`data:text/javascript;base64,${source.toString("base64")}`)));

test("the soonest departure is the first that can still be booked", () => {
  const [late, next, last] = [{ at: 1, late: true }, { at: 2, late: false }, { at: 3, late: false }];
  assert.equal(lines.soonest([late, next, last]), next);
});

test("where all are too late to book the first is told, with that word", () => {
  const late = { at: 1, late: true };
  assert.equal(lines.soonest([late, { at: 2, late: true }]), late);
});

test("where nothing leaves there is none", () => assert.equal(lines.soonest([]), null));
