// "Keep this guide on my phone": asks the service worker, and shows what it answers. Loaded by page.js, and only
// where a worker can run. All words stand in the page, as data-word-… of the box.

const ASK_AGAIN_MS = 5000; // a browser may stop a worker in the middle of its work

/** @param {HTMLElement} box the [data-island="keep"] of the page */
export async function start(box) {
  const guide = guideOf(box.dataset.base);
  const view = { box, guide, working: false, state: null };
  const on = (name, act) => box.querySelector(name).addEventListener(name.startsWith("[data-action") ? "click" : "change", act);
  navigator.serviceWorker.addEventListener("message", (event) => show(view, event.data));
  navigator.serviceWorker.startMessages();
  on('[data-action="keep"]', () => keep(view));
  on('[data-action="update"]', () => keep(view));
  on('[data-action="remove"]', () => ask({ do: "remove", guide }));
  on("[data-start] input", (event) => ask({ do: "start", guide, yes: event.target.checked }));
  box.hidden = false;
  setInterval(() => view.working && ask({ do: "state", guide }), ASK_AGAIN_MS);
  if (await registered()) ask({ do: "state", guide });
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
  const [region, locale] = view.guide.split("/");
  const host = view.box.querySelector("[data-with-host]");
  const withHost = !host.hidden && host.querySelector("input").checked;
  const guides = withHost ? [view.guide, `${region}/${host.dataset.withHost}`] : [view.guide];
  working(view, true);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  try {
    const known = await registered();
    const needed = guides.map((guide) => guide.split("/")[1]).concat((await verifiesEd25519()) ? [] : ["ed25519"]);
    const worker = await workerAt(workerUrl(known && known.scriptURL, needed));
    const style = document.querySelector("style").textContent;
    guides.forEach((guide) => worker.postMessage({ do: "keep", guide, style }));
  } catch (error) {
    working(view, false);
    showState(view, view.state, "failed");
  }
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
  if (message && message.erased) return showState(view, null, "");
  if (!message || !message.kept || message.guide !== view.guide) return;
  working(view, message.working && !message.word && !(message.state && message.state.complete && !view.working));
  view.box.querySelector("[data-start] input").checked = message.start;
  const gone = !message.kept.length && !message.word && !message.working;
  showState(view, message.state, gone ? "gone" : message.word);
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
  hide("[data-with-host]", whole || !box.querySelector("[data-with-host]").dataset.withHost);
  if (state && view.working) progress(box.querySelector("progress"), state);
  box.querySelector("[data-state]").textContent = sentence(view, state, word);
}

function progress(bar, state) {
  bar.max = state.total;
  bar.value = state.here;
}

function sentence(view, state, word) {
  const said = (name, values) => fillWords(view.box.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] || "", values);
  const sizes = state ? { n: kilobytes(state.here), total: kilobytes(state.total) } : {};
  if (word) return said(word, sizes);
  if (!state) return "";
  if (view.working) return said("working", sizes);
  if (state.updateBytes) return said("update", { n: kilobytes(state.updateBytes) });
  return state.complete ? said("kept", { date: day(state.published) }) : said("partial", sizes);
}

/** @param {string} words with {{name}} @param {Object<string, string>} values */
export function fillWords(words, values) {
  return words.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

function kilobytes(bytes) {
  return String(Math.ceil(bytes / 1000));
}

/** @returns {string} a day as the page's language writes it, with Latin digits */
function day(iso) {
  const lang = document.documentElement.lang;
  const locale = `${lang === "en" ? "en-GB" : lang}-u-ca-gregory-nu-latn`;
  return new Date(iso).toLocaleDateString(locale, { year: "numeric", month: "long", day: "numeric" });
}

/** On an iPhone only the home screen keeps a guide: a tab's storage is dropped after a week. */
function mustInstallFirst() {
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  return apple && !navigator.standalone;
}
