// Dates of courses and events for the phone's calendar, from a kept guide; the twin of orientation/web/calendars.py and
// of on_day() in orientation/exchange/calendars.py. Vectors in tests/vectors/calendars.json.
(function (global) {
  "use strict";

  /** @returns {string} one date of a series as a file of its own; day: YYYY-MM-DD, a day of the series */
  function onDay(calendar, day) {
    const digits = day.replace(/-/g, "");
    return calendar
      .replace(/\r\n(?:RRULE|EXDATE)[:;][^\r]*(?:\r\n [^\r]*)*/g, "")
      .replace(/(\r\nDT(?:START|END);TZID=[^:\r]+:)[0-9]{8}/g, `$1${digits}`)
      .replace(/(\r\nUID:[0-9a-f-]+)/g, `$1-${digits}`);
  }

  /** @returns {string} a series from the page of courses, or one day of it; "" where it has no such one */
  function calendarIn(fragment, slug, day) {
    const found = new RegExp(`<article id="${slug}"[^>]* data-ics="([^"]*)"`).exec(fragment);
    if (!found || (day && !fragment.includes(`"${slug}.ics?on=${day}"`))) return "";
    const series = decodeURIComponent(found[1]);
    return day ? onDay(series, day) : series;
  }

  global.Orientation = Object.assign(global.Orientation || {}, { calendarIn });
})(typeof self === "undefined" ? globalThis : self);
