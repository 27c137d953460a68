// What a reader's page can do beyond HTML. Islands are found by data-island; their words are in the page.
// What it may use of the language: docs/phones.md.

/** Filled in by a script that is loaded only where a page needs it. @returns {Promise<void>} */
function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });
}

/** @param {string} template with `{{name}}` @param {Object<string, string>} values @returns {string} plain text */
export function fillWords(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

async function showOpen(places) {
  const { hoursJs, holidays, timezone } = document.body.dataset;
  await loadScript(hoursJs);
  const words = document.querySelector("[data-word-opens]").dataset;
  const given = { holidays: holidays.split(" "), timezone, now: new Date() };
  for (const place of places) {
    const { hours: week, onHolidays = "", dated = "" } = place.dataset;
    const state = Orientation.openState({ week, holidays: onHolidays, dated }, given);
    place.textContent = Orientation.openWords(state, words, document.documentElement.lang);
    place.classList.toggle("now", state.state === "open");
    place.hidden = false;
  }
}

/** By the phone's clock; one that is older than the edition is wrong: then it is at least the edition's day. */
function isPast(day) {
  const now = Math.max(Date.now(), Number(document.body.dataset.edition || 0) * 1000);
  return new Date(now).toISOString().slice(0, 10) >= day;
}

function showOverdue(element) {
  const day = element.dataset.reviewAfter;
  if (!isPast(day)) return;
  element.textContent = fillWords(document.body.dataset.wordOverdue, { date: dayWords(day, document.documentElement.lang) });
  element.hidden = false;
}

/** What was true too long ago gives way: hours and fees of the same place are shown no more. */
function showCallFirst(note) {
  if (!isPast(note.dataset.callFirst)) return;
  for (const old of note.parentNode.querySelectorAll("[data-old]")) {
    old.hidden = true;
    old.removeAttribute("data-hours");
  }
  note.textContent = document.body.dataset.wordCallFirst;
  note.hidden = false;
}

/** @param {string} day YYYY-MM-DD @param {string} lang @returns {string} as the page's language writes it, Latin digits */
export function dayWords(day, lang) {
  const format = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
  const locale = lang === "en" ? "en-GB" : lang; // "1 May", as the words of the server have it
  return new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, format).format(new Date(day));
}

function offerSharing(button) {
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const url = new URL(button.dataset.url || "", location.href).href;
    try {
      if (navigator.share) return await navigator.share({ title: document.title, url });
      await navigator.clipboard.writeText(url);
      button.textContent = document.body.dataset.wordCopied;
    } catch (error) {
      if (error.name !== "AbortError") button.textContent = url; // at least it can be read and copied by hand
    }
  });
}

/** The page leaves the history too: "back" does not return to it. */
function leaveFast(link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}

function deleteDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = resolve;
    request.onblocked = () => reject(new Error("another tab holds it"));
    request.onerror = () => reject(request.error);
  });
}

/** Safari 14 cannot list databases: those of this site are named in the page. */
async function databaseNames(known) {
  const found = indexedDB.databases ? await indexedDB.databases() : [];
  return new Set(found.map((one) => one.name).concat(known));
}

/** Tell a worker to stop and let go of its storage. One that does not answer in time is unregistered all the same. */
function silence(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    setTimeout(resolve, 3000);
    worker.postMessage({ do: "erase" }, [port2]);
  });
}

/** Empty what a page stores by itself. */
function forgetTicks() {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch (error) {
    // a browser that forbids storage has stored nothing
  }
}

/** Remove everything this site has left on the phone: first what is gone at once, then workers, so that none writes anew. */
export async function eraseEverything(known) {
  forgetTicks();
  const registrations = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
  for (const one of registrations) {
    await Promise.all([one.active, one.waiting, one.installing].filter(Boolean).map(silence));
    await one.unregister();
  }
  const told = fetch("/erase", { cache: "no-store" }).catch(() => {}); // the browser's own copies, where there is a network
  await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 3000))]);
  if (window.caches) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  for (const name of await databaseNames(known)) await deleteDatabase(name);
  if (indexedDB.databases && (await indexedDB.databases()).length) throw new Error("something is left");
}

function offerErasing(button) {
  const dialog = document.getElementById("erase");
  const status = dialog.querySelector("[role=status]");
  const close = () => (dialog.close ? dialog.close() : dialog.removeAttribute("open"));
  button.hidden = false;
  button.addEventListener("click", () => (dialog.showModal ? dialog.showModal() : dialog.setAttribute("open", "")));
  dialog.querySelector("[data-action=erase-cancel]").addEventListener("click", close);
  dialog.querySelector("[data-action=erase-now]").addEventListener("click", async () => {
    try {
      await eraseEverything(dialog.dataset.databases.split(" "));
      for (const box of document.querySelectorAll('[data-island="keep"]')) box.replaceWith("");
      status.textContent = status.dataset.wordDone;
    } catch (error) {
      status.textContent = status.dataset.wordFailed;
    }
  });
}

/** A messenger's own browser keeps nothing, or keeps it where nobody finds it again; plain http has no worker at all. */
function canKeep() {
  const messenger = /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|Telegram|Viber|WhatsApp|; wv\)/.test(navigator.userAgent);
  const bare = /iPhone|iPad/.test(navigator.userAgent) && !/Safari\//.test(navigator.userAgent) && !navigator.standalone;
  return "serviceWorker" in navigator && !messenger && !bare;
}

async function offerKeeping(box) {
  const able = canKeep();
  const { start } = able ? await import(box.dataset.src) : {};
  box.hidden = false;
  box.querySelector("[data-elsewhere]").hidden = able;
  if (able) start(box);
  else box.dataset.cannot = "";
}

async function offerGiving(link) {
  const { offerGiving: offer } = await import(document.body.dataset.handJs);
  offer(link);
}

async function offerAdding(box) {
  if (!canKeep()) return;
  const { offerAdding: offer } = await import(document.body.dataset.handJs);
  offer(box);
}

/** Not where a page must leave no trace. */
function offerPrinting(button) {
  button.hidden = Boolean(document.querySelector('[data-island="leave"]'));
  button.addEventListener("click", async () => (await import(document.body.dataset.handJs)).print());
}

function offerSuggestions(form) {
  form.addEventListener("focusin", async () => (await import(document.body.dataset.suggestJs)).start(form), { once: true });
}

/** An island whose script is named where it stands, since few pages have it. */
async function startOwn(box) {
  const { start } = await import(new URL(box.dataset.src, location.href).href);
  start(box, { fillWords, dayWords });
}

const question = { asked: false, slow: false }; // a second tap asks no second time; on a slow line numbers just call

/** A number asks before it calls. Where the script for it does not come in time, the link calls as links do. */
async function askFirst(event) {
  const link = event.target.closest('a[href^="tel:"]');
  const script = document.body.dataset.phrasesJs;
  if (!link || !script || link.closest("dialog") || !window.HTMLDialogElement || question.slow) return;
  event.preventDefault();
  if (question.asked) return;
  question.asked = true;
  try {
    const { ask } = await Promise.race([import(script), new Promise((_, reject) => setTimeout(reject, 1000))]);
    ask(link);
  } catch (error) {
    question.slow = true;
    location.href = link.href;
  }
  question.asked = false;
}

const ISLANDS = {
  share: offerSharing, leave: leaveFast, erase: offerErasing, keep: offerKeeping, give: offerGiving, add: offerAdding,
  suggest: offerSuggestions, print: offerPrinting,
};

for (const element of document.querySelectorAll("[data-island]")) {
  const start = ISLANDS[element.dataset.island] || (element.dataset.src && startOwn);
  if (start) start(element);
}
document.addEventListener("click", askFirst);
document.querySelectorAll("[data-review-after]").forEach(showOverdue);
document.querySelectorAll("[data-call-first]").forEach(showCallFirst);
const places = document.querySelectorAll("[data-hours]");
if (places.length) showOpen(places);
