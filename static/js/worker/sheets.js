// The page that a sheet's QR code leads to, from a kept guide: the twin of orientation/web/sheet_check.py.

"use strict";

async function sheetCheckPage(guide, shell, url) {
  if (!guide.complete || !shell.slots.sheet_check) return null; // what is not here yet would look gone
  const [written, other, beside] = ["s", "with", "t"].map((name) => url.searchParams.get(name) || "");
  const pages = await readPages(guide.id);
  const check = Orientation.checkSheet(written, pages);
  const html = check ? checkHtml(guide, shell, check, pages, otherHtml(guide, shell, other, Orientation.otherCheck(written, guide.locale, beside)))
    : fillSlot(shell, "sheet_check", { told: shell.slots.sheet_told_broken });
  const path = `/${guide.locale}/${guide.region}/`; // the links to other languages lead to their guides: a sheet is of one
  return wholePage(guide, shell, { path, title: shell.titles.sheet_check, html, kind: "sheet-check" }, check ? 200 : 400);
}

/** @returns {string} that a sheet has another language, which this page did not look at, and where that is */
function otherHtml(guide, shell, other, query) {
  const [tag, name] = guide.frame.languages.find(([one]) => one === other) || [];
  return tag ? fillSlot(shell, "sheet_other", { href: `/${tag}/${guide.region}/${query}`, tag, name }) : "";
}

function checkHtml(guide, shell, check, pages, other) {
  const { changed, facts } = check;
  const newer = check.edition > guide.manifest.edition;
  const changes = newer ? [] : check.changes;
  const told = newer ? "newer" : changed ? "changed" : changes.length ? "holds" : "same";
  const rest = {
    list: changes.map((change) => changeHtml(shell, change)).join(""),
    region: guide.frame.name,
    sheet: new Date(check.edition * 1000).toISOString().slice(0, 10),
    guide: guide.manifest.published.slice(0, 10),
  };
  return fillSlot(shell, "sheet_check", {
    safety: wayOut(guide, changes, pages),
    told: fillSlot(shell, `sheet_told_${told}`, { changed: String(changed), facts: String(facts) }) + other,
    rest: fillSlot(shell, "sheet_check_rest", rest),
  });
}

function changeHtml(shell, { what, address, title, lines, language }) {
  const items = lines.map((line) => `<li>${line}</li>`).join("");
  return fillSlot(shell, `sheet_${what}`, { href: `../../${address}`, title, lines: items, language });
}

/** @returns {string} the way to leave at once where a line of a sensitive page is shown */
function wayOut(guide, changes, pages) {
  const shown = changes.map(({ address }) => `/${guide.locale}/${guide.region}/${address}`);
  const found = pages.filter(({ path }) => shown.includes(path)).map(({ html }) => /<!--s-->[^]*?<!--\/s-->/.exec(html));
  return (found.find(Boolean) || [""])[0];
}
