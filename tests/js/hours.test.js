// Opening hours on the phone: static/js/hours.js against tests/vectors/hours.json, and the words around them.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const vm = require("node:vm");

const root = join(__dirname, "..", "..");
const context = vm.createContext({ Intl, Date });
vm.runInContext(readFileSync(join(root, "static/js/hours.js"), "utf8"), context);
const { openState } = context.Orientation;

for (const { claim, week, now, state, ...given } of JSON.parse(readFileSync(join(root, "tests/vectors/hours.json"), "utf8"))) {
  test(`openState: ${claim}`, () => {
    const actual = openState(week, { ...given, now: new Date(now) });
    assert.deepEqual(JSON.parse(JSON.stringify(actual)), state);
  });
}

test("openState does not depend on the phone's own time zone", () => {
  const { execFileSync } = require("node:child_process");
  const run = (zone) => execFileSync(process.execPath, ["-e", `
    const vm = require("node:vm");
    vm.runInThisContext(require("node:fs").readFileSync("static/js/hours.js", "utf8"));
    const now = new Date("2026-11-23T23:30:00Z");
    console.log(JSON.stringify(Orientation.openState("1980-2280", { now, timezone: "Europe/Madrid" })));
  `], { cwd: root, env: { ...process.env, TZ: zone }, encoding: "utf8" });
  assert.equal(run("Pacific/Auckland"), run("America/Los_Angeles"));
});
