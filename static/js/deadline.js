// The last day of a time limit, worked out on the phone from the rule in the page; vectors in tests/vectors/deadlines.json.
// A classic script: page and node load it alike, and find it as Orientation.lastDay and Orientation.standing.
(function (global) {
  "use strict";
  const WARN_DAYS = 14;
  const MONTHS = { M: 1, Y: 12 };
  const DAYS = { D: 1, W: 7 };

  /** @param {number} year @param {number} month from 0, may lie outside the year @param {number} day @returns {string} YYYY-MM-DD */
  function iso(year, month, day) {
    return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
  }

  /** @returns {?number[]} year, month from 0, day; null for what is no day of this age */
  function parse(day) {
    const found = /^(2[0-9]{3})-([0-9]{2})-([0-9]{2})$/.exec(day);
    const parts = found && [Number(found[1]), Number(found[2]) - 1, Number(found[3])];
    return parts && iso(...parts) === day ? parts : null;
  }

  /**
   * One day earlier than the calendar says: no rule of ours tells whether its first day counts. A month ends on the day
   * of the same number, or on the month's last (Regulation (EEC) 1182/71, article 3).
   * @param {string} start YYYY-MM-DD @param {string} duration ISO 8601, one unit: "P1M" @param {boolean} before the time ends that long before
   * @returns {string} YYYY-MM-DD; "" where start is no day, or the duration not of days
   */
  function lastDay(start, duration, before) {
    const day = parse(start);
    const found = /^P([1-9][0-9]*)([YMWD])$/.exec(duration);
    if (!day || !found) return "";
    const count = Number(found[1]) * (before ? -1 : 1);
    const [year, month, number] = day;
    if (DAYS[found[2]]) return iso(year, month, number + count * DAYS[found[2]] - 1);
    const later = month + count * MONTHS[found[2]];
    const longest = new Date(Date.UTC(year, later + 1, 0)).getUTCDate();
    return iso(year, later, Math.min(number, longest) - 1);
  }

  /** @param {string} last @param {string} today both YYYY-MM-DD @returns {string} "passed", "soon" or "ahead" */
  function standing(last, today) {
    const days = (Date.parse(last) - Date.parse(today)) / 864e5;
    if (days < 0) return "passed";
    return days <= WARN_DAYS ? "soon" : "ahead";
  }

  global.Orientation = Object.assign(global.Orientation || {}, { lastDay, standing });
})(typeof self === "undefined" ? globalThis : self);
