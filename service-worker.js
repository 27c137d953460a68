// The service worker: it serves the guides that a reader keeps on the phone, at the same addresses as the server.
//
// Events    install, activate   take over at once
//           fetch               GET requests to this site, by the routes below
//           message             {do: "keep" | "update" | "remove" | "state" | "start" | "erase", guide, …};
//                               `tell` answers every page
// Routes    /<locale>/<region>/…          a kept guide: from the pack, the network is not asked
//           /static/…                     the copy that came with the shell, else the network
//           everything else               the network; without it a page that offers what is kept
// Stored    IndexedDB "orientation"
//             guides  "<region>/<locale>"  the pointer: manifest, frame, complete or not, when kept, when last asked.
//                                          It stands from the first byte to "remove": without it nothing is written
//             parts   [guide, sha256]      which verified parts are here
//             pages   [guide, path, part]  page records; the pointer's manifest says which part counts
//             shells  sha256               a locale's slot templates, style, content security policy, assets
//             settings  "start"            the guide to open from the home screen, if the reader chose one
//                       "key"              the site's public key, pinned when the first guide is kept
//           Cache "assets"                 static files by their versioned address
//
// What comes from the network is verified before it is kept: the manifest by its signature, all else by the SHA-256
// that the manifest names. The pointer moves last, in one transaction. The worker is registered as
// /service-worker.js?with=ar,ed25519,es: the stemmers of the kept locales, and a verifier where WebCrypto has none.

"use strict";

const VERSION = "26329dbe"; // stamped by `make stamp`: a digest of the scripts below
const WITH = (new URL(self.location.href).searchParams.get("with") || "").split(",").filter(Boolean);
const STEMMERS = { ar: "arabic", de: "german", el: "greek", en: "english", es: "spanish", fr: "french", ru: "russian", tr: "turkish" };
const MARKUP = 1; // of fragments; a guide with a newer one waits for a newer worker
const ASK_EVERY_MS = 24 * 60 * 60 * 1000;
const TRY_AGAIN_MS = 60 * 60 * 1000; // after a question or an update that failed
const TAKE_BY_ITSELF_BYTES = 20000; // a larger update is offered, not taken
const RESULTS = 10;

importScripts(...scripts(WITH).map((path) => `${path}?v=${VERSION}`));

/** @param {string[]} locales @returns {string[]} what serving them takes: orientation/web/scripts.py, and their stemmers */
function scripts(locales) {
  const languages = locales.map((locale) => STEMMERS[locale.split("-")[0]]).filter(Boolean);
  const stemmers = Array.from(new Set(languages));
  const verifier = locales.includes("ed25519") ? ["/static/vendor/ed25519/ed25519.js"] : [];
  return ["/worker-scripts.js"].concat(verifier, stemmers.map((name) => `/static/vendor/snowball/${name}-stemmer.js`));
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
    erase: () => erase(event.ports[0]),
  };
  if (acts[what]) event.waitUntil(acts[what]().catch(() => {})); // the page asks again when it hears nothing
});

// ---------------------------------------------------------------------------------------------------- routes

/** A static file: the kept copy, else the network. */
async function asset(request) {
  const kept = await caches.match(request.url).catch(() => null);
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
  const kept = guide && guide.frame && (await keptPage(guide, place, url));
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

/** @returns {?{guide: string, path: ?string}} what an address asks for, in a guide; path null without its slash */
function placeOf(url) {
  const found = /^\/([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\/([a-z0-9-]+)(\/.*)?$/.exec(url.pathname);
  if (!found || found[1] === "packs") return null;
  return { path: found[3] === undefined ? null : found[3].slice(1), guide: `${found[2]}/${found[1]}` };
}

/** @returns {Promise<?Response>} the page from the pack; null where the network should be asked */
async function keptPage(guide, place, url) {
  const shell = await get("shells", guide.manifest.shell);
  if (!shell) return null;
  if (place.path === null) return Response.redirect(url.pathname + "/" + url.search, 301);
  if (/\.(pdf|html|json)$/.test(place.path)) return null;
  if (place.path === "search/") return searchPage(guide, shell, url);
  const counter = /^([^/]+\/[^/]+\/)with\/([^/]+)\/$/.exec(place.path);
  if (counter) return counterPage(guide, shell, counter[1], counter[2]);
  if (place.path && !place.path.endsWith("/")) return Response.redirect(url.pathname + "/" + url.search, 301);
  const found = await readPage(guide.id, url.pathname);
  if (!found.page) return found.guide && found.guide.complete ? notFound(guide, shell, url.pathname) : null;
  if (found.page.kind === "moved") return Response.redirect(new URL(found.page.target, url).href, 301);
  return wholePage(guide, shell, found.page, found.page.kind === "removed" ? 410 : 200);
}

// ----------------------------------------------------------------------------------------------------- pages

/** Set a page's fragment into the shell, as orientation/web/shells.py does. */
async function wholePage(guide, shell, record, status) {
  const host = guide.frame.host && (await get("guides", `${guide.region}/${guide.frame.host}`));
  const html = fillSlot(shell, "shell", shellValues(guide, shell, record, host));
  return htmlResponse(html, shell, status);
}

function shellValues(guide, shell, record, host) {
  const frame = guide.frame;
  const base = `/${guide.locale}/${guide.region}/`;
  const path = record.path.slice(base.length);
  return {
    style: shell.styleText,
    sos: frame.emergency ? base + frame.emergency : "tel:112",
    crumb: crumb(guide, shell, base, record),
    title: record.title,
    main: record.html,
    kind: record.kind,
    base,
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

/** @returns {string} the way up from an entry to its topic */
function crumb(guide, shell, base, record) {
  const topic = record.path.slice(base.length).split("/")[0];
  const found = (guide.frame.topics || []).find(([slug]) => slug === topic);
  return found && record.kind === "entry" ? fillSlot(shell, "crumb", { href: `${base}${topic}/`, name: found[1] }) : "";
}

function languageLinks(guide, shell, path) {
  const others = guide.frame.languages.filter(([tag]) => tag !== guide.locale);
  const link = ([tag, name]) => fillSlot(shell, "language", { href: `/${tag}/${guide.region}/${path}`, tag, name });
  return others.map(link).join("");
}

/** Fill a slot. A kept shell may be older than this worker: a marker it no longer knows is left empty. */
function fillSlot(shell, name, values) {
  const template = shell.slots[name] || "";
  const all = {};
  for (const marker of template.match(/\{\{\w+\}\}/g) || []) all[marker.slice(2, -2)] = "";
  return Orientation.fill(template, Object.assign(all, values));
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
  const mine = (await readPage(guide.id, `/${guide.locale}/${guide.region}/${path}`)).page;
  const theirs = theirShell && (await readPage(theirGuide.id, `/${other}/${guide.region}/${path}`)).page;
  if (!mine || !theirs || mine.kind !== "entry" || theirs.kind !== "entry") return null;
  const main = fillSlot(shell, "counter", {
    title: mine.title,
    safety: safety(mine.html),
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

/** @returns {string} what keeps the reader of a sensitive entry safe: leaving at once, the list of calls; twin: web/reader.py */
function safety(html) {
  return (html.match(/<!--s-->[^]*?<!--\/s-->/g) || []).join("");
}

/** @returns {string} the sentence of an entry's fragment on who checked it; twin: web/reader.py */
function state(html) {
  const found = /<p data-translation=[^>]*>[^<]*/.exec(html);
  return found ? found[0] : "";
}

async function notFound(guide, shell, path) {
  const base = `/${guide.locale}/${guide.region}/`;
  const html = fillSlot(shell, "not_found", { base });
  return wholePage(guide, shell, { path, title: shell.titles.not_found, html, kind: "not-found" }, 404);
}

/** Say that a page is not on the phone, in the reader's language where one of its guides is kept. */
async function notKept(url) {
  const guides = (await getAll("guides")).filter((guide) => guide.frame);
  const wanted = url.pathname.split("/")[1];
  const speaker = guides.find((one) => one.locale === wanted) || guides[0];
  const shell = speaker && (await get("shells", speaker.manifest.shell));
  if (!shell) return Response.error();
  const offer = (one) => fillSlot(shell, "offer", { href: `/${one.locale}/${one.region}/`, name: nameOf(one) });
  const main = fillSlot(shell, "not_kept", { offers: guides.map(offer).join("") });
  const html = fillSlot(shell, "plain", { style: shell.styleText, title: shell.titles.not_kept, main });
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
  const html = fillSlot(shell, "search", { q: asked, results: asked ? resultsHtml(shell, hits) : "" });
  const record = { path: url.pathname, title: shell.titles.search, html, kind: "search" };
  return wholePage(guide, shell, record, 200);
}

function resultsHtml(shell, hits) {
  if (!hits.length) return shell.slots.results_none;
  return hits.map(({ path, title, snippet }) => fillSlot(shell, "result", { href: path, title, snippet })).join("");
}

async function indexOf(guide) {
  const known = indexes.get(guide.id);
  if (known && known.edition === guide.manifest.edition && known.here === guide.here) return known.index;
  const index = Orientation.search.build(await readPages(guide.id), guide.locale);
  indexes.set(guide.id, { edition: guide.manifest.edition, here: guide.here, index });
  return index;
}

// ------------------------------------------------------------------------------------------------------ sync

const running = new Map(); // guide → {promise, stop}: one download of a guide at a time
let erased = false; // from "Erase everything" until a guide is kept anew, nothing is stored

class Refused extends Error {} // what came is not what was promised
class Stopped extends Error {} // the reader removed the guide meanwhile

/** Keep a guide, or bring a kept one up to date. Whatever is cut short is taken up again by the next call. */
async function keep(id, style, manifest) {
  erased = false;
  if (!running.has(id)) {
    const control = new AbortController();
    const promise = download(id, { style, manifest, signal: control.signal }).finally(() => running.delete(id));
    running.set(id, { promise, stop: () => control.abort() });
  }
  const word = await running.get(id).promise;
  await tell(id, word);
}

/** @returns {Promise<string>} "" when all is here, else which sentence the page shows: refused, full or failed */
async function download(id, { style, manifest, signal }) {
  try {
    const newest = manifest || (await fetchManifest(id, signal));
    const before = await begin(id, newest);
    if (before.complete && before.manifest.edition === newest.edition) return await asked(before);
    if (before.manifest.edition > newest.edition) throw new Refused("older edition");
    await fetchShell(newest.shell, style, signal);
    await fetchParts(id, newest, signal);
    await finish(id, newest);
    await dropUnused();
    return "";
  } catch (error) {
    return wordFor(error);
  }
}

function wordFor(error) {
  if (error instanceof Stopped || error.name === "AbortError") return "";
  if (error instanceof Refused) return "refused";
  return error.name === "QuotaExceededError" ? "full" : "failed";
}

/** Put up the guide's row, unless it is there, and return it. */
async function begin(id, manifest) {
  const [region, locale] = id.split("/");
  const row = { id, region, locale, manifest, here: 0, complete: false, askedAt: Date.now() };
  await write(["guides"], async (stores) => (await result(stores.guides.get(id))) || stores.guides.put(row));
  await tell(id);
  return (await get("guides", id)) || row;
}

async function fetchManifest(id, signal) {
  const [region, locale] = id.split("/");
  const response = await fetch(`/packs/${region}/${locale}.json`, { cache: "no-cache", signal });
  if (!response.ok) throw new Error(`manifest: ${response.status}`);
  const words = await response.text();
  const manifest = parsed(words);
  if (manifest.region !== region || manifest.locale !== locale) throw new Refused("another guide");
  await checkSignature(words, manifest);
  if (manifest.markup > MARKUP) throw new Error("newer markup: wait for the new worker");
  return manifest;
}

function parsed(words) {
  try {
    return JSON.parse(words);
  } catch (error) {
    throw new Refused("not a manifest"); // a captive portal's page, most likely
  }
}

/** Refuse a manifest that its key did not sign, or another key than the one pinned at first use. */
async function checkSignature(words, manifest) {
  const pinned = await get("settings", "key");
  if (pinned && pinned.value !== manifest.key) throw new Refused("another key");
  const signed = new TextEncoder().encode(words.replace(`"signature":"${manifest.signature}",`, ""));
  if (!(await isSigned(signed, bytesOf(manifest.signature), bytesOf(manifest.key)))) throw new Refused("wrong signature");
  if (!pinned) await write(["settings"], (stores) => stores.settings.put({ key: "key", value: manifest.key }));
}

/** @param {Uint8Array} signed @param {Uint8Array} signature @param {Uint8Array} key @returns {Promise<boolean>} RFC 8032 */
async function isSigned(signed, signature, key) {
  if (self.nobleEd25519) return nobleEd25519.verifyAsync(signature, signed, key).catch(() => false);
  const imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, signed);
}

/** @param {string} hex @returns {Uint8Array} */
function bytesOf(hex) {
  return Uint8Array.from((hex || "").match(/../g) || [], (pair) => parseInt(pair, 16));
}

/** Keep a shell with its style and assets, unless they are here. style: the page's own, which is most likely the one. */
async function fetchShell(sha256, style, signal) {
  if (await get("shells", sha256)) return;
  const shell = JSON.parse(text(await fetchBlob(sha256, signal)));
  const same = style && (await digest(new TextEncoder().encode(style))) === shell.style;
  const styleText = same ? style : text(await fetchBlob(shell.style, signal));
  for (const [path, hash] of shell.assets) await keepAsset(path, hash, signal);
  await write(["shells"], (stores) => stores.shells.put(Object.assign(shell, { sha256, styleText })));
}

async function keepAsset(path, sha256, signal) {
  const cache = await caches.open("assets");
  if (await cache.match(path)) return;
  const response = await fetch(path, { signal });
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  if (!response.ok || (await digest(bytes)) !== sha256) throw new Error(`${path}: not the file that was promised`);
  await cache.put(path, response);
}

function text(bytes) {
  return new TextDecoder().decode(bytes);
}

async function fetchBlob(sha256, signal) {
  const response = await fetch(`/packs/blobs/${sha256}`, { cache: "no-store", signal });
  if (!response.ok) throw new Error(`blob: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await digest(bytes)) !== sha256) throw new Refused("wrong hash");
  return bytes;
}

/** Bring every part here: as one stream when most are missing, else each by itself. */
async function fetchParts(id, manifest, signal) {
  const missing = await missingParts(id, manifest);
  const separately = missing.reduce((sum, part) => sum + part.wire_bytes, 0);
  if (missing.length < manifest.parts.length && separately < manifest.pack.wire_bytes) {
    for (const part of missing) await storePart(id, manifest, part, await fetchBlob(part.sha256, signal));
  } else if (missing.length) {
    await streamPack(id, manifest, missing, signal);
  }
}

async function missingParts(id, manifest) {
  const here = new Set((await getAll("parts", keysOf(id))).map((part) => part.sha256));
  return manifest.parts.filter((part) => !here.has(part.sha256));
}

/** Read the pack and keep each part as soon as its bytes are here and verified. */
async function streamPack(id, manifest, missing, signal) {
  const response = await fetch(`/packs/blobs/${manifest.pack.sha256}`, { cache: "no-store", signal });
  if (!response.ok) throw new Error(`pack: ${response.status}`);
  const read = byteReader(response.body.getReader());
  for (const part of manifest.parts) {
    const bytes = await read(part.bytes);
    if ((await digest(bytes)) !== part.sha256) throw new Refused("wrong hash");
    if (missing.includes(part)) await storePart(id, manifest, part, bytes);
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
async function storePart(id, manifest, part, bytes) {
  const { pages, frame } = JSON.parse(text(bytes));
  await write(["pages", "parts", "guides"], async (stores) => {
    const row = await result(stores.guides.get(id));
    if (!row) throw new Stopped();
    pages.forEach((page) => stores.pages.put(Object.assign({ kind: "entry" }, page, { guide: id, part: part.sha256 })));
    stores.parts.put({ guide: id, sha256: part.sha256, frame });
    if (row.complete) return;
    const before = row.manifest.edition === manifest.edition ? row.here : 0;
    stores.guides.put(Object.assign(row, { manifest, frame: frame || row.frame, here: before + part.wire_bytes }));
  });
  await tell(id);
}

/** Move the pointer to the new edition and drop what only the old one needed, in one transaction: only if all is here. */
async function finish(id, manifest) {
  const wanted = new Set(manifest.parts.map((part) => part.sha256));
  await write(["pages", "parts", "guides"], async (stores) => {
    const row = await result(stores.guides.get(id));
    const parts = await result(stores.parts.getAll(keysOf(id)));
    const here = parts.filter((part) => wanted.has(part.sha256));
    if (!row || here.length < wanted.size) throw new Stopped();
    const frame = here.find((part) => part.sha256 === manifest.parts[0].sha256).frame;
    const now = Date.now();
    const done = { manifest, frame, here: manifest.pack.wire_bytes, complete: true, keptAt: now, askedAt: now, updateBytes: 0 };
    stores.guides.put(Object.assign(row, done));
    parts.filter((part) => !wanted.has(part.sha256)).forEach((part) => stores.parts.delete([id, part.sha256]));
    await eachKey(stores.pages, keysOf(id), (key) => wanted.has(key[2]) || stores.pages.delete(key));
  });
  indexes.delete(id);
}

/** Take a guide off the phone; a download of it that is under way is stopped. */
async function remove(id) {
  if (running.has(id)) running.get(id).stop();
  await write(["pages", "parts", "guides", "settings"], async (stores) => {
    stores.guides.delete(id);
    stores.parts.delete(keysOf(id));
    stores.pages.delete(keysOf(id));
    const start = await result(stores.settings.get("start"));
    if (start && start.guide === id) stores.settings.delete("start");
  });
  indexes.delete(id);
  await dropUnused();
  await tell(id, "removed");
  if (!(await getAll("guides")).length) await self.registration.unregister(); // an active worker without guides: they are gone
}

/** Drop the shells that no guide names, and the static files that no shell names. */
async function dropUnused() {
  const named = new Set((await getAll("guides")).map((guide) => guide.manifest.shell));
  const shells = await getAll("shells");
  const unused = shells.filter((shell) => !named.has(shell.sha256));
  await write(["shells"], (stores) => unused.forEach((shell) => stores.shells.delete(shell.sha256)));
  const paths = new Set();
  for (const shell of shells) if (named.has(shell.sha256)) shell.assets.forEach(([path]) => paths.add(path));
  const cache = await caches.open("assets");
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!paths.has(pathname + search)) await cache.delete(request);
  }
}

/** Stop everything and let go of the storage, so that the page can delete it. */
async function erase(port) {
  erased = true;
  running.forEach(({ stop }) => stop());
  await Promise.all(Array.from(running.values(), ({ promise }) => promise));
  if (opened) (await opened).close();
  opened = null;
  indexes.clear();
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  pages.forEach((client) => client.postMessage({ erased: true }));
  port.postMessage("erased");
}

/** Ask for a newer edition once a day, unless the reader saves data; a small one is taken by itself. */
async function askOnceADay(guide) {
  const saving = self.navigator.connection && self.navigator.connection.saveData;
  const now = Date.now();
  if (saving || !guide.complete || now - guide.askedAt < ASK_EVERY_MS || now - (guide.triedAt || 0) < TRY_AGAIN_MS) return;
  await patch(guide, { triedAt: now }); // a failed question never counts as asked
  const manifest = await fetchManifest(guide.id).catch(() => null);
  if (!manifest) return;
  const missing = await missingParts(guide.id, manifest);
  const bytes = Math.min(manifest.pack.wire_bytes, missing.reduce((sum, part) => sum + part.wire_bytes, 0));
  if (manifest.edition === guide.manifest.edition) await asked(guide);
  else if (bytes <= TAKE_BY_ITSELF_BYTES) await keep(guide.id, "", manifest);
  else await asked(guide, bytes);
}

/** Note that the server was asked; updateBytes: of the newer edition it has. */
async function asked(guide, updateBytes) {
  await patch(guide, { askedAt: Date.now(), updateBytes: updateBytes || 0 });
  await tell(guide.id);
  return "";
}

/** Change fields of a guide's row, if it is still there and of the same edition. */
async function patch(guide, fields) {
  await write(["guides"], async (stores) => {
    const row = await result(stores.guides.get(guide.id));
    if (row && row.manifest.edition === guide.manifest.edition) stores.guides.put(Object.assign(row, fields));
  });
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
  if (erased) return Promise.reject(new Stopped());
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
    transaction.onabort = () => reject(transaction.error || new Stopped());
  });
  try {
    await change(stores);
  } catch (error) {
    if (!transaction.error) transaction.abort();
    await done.catch(() => {});
    throw transaction.error || error;
  }
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

/** @returns {Promise<{guide: ?Object, page: ?Object}>} a page and the pointer that names it, read at one moment */
async function readPage(id, path) {
  const transaction = (await database()).transaction(["guides", "pages"]);
  const asked = transaction.objectStore("guides").get(id);
  const found = await result(transaction.objectStore("pages").getAll(IDBKeyRange.bound([id, path], [id, path, []])));
  const guide = asked.result || null;
  return { guide, page: (guide && found.find(isOf(guide))) || null };
}

/** @returns {Promise<Object[]>} all pages of the edition that the pointer names at that moment */
async function readPages(id) {
  const transaction = (await database()).transaction(["guides", "pages"]);
  const asked = transaction.objectStore("guides").get(id);
  const found = await result(transaction.objectStore("pages").getAll(keysOf(id)));
  return asked.result ? found.filter(isOf(asked.result)) : [];
}

function isOf(guide) {
  const parts = new Set(guide.manifest.parts.map((part) => part.sha256));
  return (page) => parts.has(page.part);
}
