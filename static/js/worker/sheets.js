// The page that a sheet's QR code leads to, from a kept guide: the twin of orientation/web/sheet_check.py.

"use strict";

async function sheetCheckPage(guide, shell, url) {
  if (!guide.complete || !shell.slots.sheet_check) return null; // what is not here yet would look gone
  const pages = await readPages(guide.id);
  const check = Orientation.checkSheet(url.searchParams.get("s") || "", pages);
  const html = check ? checkHtml(guide, shell, check, pages)
    : fillSlot(shell, "sheet_check", { told: shell.slots.sheet_told_broken });
  const path = `/${guide.locale}/${guide.region}/`; // the links to other languages lead to their guides: a sheet is of one
  return wholePage(guide, shell, { path, title: shell.titles.sheet_check, html, kind: "sheet-check" }, check ? 200 : 400);
}

function checkHtml(guide, shell, check, pages) {
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
    told: fillSlot(shell, `sheet_told_${told}`, { changed: String(changed), facts: String(facts) }),
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
