// Which address is answered from the phone, and by what. Everything else is the network's.

"use strict";

/** A static file: the kept copy, else the network. */
async function asset(request) {
  const kept = await caches.match(request.url).catch(() => null);
  return kept || fetch(request);
}

/** A page: from a kept guide at once; else from the network, which may know newer ones; else one that says what is kept. */
async function page(event, url) {
  const kept = await fromPhone(event, url).catch(() => null); // a phone whose storage fails still has the network
  if (kept) return kept;
  try {
    return await (isFile(url.pathname) ? fetch(event.request) : Promise.race([fetch(event.request), silence()]));
  } catch (error) {
    return notHere(url);
  }
}

/** Fails when a line has been given time enough: a reader who waits for nothing is better told so. */
function silence() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("silent")), SILENCE_MS));
}

/** Neither phone nor network has the page: a whole guide says that it knows of none, else what is kept is offered. */
async function notHere(url) {
  const place = placeOf(url);
  const guide = place && (await get("guides", place.guide));
  const online = isFile(url.pathname) || (place && /^sheet\//.test(place.path)); // what only the site makes
  const shell = guide && guide.complete && !online && (await get("shells", guide.manifest.shell));
  return shell ? notFound(guide, shell, url.pathname) : notKept(url);
}

/** @returns {Promise<?Response>} the page from a kept guide; null where the network should be asked */
async function fromPhone(event, url) {
  if (url.pathname === "/" && url.searchParams.has("start")) return startPage(url);
  const place = placeOf(url);
  const guide = place && (await get("guides", place.guide));
  const kept = guide && guide.frame && (await keptPage(guide, place, url));
  if (kept) event.waitUntil(askOnceADay(guide).catch(() => {}).then(sendVoices));
  return kept;
}

/** @returns {Promise<?Response>} the way to the guide that the reader chose to start with; null where none was chosen */
async function startPage(url) {
  const start = await get("settings", "start");
  const guide = start && (await get("guides", start.guide));
  return guide ? Response.redirect(new URL(`/${guide.locale}/${guide.region}/`, url).href, 302) : null;
}

/** @returns {?{guide: string, path: ?string}} what an address asks for, in a guide; path null without its slash */
function placeOf(url) {
  const found = /^\/([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\/([a-z0-9-]+)(\/.*)?$/.exec(url.pathname);
  if (!found || found[1] === "packs") return null;
  return { path: found[3] === undefined ? null : found[3].slice(1), guide: `${found[2]}/${found[1]}` };
}

/** @returns {boolean} whether an address is that of a file, which the server may have to make first, not of a page */
function isFile(path) {
  return /\.(pdf|png|odt|zip|html|json|ics)$/.test(path);
}

/** @returns {Promise<?Response>} the page from the pack; null where the network should be asked */
async function keptPage(guide, place, url) {
  const shell = await get("shells", guide.manifest.shell);
  if (!shell) return null;
  if (place.path === null) return Response.redirect(url.pathname + "/" + url.search, 301);
  if (place.path === "guide.html" && guide.complete && shell.words) return filePage(guide, shell);
  if (place.path.endsWith(".ics")) return calendarFile(guide, place.path, url);
  if (isFile(place.path)) return null;
  if (place.path === "search/") return searchPage(guide, shell, url);
  if (place.path === "search/suggest/") return suggestionsPage(guide, shell, url);
  if (place.path === "changes/") return changesPage(guide, shell, url);
  if (place.path === "sheet/check/") return sheetCheckPage(guide, shell, url);
  if (place.path === "say/") return sayPage(guide, shell, url);
  const counter = /^([^/]+\/[^/]+\/)with\/([^/]+)\/$/.exec(place.path);
  if (counter) return counterPage(guide, shell, counter[1], counter[2]);
  if (place.path && !place.path.endsWith("/")) return Response.redirect(url.pathname + "/" + url.search, 301);
  const found = await readPage(guide.id, url.pathname);
  if (!found.page) return null;
  if (found.page.kind === "moved") return Response.redirect(new URL(found.page.target, url).href, 301);
  const page = place.path ? found.page : await withAnswers(guide, shell, found.page);
  return wholePage(guide, shell, page, page.kind === "removed" ? 410 : 200);
}
