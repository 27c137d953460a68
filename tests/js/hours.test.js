// Opening hours on the phone: static/js/hours.js against tests/vectors/hours.json, and the words around them.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const vm = require("node:vm");

const root = join(__dirname, "..", "..");
const context = vm.createContext({ Intl, Date });
vm.runInContext(readFileSync(join(root, "static/js/hours.js"), "utf8"), context);
const { openState, openWords } = context.Orientation;
const read = (name) => JSON.parse(readFileSync(join(root, "tests/vectors", name), "utf8"));
const plain = (value) => JSON.parse(JSON.stringify(value));

for (const { claim, week, on_holidays: onHolidays = "", dated = "", now, state, ...given } of read("hours.json")) {
  test(`openState: ${claim}`, () => {
    const place = { week, holidays: onHolidays, dated };
    assert.deepEqual(plain(openState(place, { ...given, now: new Date(now) })), state);
  });
}

const { calendars, values } = read("opening_hours.json");
for (const { hours, calendar, week, on_holidays: onHolidays, dated, moments } of values.filter((one) => one.week !== null)) {
  test(`phone and library say the same of ${hours}`, () => {
    const { timezone, holidays } = calendars[calendar];
    const place = { week, holidays: onHolidays, dated };
    const said = moments.map(([now]) => [now, plain(openState(place, { timezone, holidays, now: new Date(now) }))]);
    assert.deepEqual(said, moments);
  });
}

test("openState does not depend on the phone's own time zone", () => {
  const { execFileSync } = require("node:child_process");
  const run = (zone) => execFileSync(process.execPath, ["-e", `
    const vm = require("node:vm");
    vm.runInThisContext(require("node:fs").readFileSync("static/js/hours.js", "utf8"));
    const now = new Date("2026-11-23T23:30:00Z");
    console.log(JSON.stringify(Orientation.openState({ week: "1980-2280", holidays: "", dated: "" }, { now, timezone: "Europe/Madrid", holidays: ["2026-01-01"] })));
  `], { cwd: root, env: { ...process.env, TZ: zone }, encoding: "utf8" });
  assert.equal(run("Pacific/Auckland"), run("America/Los_Angeles"));
});

test("openWords: each state has its words, and a time of another day its weekday", () => {
  const words = {
    wordOpen: "open till {{time}}", wordNow: "open", wordClosed: "closed", wordOpens: "opens {{time}}",
    wordAppointment: "appointment", wordHoliday: "holiday", wordUnknown: "ask",
  };
  const monday = { day: 0, days: 2, minutes: 540 };
  const said = [
    { state: "open", until: { ...monday, days: 0 } }, { state: "open" }, { state: "closed" },
    { state: "closed", opens: monday }, { state: "appointment" }, { state: "unknown", holiday: true }, { state: "unknown" },
  ].map((state) => openWords(state, words, "en"));
  assert.deepEqual(said, ["open till 09:00", "open", "closed", "opens Monday 09:00", "appointment", "holiday", "ask"]);
});
