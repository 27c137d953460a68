// What leaves next, worked out on the phone from the timetables in the pages; vectors in tests/js/departures.test.js.
// A classic script: page and node load it alike, and find it as Orientation.departures.
// The short forms it reads are written by orientation/web/render_line_data.py.
(function (global) {
  "use strict";
  const DAY = 1440; // minutes
  const MINUTE = 60000; // milliseconds
  const DAYS_AHEAD = 7;

  /** @param {string} rule "12345 2026-01-01 2026-06-30 off +2026-05-02 -2026-05-04" @returns {Object} */
  function parseService(rule) {
    const [days, start, end, holidays, ...changes] = rule.split(" ");
    const dates = (sign) => changes.filter((one) => one[0] === sign).map((one) => one.slice(1));
    return { days, start, end, holidays, added: dates("+"), removed: dates("-") };
  }

  /** @param {string} minutes "11a(95)" @returns {number[]} */
  function parseMinutes(minutes) {
    return (minutes.match(/\(\d+\)|./g) || []).map((one) => (one[0] === "(" ? Number(one.slice(1, -1)) : parseInt(one, 36)));
  }

  /** @param {string} run "0 315 15 20|1112" @returns {Object} starts since the service day began; times since the start */
  function parseRun(run) {
    const [head, between, waits] = run.split("|");
    const [service, ...gaps] = head.replace("~", "").split(" ").map(Number);
    const starts = [];
    for (const gap of gaps) starts.push((starts.length ? starts[starts.length - 1] : 0) + gap);
    const wait = parseMinutes(waits || "");
    const arrivals = [0];
    const departures = [0];
    for (const minutes of parseMinutes(between)) {
      const arrival = departures[departures.length - 1] + minutes;
      arrivals.push(arrival);
      departures.push(arrival + (wait[departures.length - 1] || 0));
    }
    return { service, starts, arrivals, departures, approximate: head[0] === "~" };
  }

  /** @returns {boolean} whether trips of a service run on a day, YYYY-MM-DD */
  function runsOn(service, date, holidays) {
    if (service.added.indexOf(date) >= 0) return true;
    if (service.removed.indexOf(date) >= 0) return false;
    if (date < service.start && service.start !== "-") return false;
    if (date > service.end && service.end !== "-") return false;
    const holiday = holidays.indexOf(date) >= 0;
    if (holiday && service.holidays === "on") return true;
    if (holiday && service.holidays === "off") return false;
    return service.days.indexOf(String(new Date(date).getUTCDay() || 7)) >= 0;
  }

  const formats = {};

  /** @param {Date|number} moment @param {string} zone IANA @returns {{date: string, clock: string}} YYYY-MM-DD and HH:MM there */
  function localTime(moment, zone) {
    const parts = {};
    formats[zone] = formats[zone] || new Intl.DateTimeFormat("en-GB-u-ca-gregory-nu-latn", {
      timeZone: zone, hourCycle: "h23",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    });
    for (const part of formats[zone].formatToParts(moment)) parts[part.type] = part.value;
    return { date: `${parts.year}-${parts.month}-${parts.day}`, clock: `${parts.hour}:${parts.minute}` };
  }

  /** @param {string} date YYYY-MM-DD @returns {string} */
  function daysAfter(date, days) {
    return new Date(Date.parse(date) + days * DAY * MINUTE).toISOString().slice(0, 10);
  }

  /**
   * A service day begins twelve hours before noon: on the days when clocks change that is not midnight.
   * Source: https://gtfs.org/documentation/schedule/reference/#field-types (Time).
   * @returns {number} milliseconds since 1970
   */
  function startOfService(date, zone) {
    const noon = Date.parse(`${date}T12:00Z`);
    const shown = localTime(noon, zone);
    return noon - (Date.parse(`${shown.date}T${shown.clock}Z`) - noon) - (DAY / 2) * MINUTE;
  }

  /** @returns {boolean} whether one may get on, or off, at the stop of that number */
  function allowed(codes, index) {
    return codes[index] !== "1";
  }

  /** @returns {number} where a trip that one boards at a stop may be left for another; -1 where nowhere; the end for no wish */
  function exit(pattern, from, to) {
    if (!to) return pattern.stops.length - 1;
    return pattern.stops.findIndex((stop, at) => at > from && to.indexOf(stop) >= 0 && allowed(pattern.dropOff, at));
  }

  /** @returns {Object[]} ways to board: {line, pattern, run, service, from, to}, stops by their number */
  function boardings(lines, from, to) {
    const found = [];
    for (const line of lines) {
      for (const pattern of line.patterns) {
        for (let at = 0; at < pattern.stops.length - 1; at += 1) {
          if (from.indexOf(pattern.stops[at]) < 0 || !allowed(pattern.pickup, at)) continue;
          const end = exit(pattern, at, to);
          if (end < 0) continue;
          for (const run of pattern.runs) found.push({ line, pattern, run, service: line.services[run.service], from: at, to: end });
        }
      }
    }
    return found;
  }

  /** @returns {Object[]} what leaves on a service day, unsorted, also after its midnight */
  function leavingOn(date, zone, ways, holidays) {
    const found = [];
    const day = startOfService(date, zone);
    for (const { line, pattern, run, service, from, to } of ways) {
      if (!runsOn(service, date, holidays)) continue;
      for (const start of run.starts) {
        found.push({
          line, to: pattern.to, day: date, approximate: run.approximate, order: pattern.pickup[from] === "2",
          driver: pattern.pickup[from] === "3",
          at: day + (start + run.departures[from]) * MINUTE,
          arrives: day + (start + run.arrivals[to]) * MINUTE,
        });
      }
    }
    return found;
  }

  /** @returns {boolean} whether the moment has passed until which one could order it */
  function isLate(one, now) {
    const { days = 0, before = "", minutes = 0 } = one.line.booking || {};
    if (!one.order || !(days || before || minutes)) return false; // nobody said until when
    if (minutes) return now > one.at - minutes * MINUTE;
    const there = localTime(now, one.line.zone);
    const last = daysAfter(one.day, -days);
    return there.date > last || (there.date === last && before !== "" && there.clock >= before);
  }

  /** Mark what nothing follows on the same service day: to the stop that is wished, else to the same end of a line. */
  function markLast(found, isWished) {
    const last = {};
    const key = (one) => `${one.day} ${isWished ? "" : one.to}`;
    for (const one of found) last[key(one)] = Math.max(last[key(one)] || 0, one.at);
    for (const one of found) one.last = one.at === last[key(one)];
  }

  /** @returns {Object[]} each departure once: two buses of one line at one minute are one to who waits */
  function distinct(found) {
    const seen = {};
    return found.filter((one) => {
      const key = `${one.at} ${one.line.slug} ${one.to}`;
      return !seen[key] && (seen[key] = true);
    });
  }

  /**
   * @param {Object[]} lines {slug, zone, booking, services, patterns: {to, stops, pickup, dropOff, runs}[]}
   * @param {{from: string[], to?: string[], now: Date, count?: number, holidays?: string[]}} wish slugs of stops
   * @returns {Object[]} the next departures within a week: {line, to, at, arrives, day, order, late, driver, approximate, last}
   */
  function next(lines, { from, to, now, count = 5, holidays = [] }) {
    const ways = boardings(lines, from, to);
    const longest = Math.max(0, ...ways.map(({ run }) => run.starts[run.starts.length - 1] + run.departures[run.departures.length - 1]));
    const minute = Math.floor(now / MINUTE) * MINUTE;
    let found = [];
    for (const zone of new Set(ways.map(({ line }) => line.zone))) {
      const today = localTime(minute, zone).date;
      const there = ways.filter(({ line }) => line.zone === zone);
      for (let ahead = -Math.ceil(longest / DAY); ahead <= DAYS_AHEAD; ahead += 1) {
        found = found.concat(leavingOn(daysAfter(today, ahead), zone, there, holidays));
      }
    }
    markLast(found, Boolean(to));
    const coming = found.filter(({ at }) => at >= minute && at < minute + DAYS_AHEAD * DAY * MINUTE);
    const order = (one, other) => one.at - other.at || (one.line.slug < other.line.slug ? -1 : Number(one.line.slug > other.line.slug));
    for (const one of coming) one.late = isLate(one, minute);
    return distinct(coming.sort(order)).slice(0, count);
  }

  global.Orientation = Object.assign(global.Orientation || {}, { departures: { parseService, parseRun, runsOn, localTime, boardings, next } });
})(typeof self === "undefined" ? globalThis : self);
