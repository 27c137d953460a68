// What a reader tells the volunteers: the page that asks, what waits on the phone for a network, the answers that came.
// Twin of the page: orientation/web/voices.py. Kept in `settings`, "voices": at most VOICES_MAX of {id, guide, path,
// fields, answer, at}. `fields` stand until they are sent, `id` is the secret that the answer is asked by; no answer
// comes to what helped and to words that were looked for, so nothing of them is left once they are sent.

"use strict";

const VOICES_MAX = 20;
const ANSWER_SHOWN_MS = 14 * 24 * 60 * 60 * 1000;
const ANSWERED = ["wrong", "missing"]; // kinds that get an answer
let sending = Promise.resolve();

/** @returns {string} the way to say that something is wrong on a page */
function sayLink(shell, base, { path, kind, html }) {
  if (kind !== "entry" && kind !== "places") return "";
  return fillSlot(shell, "say_link", { base, page: path.slice(base.length), island: isSensitive(html) ? "leave" : "" });
}

function isSensitive(html) {
  return html.includes("<!--s-->");
}

async function sayPage(guide, shell, url) {
  const base = `/${guide.locale}/${guide.region}/`;
  const name = ["sent", "waits"].find((one) => url.searchParams.has(one));
  if (!shell.slots.say) return null; // a kept shell may be older than this worker
  const html = name ? fillSlot(shell, `say_${name}`, { base }) : await sayHtml(guide, shell, base, url);
  const title = shell.titles[name ? `say_${name}` : "say"];
  return wholePage(guide, shell, { path: `${base}say/`, title, html, kind: "say" }, 200);
}

async function sayHtml(guide, shell, base, url) {
  const path = (url.searchParams.get("page") || "").replace(/^\/+|\/+$/g, "");
  const { page } = path ? await readPage(guide.id, `${base}${path}/`) : {};
  const spoken = page && page.kind !== "moved" && page.kind !== "removed" ? page : null;
  const secret = Boolean(spoken && isSensitive(spoken.html));
  const spokenPath = spoken ? spoken.path.slice(base.length) : "";
  return fillSlot(shell, "say", {
    safety: spoken ? safety(spoken.html) : "",
    crumb: spoken && !secret ? fillSlot(shell, "crumb", { href: spoken.path, name: spoken.title }) : "",
    page: spokenPath,
    edition: String(guide.manifest.edition),
    private: secret ? "1" : "",
    mend: spokenPath && !secret ? fillSlot(shell, "say_mend", { base, page: spokenPath }) : "",
    stays: shell.slots[secret ? "say_leaves_nothing" : "say_waiting"],
  });
}

/** Keep what a reader said until it is sent, and answer the page: "sent", "waits", or "no" where the guide is not kept. */
async function hearVoice({ guide, fields }, port) {
  const id = secretName();
  const row = await get("guides", guide).catch(() => null);
  if (!row || !row.complete) return port.postMessage("no");
  const kept = await changeVoices((list) => list.concat({ id, guide, path: fields.page || "", fields }).slice(-VOICES_MAX))
    .then(() => true, () => false);
  if (!kept) return port.postMessage("no");
  await sendVoices().catch(() => {});
  port.postMessage((await voices()).some((one) => one.id === id && one.fields) ? "waits" : "sent");
}

/** Send what waits, one run at a time. */
function sendVoices() {
  sending = sending.catch(() => {}).then(sendAll);
  return sending;
}

async function sendAll() {
  for (const voice of await voices()) {
    if (!voice.fields) continue;
    const status = self.navigator.onLine === false ? 0 : await send(voice).catch(() => 0);
    const done = status === 204 || [400, 403, 404, 413].includes(status); // sent again, it would be refused again
    if (!done) return;
    const asks = status === 204 && ANSWERED.includes(voice.fields.kind);
    await changeVoices((list) => list.filter((one) => asks || one.id !== voice.id).map((one) => (one.id === voice.id ? bare(one) : one)));
  }
}

/** What is left of a voice that was sent: enough to ask for its answer. */
function bare({ id, guide, path }) {
  return { id, guide, path };
}

async function send({ id, guide, fields }) {
  const [region, locale] = guide.split("/");
  const given = ANSWERED.includes(fields.kind) ? { ...fields, token: id } : fields;
  const headers = { Accept: "text/plain" };
  const response = await fetch(`/${locale}/${region}/say/`, { method: "POST", headers, body: new URLSearchParams(given) });
  return response.status;
}

/** Ask for the answers to what was said about a guide; where nothing was said, nothing is asked. */
async function askAnswers(guide) {
  const open = (await voices()).filter((one) => one.guide === guide && !one.fields && (!one.answer || one.answer === "looking"));
  if (!open.length) return;
  const response = await fetch(`/answers/?${open.map(({ id }) => `t=${id}`).join("&")}`, { cache: "no-store" });
  if (!response.ok) return;
  const found = await response.json();
  const asked = new Set(open.map(({ id }) => id));
  const hopeless = ({ id }) => asked.has(id) && (found[id] === undefined || found[id] === "closed");
  const told = (one) => (asked.has(one.id) && found[one.id] !== (one.answer || "") ? { ...one, answer: found[one.id], at: Date.now() } : one);
  await changeVoices((list) => list.filter((one) => !hopeless(one)).map(told));
}

/** The guide's first page, below its title the answers that came in the last days. */
async function withAnswers(guide, shell, record) {
  const list = (await voices().catch(() => [])).filter((one) => one.guide === guide.id && one.answer && !isPast(one.at, ANSWER_SHOWN_MS));
  const base = `/${guide.locale}/${guide.region}/`;
  const notes = list.map(async ({ path, answer }) => {
    const { page } = await readPage(guide.id, base + path);
    return fillSlot(shell, `answer_${answer}`, { href: base + path, title: page ? page.title : guide.frame.name });
  });
  const html = (await Promise.all(notes)).join("");
  return html ? { ...record, html: record.html.replace("</h1>", () => `</h1>${html}`) } : record;
}

async function voices() {
  return ((await get("settings", "voices")) || { list: [] }).list;
}

/** @param {function(Object[]): Object[]} change */
async function changeVoices(change) {
  await write(["settings"], ({ settings }) => changeWithin(settings, change));
}

/** The same within a transaction under way. Answers that were shown long enough are forgotten. */
async function changeWithin(settings, change) {
  const row = (await result(settings.get("voices"))) || { list: [] };
  const list = change(row.list).filter((one) => !one.answer || one.answer === "looking" || !isPast(one.at, ANSWER_SHOWN_MS));
  if (list.length) settings.put({ key: "voices", list });
  else settings.delete("voices");
}

function secretName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
