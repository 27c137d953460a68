// The index that a guide is searched with: made once in slices that let other work through, kept with the guide, read
// after a restart. Why it is kept where it is: docs/decisions/0015-index-kept.md.

"use strict";

const SLICE = 20; // pages analysed in one go
const indexes = new Map(); // guide → {of, index}: a promise; lost with the worker

/** @returns {string} where a guide's index is kept, in the store `settings` */
function indexKey(id) {
  return `index ${id}`;
}

/** @returns {string} what an index of a guide is made of, and by which scripts: one of anything else is never used */
function madeOf({ manifest, complete, here, withdrew }) {
  return [VERSION, manifest.edition, complete || here, withdrew].join();
}

/** @returns {Promise<Object>} the index of what is here of a guide; which words a question does without is its shell's to say */
async function indexOf(guide, shell) {
  const of = madeOf(guide);
  const known = indexes.get(guide.id);
  const index = known && known.of === of ? known.index : bringIndex(guide, of);
  indexes.set(guide.id, { of, index });
  try {
    return Object.assign(await index, { skip: skipped(shell) });
  } catch (error) {
    indexes.delete(guide.id);
    throw error;
  }
}

/** @returns {Promise<Object>} the kept index, or one made now and kept */
async function bringIndex(guide, of) {
  const kept = await get("settings", indexKey(guide.id));
  if (kept && kept.of === of) return kept.index;
  const index = await makeIndex(guide);
  if (guide.complete) await keepIndex(guide.id, of, index).catch(() => {}); // a phone without room makes it anew each time
  return index;
}

async function makeIndex({ id, locale }) {
  const pages = await readPages(id);
  const index = Orientation.search.build([], locale);
  for (let i = 0; i < pages.length; i += SLICE) {
    Orientation.search.extend(index, pages.slice(i, i + SLICE));
    await new Promise((resolve) => setTimeout(resolve)); // whoever waits for a page comes first
  }
  return index;
}

/** Keep an index, unless its guide has gone or is not what the index was made of any longer. */
async function keepIndex(id, of, index) {
  await write(["guides", "settings"], async (stores) => {
    const guide = await result(stores.guides.get(id));
    if (guide && madeOf(guide) === of) stores.settings.put({ key: indexKey(id), of, index });
  });
}

/** Have the index of a whole guide ready before the first search. */
async function prepareSearch(id) {
  const guide = await get("guides", id);
  const shell = guide && guide.complete && (await get("shells", guide.manifest.shell));
  if (shell) await indexOf(guide, shell);
}
