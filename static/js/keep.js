// "Keep this guide on my phone": asks the service worker, and shows what it answers. Loaded by page.js, and only
// where a worker can run. All words stand in the page, as data-word-… of the box.

/** @param {HTMLElement} box the [data-island="keep"] of the page */
export function start(box) {
  const guide = guideOf(box.dataset.base);
  const host = box.querySelector("[data-with-host] input");
  const view = { box, guide, kept: [], working: false };
  box.hidden = false;
  navigator.serviceWorker.addEventListener("message", (event) => show(view, event.data));
  navigator.serviceWorker.startMessages();
  box.querySelector('[data-action="keep"]').addEventListener("click", () => keep(view, host && host.checked));
  box.querySelector('[data-action="remove"]').addEventListener("click", () => ask({ do: "remove", guide }));
  const first = box.querySelector("[data-start] input");
  first.addEventListener("change", () => ask({ do: "start", guide, yes: first.checked }));
  if (navigator.serviceWorker.controller) ask({ do: "state", guide });
  else showState(view, null, mustInstallFirst() ? "ios" : "");
}

/** @param {string} base "/en/es-soria/" @returns {string} "es-soria/en" */
export function guideOf(base) {
  const [, locale, region] = base.split("/");
  return `${region}/${locale}`;
}

/** @param {string[]} kept locales @param {string[]} more @returns {string} the worker that can serve them all */
export function workerUrl(kept, more) {
  const locales = Array.from(new Set(kept.concat(more))).sort();
  return `/service-worker.js?with=${locales.join(",")}`;
}

async function keep(view, withHost) {
  const [region, locale] = view.guide.split("/");
  const host = view.box.querySelector("[data-with-host]");
  const guides = withHost ? [view.guide, `${region}/${host.dataset.withHost}`] : [view.guide];
  working(view, true);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  try {
    const url = workerUrl(view.kept, guides.map((guide) => guide.split("/")[1]));
    const worker = await workerAt(url);
    const style = document.querySelector("style").textContent;
    guides.forEach((guide) => worker.postMessage({ do: "keep", guide, style }));
  } catch (error) {
    working(view, false);
    showState(view, null, "failed");
  }
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
  const registration = await navigator.serviceWorker.ready;
  registration.active.postMessage(message);
}

/** Show what the worker tells of this page's guide. */
function show(view, message) {
  if (!message || !message.kept) return;
  view.kept = message.kept;
  if (message.guide !== view.guide) return;
  working(view, message.working && !message.word && !(message.state && message.state.complete));
  view.box.querySelector("[data-start] input").checked = message.start;
  showState(view, message.state, message.word);
}

function working(view, yes) {
  view.working = yes;
  const bar = view.box.querySelector("progress");
  bar.hidden = !yes;
  if (yes) bar.removeAttribute("value");
  view.box.querySelector('[data-action="keep"]').disabled = yes;
}

function showState(view, state, word) {
  const { box } = view;
  const whole = Boolean(state && state.complete);
  if (whole) box.dataset.kept = String(state.edition);
  else delete box.dataset.kept;
  box.querySelector('[data-action="remove"]').hidden = !state;
  box.querySelector("[data-start]").hidden = !whole;
  const host = box.querySelector("[data-with-host]");
  host.hidden = whole || !host.dataset.withHost;
  box.querySelector('[data-action="keep"]').hidden = whole && !state.updateBytes;
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
