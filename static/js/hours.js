// Whether a place is open, worked out on the phone from its week; vectors in tests/vectors/hours.json.
// A classic script: page, worker and node load it alike, and find it as Orientation.openState.
(function (global) {
  "use strict";
  const DAY = 1440; // minutes
  const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

  /**
   * @param {Date} now
   * @param {string} timezone IANA
   * @returns {{date: string, day: number, minutes: number}} there: YYYY-MM-DD, 0 is Monday, since midnight
   */
  function localTime(now, timezone) {
    const parts = {};
    const format = new Intl.DateTimeFormat("en-GB-u-ca-gregory-nu-latn", {
      timeZone: timezone, hourCycle: "h23", weekday: "short",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    });
    for (const part of format.formatToParts(now)) parts[part.type] = part.value;
    return {
      date: `${parts.year}-${parts.month}-${parts.day}`,
      day: WEEKDAYS.indexOf(parts.weekday),
      minutes: Number(parts.hour) * 60 + Number(parts.minute),
    };
  }

  /** @param {string} date YYYY-MM-DD @param {number} days @returns {string} */
  function daysAfter(date, days) {
    return new Date(Date.parse(date) + days * 864e5).toISOString().slice(0, 10);
  }

  /** @param {string} week "540-840 1980-2280" @returns {number[][]} minutes since Monday 00:00 */
  function parseWeek(week) {
    return week.split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
  }

  /**
   * @returns {number[][]} opening times from yesterday to a week ahead, in minutes since today's midnight;
   *   what touches is joined, a holiday's are left out
   */
  function spansAround(week, local, closedOn) {
    const spans = [];
    for (let ahead = -1; ahead <= 7; ahead += 1) {
      if (closedOn.indexOf(daysAfter(local.date, ahead)) >= 0) continue;
      const day = (local.day + ahead + 7) % 7;
      for (const [start, end] of week) {
        if (Math.floor(start / DAY) !== day) continue;
        const shift = (ahead - day) * DAY;
        const last = spans[spans.length - 1];
        if (last && last[1] >= start + shift) last[1] = Math.max(last[1], end + shift);
        else spans.push([start + shift, end + shift]);
      }
    }
    return spans;
  }

  /** @returns {{day: number, days: number, minutes: number}} weekday (0 is Monday), days ahead, since midnight */
  function moment(minutes, local) {
    const days = Math.floor(minutes / DAY);
    return { day: (local.day + days) % 7, days, minutes: minutes - days * DAY };
  }

  /**
   * @param {string} week spans in minutes since Monday 00:00: "540-840 1980-2280"; an end may pass Sunday's midnight
   * @param {{always?: boolean, openOnHolidays?: boolean, holidays?: string[], now: Date, timezone: string}} given
   * @returns {{open: boolean, until?: Object, opens?: Object}} moments: {day, days, minutes}; none beyond a week
   */
  function openState(week, given) {
    if (given.always) return { open: true };
    const local = localTime(given.now, given.timezone);
    const spans = spansAround(parseWeek(week), local, given.openOnHolidays ? [] : given.holidays || []);
    const current = spans.find(([start, end]) => start <= local.minutes && local.minutes < end);
    if (current) {
      return current[1] > 7 * DAY ? { open: true } : { open: true, until: moment(current[1], local) };
    }
    const next = spans.find(([start]) => start > local.minutes);
    return next ? { open: false, opens: moment(next[0], local) } : { open: false };
  }

  global.Orientation = Object.assign(global.Orientation || {}, { openState });
})(typeof self === "undefined" ? globalThis : self);
