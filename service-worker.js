// The service worker: it serves the guides that a reader keeps on the phone, at the same addresses as the server.
//
// Events    install, activate   take over at once
//           fetch               GET requests to this site, by the routes below
//           message             {do: "keep" | "remove" | "state" | "update" | "start", guide, …}; `tell` answers every page
// Routes    /<locale>/<region>/…          a kept guide: from the pack, the network is not asked
//           /static/…                     the copy that came with the shell, else the network
//           everything else               the network; without it a page that offers what is kept
// Stored    IndexedDB "orientation"
//             guides  "<region>/<locale>"  the pointer: manifest, complete or not, when kept, when last asked
//             parts   [guide, sha256]      which verified parts are here
//             pages   [guide, path, part]  page records; the pointer's manifest says which part counts
//             shells  sha256               a locale's slot templates, style, content security policy, assets
//             settings  "start"            the guide to open from the home screen, if the reader chose one
//           Cache "assets"                 static files by their versioned address
//
// What comes from the network is verified by its SHA-256 before it is kept; the pointer moves last, in one
// transaction. The worker is registered as /service-worker.js?with=ar,es: the stemmers of the kept locales.

"use strict";

const VERSION = "fe197be9"; // stamped by `make stamp`: a digest of the scripts below
const WITH = (new URL(self.location.href).searchParams.get("with") || "").split(",").filter(Boolean);
const STEMMERS = { ar: "arabic", de: "german", el: "greek", en: "english", es: "spanish", fr: "french", ru: "russian", tr: "turkish" };
const MARKUP = 1; // of fragments; a guide with a newer one waits for a newer worker
const ASK_EVERY_MS = 24 * 60 * 60 * 1000;
const TAKE_BY_ITSELF_BYTES = 20000; // a larger update is offered, not taken
const RESULTS = 10;

importScripts(...scripts(WITH).map((path) => `${path}?v=${VERSION}`));

/** @param {string[]} locales @returns {string[]} what serving them takes: orientation/web/scripts.py, and their stemmers */
function scripts(locales) {
  const stemmers = locales.filter((locale) => locale in STEMMERS).map((locale) => STEMMERS[locale]);
  return ["/worker-scripts.js"].concat(stemmers.map((name) => `/static/vendor/snowball/${name}-stemmer.js`));
}

// ---------------------------------------------------------------------------------------------------- events

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event, url));
});

self.addEventListener("message", (event) => {
  const { do: what, guide, style, yes } = event.data || {};
  const acts = {
    keep: () => keep(guide, style),
    update: () => keep(guide, style),
    remove: () => remove(guide),
    start: () => startWith(guide, yes),
    state: () => tell(guide),
  };
  if (acts[what]) event.waitUntil(acts[what]());
});

// ---------------------------------------------------------------------------------------------------- routes

/** A static file: the kept copy, else the network. */
async function asset(request) {
  const kept = await caches.match(request.url);
  return kept || fetch(request);
}

/** A page: from a kept guide at once; else from the network; else one that says what is kept. */
async function page(event, url) {
  const kept = await fromPhone(event, url).catch(() => null); // a phone whose storage fails still has the network
  if (kept) return kept;
  try {
    return await fetch(event.request);
  } catch (error) {
    return notKept(url);
  }
}

/** @returns {Promise<?Response>} the page from a kept guide; null where the network should be asked */
async function fromPhone(event, url) {
  if (url.pathname === "/" && url.searchParams.has("start")) return startPage(url);
  const place = placeOf(url);
  const guide = place && (await get("guides", place.guide));
  const kept = guide && (await keptPage(guide, place, url));
  if (kept) event.waitUntil(askOnceADay(guide));
  return kept;
}

/** @returns {Promise<?Response>} the way to the guide that the reader chose to start with; null where none was chosen */
async function startPage(url) {
  const start = await get("settings", "start");
  const guide = start && (await get("guides", start.guide));
  return guide ? Response.redirect(new URL(`/${guide.locale}/${guide.region}/`, url).href, 302) : null;
}

async function startWith(id, yes) {
  await write(["settings"], (stores) => (yes ? stores.settings.put({ key: "start", guide: id }) : stores.settings.delete("start")));
  await tell(id);
}

/** @returns {?{guide: string, locale: string, region: string, path: string}} what an address asks for, in a guide */
function placeOf(url) {
  const found = /^\/([A-Za-z-]{2,})\/([a-z0-9-]+)\/(.*)$/.exec(url.pathname);
  return found && { locale: found[1], region: found[2], path: found[3], guide: `${found[2]}/${found[1]}` };
}

/** @returns {Promise<?Response>} the page from the pack; null where the network should be asked */
async function keptPage(guide, place, url) {
  const shell = await get("shells", guide.manifest.shell);
  if (!shell || /\.(pdf|html|json)$/.test(place.path)) return null;
  if (place.path === "search/") return searchPage(guide, shell, url);
  const counter = /^(.+)with\/([^/]+)\/$/.exec(place.path);
  if (counter) return counterPage(guide, shell, counter[1], counter[2]);
  if (place.path && !place.path.endsWith("/")) return Response.redirect(url.pathname + "/" + url.search, 301);
  const record = await findPage(guide, url.pathname);
  if (!record) return guide.complete ? notFound(guide, shell, url.pathname) : null;
  if (record.kind === "moved") return Response.redirect(new URL(record.target, url).href, 301);
  return wholePage(guide, shell, record, record.kind === "removed" ? 410 : 200);
}

// ----------------------------------------------------------------------------------------------------- pages

/** Set a page's fragment into the shell, as orientation/web/shells.py does. */
async function wholePage(guide, shell, record, status) {
  const host = guide.frame.host && (await get("guides", `${guide.region}/${guide.frame.host}`));
  const html = Orientation.fill(shell.slots.shell, shellValues(guide, shell, record, host));
  return htmlResponse(html, shell, status);
}

function shellValues(guide, shell, record, host) {
  const frame = guide.frame;
  const base = `/${guide.locale}/${guide.region}/`;
  const path = record.path.slice(base.length);
  return {
    style: shell.styleText,
    sos: frame.emergency ? base + frame.emergency : "tel:112",
    title: record.title,
    main: record.html,
    kind: record.kind,
    base,
    path,
    region: frame.name,
    helper: frame.helper,
    responsible: frame.responsible,
    edition: String(guide.manifest.edition),
    published: guide.manifest.published.slice(0, 10),
    timezone: frame.timezone,
    holidays: frame.holidays.join(" "),
    languages: languageLinks(guide, shell, path),
    host: frame.host,
    host_name: frame.host_name,
    kb: String(kilobytes(guide.manifest.pack.wire_bytes) + shell.first_kb),
    host_kb: host ? String(kilobytes(host.manifest.pack.wire_bytes) + shell.second_kb) : "",
  };
}

function languageLinks(guide, shell, path) {
  const others = guide.frame.languages.filter(([tag]) => tag !== guide.locale);
  const link = ([tag, name]) => Orientation.fill(shell.slots.language, { href: `/${tag}/${guide.region}/${path}`, tag, name });
  return others.map(link).join("");
}

function kilobytes(bytes) {
  return Math.ceil(bytes / 1000);
}

function htmlResponse(html, shell, status) {
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": shell.csp,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
  };
  return new Response(html, { status, headers });
}

/** The same entry in two languages side by side, when both guides are kept. */
async function counterPage(guide, shell, path, other) {
  const theirGuide = await get("guides", `${guide.region}/${other}`);
  const theirShell = theirGuide && (await get("shells", theirGuide.manifest.shell));
  const mine = await findPage(guide, `/${guide.locale}/${guide.region}/${path}`);
  const theirs = theirShell && (await findPage(theirGuide, `/${other}/${guide.region}/${path}`));
  if (!mine || !theirs) return null;
  const main = Orientation.fill(shell.slots.counter, {
    title: mine.title,
    mine: told(mine.html) + state(mine.html),
    mine_lang: guide.locale,
    mine_dir: shell.direction,
    theirs: told(theirs.html).replace(/h1>/g, "h2>") + state(theirs.html), // a page has one <h1>
    theirs_lang: other,
    theirs_dir: theirShell.direction,
  });
  return wholePage(guide, shell, { path: `${mine.path}with/${other}/`, title: mine.title, html: main, kind: "counter" }, 200);
}

/** @returns {string} what an entry's fragment tells, its links as they must be two levels deeper; twin: web/reader.py */
function told(html) {
  const text = html.slice(html.indexOf("<!--c-->") + 8, html.indexOf("<!--/c-->"));
  return text.replace(/href="(?![a-z]+:|#|\/)/g, 'href="../../');
}

/** @returns {string} the sentence of an entry's fragment on who checked it; twin: web/reader.py */
function state(html) {
  const found = /<p data-translation=[^>]*>[^<]*/.exec(html);
  return found ? found[0] : "";
}

async function notFound(guide, shell, path) {
  const base = `/${guide.locale}/${guide.region}/`;
  const html = Orientation.fill(shell.slots.not_found, { base });
  return wholePage(guide, shell, { path, title: shell.titles.not_found, html, kind: "not-found" }, 404);
}

/** Say that a page is not on the phone, in the reader's language where one of its guides is kept. */
async function notKept(url) {
  const guides = await getAll("guides");
  const wanted = url.pathname.split("/")[1];
  const speaker = guides.find((one) => one.locale === wanted) || guides[0];
  const shell = speaker && (await get("shells", speaker.manifest.shell));
  if (!shell) return Response.error();
  const offer = (one) => Orientation.fill(shell.slots.offer, { href: `/${one.locale}/${one.region}/`, name: nameOf(one) });
  const main = Orientation.fill(shell.slots.not_kept, { offers: guides.map(offer).join("") });
  const html = Orientation.fill(shell.slots.plain, { style: shell.styleText, title: shell.titles.not_kept, main });
  return htmlResponse(html, shell, 503);
}

function nameOf(guide) {
  const language = guide.frame.languages.find(([tag]) => tag === guide.locale);
  return `${guide.frame.name} · ${language ? language[1] : guide.locale}`;
}

// ---------------------------------------------------------------------------------------------------- search

const indexes = new Map(); // guide → {edition, parts, index}: built when first asked, lost with the worker

async function searchPage(guide, shell, url) {
  const asked = (url.searchParams.get("q") || "").slice(0, 200).trim();
  const hits = asked ? Orientation.search.search(await indexOf(guide), asked, RESULTS) : [];
  const html = Orientation.fill(shell.slots.search, { q: asked, results: asked ? resultsHtml(shell, hits) : "" });
  const record = { path: url.pathname, title: shell.titles.search, html, kind: "search" };
  return wholePage(guide, shell, record, 200);
}

function resultsHtml(shell, hits) {
  if (!hits.length) return shell.slots.results_none;
  const result = ({ path, title, snippet }) => Orientation.fill(shell.slots.result, { href: path, title, snippet });
  return hits.map(result).join("");
}

async function indexOf(guide) {
  const known = indexes.get(guide.id);
  if (known && known.edition === guide.manifest.edition && known.parts === guide.here) return known.index;
  const index = Orientation.search.build(await pagesOf(guide), guide.locale);
  indexes.set(guide.id, { edition: guide.manifest.edition, parts: guide.here, index });
  return index;
}

// ------------------------------------------------------------------------------------------------------ sync

const running = new Map(); // guide → promise: one download of a guide at a time

/** Keep a guide, or bring a kept one up to date. Whatever is cut short is taken up again by the next call. */
async function keep(id, style) {
  if (!running.has(id)) running.set(id, download(id, style).finally(() => running.delete(id)));
  return running.get(id);
}

async function download(id, style) {
  try {
    const manifest = await fetchManifest(id);
    const before = await get("guides", id);
    if (before && before.complete && before.manifest.edition === manifest.edition) return await asked(before);
    if (before && before.manifest.edition > manifest.edition) throw new Refused("older edition");
    await fetchShell(manifest.shell, style);
    await fetchParts(id, manifest, before);
    await finish(id, manifest);
    await tell(id);
  } catch (error) {
    await tell(id, wordFor(error));
  }
}

class Refused extends Error {}

/** @returns {string} which sentence the page shows: refused, full or failed */
function wordFor(error) {
  if (error instanceof Refused) return "refused";
  return error && error.name === "QuotaExceededError" ? "full" : "failed";
}

async function fetchManifest(id) {
  const [region, locale] = id.split("/");
  const response = await fetch(`/packs/${region}/${locale}.json`, { cache: "no-cache" });
  if (!response.ok) throw new Error(`manifest: ${response.status}`);
  const manifest = await response.json().catch(() => { throw new Refused("not a manifest"); });
  if (manifest.region !== region || manifest.locale !== locale) throw new Refused("another guide");
  if (manifest.markup > MARKUP) throw new Error("newer markup: wait for the new worker");
  return manifest;
}

/** Keep a shell with its style and assets, unless they are here. style: the page's own, which is most likely the one. */
async function fetchShell(sha256, style) {
  if (await get("shells", sha256)) return;
  const shell = JSON.parse(text(await fetchBlob(sha256)));
  const same = style && (await digest(new TextEncoder().encode(style))) === shell.style;
  const styleText = same ? style : text(await fetchBlob(shell.style));
  const cache = await caches.open("assets");
  for (const path of shell.assets) {
    if (!(await cache.match(path))) await cache.add(path);
  }
  await write(["shells"], (stores) => stores.shells.put(Object.assign(shell, { sha256, styleText })));
}

function text(bytes) {
  return new TextDecoder().decode(bytes);
}

async function fetchBlob(sha256) {
  const response = await fetch(`/packs/blobs/${sha256}`);
  if (!response.ok) throw new Error(`blob: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await digest(bytes)) !== sha256) throw new Refused("wrong hash");
  return bytes;
}

/** Bring every part here: as one stream when most are missing, else each by itself. */
async function fetchParts(id, manifest, before) {
  const here = new Set((await getAll("parts", keysOf(id))).map((part) => part.sha256));
  const missing = manifest.parts.filter((part) => !here.has(part.sha256));
  const separately = missing.reduce((sum, part) => sum + part.wire_bytes, 0);
  const keepPart = (part, bytes) => storePart(id, manifest, part, bytes, before);
  await tell(id);
  if (here.size && separately < manifest.pack.wire_bytes) {
    for (const part of missing) await keepPart(part, await fetchBlob(part.sha256));
  } else if (missing.length) {
    await streamPack(manifest, new Set(missing), keepPart);
  }
}

/** Read the pack and hand on each part as soon as its bytes are here and verified. */
async function streamPack(manifest, missing, keepPart) {
  const response = await fetch(`/packs/blobs/${manifest.pack.sha256}`);
  if (!response.ok) throw new Error(`pack: ${response.status}`);
  const read = byteReader(response.body.getReader());
  for (const part of manifest.parts) {
    const bytes = await read(part.bytes);
    if ((await digest(bytes)) !== part.sha256) throw new Refused("wrong hash");
    if (missing.has(part)) await keepPart(part, bytes);
  }
}

/** @returns {function(number): Promise<Uint8Array>} that gives the next so many bytes of a stream */
function byteReader(reader) {
  let held = new Uint8Array(0);
  return async (wanted) => {
    const chunks = [held];
    let size = held.length;
    while (size < wanted) {
      const { done, value } = await reader.read();
      if (done) throw new Error("the line died");
      chunks.push(value);
      size += value.length;
    }
    const all = joined(chunks, size);
    held = all.slice(wanted);
    return all.slice(0, wanted);
  };
}

function joined(chunks, size) {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Keep one verified part; at a first download its pages count at once, marked incomplete. */
async function storePart(id, manifest, part, bytes, before) {
  const value = JSON.parse(text(bytes));
  const [region, locale] = id.split("/");
  await write(["pages", "parts", "guides"], async (stores) => {
    value.pages.forEach((page) => stores.pages.put(Object.assign(wholeRecord(page), { guide: id, part: part.sha256 })));
    stores.parts.put({ guide: id, sha256: part.sha256, wire_bytes: part.wire_bytes, frame: value.frame });
    if (before && before.complete) return;
    const known = await result(stores.guides.get(id));
    const frame = value.frame || (known && known.frame);
    const here = (known && known.manifest.edition === manifest.edition ? known.here : 0) + part.wire_bytes;
    if (frame) stores.guides.put({ id, region, locale, manifest, frame, here, complete: false, askedAt: Date.now() });
  });
  await tell(id);
}

/** Put back what orientation/packs/parts.py left out of a page to save bytes. */
function wholeRecord(page) {
  const heading = `<h1>${Orientation.escapeHtml(page.title)}</h1>`;
  return Object.assign({ kind: "entry" }, page, { html: page.html.replace("<h1></h1>", () => heading) });
}

/** Move the pointer to the new edition and drop what only the old one needed, in one transaction. */
async function finish(id, manifest) {
  const [region, locale] = id.split("/");
  const wanted = new Set(manifest.parts.map((part) => part.sha256));
  await write(["pages", "parts", "guides", "shells"], async (stores) => {
    const parts = await result(stores.parts.getAll(keysOf(id)));
    const frame = parts.find((part) => part.sha256 === manifest.parts[0].sha256).frame;
    const now = Date.now();
    const here = manifest.pack.wire_bytes;
    stores.guides.put({ id, region, locale, manifest, frame, here, complete: true, keptAt: now, askedAt: now });
    parts.filter((part) => !wanted.has(part.sha256)).forEach((part) => stores.parts.delete([id, part.sha256]));
    await eachKey(stores.pages, keysOf(id), (key) => wanted.has(key[2]) || stores.pages.delete(key));
  });
  indexes.delete(id);
}

async function remove(id) {
  await write(["pages", "parts", "guides"], (stores) => {
    stores.guides.delete(id);
    stores.parts.delete(keysOf(id));
    stores.pages.delete(keysOf(id));
  });
  indexes.delete(id);
  await tell(id, "removed");
}

/** Ask for a newer edition once a day, unless the reader saves data; a small one is taken by itself. */
async function askOnceADay(guide) {
  const saving = self.navigator.connection && self.navigator.connection.saveData;
  if (saving || Date.now() - guide.askedAt < ASK_EVERY_MS) return;
  const manifest = await fetchManifest(guide.id).catch(() => null);
  if (!manifest) return; // a failed question never counts as asked
  if (manifest.edition === guide.manifest.edition) await asked(guide);
  else if ((await missingBytes(guide.id, manifest)) <= TAKE_BY_ITSELF_BYTES) await keep(guide.id);
  else await asked(guide, await missingBytes(guide.id, manifest));
}

async function missingBytes(id, manifest) {
  const here = new Set((await getAll("parts", keysOf(id))).map((part) => part.sha256));
  const missing = manifest.parts.filter((part) => !here.has(part.sha256));
  return Math.min(manifest.pack.wire_bytes, missing.reduce((sum, part) => sum + part.wire_bytes, 0));
}

async function asked(guide, updateBytes) {
  await write(["guides"], (stores) => stores.guides.put(Object.assign(guide, { askedAt: Date.now(), updateBytes: updateBytes || 0 })));
  await tell(guide.id);
}

/** Tell every open page how a guide stands. */
async function tell(id, word) {
  const guide = await get("guides", id);
  const state = guide
    ? { edition: guide.manifest.edition, complete: guide.complete, here: guide.here, keptAt: guide.keptAt || 0,
        total: guide.manifest.pack.wire_bytes, published: guide.manifest.published, updateBytes: guide.updateBytes || 0 }
    : null;
  const kept = (await getAll("guides")).map((one) => one.locale);
  const start = ((await get("settings", "start")) || {}).guide === id;
  const message = { guide: id, state, word: word || "", working: running.has(id), kept, start };
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  pages.forEach((client) => client.postMessage(message));
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --------------------------------------------------------------------------------------------------- storage

let opened = null;

function database() {
  opened = opened || new Promise((resolve, reject) => {
    const request = indexedDB.open("orientation", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("guides", { keyPath: "id" });
      request.result.createObjectStore("parts", { keyPath: ["guide", "sha256"] });
      request.result.createObjectStore("pages", { keyPath: ["guide", "path", "part"] });
      request.result.createObjectStore("shells", { keyPath: "sha256" });
      request.result.createObjectStore("settings", { keyPath: "key" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opened = null; };
      request.result.onclose = () => { opened = null; };
      resolve(request.result);
    };
    request.onerror = () => { opened = null; reject(request.error); };
  });
  return opened;
}

/** Run `change` in one transaction over these stores: all of it is kept, or nothing. */
async function write(names, change) {
  const transaction = (await database()).transaction(names, "readwrite");
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  await change(stores);
  return done;
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function get(name, key) {
  return result((await database()).transaction(name).objectStore(name).get(key));
}

async function getAll(name, range) {
  return result((await database()).transaction(name).objectStore(name).getAll(range));
}

/** All keys of one guide, in stores whose key begins with it. */
function keysOf(id) {
  return IDBKeyRange.bound([id], [id, []]);
}

function eachKey(store, range, visit) {
  return new Promise((resolve, reject) => {
    const request = store.openKeyCursor(range);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      if (!request.result) return resolve();
      visit(request.result.primaryKey);
      request.result.continue();
    };
  });
}

/** @returns {Promise<?Object>} a page of the edition the pointer names */
async function findPage(guide, path) {
  const found = await getAll("pages", IDBKeyRange.bound([guide.id, path], [guide.id, path, []]));
  const parts = new Set(guide.manifest.parts.map((part) => part.sha256));
  return found.find((page) => parts.has(page.part)) || null;
}

async function pagesOf(guide) {
  const parts = new Set(guide.manifest.parts.map((part) => part.sha256));
  return (await getAll("pages", keysOf(guide.id))).filter((page) => parts.has(page.part));
}
