// What is found in a kept guide: the page of a search. Twin: orientation/web/finding.py.

"use strict";

const RESULTS = 10;

async function searchPage(guide, shell, url) {
  const asked = (url.searchParams.get("q") || "").slice(0, 200).trim();
  const hits = asked ? Orientation.search.search(await indexOf(guide, shell), asked, RESULTS) : [];
  const tiles = hits.length ? "" : await tilesHtml(guide);
  const html = fillSlot(shell, "search", { q: asked, results: asked ? resultsHtml(shell, hits) : "", tiles });
  const record = { path: url.pathname, title: shell.titles.search, html, kind: "search" };
  return wholePage(guide, shell, record, 200);
}

function resultsHtml(shell, hits) {
  if (!hits.length) return shell.slots.results_none;
  const html = hits.map(({ path, title, snippet }) => fillSlot(shell, "result", { href: path, title, snippet })).join("");
  return html.replace(/\ue000/g, "<mark>").replace(/\ue001/g, "</mark>");
}

/** @returns {Promise<string>} the topics with their pictograms, from the front page: a search never ends in nothing */
async function tilesHtml(guide) {
  const { page } = await readPage(guide.id, `/${guide.locale}/${guide.region}/`);
  const [tiles] = (page && /<ul class="tiles">[^]*?<\/ul>/.exec(page.html)) || [""];
  return tiles.replace(/ href="/g, ' href="../');
}
