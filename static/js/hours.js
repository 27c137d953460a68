// Whether a place is open, worked out on the phone from what the publisher expanded (orientation/domain/hours.py);
// vectors in tests/vectors/hours.json and opening_hours.json.
// A classic script: page, worker and node load it alike, and find it as Orientation.openState and openWords.
(function (global) {
  "use strict";
  const DAY = 1440; // minutes
  const AHEAD = 7; // days looked ahead
  const STATES = { "": "open", a: "appointment", u: "unknown" };
  const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  const clocks = {}; // by time zone: making one takes long

  /**
   * @param {Date} now
   * @param {string} timezone IANA
   * @returns {{date: string, day: number, minutes: number}} there: YYYY-MM-DD, 0 is Monday, since midnight
   */
  function localTime(now, timezone) {
    const parts = {};
    clocks[timezone] = clocks[timezone] || new Intl.DateTimeFormat("en-GB-u-ca-gregory-nu-latn", {
      timeZone: timezone, hourCycle: "h23", weekday: "short",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    });
    for (const part of clocks[timezone].formatToParts(now)) parts[part.type] = part.value;
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

  /** @param {string} slots "540-840 1980-2280a" @returns {Object[]} {start, end, state}, in minutes */
  function readSlots(slots) {
    return slots.split(" ").filter(Boolean).map((slot) => {
      const [, start, end, mark] = /^(\d+)-(\d+)(\D?)$/.exec(slot);
      return { start: Number(start), end: Number(end), state: STATES[mark] };
    });
  }

  /** @param {string} named "540-840|2026-04-01 540-900" @returns {string[][]} [date, slots]; "" where none is named */
  function readDated(named) {
    return named ? named.split("|").map((one) => /^(\d{4}-\d\d-\d\d)? ?(.*)$/.exec(one).slice(1)) : [];
  }

  /** @returns {Object[]} the slots of one day, in minutes since its midnight */
  function daySlots(place, date, day, holidays) {
    const year = date.slice(0, 4);
    const known = year >= holidays[0].slice(0, 4) && year <= holidays[holidays.length - 1].slice(0, 4);
    if (!known) return readSlots("0-1440u"); // nobody knows its holidays
    const dated = readDated(place.dated).find(([one]) => one === date);
    if (dated) return readSlots(dated[1]);
    if (holidays.indexOf(date) >= 0) return readSlots(place.holidays);
    const period = readDated(place.week).filter(([first]) => !first || first <= date).pop();
    const inDay = ({ start }) => Math.floor(start / DAY) === day;
    const sinceMidnight = ({ start, end, state }) => ({ start: start - day * DAY, end: end - day * DAY, state });
    return period ? readSlots(period[1]).filter(inDay).map(sinceMidnight) : [];
  }

  /** @returns {Object[]} slots from today to a week ahead, in minutes since today's midnight; what touches is joined */
  function slotsAhead(place, local, holidays) {
    const found = [];
    for (let ahead = 0; ahead <= AHEAD; ahead += 1) {
      for (const slot of daySlots(place, daysAfter(local.date, ahead), (local.day + ahead) % 7, holidays)) {
        const last = found[found.length - 1];
        const start = slot.start + ahead * DAY;
        const end = slot.end + ahead * DAY;
        if (last && last.end === start && last.state === slot.state) last.end = end;
        else found.push({ start, end, state: slot.state });
      }
    }
    return found;
  }

  /** @returns {{day: number, days: number, minutes: number}} weekday (0 is Monday), days ahead, since midnight */
  function moment(minutes, local) {
    const days = Math.floor(minutes / DAY);
    return { day: (local.day + days) % 7, days, minutes: minutes - days * DAY };
  }

  /**
   * @param {{week: string, holidays: string, dated: string}} place slots, each of its week, of a holiday, of a day
   * @param {{holidays: string[], now: Date, timezone: string}} given holidays: YYYY-MM-DD, of all years that are known
   * @returns {{state: string, until?: Object, opens?: Object, holiday?: boolean}} open, closed, appointment or unknown;
   *   moments: {day, days, minutes}, none beyond a week; opens: when it is surely open next
   */
  function openState(place, given) {
    const local = localTime(given.now, given.timezone);
    const slots = slotsAhead(place, local, given.holidays);
    const current = slots.find(({ start, end }) => start <= local.minutes && local.minutes < end);
    if (!current) {
      const next = slots.find(({ start, state }) => start > local.minutes && state === "open");
      return next ? { state: "closed", opens: moment(next.start, local) } : { state: "closed" };
    }
    if (current.state === "unknown" && given.holidays.indexOf(local.date) >= 0) return { state: "unknown", holiday: true };
    if (current.state !== "open" || current.end > AHEAD * DAY) return { state: current.state };
    return { state: "open", until: moment(current.end, local) };
  }

  /** @returns {string} "Monday 09:00"; today, "09:00" */
  function momentWords({ day, days, minutes }, lang) {
    const utc = new Date(Date.UTC(2024, 0, 1 + day, 0, minutes)); // 1 January 2024 was a Monday
    const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" };
    if (days) format.weekday = "long";
    return new Intl.DateTimeFormat(`${lang}-u-nu-latn-hc-h23`, format).format(utc);
  }

  /** @param {Object} state of openState @param {DOMStringMap} words of reader/open_words.html @returns {string} */
  function openWords(state, words, lang) {
    const said = (word, time) => word.replace("{{time}}", momentWords(time, lang));
    if (state.until) return said(words.wordOpen, state.until);
    if (state.opens) return said(words.wordOpens, state.opens);
    if (state.holiday) return words.wordHoliday;
    return { open: words.wordNow, closed: words.wordClosed, appointment: words.wordAppointment, unknown: words.wordUnknown }[state.state];
  }

  global.Orientation = Object.assign(global.Orientation || {}, { openState, openWords });
})(typeof self === "undefined" ? globalThis : self);
