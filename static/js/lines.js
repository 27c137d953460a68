// The pages of bus and train times: what leaves next from a stop, read off the timetables in the pages of the lines.
// On the list of places: the same from the stop nearest to a place.
// Nothing is stored, and nobody is told what was asked.

const pages = {}; // address → what was read there: a page is fetched once, from the phone where the guide is kept

/** Fill a template of the page. @param {string} template with `{{name}}` @param {Object<string, string>} values @returns {string} */
function fillWords(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });
}

/** @returns {string} today in UTC; a clock that is older than the edition is wrong */
function today() {
  const now = Math.max(Date.now(), Number(document.body.dataset.edition || 0) * 1000);
  return new Date(now).toISOString().slice(0, 10);
}

/** @returns {string} that a timetable has ended, "" while it holds */
function endedNote(root) {
  const note = root.querySelector("[data-ends]");
  return note && note.dataset.ends < today() ? note.dataset.word : "";
}

/** @returns {?Object} how a line is ordered: the rule, its words, whom to call; null where it just comes */
function readBooking(note) {
  if (!note) return null;
  const { daysBefore, before, minutesBefore } = note.dataset;
  const call = note.querySelector(".call");
  return {
    days: Number(daysBefore || 0), before: before || "", minutes: Number(minutesBefore || 0),
    words: note.querySelector("p").textContent, call: call && call.cloneNode(true),
  };
}

/** @param {Element} root of a line's page @param {string} href @returns {Object} the line as departures.js takes it */
export function readLine(root, href) {
  const { parseService, parseRun } = Orientation.departures;
  const box = root.querySelector("[data-line]");
  return {
    href,
    slug: href.split("/").filter(Boolean).pop(),
    number: box.dataset.line,
    ended: endedNote(root),
    booking: readBooking(root.querySelector("[data-book]")),
    zone: box.dataset.zone,
    services: Array.from(root.querySelectorAll("[data-service]"), (one) => parseService(one.dataset.service)),
    patterns: Array.from(root.querySelectorAll("[data-pattern]"), ({ dataset }) => ({
      to: dataset.to,
      stops: dataset.pattern.split(" "),
      pickup: dataset.pickup || "",
      dropOff: dataset.drop || "",
      runs: dataset.runs.split(";").filter(Boolean).map(parseRun),
    })),
  };
}

/** @param {string} address @param {function(Document, string): Object} read @returns {Promise<Object>} what it reads on that page */
function load(address, read) {
  const fetched = async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return read(new DOMParser().parseFromString(await answer.text(), "text/html"), address);
  };
  pages[address] = pages[address] || fetched();
  pages[address].catch(() => delete pages[address]); // the next try asks again
  return pages[address];
}

/** @param {string} href relative to the page @returns {Promise<Object>} the line of that page */
export function loadLine(href) {
  return load(new URL(href, location.href).href, readLine);
}

/**
 * @param {Element} box of the page of all lines @param {string} address of that page
 * @returns {{id: string, name: string, stops: string[], lines: string[]}[]} its stations, by name
 */
function stationsOf(box, address) {
  const items = Array.from(box.parentElement.querySelectorAll("[data-stop]"), (one) => ({
    id: one.id,
    name: one.querySelector("b").textContent,
    stops: one.dataset.stop.split(" "),
    lines: Array.from(one.querySelectorAll("a"), (link) => new URL(link.getAttribute("href"), address).href),
  }));
  return items.sort((one, other) => one.name.localeCompare(other.name, document.documentElement.lang));
}

/** Offer stations in a list, after what stands first in it; what was chosen stays so where it can. */
function offer(select, stations) {
  const chosen = select.value;
  select.length = 1;
  for (const one of stations) select.add(new Option(one.name, one.stops.join(" ")));
  select.value = chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/** @returns {Object[]} the stations that one can go to from some stops without changing */
function reachable(stations, lines, from) {
  return stations.filter((one) => Orientation.departures.boardings(lines, from, one.stops).length > 0);
}

/** @param {number} at milliseconds since 1970 @param {string} zone @returns {string} the day in words, "" for today */
function dayWords(at, zone, lang) {
  const { localTime } = Orientation.departures;
  if (localTime(at, zone).date === localTime(Date.now(), zone).date) return "";
  const format = { weekday: "long", day: "numeric", month: "long", timeZone: zone };
  return new Intl.DateTimeFormat(`${lang === "en" ? "en-GB" : lang}-u-ca-gregory-nu-latn`, format).format(at);
}

function isolated(tag, text, direction) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (direction) made.dir = direction;
  return made;
}

/** @returns {HTMLLIElement} one departure: when, which line, where to, what to mind */
function item(one, words, arrives) {
  const { localTime } = Orientation.departures;
  const made = document.createElement("li");
  const link = document.createElement("a");
  link.href = one.line.href;
  link.append(isolated("bdi", localTime(one.at, one.line.zone).clock, "ltr"), " · ", isolated("bdi", one.line.number), " · ", isolated("bdi", one.to));
  const more = [
    dayWords(one.at, one.line.zone, document.documentElement.lang),
    arrives ? fillWords(words.wordArrives, { time: localTime(one.arrives, one.line.zone).clock }) : "",
    one.late ? words.wordLate : (one.order && one.line.booking && one.line.booking.words) || "", one.driver ? words.wordDriver : "",
    one.approximate ? words.wordAbout : "", one.last ? words.wordLast : "",
  ].filter(Boolean);
  made.append(link);
  if (more.length) made.append(isolated("p", more.join(" · ")));
  return made;
}

/** @returns {HTMLElement[]} whom to call for those lines among them that come only when ordered, each once */
function calls(found) {
  const lines = Array.from(new Set(found.filter((one) => one.order && !one.late).map((one) => one.line)));
  const booked = lines.filter(({ booking }) => booking && booking.call);
  return booked.map(({ booking }) => booking.call.cloneNode(true));
}

/** @returns {Object[]} what leaves next, as departures.js tells it */
function leaving(lines, from, to) {
  const holidays = document.body.dataset.holidays.split(" ");
  return Orientation.departures.next(lines, { from, to, now: new Date(), holidays });
}

/** @returns {string} why nothing leaves: a timetable has ended, or there is nothing this week */
function noneWords(lines, words) {
  return lines.map((line) => line.ended).find(Boolean) || words.wordNone;
}

/** Show what leaves next; where the pages cannot be had, say so. */
async function show(box, stations) {
  const from = box.querySelector("[data-from]");
  const to = box.querySelector("[data-to]");
  const list = box.querySelector("[data-list]");
  const station = stations.find((one) => one.stops.join(" ") === from.value);
  to.disabled = !station;
  const clear = () => (list.textContent = box.querySelector("[data-calls]").textContent = "");
  if (!station) return clear();
  const isStale = () => from.value !== station.stops.join(" "); // another was chosen meanwhile
  try {
    const lines = await Promise.all(station.lines.map(loadLine));
    if (isStale()) return;
    offer(to, reachable(stations, lines, station.stops).filter((one) => one !== station));
    const found = leaving(lines, station.stops, to.value ? to.value.split(" ") : null);
    clear();
    list.append(...found.map((one) => item(one, box.dataset, to.value)));
    box.querySelector("[data-calls]").append(...calls(found));
    if (!found.length) list.append(isolated("li", noneWords(lines, box.dataset)));
  } catch (error) {
    if (isStale()) return;
    clear();
    list.append(isolated("li", box.dataset.wordFailed));
  }
}

/** Say which timetables have ended. */
function tellEnded(box) {
  for (const note of box.parentElement.querySelectorAll("[data-ends]")) {
    if (note.dataset.ends < today()) note.textContent = note.dataset.word;
  }
}

// -- at a place -----------------------------------------------------------------------------------------------

/** @param {{late: boolean}[]} found soonest first @returns {?Object} the first that can still be taken, else the first */
export function soonest(found) {
  return found.find(({ late }) => !late) || found[0] || null;
}

/** @returns {{words: DOMStringMap, stations: Object[]}} of the page of all lines */
function readStations(root, address) {
  const box = root.querySelector("[data-departures]");
  return { words: box.dataset, stations: stationsOf(box, address) };
}

/** Say below the link to a stop what leaves there next; where its pages cannot be had, the link alone stays. */
async function sayNext(note, label) {
  const link = note.querySelector("a");
  const [address, id] = link.href.split("#");
  const { words, stations } = await load(address, readStations);
  const station = stations.find((one) => one.id === id);
  const lines = await Promise.all(station.lines.map(loadLine));
  const one = soonest(leaving(lines, station.stops, null));
  const said = note.querySelector("div") || note.appendChild(document.createElement("div"));
  said.textContent = one ? `${label} ` : noneWords(lines, words);
  if (!one) return;
  const [first, more] = item(one, words, false).children;
  said.append(first, ...(more ? [" · ", isolated("bdi", more.textContent)] : [])); // the day stands beside the time
}

/** Work it out for the places in sight, anew when one comes back to them: who looks at none asks for nothing. */
function startNear({ dataset }) {
  const inSight = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) if (isIntersecting) sayNext(target, dataset.wordNext).catch(() => {});
  });
  const watch = () => {
    inSight.disconnect();
    for (const note of document.querySelectorAll("[data-next]")) inSight.observe(note);
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}

/** @param {HTMLElement} box */
export async function start(box) {
  tellEnded(box);
  if (!box.dataset.departures) return undefined;
  await loadScript(box.dataset.departures);
  if (box.dataset.wordNext) return startNear(box);
  const stations = stationsOf(box, location.href);
  const update = () => show(box, stations);
  offer(box.querySelector("[data-from]"), stations);
  const choose = () => {
    const asked = stations.find((one) => `#${one.id}` === location.hash); // a search leads to a stop
    if (asked) box.querySelector("[data-from]").value = asked.stops.join(" ");
  };
  choose();
  addEventListener("hashchange", () => {
    choose();
    update();
  });
  box.hidden = false;
  for (const select of box.querySelectorAll("select")) select.addEventListener("change", update);
  document.addEventListener("visibilitychange", update); // a phone taken out of a pocket shows the time it is now
  return update();
}
