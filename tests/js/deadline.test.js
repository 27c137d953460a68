// The last day of a time limit: static/js/deadline.js against tests/vectors/deadlines.json.
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const vm = require("node:vm");

const root = join(__dirname, "..", "..");
const context = vm.createContext({ Date });
vm.runInContext(readFileSync(join(root, "static/js/deadline.js"), "utf8"), context);
const { lastDay, standing } = context.Orientation;

for (const { claim, start, duration, before, last } of JSON.parse(readFileSync(join(root, "tests/vectors/deadlines.json"), "utf8"))) {
  test(`lastDay: ${claim}`, () => assert.equal(lastDay(start, duration, Boolean(before)), last));
}

for (const [last, today, state] of [
  ["2026-11-22", "2026-11-07", "ahead"],
  ["2026-11-22", "2026-11-08", "soon"],
  ["2026-11-22", "2026-11-22", "soon"],
  ["2026-11-22", "2026-11-23", "passed"],
]) {
  test(`standing: on ${today} a last day of ${last} is ${state}`, () => assert.equal(standing(last, today), state));
}

test("lastDay does not depend on the phone's own time zone", () => {
  const run = (zone) => execFileSync(process.execPath, ["-e", `
    require("node:vm").runInThisContext(require("node:fs").readFileSync("static/js/deadline.js", "utf8"));
    console.log(Orientation.lastDay("2026-10-25", "P1M", false));
  `], { cwd: root, env: { ...process.env, TZ: zone }, encoding: "utf8" });
  assert.equal(run("Pacific/Auckland"), run("America/Los_Angeles"));
});
