// What leaves next: static/js/departures.js, with Poland's holidays and changes of clocks.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const vm = require("node:vm");

const root = join(__dirname, "..", "..");
const context = vm.createContext({ Intl, Date });
vm.runInContext(readFileSync(join(root, "static/js/departures.js"), "utf8"), context);
const { parseService, parseRun, next } = context.Orientation.departures;
const DAILY = "1234567 2026-01-01 2026-12-31 -";

/** @returns {Object} a line a – b – c, b ten minutes after a and c fifteen after that */
function line({ service = DAILY, runs = ["0 600|af"], zone = "Europe/Warsaw", ...more } = {}) {
  const pattern = { to: "C", stops: ["a", "b", "c"], pickup: "", dropOff: "", runs: runs.map(parseRun), ...more.pattern };
  return { slug: more.slug || "m1", zone, booking: more.booking, services: [].concat(service).map(parseService), patterns: [pattern] };
}

/** @returns {string[]} when it leaves, as UTC says it */
function times(lines, now, wish = {}) {
  const found = next([].concat(lines), { from: ["a"], count: 2, now: new Date(now), ...wish });
  return Array.from(found, (one) => new Date(one.at).toISOString().slice(0, 16));
}

test("a run is starts with gaps between them, and minutes from stop to stop", () => {
  const { starts, arrivals, departures, service, approximate } = parseRun("~2 300 15 20|1a(95)|020");
  assert.deepEqual(JSON.parse(JSON.stringify({ starts, arrivals, departures, service, approximate })), {
    starts: [300, 315, 335], arrivals: [0, 1, 11, 108], departures: [0, 1, 13, 108], service: 2, approximate: true,
  });
});

test("a wait at a stop shifts what follows", () => {
  const { arrivals, departures } = parseRun("0 300|55|30");
  assert.deepEqual(Array.from(arrivals), [0, 5, 13]);
  assert.deepEqual(Array.from(departures), [0, 8, 13]);
});

for (const [claim, lines, now, expected, wish] of [
  ["what leaves this minute is still to be had", line(), "2026-06-10T08:00:40Z", ["2026-06-10T08:00", "2026-06-11T08:00"]],
  ["a trip past midnight belongs to the day before", line({ service: "3 2026-01-01 2026-12-31 -", runs: ["0 1510|af"] }), "2026-06-10T20:00Z", ["2026-06-10T23:10"]],
  ["two nights past midnight too", line({ service: "- - - - +2026-06-10", runs: ["0 2950|af"] }), "2026-06-11T20:00Z", ["2026-06-11T23:10"]],
  ["an added day runs", line({ service: "- - - - +2026-06-10" }), "2026-06-09T00:00Z", ["2026-06-10T08:00"]],
  ["a removed day does not", line({ service: DAILY + " -2026-06-10" }), "2026-06-10T00:00Z", ["2026-06-11T08:00", "2026-06-12T08:00"]],
  ["after the last day nothing runs", line(), "2026-12-31T10:00Z", []],
  ["a day without a rule has no end", line({ service: "1234567 - - -" }), "2031-01-01T10:00Z", ["2031-01-02T09:00", "2031-01-03T09:00"]],
  ["a holiday's service runs on it, whatever the weekday", line({ service: "7 - - on" }), "2026-11-10T12:00Z", ["2026-11-11T09:00", "2026-11-15T09:00"], { holidays: ["2026-11-11"] }],
  ["a weekday's does not", line({ service: "12345 - - off" }), "2026-11-10T12:00Z", ["2026-11-12T09:00", "2026-11-13T09:00"], { holidays: ["2026-11-11"] }],
  ["a service day begins twelve hours before noon: 02:30 in the night clocks go forward is 01:30 before it", line({ service: "7 - - -", runs: ["0 150|af"] }), "2026-03-28T20:00Z", ["2026-03-29T00:30"]],
  ["in the night clocks go back it is 02:30 the second time", line({ service: "7 - - -", runs: ["0 150|af"] }), "2026-10-24T20:00Z", ["2026-10-25T01:30"]],
  ["on the day clocks change noon is noon", line({ service: "7 - - -", runs: ["0 720|af"] }), "2026-03-28T20:00Z", ["2026-03-29T10:00"]],
  ["nothing leaves where one may not get on", line({ pattern: { pickup: "100" } }), "2026-06-10T00:00Z", []],
  ["nothing leaves from where it ends", line(), "2026-06-10T00:00Z", [], { from: ["c"] }],
  ["nothing goes back", line(), "2026-06-10T00:00Z", [], { from: ["b"], to: ["a"] }],
  ["nothing goes where one may not get off", line({ pattern: { dropOff: "010" } }), "2026-06-10T00:00Z", [], { to: ["b"] }],
  ["two buses at one minute are one", [line({ runs: ["0 600|af", "0 600|bf"] })], "2026-06-10T00:00Z", ["2026-06-10T08:00", "2026-06-11T08:00"]],
  ["of two lines the earlier comes first", [line(), line({ slug: "m2", runs: ["0 590|af"] })], "2026-06-10T00:00Z", ["2026-06-10T07:50", "2026-06-10T08:00"]],
]) test(claim, () => assert.deepEqual(times(lines, now, wish), expected));

test("it arrives where one wants to go", () => {
  const [first] = next([line()], { from: ["a"], to: ["c"], now: new Date("2026-06-10T00:00Z") });
  assert.equal(new Date(first.arrives).toISOString(), "2026-06-10T08:25:00.000Z");
});

test("the last one of a service day is marked, also after midnight", () => {
  const found = next([line({ runs: ["0 600 910|af"] })], { from: ["a"], now: new Date("2026-06-10T00:00Z"), count: 4 });
  assert.deepEqual(Array.from(found, ({ last }) => last), [false, true, false, true]);
});

test("what is to be booked the day before is late from that hour on", () => {
  const booked = line({ pattern: { pickup: "222" }, booking: { days: 1, before: "17:00", minutes: 0 } });
  const late = (now) => next([booked], { from: ["a"], now: new Date(now), count: 1 })[0].late;
  assert.equal(late("2026-06-10T14:59Z"), false); // 16:59 there, for 10:00 tomorrow
  assert.equal(late("2026-06-10T15:00Z"), true);
  assert.equal(late("2026-06-11T06:00Z"), true);
});

test("what is to be booked minutes before is late after that", () => {
  const booked = line({ pattern: { pickup: "222" }, booking: { days: 0, before: "", minutes: 30 } });
  const late = (now) => next([booked], { from: ["a"], now: new Date(now), count: 1 })[0].late;
  assert.equal(late("2026-06-10T07:30Z"), false);
  assert.equal(late("2026-06-10T07:31Z"), true);
});

test("what is ordered without a rule is never said to be late", () => {
  const ordered = line({ pattern: { pickup: "222" }, runs: ["0 1470|af"], booking: null });
  const [first] = next([ordered], { from: ["a"], now: new Date("2026-06-10T22:05Z"), count: 1 }); // five past midnight there
  assert.equal(first.order, true);
  assert.equal(first.late, false);
});

test("it does not depend on the phone's own time zone", () => {
  const { execFileSync } = require("node:child_process");
  const run = (zone) => execFileSync(process.execPath, ["-e", `
    const vm = require("node:vm");
    vm.runInThisContext(require("node:fs").readFileSync("static/js/departures.js", "utf8"));
    const { parseService, parseRun, next } = Orientation.departures;
    const pattern = { to: "C", stops: ["a", "b"], pickup: "", dropOff: "", runs: [parseRun("0 150|a")] };
    const line = { slug: "m1", zone: "Europe/Warsaw", services: [parseService("1234567 - - -")], patterns: [pattern] };
    console.log(JSON.stringify(next([line], { from: ["a"], now: new Date("2026-03-28T20:00Z") }).map((one) => one.at)));
  `], { cwd: root, env: { ...process.env, TZ: zone }, encoding: "utf8" });
  assert.equal(run("Pacific/Auckland"), run("America/Los_Angeles"));
});
