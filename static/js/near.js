// How far things are and where one is, worked out on the phone. Loaded by page.js where a page has an island "near":
// places by distance, the places near a village, what to tell a voice on the phone. The position is asked for when a
// button is pressed, and neither stored nor sent. All words stand in the pages.

const EARTH_KM = 6371;
const IN_KM = 0.7; // nearer than that one is in the village
const FAR_KM = 50; // a village farther off does not tell where one is
const SHOWN_MAX = 6; // villages that begin as typed
const WINDS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
const MARKS = /[\u0300-\u036f\u064b-\u065f]/g; // accents, Arabic vowel marks
const ASKING = { enableHighAccuracy: true, timeout: 40000, maximumAge: 0 };

const radians = (degrees) => (degrees * Math.PI) / 180;

/** @param {string} text "41.764 -2.469" @returns {number[]} degrees north and east */
export function parseAt(text) {
  return text.split(" ").map(Number);
}

/** @param {number[]} from @param {number[]} to degrees north and east @returns {number} along a great circle */
export function kilometres(from, to) {
  const north = Math.sin(radians(to[0] - from[0]) / 2);
  const east = Math.sin(radians(to[1] - from[1]) / 2);
  const chord = north * north + Math.cos(radians(from[0])) * Math.cos(radians(to[0])) * east * east;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
}

/** @returns {string} of the eight winds the one where `to` lies, seen from `from`; for distances within a region */
export function wind(from, to) {
  const east = (to[1] - from[1]) * Math.cos(radians((from[0] + to[0]) / 2));
  return WINDS[(Math.round(Math.atan2(east, to[0] - from[0]) / (Math.PI / 4)) + 8) % 8];
}

/** @param {string} digits "zero … nine point minus" @returns {string} "four one point …": ten metres exactly */
export function spoken(degrees, digits) {
  const words = digits.split(" ");
  return Array.from(degrees.toFixed(4), (sign) => words["0123456789.-".indexOf(sign)]).join(" ");
}

/** @param {{at: number[]}[]} things @returns {Object[]} the same with `km`, nearest first; those without `at` last */
export function byDistance(things, from) {
  const far = things.map((one) => Object.assign({}, one, { km: one.at ? kilometres(from, one.at) : Infinity }));
  return far.sort((one, other) => (one.km === other.km ? 0 : one.km - other.km));
}

/** @returns {string} lower case, no accents, one letter for Arabic's and Persian's */
export function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(MARKS, "").replace(/ی/g, "ي").replace(/ک/g, "ك");
}

/** @param {{words: string}[]} villages their names, plain, each after a blank @returns {Object[]} those of whose names one begins, or a word of one, as typed */
export function matching(villages, typed) {
  const wanted = " " + plain(typed).trim();
  return wanted.length > 1 ? villages.filter(({ words }) => words.includes(wanted)) : [];
}

/** @returns {string} a name that keeps its own direction among other words */
const isolated = (name) => `\u2068${name}\u2069`;

/** @returns {string} "2.4" or "12", as the language writes it with Latin digits */
export function kmWords(km, lang) {
  const format = { maximumFractionDigits: km < 9.95 ? 1 : 0 };
  return new Intl.NumberFormat(`${lang}-u-nu-latn`, format).format(km);
}

/** @param {string} template with `{{name}}` @param {Object<string, string>} values @returns {string} plain text */
function fillWords(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

/**
 * @param {DOMStringMap} words of reader/where.html @param {number[]} at
 * @param {?{at: number[], km: number, name: string}} village the nearest @returns {string} two sentences to say
 */
export function whereWords(words, lang, at, village) {
  const [latitude, longitude] = at.map((degrees) => spoken(degrees, words.digits));
  const position = fillWords(words.position, { latitude, longitude });
  if (!village || village.km > FAR_KM) return position;
  const near = village.km < IN_KM ? words.in : words[wind(village.at, at)];
  return `${fillWords(near, { km: kmWords(village.km, lang), village: isolated(village.name) })} ${position}`;
}

// -- what stands on the pages ---------------------------------------------------------------------------------

/** @returns {Promise<Document>} a page of this guide: a kept one comes from the phone */
async function pageAt(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** @returns {Object[]} each as id, at, name, others, and `words` to compare with what is typed */
function villagesOn(page) {
  return Array.from(page.querySelectorAll("li[data-at]"), (item) => {
    const name = item.firstChild.textContent.trim();
    const others = Array.from(item.querySelectorAll("bdi"), (one) => one.textContent);
    const words = ` ${plain([name, ...others].join(" "))} ${item.id.replace(/-/g, " ")}`;
    return { id: item.id, at: parseAt(item.dataset.at), name, others, words };
  });
}

function placesOn(page) {
  return Array.from(page.querySelectorAll("article"), (article) => {
    const at = article.dataset.at ? parseAt(article.dataset.at) : null;
    return { article, at, about: "about" in article.dataset };
  });
}

/** @returns {HTMLElement} */
function make(tag, values, ...children) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...children);
  return made;
}

function distanceWords({ km, about }, words) {
  if (about && km < IN_KM) return words.wordSame;
  return fillWords(about ? words.wordAbout : words.wordKm, { n: kmWords(km, document.documentElement.lang) });
}

/** @returns {Promise<GeolocationPosition>} asked now, of the phone alone; within a house by the masts around it */
function askPhone(asking = ASKING) {
  const late = (error) => {
    if (error.code !== error.TIMEOUT || !asking.enableHighAccuracy) throw error;
    return askPhone({ ...asking, enableHighAccuracy: false });
  };
  return new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject, asking)).catch(late);
}

const coordinates = ({ coords }) => [coords.latitude, coords.longitude];

// -- the list of places ---------------------------------------------------------------------------------------

function sortPlaces(from, words) {
  const sorted = byDistance(placesOn(document), from);
  for (const { article, km, about } of sorted) {
    for (const old of article.querySelectorAll("[data-km]")) old.remove();
    if (km < Infinity) {
      const shown = make("p", {}, make("b", { textContent: distanceWords({ km, about }, words) }));
      shown.dataset.km = "";
      article.querySelector("h2").after(shown);
    }
    article.parentNode.append(article);
  }
}

/** iPhones know no geo: links; their own map has an address of its own. */
function mendLinks() {
  const tablet = navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1; // an iPad says that it is a Mac
  if (!tablet && !/iPhone|iPad/.test(navigator.userAgent)) return;
  for (const link of document.querySelectorAll('a[href^="geo:"]')) link.href = link.href.replace("geo:", "maps:?q=");
}

function startPlaces(box, input) {
  const words = box.dataset;
  const found = make("p", { className: "acts" });
  const status = make("p", {});
  status.setAttribute("role", "status");
  box.append(found, status);
  const show = (from, sentence) => {
    sortPlaces(from, words);
    status.textContent = `${sentence} ${words.wordStraight}`;
  };
  const choose = (village) => {
    found.textContent = "";
    input.value = village.name;
    show(village.at, fillWords(words.wordFrom, { name: isolated(village.name) }));
  };
  let villages;
  input.addEventListener("input", async () => {
    villages = villages || pageAt("../villages/").then(villagesOn);
    const fits = await villages.then((all) => matching(all, input.value), () => null);
    if (!fits) villages = null;
    const buttons = (fits || []).slice(0, SHOWN_MAX).map((one) => villageButton(one, () => choose(one)));
    found.textContent = "";
    found.append(...buttons);
    status.textContent = fits ? (input.value.trim() && !fits.length ? words.wordNone : "") : words.wordLine;
  });
  offerPosition(box, status, (position) => show(coordinates(position), words.wordHere));
}

function villageButton(village, press) {
  const button = make("button", { type: "button" }, make("bdi", { textContent: village.name }));
  button.addEventListener("click", press);
  return button;
}

/** Let a press of the island's button ask for the position; one who hears nothing is told what to do. */
function offerPosition(box, status, use) {
  const button = box.querySelector("button");
  button.hidden = !navigator.geolocation || window.isSecureContext === false;
  button.addEventListener("click", async () => {
    const said = make("div", {}, document.createElement("progress")); // one a press: a late answer finds its own gone
    status.textContent = "";
    status.append(said);
    const position = await askPhone().catch(() => null);
    said.textContent = position ? "" : box.dataset.wordFailed;
    if (position && said.isConnected) use(position, said);
  });
}

// -- the list of villages -------------------------------------------------------------------------------------

function startVillages(box) {
  for (const item of document.querySelectorAll("li[data-at]")) {
    const name = item.firstChild;
    name.replaceWith(make("a", { href: `#${item.id}`, textContent: name.textContent.trim() }));
  }
  window.addEventListener("hashchange", () => showNear(box.dataset));
  showNear(box.dataset);
}

/** List the places near the village that the address names, nearest first. */
async function showNear(words) {
  for (const old of document.querySelectorAll("li[data-at] > ul, li[data-at] > p")) old.remove();
  const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!item || !item.dataset.at) return;
  try {
    const places = placesOn(await pageAt("../places/")).filter(({ at }) => at);
    const near = byDistance(places, parseAt(item.dataset.at)).map((one) => nearPlace(one, words));
    item.append(make("ul", {}, ...near));
  } catch (error) {
    item.append(make("p", { textContent: words.wordLine }));
  }
}

function nearPlace(place, words) {
  const title = place.article.querySelector("h2").cloneNode(true);
  const link = make("a", { href: `../places/#${place.article.id}` }, ...title.childNodes);
  return make("li", {}, link, " ", make("bdi", { textContent: distanceWords(place, words) }));
}

// -- where am I -----------------------------------------------------------------------------------------------

function startWhere(box) {
  const status = make("div", {});
  status.setAttribute("role", "status");
  box.append(status);
  offerPosition(box, status, async (position, said) => {
    said.append(coordinatesLine(position.coords)); // at once: the rest may be on a bad line
    const page = await pageAt("../villages/").catch(() => null);
    if (page) said.append(...sayings(page, coordinates(position)));
  });
}

function coordinatesLine({ latitude, longitude, accuracy }) {
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const words = [make("b", { className: "say", textContent: at }), ` ± ${Math.ceil(accuracy)} m`];
  return make("p", {}, make("bdi", { dir: "ltr" }, ...words));
}

/** @returns {HTMLElement[]} what to read aloud, in the language of whoever answers; then the same in the reader's */
function sayings(page, at) {
  const [village] = byDistance(villagesOn(page), at);
  const voices = Array.from(page.querySelectorAll("[data-say]")); // the host's first; the reader's is the last
  const said = voices.map(({ dataset, lang, dir }, index) => {
    const textContent = whereWords(dataset, lang, at, village);
    return make("blockquote", { className: index ? "" : "say", lang, dir, textContent });
  });
  const { read, note } = voices[voices.length - 1].dataset;
  return [make("p", {}, make("b", { textContent: read })), ...said, make("p", { className: "note", textContent: note })];
}

/** @param {HTMLElement} box [data-island="near"] */
export function start(box) {
  const input = box.querySelector("input");
  if (document.querySelector("li[data-at]")) return startVillages(box);
  if (!input && !navigator.geolocation) return undefined;
  box.hidden = false;
  mendLinks();
  return input ? startPlaces(box, input) : startWhere(box);
}
