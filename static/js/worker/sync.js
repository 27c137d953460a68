// Keeping guides: bringing an edition here, moving the pointer, removing, erasing, telling the pages how it stands.
// Whatever is cut short, at any byte or any moment, leaves the old edition whole and is taken up again.

"use strict";

const ASK_EVERY_MS = 24 * 60 * 60 * 1000;
const TRY_AGAIN_MS = 60 * 60 * 1000; // after a question or an update that failed
const TAKE_BY_ITSELF_BYTES = 20000; // a larger update is offered, not taken
const WAITS_MS = [2000, 5000, 10000, 20000, 40000]; // before the next attempt on a line that fails
const TELL_EVERY_MS = 300; // how much has come
const CHANGES_MAX = 200;

const running = new Map(); // guide → {promise, control, wake, until}: one download or file of a guide at a time
let tidying = Promise.resolve(); // while unused files are dropped none is brought here: it could be dropped with them

/** Keep a guide, or bring a kept one up to date. Whatever is cut short is taken up again by the next call. */
async function keep(id, style, manifest) {
  erased = false;
  const known = running.get(id);
  if (known) known.wake();
  else start(id, (run) => download(id, { style, manifest }, run));
  const run = running.get(id);
  const word = await run.promise;
  if (run.control.signal.aborted) return; // whoever stopped it tells
  await noteTrouble(id, word).catch(() => {}); // a full phone may not even have room for that
  if (!word && !manifest) await sendVoices().then(() => askAnswers(id)).catch(() => {});
  await tell(id, word);
  await prepareSearch(id).catch(() => {});
}

/** Let `work` bring a guide's files here. @returns {Promise} what it returns */
function start(id, work) {
  const run = { control: new AbortController(), wake: () => {}, until: 0 };
  running.set(id, run);
  run.promise = tidying.then(() => work(run)).finally(() => running.delete(id));
  return run.promise;
}

/** @returns {Promise<string>} "" when all is here, else which sentence the page shows */
async function download(id, given, run) {
  for (let turn = 0; ; turn++) {
    const word = await attempt(id, given, run.control.signal);
    const again = (word === "failed" || word === "silent") && !given.manifest && self.navigator.onLine !== false;
    if (!again || turn === WAITS_MS.length) return word;
    await waitFor(WAITS_MS[turn], id, run);
    if (run.control.signal.aborted) return "";
  }
}

/** Remember why a first download stands still, so that no page takes it up again in vain. */
async function noteTrouble(id, word) {
  const guide = await get("guides", id);
  if (guide && (guide.trouble || "") !== word) await patch(guide, { trouble: word });
}

/** Wait before the next attempt; the reader may press again, or remove the guide. */
async function waitFor(ms, id, run) {
  run.until = Date.now() + ms;
  await tell(id);
  await new Promise((resolve) => {
    run.wake = resolve;
    run.control.signal.addEventListener("abort", resolve);
    setTimeout(resolve, ms);
  });
  run.until = 0;
}

async function attempt(id, { style, manifest }, signal) {
  try {
    const newest = manifest || (await fetchManifest(id, signal));
    const before = await begin(id, newest);
    if (before.complete && before.manifest.edition === newest.edition) return await asked(before);
    if (before.manifest.edition > newest.edition) throw new Refused("older");
    await withdraw(before, newest);
    await together([fetchShell(newest.shell, style, signal), fetchParts(before, newest, signal)]);
    await fetchMarked(id, newest, signal);
    await finish(id, newest);
    await dropUnused(id);
    return "";
  } catch (error) {
    return wordFor(error, signal);
  }
}

/** Wait for what runs beside each other, since each question costs a way there and back; what one of them failed of, if any. */
async function together(tasks) {
  const ends = await Promise.all(tasks.map((task) => task.then(() => null, (error) => error)));
  const failed = ends.find(Boolean);
  if (failed) throw failed;
}

function wordFor(error, signal) {
  if (error instanceof Stopped || signal.aborted) return "";
  if (error instanceof Refused) return error.word;
  if (error.name === "QuotaExceededError") return "full";
  return error.name === "AbortError" ? "silent" : "failed";
}

/** Put up the guide's row, unless it is there, and return it. */
async function begin(id, manifest) {
  const [region, locale] = id.split("/");
  const row = { id, region, locale, manifest, here: 0, complete: false, askedAt: Date.now() };
  await write(["guides"], async (stores) => (await result(stores.guides.get(id))) || stores.guides.put(row));
  await tell(id);
  return (await get("guides", id)) || row;
}

/** Take away at once the pages that the site has withdrawn, and the parts' texts that hold their words. */
async function withdraw(guide, manifest) {
  const gone = new Set(manifest.withdrawn);
  const isNew = isOf(manifest);
  if (!gone.size) return;
  await write(["guides", "pages", "parts", "settings"], async (stores) => {
    const texts = new Set();
    await eachKey(stores.pages, keysOf(guide.id), ([, path, part]) => {
      if (!gone.has(path) || isNew({ part })) return;
      stores.pages.delete([guide.id, path, part]);
      texts.add(part);
    });
    for (const sha256 of texts) {
      const row = await result(stores.parts.get([guide.id, sha256]));
      stores.parts.put(Object.assign(row, { text: "" }));
    }
    const row = texts.size && (await result(stores.guides.get(guide.id)));
    if (row) stores.guides.put(Object.assign(row, { withdrew: manifest.edition })); // so that no index with them is kept
    if (row) stores.settings.delete(indexKey(guide.id));
  });
  indexes.delete(guide.id);
}

/** Keep a shell with its style, then what every page loads, unless it is here: pages can be shown as soon as there is a shell. */
async function fetchShell(sha256, style, signal) {
  const shell = (await get("shells", sha256)) || (await fetchFrame(sha256, style, signal));
  await together(shell.assets.filter(([, , mark]) => !mark).map((asset) => fetchAsset(asset, signal, "default")));
}

/** @param {string} style the page's own, which is most likely the one  @returns {Promise<Object>} the shell, kept */
async function fetchFrame(sha256, style, signal) {
  const words = text(await fetchBlob(sha256, signal));
  const shell = JSON.parse(words);
  const same = style && (await digest(new TextEncoder().encode(style))) === shell.style;
  const styleText = same ? style : text(await fetchBlob(shell.style, signal));
  const row = Object.assign(shell, { sha256, styleText, words });
  await write(["shells"], (stores) => stores.shells.put(row));
  return row;
}

/** Keep a file, unless it is here. cache: "default" takes the browser's own copy where a page has loaded it, "only-if-cached" no other. */
async function fetchAsset(asset, signal, cache) {
  const kept = await caches.open("assets");
  if (!(await kept.match(asset[0]))) await keepAsset(kept, asset, await readWhole(asset[0], signal, cache));
}

async function keepAsset(cache, [path, sha256], bytes) {
  if ((await digest(bytes)) !== sha256) throw new Error(`${path}: not the file that was promised`);
  const type = /\.js\b/.test(path) ? "text/javascript" : "image/svg+xml";
  await cache.put(path, new Response(bytes, { headers: { "Content-Type": type } }));
}

/** Bring every part here: by a delta; as one stream when most are missing; else each by itself. */
async function fetchParts(guide, manifest, signal) {
  const delta = guide.complete && manifest.deltas.find((one) => one.from === guide.manifest.edition);
  if (delta && delta.wire_bytes < (await bytesMissing(guide.id, manifest))) await takeDelta(guide, manifest, delta, signal);
  const missing = await missingParts(guide.id, manifest);
  if (missing.length < manifest.parts.length && sizeOf(missing) < manifest.pack.wire_bytes) {
    for (const part of missing) await storePart(guide.id, manifest, part, await fetchBlob(part.sha256, signal));
  } else if (missing.length) {
    await streamPack(guide.id, manifest, missing, signal);
  }
}

/** Keep the files whose mark stands on one of this guide's pages. What no page has loaded comes in one answer. */
async function fetchMarked(id, manifest, signal) {
  const { assets } = await get("shells", manifest.shell);
  const pages = (await getAll("pages", keysOf(id))).filter(isOf(manifest));
  const needed = assets.filter(([, , mark]) => mark && pages.some((page) => page.html.includes(mark)));
  await Promise.all(needed.map((asset) => fetchAsset(asset, signal, "only-if-cached").catch(() => {})));
  const cache = await caches.open("assets");
  const here = await Promise.all(needed.map(([path]) => cache.match(path)));
  const missing = needed.filter((_, i) => !here[i]);
  if (!missing.length) return;
  const names = missing.map(([path]) => path.split("?")[0].slice("/static/".length));
  const texts = text(await readWhole(`/assets.txt?of=${names}`, signal)).split("\0");
  for (const [i, asset] of missing.entries()) await keepAsset(cache, asset, new TextEncoder().encode(texts[i] || ""));
}

async function missingParts(id, manifest) {
  const here = new Set((await getAll("parts", keysOf(id))).map((part) => part.sha256));
  return manifest.parts.filter((part) => !here.has(part.sha256));
}

function sizeOf(parts) {
  return parts.reduce((sum, part) => sum + part.wire_bytes, 0);
}

/** @returns {Promise<number>} what bringing an edition's parts here takes at most */
async function bytesMissing(id, manifest) {
  return Math.min(manifest.pack.wire_bytes, sizeOf(await missingParts(id, manifest)));
}

/** Make the new parts of those that are here. What does not come out as promised is left to be fetched whole. */
async function takeDelta(guide, manifest, delta, signal) {
  const { parts } = JSON.parse(text(await fetchBlob(delta.sha256, signal)));
  for (const { part, base, ops } of parts) {
    const old = await get("parts", [guide.id, guide.manifest.parts[base].sha256]);
    const bytes = Orientation.applyOps(new TextEncoder().encode((old && old.text) || ""), ops);
    const wanted = manifest.parts[part];
    if ((await digest(bytes)) === wanted.sha256) await storePart(guide.id, manifest, wanted, bytes);
  }
}

/** Read the pack and keep each part as soon as its bytes are here and verified. */
async function streamPack(id, manifest, missing, signal) {
  const read = byteReader(readAhead(await openLine(`/packs/blobs/${manifest.pack.sha256}`, signal), manifest.pack.bytes));
  for (const part of manifest.parts) {
    const bytes = await read(part.bytes, (size) => tellFlow(id, (part.wire_bytes * size) / part.bytes));
    if ((await digest(bytes)) !== part.sha256) throw new Refused("refused");
    if (missing.includes(part)) await storePart(id, manifest, part, bytes);
  }
}

/** Keep one verified part; at a first download its pages count at once, marked incomplete. */
async function storePart(id, manifest, part, bytes) {
  const words = text(bytes);
  const { pages, frame } = JSON.parse(words);
  await write(["pages", "parts", "guides"], async (stores) => {
    const row = await result(stores.guides.get(id));
    if (!row) throw new Stopped();
    pages.forEach((page) => stores.pages.put(Object.assign(wholeRecord(page), { guide: id, part: part.sha256 })));
    stores.parts.put({ guide: id, sha256: part.sha256, frame, text: words });
    if (row.complete) return;
    const before = row.manifest.edition === manifest.edition ? row.here : 0;
    stores.guides.put(Object.assign(row, { manifest, frame: frame || row.frame, here: before + part.wire_bytes }));
  });
  await tell(id);
}

/** Move the pointer to the new edition and drop what only the old one needed, in one transaction: only if all is here. */
async function finish(id, manifest) {
  const wanted = new Set(manifest.parts.map((part) => part.sha256));
  await write(["pages", "parts", "guides", "shells", "settings"], async (stores) => {
    const row = await result(stores.guides.get(id));
    const parts = await result(stores.parts.getAll(keysOf(id)));
    const here = parts.filter((part) => wanted.has(part.sha256));
    if (!row) throw new Stopped();
    if (row.complete && row.manifest.edition > manifest.edition) throw new Refused("older"); // a file overtook the line
    const shell = await result(stores.shells.get(manifest.shell));
    if (!shell || here.length < wanted.size) throw new Error("not all is here");
    const pages = row.complete ? await result(stores.pages.getAll(keysOf(id))) : [];
    const frame = here.find((part) => part.sha256 === manifest.parts[0].sha256).frame;
    const now = Date.now();
    const changes = allChanges(row, pages.filter(isOf(row.manifest)), pages.filter(isOf(manifest)));
    const done = { manifest, frame, here: manifest.pack.wire_bytes, complete: true, keptAt: now, askedAt: now, updateBytes: 0 };
    stores.guides.put(Object.assign(row, done, { changes, looked: row.looked && !changes.length }));
    parts.filter((part) => !wanted.has(part.sha256)).forEach((part) => stores.parts.delete([id, part.sha256]));
    await eachKey(stores.pages, keysOf(id), (key) => wanted.has(key[2]) || stores.pages.delete(key));
    stores.settings.delete(indexKey(id));
    stores.settings.put({ key: "untidy" });
  });
  indexes.delete(id);
}

/** @returns {Object[]} what changed since the reader last looked: the new changes, and earlier ones not looked at yet */
function allChanges(row, before, after) {
  const fresh = Orientation.changes(before, after);
  const seen = new Set(fresh.map((change) => change.path));
  const earlier = row.looked && fresh.length ? [] : row.changes || [];
  return fresh.concat(earlier.filter((change) => !seen.has(change.path))).slice(0, CHANGES_MAX);
}

async function stopDownload(id) {
  const run = running.get(id);
  if (!run) return;
  run.control.abort();
  await run.promise.catch(() => {});
}

/** Take a guide off the phone; a download of it that is under way is stopped. */
async function remove(id) {
  if (running.has(id)) running.get(id).control.abort();
  await write(["pages", "parts", "guides", "settings"], async (stores) => {
    stores.guides.delete(id);
    stores.parts.delete(keysOf(id));
    stores.pages.delete(keysOf(id));
    stores.settings.delete(indexKey(id));
    await changeWithin(stores.settings, (list) => list.filter((one) => one.guide !== id));
    const start = await result(stores.settings.get("start"));
    if (start && start.guide === id) stores.settings.delete("start");
    stores.settings.put({ key: "untidy" });
  });
  indexes.delete(id);
  suggestible.delete(id);
  await stopDownload(id);
  await dropUnused(id);
  await tell(id, "removed");
  if (!(await getAll("guides")).length) await self.registration.unregister(); // an active worker without guides: they are gone
}

/** Drop what no guide needs any longer, unless another guide is on its way: what it brings is not named yet. */
async function dropUnused(id) {
  if (Array.from(running.keys()).some((other) => other !== id)) return;
  tidying = tidying.then(tidy).catch(() => {}); // the mark stands until it succeeds
  await tidying;
}

/** Take up what a worker left that was stopped between moving a pointer and clearing up. */
async function dropLeftovers() {
  if (await get("settings", "untidy")) await dropUnused();
}

/** Drop the shells that no guide names, and the static files that no shell names. */
async function tidy() {
  const paths = new Set();
  await write(["guides", "shells"], async (stores) => {
    const named = new Set((await result(stores.guides.getAll())).map((guide) => guide.manifest.shell));
    for (const { sha256, assets } of await result(stores.shells.getAll())) {
      if (named.has(sha256)) assets.forEach(([path]) => paths.add(path));
      else stores.shells.delete(sha256);
    }
  });
  const cache = await caches.open("assets");
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!paths.has(pathname + search)) await cache.delete(request);
  }
  await write(["settings"], (stores) => stores.settings.delete("untidy"));
}

/** Stop everything and let go of the storage, so that the page can delete it. */
async function erase(port) {
  erased = true;
  running.forEach(({ control }) => control.abort());
  await Promise.all(Array.from(running.values(), ({ promise }) => promise.catch(() => {})));
  if (opened) (await opened).close();
  opened = null;
  indexes.clear();
  suggestible.clear();
  await post({ erased: true });
  port.postMessage("erased");
}

/** Ask for a newer edition once a day, unless the reader saves data or said not to; a small one is taken by itself. */
async function askOnceADay(guide) {
  const saving = self.navigator.connection && self.navigator.connection.saveData;
  const rested = isPast(guide.askedAt, ASK_EVERY_MS) && isPast(guide.triedAt || 0, TRY_AGAIN_MS);
  if (saving || guide.quiet || !guide.complete || !rested || running.has(guide.id)) return;
  await patch(guide, { triedAt: Date.now() }); // a failed question never counts as asked
  const manifest = await fetchManifest(guide.id).catch(() => null);
  if (!manifest) return;
  await askAnswers(guide.id).catch(() => {});
  const bytes = await updateSize(guide, manifest);
  if (manifest.edition === guide.manifest.edition) await asked(guide);
  else if (bytes <= TAKE_BY_ITSELF_BYTES || manifest.withdrawn.length) await keep(guide.id, "", manifest);
  else await asked(guide, bytes);
}

/** @returns {boolean} whether so long ago; a moment to come means that the phone's clock was set back: ask again */
function isPast(moment, ms) {
  const age = Date.now() - moment;
  return age >= ms || age < 0;
}

/** @returns {Promise<number>} bytes on the wire that an update would take */
async function updateSize(guide, manifest) {
  const delta = manifest.deltas.find((one) => one.from === guide.manifest.edition);
  return Math.min(await bytesMissing(guide.id, manifest), delta ? delta.wire_bytes : Infinity);
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

/** The reader's choices: the guide to start with from the home screen; never to ask for a newer one by itself. */
async function choose(id, { start, quiet }) {
  await write(["guides", "settings"], async (stores) => {
    if (start === true) stores.settings.put({ key: "start", guide: id });
    if (start === false) stores.settings.delete("start");
    const row = await result(stores.guides.get(id));
    if (row && quiet !== undefined) stores.guides.put(Object.assign(row, { quiet }));
  });
  await tell(id);
}

/** Tell every open page how a guide stands. */
async function tell(id, word) {
  const guide = await get("guides", id);
  const run = running.get(id);
  const kept = (await getAll("guides")).map((one) => one.locale);
  const start = ((await get("settings", "start")) || {}).guide === id;
  const working = Boolean(run && !run.until);
  const waits = run && run.until ? Math.max(1, Math.ceil((run.until - Date.now()) / 1000)) : 0; // seconds
  await post({ guide: id, state: guide ? stateOf(guide) : null, word: word || "", working, waits, kept, start });
}

function stateOf(guide) {
  const { manifest, complete, here, keptAt, askedAt, updateBytes, changes, looked, quiet, trouble } = guide;
  return {
    edition: manifest.edition, published: manifest.published, total: manifest.pack.wire_bytes, complete, here,
    keptAt: keptAt || 0, askedAt, updateBytes: updateBytes || 0, quiet: Boolean(quiet), trouble: trouble || "",
    changes: looked ? 0 : (changes || []).length,
  };
}

let toldAt = 0;

/** Tell the pages, now and then, how many bytes of the part under way have come. */
function tellFlow(id, bytes) {
  if (Date.now() - toldAt < TELL_EVERY_MS) return;
  toldAt = Date.now();
  post({ flow: id, bytes });
}

async function post(message) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  pages.forEach((client) => client.postMessage(message));
}
