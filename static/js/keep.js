// "Keep this guide on my phone": asks the service worker, and shows what it answers. Loaded by page.js, and only
// where a worker can run. All words stand in the page, as data-word-… of the box.

const ASK_AGAIN_MS = 3000; // a browser may stop a worker in the middle of its work
const RESUMES_MAX = 20; // of one page, by itself
const HOPELESS = ["full", "refused", "older", "other"]; // trying again by itself would not help

/** @param {HTMLElement} box the [data-island="keep"] of the page */
export async function start(box) {
  const view = { box, guide: guideOf(box.dataset.base), working: false, state: null, pressedAt: 0, starting: false, resumes: 0 };
  const on = (name, kind, act) => box.querySelector(name).addEventListener(kind, act);
  navigator.serviceWorker.addEventListener("message", (event) => show(view, event.data));
  navigator.serviceWorker.startMessages();
  on('[data-action="keep"]', "click", () => keep(view));
  on('[data-action="update"]', "click", () => keep(view));
  on('[data-action="remove"]', "click", () => remove(view));
  on("[data-start] input", "change", (event) => ask({ do: "choose", guide: view.guide, start: event.target.checked }));
  on("[data-quiet] input", "change", (event) => ask({ do: "choose", guide: view.guide, quiet: !event.target.checked }));
  addEventListener("online", () => view.state && ask({ do: "state", guide: view.guide }));
  setInterval(() => (view.working || view.waits) && ask({ do: "state", guide: view.guide }), ASK_AGAIN_MS);
  if (await registered()) ask({ do: "state", guide: view.guide });
  else showState(view, null, mustInstallFirst() ? "ios" : "");
}

/** @param {string} base "/en/es-soria/" @returns {string} "es-soria/en" */
export function guideOf(base) {
  const [, locale, region] = base.split("/");
  return `${region}/${locale}`;
}

/** @param {?string} known the address of the worker that is there @param {string[]} more @returns {string} one that can do all */
export function workerUrl(known, more) {
  const kept = known ? (new URL(known).searchParams.get("with") || "").split(",") : [];
  const locales = Array.from(new Set(kept.concat(more))).filter(Boolean).sort();
  return `/service-worker.js?with=${locales.join(",")}`;
}

/** @returns {Promise<?ServiceWorker>} the worker of this site, whether it controls this page or not */
async function registered() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return registration ? registration.active || registration.waiting || registration.installing : null;
}

async function keep(view) {
  const { box } = view;
  const host = box.querySelector("[data-with-host]");
  const withHost = !host.hidden && host.querySelector("input").checked;
  const guides = withHost ? [view.guide, `${view.guide.split("/")[0]}/${host.dataset.withHost}`] : [view.guide];
  Object.assign(view, { starting: true, pressedAt: Date.now() });
  working(view, true);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  try {
    const worker = await workerFor(guides.map((guide) => guide.split("/")[1]));
    const style = document.querySelector("style").textContent;
    guides.forEach((guide) => worker.postMessage({ do: "keep", guide, style }));
  } catch (error) {
    working(view, false);
    showState(view, view.state, "failed");
  }
  view.starting = false;
}

function remove(view) {
  view.pressedAt = 0; // what the reader asked for before no longer counts
  ask({ do: "remove", guide: view.guide });
  localStorage.removeItem(`steps${view.box.dataset.base}`); // ticks: steps.js
}

/** @param {string[]} locales @returns {Promise<ServiceWorker>} one that serves these too; two tabs ask one after the other */
export async function workerFor(locales) {
  const needed = locales.concat((await verifiesEd25519()) ? [] : ["ed25519"]);
  const register = async () => {
    const known = await registered();
    return workerAt(workerUrl(known && known.scriptURL, needed));
  };
  return navigator.locks ? navigator.locks.request("worker", register) : register();
}

/** @returns {Promise<boolean>} whether this browser can check our signatures by itself */
async function verifiesEd25519() {
  const key = new Uint8Array(32).fill(1);
  return crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]).then(() => true, () => false);
}

/** Register the worker and wait until it is the active one. */
async function workerAt(url) {
  const registration = await navigator.serviceWorker.register(url, { scope: "/" });
  const wanted = new URL(url, location.href).href;
  const coming = [registration.installing, registration.waiting, registration.active];
  const worker = coming.find((one) => one && one.scriptURL === wanted);
  if (!worker) throw new Error("no worker");
  await new Promise((resolve, reject) => {
    const look = () => (worker.state === "activated" ? resolve() : worker.state === "redundant" && reject(new Error("redundant")));
    worker.addEventListener("statechange", look);
    look();
  });
  return worker;
}

async function ask(message) {
  const worker = await registered();
  if (worker) worker.postMessage(message);
}

/** Show what the worker tells of this page's guide. */
function show(view, message) {
  if (message.erased) return showState(view, null, "");
  if (message.flow === view.guide && view.state) return flow(view, message.bytes);
  if (!message.kept || message.guide !== view.guide) return;
  view.waits = message.waits;
  working(view, view.starting || (message.working && !message.word)); // an answer from before the press ends nothing
  view.box.querySelector("[data-start] input").checked = message.start;
  const gone = !message.kept.length && !message.word && !message.working && !view.starting;
  if (isCutShort(view, message)) return resume(view);
  if (message.word) view.pressedAt = 0;
  showState(view, message.state, gone ? "gone" : message.word);
}

/** @returns {boolean} whether what the reader asked for ended without a word: the browser stopped the worker */
function isCutShort(view, { state, word, working, waits }) {
  if (view.starting || word || working || waits || navigator.onLine === false) return false;
  if (!state) return Boolean(view.pressedAt);
  return state.complete ? state.askedAt < view.pressedAt : !HOPELESS.includes(state.trouble);
}

function resume(view) {
  view.resumes += 1;
  if (view.resumes < RESUMES_MAX) keep(view);
}

function working(view, yes) {
  view.working = yes;
  const bar = view.box.querySelector("progress");
  bar.hidden = !yes;
  if (yes && !view.state) bar.removeAttribute("value");
  for (const name of ["keep", "update"]) view.box.querySelector(`[data-action="${name}"]`).disabled = yes;
}

function showState(view, state, word) {
  const { box } = view;
  const whole = Boolean(state && state.complete);
  view.state = state;
  if (whole) box.dataset.kept = String(state.edition);
  else delete box.dataset.kept;
  const hide = (name, yes) => (box.querySelector(name).hidden = yes);
  hide('[data-action="keep"]', whole);
  hide('[data-action="update"]', !whole);
  hide('[data-action="remove"]', !state);
  hide("[data-start]", !whole);
  hide("[data-quiet]", !whole);
  hide("[data-asked]", !whole);
  hide("[data-changes]", !whole || !state.changes);
  hide("[data-with-host]", whole || !box.querySelector("[data-with-host]").dataset.withHost);
  if (whole) showKept(box, state);
  if (state && view.working) progress(box.querySelector("progress"), state.here, state.total);
  box.querySelector("[data-state]").textContent = sentence(view, state, word);
}

/** When the site was last asked, what is new, what the reader chose. */
function showKept(box, state) {
  const words = { date: day(state.askedAt), n: String(state.changes) };
  for (const name of ["[data-asked]", "[data-changes] a"]) {
    const element = box.querySelector(name);
    element.textContent = fillWords(element.dataset.word, words);
  }
  box.querySelector("[data-quiet] input").checked = !state.quiet;
}

/** Show bytes as they come, between two parts. */
function flow(view, bytes) {
  const here = Math.min(view.state.here + bytes, view.state.total);
  progress(view.box.querySelector("progress"), here, view.state.total);
  if (view.working) view.box.querySelector("[data-state]").textContent = sentence(view, { ...view.state, here }, "");
}

function progress(bar, here, total) {
  bar.max = total;
  bar.value = here;
}

function sentence(view, state, word) {
  const said = (name, values) => fillWords(view.box.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] || "", values);
  const sizes = state ? { n: kilobytes(state.here), total: kilobytes(state.total) } : { n: "0", total: "?" };
  if (word) return said(word, sizes);
  if (view.waits) return said("silent", { ...sizes, seconds: String(view.waits) });
  if (!state) return "";
  if (view.working) return said("working", sizes);
  if (state.updateBytes) return said("update", { n: kilobytes(state.updateBytes) });
  return state.complete ? said("kept", { date: day(state.published) }) : said(state.trouble || "partial", sizes);
}

/** @param {string} words with {{name}} @param {Object<string, string>} values */
export function fillWords(words, values) {
  return words.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

function kilobytes(bytes) {
  return String(Math.ceil(bytes / 1000));
}

/** @param {string|number} moment @returns {string} a day as the page's language writes it, with Latin digits */
function day(moment) {
  const lang = document.documentElement.lang;
  const locale = `${lang === "en" ? "en-GB" : lang}-u-ca-gregory-nu-latn`;
  return new Date(moment).toLocaleDateString(locale, { year: "numeric", month: "long", day: "numeric" });
}

/** On an iPhone only the home screen keeps a guide: a tab's storage is dropped after a week. */
function mustInstallFirst() {
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  return apple && !navigator.standalone;
}
