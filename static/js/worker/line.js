// What comes over the line, and whether it is what was promised: the manifest by its signature, all else by the SHA-256
// that the manifest names. A line without a byte for fifteen seconds counts as dead.

"use strict";

const MARKUP = 2; // of fragments; a guide with a newer one waits for a newer worker
const SILENCE_MS = 15000;
const BYTES_MAX = 4000000; // of one answer; no guide comes near, and a phone's memory is small

/** What came is not what was promised. word: which sentence the page shows: refused, older, other or portal */
class Refused extends Error {
  constructor(word) {
    super(word);
    this.word = word;
  }
}

/**
 * Ask for an address and give its bytes as they come.
 * @param {string} path
 * @param {?AbortSignal} signal
 * @param {string} cache
 * @returns {Promise<function(): Promise<?Uint8Array>>} the next bytes; null after the last
 */
async function openLine(path, signal, cache = "no-store") {
  const control = new AbortController();
  const stop = () => control.abort();
  if (signal && signal.aborted) throw new Stopped();
  if (signal) signal.addEventListener("abort", stop);
  const patiently = (waiting) => {
    const timer = setTimeout(stop, SILENCE_MS);
    return waiting.finally(() => clearTimeout(timer));
  };
  const response = await patiently(fetch(path, { cache, mode: "same-origin", signal: control.signal, redirect: "manual" }));
  if (isLogin(response)) throw new Refused("portal");
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const reader = response.body.getReader();
  return async () => (await patiently(reader.read())).value || null;
}

/**
 * Take bytes off the line as they come, also while earlier ones are still being kept: a line that dies takes along what
 * nobody has read yet.
 * @param {function(): Promise<?Uint8Array>} next
 * @param {number} wanted bytes: what comes after them is not taken
 * @returns {function(): Promise<?Uint8Array>}
 */
function readAhead(next, wanted) {
  const chunks = [];
  let taken = 0;
  let end = null; // how it ended
  let wake = () => {};
  const take = async () => {
    for (let chunk = await next(); chunk; chunk = taken < wanted ? await next() : null) {
      chunks.push(chunk);
      taken += chunk.length;
      wake();
    }
  };
  take().then(() => { end = {}; }, (error) => { end = { error }; }).then(() => wake());
  return async () => {
    while (!chunks.length && !end) await new Promise((resolve) => { wake = resolve; });
    if (chunks.length) return chunks.shift();
    if (end.error) throw end.error;
    return null;
  };
}

/** @returns {boolean} whether a network's log-in page answers in our place: we send data, and no redirects */
function isLogin(response) {
  const type = response.headers.get("Content-Type") || "";
  return response.type === "opaqueredirect" || response.status === 511 || (response.ok && type.startsWith("text/html"));
}

async function readWhole(path, signal, cache) {
  const next = await openLine(path, signal, cache);
  const chunks = [];
  let size = 0;
  for (let chunk = await next(); chunk; chunk = await next()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > BYTES_MAX) throw new Refused("refused");
  }
  return Orientation.joined(chunks);
}

/** @returns {Promise<Uint8Array>} a blob's plain bytes, which are those its name promises */
async function fetchBlob(sha256, signal) {
  const bytes = await readWhole(`/packs/blobs/${sha256}`, signal);
  if ((await digest(bytes)) !== sha256) throw new Refused("refused");
  return bytes;
}

/**
 * @param {function(): Promise<?Uint8Array>} next
 * @returns {function(number, function(number): void): Promise<Uint8Array>} that gives the next so many bytes; it tells
 *   how many of them are here as they come
 */
function byteReader(next) {
  let held = new Uint8Array(0);
  return async (wanted, told) => {
    const chunks = [held];
    let size = held.length;
    while (size < wanted) {
      const chunk = await next();
      if (!chunk) throw new Error("the line died");
      chunks.push(chunk);
      size += chunk.length;
      told(Math.min(size, wanted));
    }
    const all = Orientation.joined(chunks);
    held = all.slice(wanted);
    return all.slice(0, wanted);
  };
}

/** @returns {Promise<Object>} the newest manifest of a guide, checked */
async function fetchManifest(id, signal) {
  const [region, locale] = id.split("/");
  return checkManifest(text(await readWhole(`/packs/${region}/${locale}.json`, signal, "no-cache")), id);
}

/**
 * Refuse a manifest of another guide, one that its key did not sign, or another key than the one pinned at first use.
 * @param {string} words as they came: the signature is over these bytes
 * @param {string} id of the guide that was asked for
 * @returns {Promise<Object>} the manifest, with its words
 */
async function checkManifest(words, id) {
  const manifest = parsed(words);
  if (`${manifest.region}/${manifest.locale}` !== id) throw new Refused("other");
  const pinned = await get("settings", "key");
  if (pinned && pinned.value !== manifest.key) throw new Refused("refused");
  const signed = new TextEncoder().encode(words.replace(`"signature":"${manifest.signature}",`, ""));
  if (!(await isSigned(signed, bytesOf(manifest.signature), bytesOf(manifest.key)))) throw new Refused("refused");
  if (!pinned) await write(["settings"], (stores) => stores.settings.put({ key: "key", value: manifest.key }));
  if (manifest.markup > MARKUP) {
    self.registration.update(); // the new worker will know it
    throw new Error("newer markup");
  }
  return Object.assign(manifest, { words });
}

function parsed(words) {
  try {
    return JSON.parse(words);
  } catch (error) {
    throw new Refused(words.trimStart().startsWith("<") ? "portal" : "refused");
  }
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

function text(bytes) {
  return new TextDecoder().decode(bytes);
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
