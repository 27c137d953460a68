"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const test = require("node:test");
const vm = require("node:vm");
const { memoryDb } = require("./memory-db.js");

const SCRIPTS = ["fill", "worker/storage", "worker/line", "worker/sync", "worker/pages", "worker/voices"];
const GUIDE = "es-soria/en";
const DAY = 24 * 60 * 60 * 1000;

/** A phone that keeps a guide. `site` answers its requests: {status, json}. */
function makePhone(site, { complete = true } = {}) {
  const { indexedDB, rows } = memoryDb();
  const asked = [];
  const fetch = async (address, options = {}) => {
    asked.push({ address, fields: Object.fromEntries(options.body || []), headers: options.headers });
    const { status = 200, json } = await site(asked.length, asked[asked.length - 1]);
    return { status, ok: status < 400, json: async () => json };
  };
  const self = { navigator: { onLine: true }, location: { origin: "https://guide.example.org" } };
  const context = vm.createContext({ self, indexedDB, fetch, crypto, URLSearchParams, URL, setTimeout, clearTimeout, TextEncoder, TextDecoder, AbortController });
  for (const name of SCRIPTS) vm.runInContext(readFileSync(join(__dirname, `../../static/js/${name}.js`), "utf8"), context);
  rows("guides").set(GUIDE, { id: GUIDE, complete });
  const list = () => (rows("settings").get("voices") || { list: [] }).list;
  const run = (code) => vm.runInContext(code, context);
  const say = (fields) => new Promise((resolve) => run("hearVoice")({ guide: GUIDE, fields }, { postMessage: resolve }));
  return { say, run, list, asked, self, rows, erase: () => run("erased = true") };
}

const WRONG = { page: "services/padron/", kind: "wrong", words: "The number is dead." };
const unreachable = () => Promise.reject(new TypeError("no network"));
const taken = () => ({ status: 204 });
const status = (number) => () => ({ status: number });

test("what is said without a network waits whole, and is sent when there is one", async () => {
  let site = unreachable;
  const phone = makePhone((...given) => site(...given));
  assert.strictEqual(await phone.say(WRONG), "waits");
  assert.deepStrictEqual({ ...phone.list()[0].fields }, WRONG);
  site = taken;
  await phone.run("sendVoices()");
  assert.strictEqual(phone.asked[1].address, "/en/es-soria/say/");
  assert.strictEqual(phone.asked[1].fields.words, WRONG.words);
});

test("a phone that knows it has no network asks nobody", async () => {
  const phone = makePhone(taken);
  phone.self.navigator.onLine = false;
  assert.strictEqual(await phone.say(WRONG), "waits");
  assert.strictEqual(phone.asked.length, 0);
});

test("of what was sent only the secret and the page stay, and the secret is what it was sent with", async () => {
  const phone = makePhone(taken);
  assert.strictEqual(await phone.say(WRONG), "sent");
  const [{ id, ...rest }] = phone.list();
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.strictEqual(phone.asked[0].fields.token, id);
  assert.deepStrictEqual({ ...rest }, { guide: GUIDE, path: WRONG.page });
});

for (const kind of ["helped", "searched"]) {
  test(`what gets no answer is sent without a secret and leaves nothing: ${kind}`, async () => {
    const phone = makePhone(taken);
    assert.strictEqual(await phone.say({ kind, words: "dentist" }), "sent");
    assert.strictEqual(phone.asked[0].fields.token, undefined);
    assert.deepStrictEqual(phone.list(), []);
  });
}

test("each gets a secret of its own, so that nobody sees who said both", async () => {
  const phone = makePhone(taken);
  await phone.say(WRONG);
  await phone.say(WRONG);
  assert.strictEqual(new Set(phone.list().map(({ id }) => id)).size, 2);
});

for (const number of [400, 403, 404, 413]) {
  test(`what the site will never take is not sent again: ${number}`, async () => {
    const phone = makePhone(status(number));
    await phone.say(WRONG);
    assert.deepStrictEqual(phone.list(), []);
  });
}

for (const number of [429, 500, 503]) {
  test(`what the site cannot take now waits, and what was said after it too: ${number}`, async () => {
    const phone = makePhone(status(number));
    assert.strictEqual(await phone.say(WRONG), "waits");
    assert.strictEqual(await phone.say({ ...WRONG, words: "And closed." }), "waits");
    assert.deepStrictEqual(phone.list().map(({ fields }) => fields.words), [WRONG.words, "And closed."]);
    assert.deepStrictEqual(phone.asked.map(({ fields }) => fields.words), [WRONG.words, WRONG.words]);
  });
}

test("two runs at once send each voice once", async () => {
  let site = unreachable;
  const phone = makePhone((...given) => site(...given));
  await phone.say(WRONG);
  site = taken;
  await Promise.all([phone.run("sendVoices()"), phone.run("sendVoices()")]);
  assert.strictEqual(phone.asked.length, 2); // the one without a network, and one more
});

test("twenty are kept at most, the newest", async () => {
  const phone = makePhone(unreachable);
  for (let n = 0; n < 22; n++) await phone.say({ ...WRONG, words: String(n) });
  assert.deepStrictEqual(phone.list().map(({ fields }) => Number(fields.words)), Array.from({ length: 20 }, (_, n) => n + 2));
});

test("a phone that does not keep the guide whole keeps nothing: the page sends it", async () => {
  const phone = makePhone(taken, { complete: false });
  assert.strictEqual(await phone.say(WRONG), "no");
  assert.deepStrictEqual([phone.list(), phone.asked], [[], []]);
});

test("what is erased while others are sent is not sent any more", async () => {
  let site = unreachable;
  const phone = makePhone((...given) => site(...given));
  await phone.say(WRONG);
  await phone.say({ ...WRONG, words: "And closed." });
  const before = phone.asked.length;
  site = () => (phone.erase(), { status: 204 });
  await phone.run("sendVoices()").catch(() => {});
  assert.deepStrictEqual(phone.asked.slice(before).map(({ fields }) => fields.words), [WRONG.words]);
});

test("without anything said nothing is asked", async () => {
  const phone = makePhone(taken);
  await phone.run(`askAnswers("${GUIDE}")`);
  assert.deepStrictEqual(phone.asked, []);
});

test("answers are asked for by secrets alone, of that guide, of what was sent", async () => {
  let site = taken;
  const phone = makePhone((...given) => site(...given));
  await phone.say(WRONG);
  const [{ id }] = phone.list();
  site = unreachable;
  await phone.say(WRONG); // waits: the site cannot know it
  site = () => ({ json: { [id]: "" } });
  await phone.run('askAnswers("es-teruel/en")');
  await phone.run(`askAnswers("${GUIDE}")`);
  assert.strictEqual(phone.asked.length, 3);
  assert.strictEqual(phone.asked[2].address, `/answers/?t=${id}`);
  assert.strictEqual(phone.asked[2].headers, undefined);
  assert.strictEqual(phone.list()[0].answer || "", "");
});

test("an answer is kept with its moment and not asked for again; one that is being looked at is", async () => {
  let answer = "looking";
  const phone = makePhone((count, { address }) => (address.startsWith("/answers") ? { json: { [address.slice(-32)]: answer } } : taken()));
  await phone.say(WRONG);
  await phone.run(`askAnswers("${GUIDE}")`);
  assert.strictEqual(phone.list()[0].answer, "looking");
  answer = "changed";
  await phone.run(`askAnswers("${GUIDE}")`);
  assert.strictEqual(phone.list()[0].answer, "changed");
  assert.ok(Math.abs(Date.now() - phone.list()[0].at) < 60000);
  const before = phone.asked.length;
  await phone.run(`askAnswers("${GUIDE}")`);
  assert.strictEqual(phone.asked.length, before);
});

test("what the site does not know or has closed is forgotten; while it is out of order nothing is", async () => {
  for (const [json, number, left] of [[{}, 200, 0], [{ all: "closed" }, 200, 0], [null, 503, 1]]) {
    const phone = makePhone((count, { address }) => {
      if (!address.startsWith("/answers")) return taken();
      return { status: number, json: json && json.all ? { [address.slice(-32)]: json.all } : json };
    });
    await phone.say(WRONG);
    await phone.run(`askAnswers("${GUIDE}")`);
    assert.strictEqual(phone.list().length, left);
  }
});

test("an answer goes fourteen days after it came", async () => {
  const phone = makePhone(taken);
  const old = { id: "a", guide: GUIDE, path: "", answer: "changed" };
  const list = [{ ...old, at: Date.now() - 15 * DAY }, { ...old, id: "b", at: Date.now() - 13 * DAY }];
  phone.rows("settings").set("voices", { key: "voices", list });
  await phone.run("changeVoices((all) => all)");
  assert.deepStrictEqual(phone.list().map(({ id }) => id), ["b"]);
});
