// A guide as one file, by messenger, Bluetooth or memory card: made of what is kept, and kept from what came. What is
// in such a file: docs/single-file.md. The server makes the same in orientation/exchange/single.py, with a search.

"use strict";

/** Keep the guide that a file holds, and answer the page that asked: {guide, word}, as `tell` has them. */
async function addFile(words, port) {
  erased = false;
  const answer = await takeFile(words).catch((error) => ({ word: error.name === "SyntaxError" ? "refused" : wordFor(error, {}) }));
  if (answer.guide) await tell(answer.guide);
  port.postMessage(answer);
  if (answer.guide) await prepareSearch(answer.guide);
}

async function takeFile(words) {
  const file = readFile(words);
  const { region, locale } = parsed(file.manifest);
  const guide = `${region}/${locale}`;
  if (!(await get("settings", "key"))) await fetchManifest(guide); // a file never tells whom to trust: the site does
  const manifest = await checkManifest(file.manifest, guide);
  const parts = await verifiedParts(file, manifest);
  const shell = await verifiedShell(file, manifest);
  await stopDownload(guide);
  await start(guide, () => storeFile(guide, manifest, parts, shell));
  return { guide, word: "" };
}

async function storeFile(guide, manifest, parts, shell) {
  const before = await begin(guide, manifest);
  if (before.manifest.edition > manifest.edition) throw new Refused("older");
  if (before.complete && before.manifest.edition === manifest.edition) return;
  await withdraw(before, manifest);
  await write(["shells"], (stores) => stores.shells.put(shell));
  for (const [place, bytes] of parts.entries()) await storePart(guide, manifest, manifest.parts[place], bytes);
  await finish(guide, manifest);
  await fetchScripts(guide, manifest).then(() => dropUnused(guide)).catch(() => {}); // scripts and pictures, where there is a network
}

async function fetchScripts(guide, manifest) {
  await fetchShell(manifest.shell, "", null);
  await fetchMarked(guide, manifest, null);
}

/** @param {string} words of the file @returns {{manifest: string, shell: string, style: string, parts: string[]}} */
function readFile(words) {
  const between = (start, end) => {
    const from = words.lastIndexOf(start) + start.length;
    const to = words.indexOf(end, from);
    if (from < start.length || to < 0) throw new Refused("refused");
    return words.slice(from, to);
  };
  const { manifest, shell, parts } = JSON.parse(between('<script type="application/json" id="guide-file">', "</script>"));
  const style = words.slice(words.indexOf("<style>") + 7, words.indexOf("</style>"));
  const whole = (record) => Object.assign(record, { html: originalOf(between(`<!--f:${record.path}-->`, "<!--/f-->")) });
  return { manifest, shell, style, parts: parts.map((part) => JSON.stringify({ ...part, pages: part.pages.map(whole) })) };
}

/** @returns {string} a fragment with its own links and ids, which a file turns into ones within itself */
function originalOf(html) {
  return html.replace(/(href|src|id)="[^"]*" data-[hsi]="([^"]*)"/g, '$1="$2"');
}

async function verifiedParts(file, manifest) {
  const parts = file.parts.map((words) => new TextEncoder().encode(words));
  for (const [place, part] of manifest.parts.entries()) {
    if (!parts[place] || (await digest(parts[place])) !== part.sha256) throw new Refused("refused");
  }
  return parts;
}

async function verifiedShell({ shell, style }, manifest) {
  const encoder = new TextEncoder();
  const value = JSON.parse(shell);
  const hashes = [await digest(encoder.encode(shell)), await digest(encoder.encode(style))];
  if (hashes[0] !== manifest.shell || hashes[1] !== value.style) throw new Refused("refused");
  return Object.assign(value, { sha256: manifest.shell, styleText: style, words: shell });
}

/** The whole guide in one file, made of what is here: for another phone, where there is no network. */
async function filePage(guide, shell) {
  const rows = await getAll("parts", keysOf(guide.id));
  const parts = guide.manifest.parts.map(({ sha256 }) => JSON.parse(rows.find((row) => row.sha256 === sha256).text));
  const pages = shelved(guide, [].concat(...parts.map((part) => part.pages.map(wholeRecord))));
  const shown = pages.filter((page) => page.kind !== "moved" && page.kind !== "removed");
  const base = `/${guide.locale}/${guide.region}/`;
  const known = new Map(shown.map(({ path }) => [path, path.slice(base.length) || "./"]));
  const line = ({ path, title }) => fillSlot(shell, "offer", { href: `#${known.get(path)}`, name: title });
  const html = fillSlot(shell, "single", {
    style: shell.styleText,
    region: guide.frame.name,
    edition: String(guide.manifest.edition),
    published: guide.manifest.published.slice(0, 10),
    contents: shown.map(line).join(""),
    main: pages.map((page) => section(page, known)).join(""),
    data: dataOf(guide, shell, parts),
  });
  return htmlResponse(html, { csp: await filePolicy(shell.slots.single) }, 200);
}

/** Nothing from elsewhere, and no script but the one that the verified shell brings. */
async function filePolicy(slot) {
  const [, script] = /<script>([^]*?)<\/script>/.exec(slot) || [];
  const hash = script && new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script)));
  const allowed = script ? `'sha256-${btoa(String.fromCharCode(...hash))}'` : "'none'";
  return `default-src 'none'; script-src ${allowed}; style-src 'unsafe-inline'; img-src data:`;
}

/** Emergency first, then topic by topic, then what belongs to none. */
function shelved({ frame, locale, region }, pages) {
  const topicOf = ({ path }) => path.slice(`/${locale}/${region}/`.length).split("/")[0];
  const order = ["emergency"].concat(frame.topics.map(([slug]) => slug));
  const rank = (page) => (order.indexOf(topicOf(page)) + 1 || order.length + 1);
  return pages.map((page, i) => [rank(page), i, page]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((one) => one[2]);
}

/** A page in the file: its fragment, links and ids turned so that they stay within and apart; `originalOf` turns them back. */
function section({ path, html }, known) {
  const id = known.get(path);
  const named = html.replace(/ id="([^"]*)"/g, (_, mark) => ` id="${id}:${mark}" data-i="${mark}"`);
  const turned = named.replace(/ href="(?![a-z]+:)([^"]*)"/g, (_, href) => {
    const { pathname, hash } = new URL(href, self.location.origin + path);
    const page = known.get(pathname);
    return ` href="#${page ? page + hash.replace("#", ":") : "top"}" data-h="${href}"`;
  });
  return `<section ${id ? `id="${id}"` : "hidden"}><!--f:${path}-->${turned}<!--/f--></section>`;
}

/** What is not in the fragments and the style, so that nothing stands twice. */
function dataOf({ manifest }, shell, parts) {
  const bare = parts.map((part) => ({ ...part, pages: part.pages.map(({ html, ...record }) => record) }));
  return JSON.stringify({ format: 1, manifest: manifest.words, shell: shell.words, parts: bare }).replace(/</g, "\\u003c");
}
