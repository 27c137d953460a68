// What is found in a kept guide: the page of a search, what is suggested meanwhile. Twin: orientation/web/finding.py.

"use strict";

const ASKED_MAX = 200;
const RESULTS = 10;
const FROM_HOST_MAX = 5;
const suggestible = new Map(); // guide → {of, names}: read when first asked, lost with the worker

async function searchPage(guide, shell, url) {
  const asked = askedFor(url);
  const results = asked ? await resultsHtml(guide, shell, asked) : "";
  const none = asked && !results;
  const html = fillSlot(shell, "search", {
    q: asked,
    results: none ? shell.slots.results_none + (await meantHtml(guide, shell, asked)) : results,
    tiles: results ? "" : await tilesHtml(guide),
    help: none ? helpHtml(guide, shell, asked) : "",
  });
  return wholePage(guide, shell, { path: url.pathname, title: shell.titles.search, html, kind: "search" }, 200);
}

/** The items of a list and nothing around them: a script sets them below the field. */
async function suggestionsPage(guide, shell, url) {
  const found = Orientation.search.suggest(await namesOf(guide), askedFor(url), guide.locale, skipped(shell));
  const html = found.map(({ path, title, kind, lang }) =>
    fillSlot(shell, "suggestion", { href: path, title, lang, what: whatHtml(guide, shell, path, kind) }));
  return htmlResponse(html.join(""), shell, 200);
}

function askedFor(url) {
  return (url.searchParams.get("q") || "").slice(0, ASKED_MAX).trim();
}

/** @returns {string[]} folded words that only make a question */
function skipped(shell) {
  return (shell.skip || "").split(" ");
}

async function namesOf(guide) {
  const of = madeOf(guide);
  const known = suggestible.get(guide.id);
  if (known && known.of === of) return known.names;
  const names = Orientation.search.names(await readPages(guide.id), guide.locale);
  suggestible.set(guide.id, { of, names });
  return names;
}

/** @returns {Promise<string>} what both guides hold, the words found marked; "" for nothing */
async function resultsHtml(guide, shell, asked) {
  const own = Orientation.search.search(await indexOf(guide, shell), asked, RESULTS);
  const html = own.map(({ path, title, snippet }) =>
    fillSlot(shell, "result", { href: path, title, snippet, what: whatHtml(guide, shell, path) }));
  const all = html.join("") + (await hostResultsHtml(guide, shell, asked, own.map((hit) => hit.path)));
  return all.replace(/\ue000/g, "<mark>").replace(/\ue001/g, "</mark>");
}

/** @returns {Promise<string>} what the guide in the language at the counter holds besides, where it is kept too */
async function hostResultsHtml(guide, shell, asked, known) {
  const host = guide.frame.host && (await get("guides", `${guide.region}/${guide.frame.host}`));
  const hostShell = host && host.complete && (await get("shells", host.manifest.shell));
  if (!hostShell) return "";
  const hits = Orientation.search.search(await indexOf(host, hostShell), asked, RESULTS + FROM_HOST_MAX, true);
  const ours = (path) => `/${guide.locale}/` + path.split("/").slice(2).join("/");
  const others = hits.filter((hit) => !known.includes(ours(hit.path))).slice(0, FROM_HOST_MAX);
  const html = others.map(async ({ path, title, snippet }) => {
    const own = await titleOf(guide, ours(path));
    return fillSlot(shell, "result_host", {
      href: own === null ? path : ours(path),
      title: own === null ? title : own,
      title_lang: own === null ? host.locale : guide.locale,
      what: whatHtml(guide, shell, path),
      language: guide.frame.host_name,
      lang: host.locale,
      dir: hostShell.direction,
      snippet,
    });
  });
  return (await Promise.all(html)).join("");
}

/** @returns {Promise<?string>} the title of what stands at an address of the guide; null where nothing does */
async function titleOf(guide, path) {
  const { page } = await readPage(guide.id, path.split("#")[0]);
  const found = page && Orientation.search.documents(page).find((one) => one.path === path);
  return found ? found.title : null;
}

/** @returns {string} what kind of thing stands at an address: of an entry its topic's name */
function whatHtml(guide, shell, path, kind = Orientation.search.kindOf(path)) {
  const topic = (guide.frame.topics || []).find(([slug]) => slug === path.split("/")[3]);
  return fillSlot(shell, `kind_${kind}`, { topic: topic ? topic[1] : "" });
}

/** @returns {Promise<string>} words to search with instead, "" where there are none */
async function meantHtml(guide, shell, asked) {
  const words = Orientation.search.meant(await readPages(guide.id), asked, guide.locale, skipped(shell));
  const links = words.map((word) => fillSlot(shell, "meant_word", { q: encodeURIComponent(word), word }));
  return links.length ? fillSlot(shell, "meant", { words: links.join("") }) : "";
}

/** @returns {string} where somebody turns to who finds nothing */
function helpHtml({ locale, region, frame }, shell, asked) {
  const sos = frame.emergency ? `/${locale}/${region}/${frame.emergency}` : "tel:112";
  return fillSlot(shell, "say_words", { q: asked }) + fillSlot(shell, "search_help", { sos, helper: frame.helper });
}

/** @returns {Promise<string>} the topics with their pictograms, from the front page: a search never ends in nothing */
async function tilesHtml(guide) {
  const { page } = await readPage(guide.id, `/${guide.locale}/${guide.region}/`);
  const [tiles] = (page && /<ul class="tiles">[^]*?<\/ul>/.exec(page.html)) || [""];
  return tiles.replace(/ href="/g, ' href="../');
}
