// Pages from what is kept: a fragment set into its shell, as orientation/web/shells.py does; and those made on demand.

"use strict";

/** Set a page's fragment into the shell, as orientation/web/shells.py does. */
async function wholePage(guide, shell, record, status) {
  const host = guide.frame.host && (await get("guides", `${guide.region}/${guide.frame.host}`));
  const html = fillSlot(shell, "shell", shellValues(guide, shell, record, host));
  return htmlResponse(html, shell, status);
}

function shellValues(guide, shell, record, host) {
  const frame = guide.frame;
  const base = `/${guide.locale}/${guide.region}/`;
  const path = record.path.slice(base.length);
  return {
    style: shell.styleText,
    sos: frame.emergency ? base + frame.emergency : "tel:112",
    crumb: crumb(guide, shell, base, record),
    say: sayLink(shell, base, record),
    title: record.title,
    main: record.html,
    kind: record.kind,
    base,
    region: frame.name,
    helper: frame.helper,
    responsible: frame.responsible,
    edition: String(guide.manifest.edition),
    published: guide.manifest.published.slice(0, 10),
    timezone: frame.timezone,
    holidays: frame.holidays.join(" "),
    languages: languageLinks(guide, shell, path),
    host: frame.host,
    host_name: frame.host_name,
    kb: String(kilobytes(guide.manifest.pack.wire_bytes) + shell.first_kb),
    host_kb: host ? String(kilobytes(host.manifest.pack.wire_bytes) + shell.second_kb) : "",
  };
}

/** @returns {string} the way up from an entry to its topic */
function crumb(guide, shell, base, record) {
  const topic = record.path.slice(base.length).split("/")[0];
  const found = (guide.frame.topics || []).find(([slug]) => slug === topic);
  return found && record.kind === "entry" ? fillSlot(shell, "crumb", { href: `${base}${topic}/`, name: found[1] }) : "";
}

function languageLinks(guide, shell, path) {
  const others = guide.frame.languages.filter(([tag]) => tag !== guide.locale);
  const link = ([tag, name]) => fillSlot(shell, "language", { href: `/${tag}/${guide.region}/${path}`, tag, name });
  return others.map(link).join("");
}

/** Fill a slot. A kept shell may be older than this worker: a marker it no longer knows is left empty. */
function fillSlot(shell, name, values) {
  const template = shell.slots[name] || "";
  const all = {};
  for (const marker of template.match(/\{\{\w+\}\}/g) || []) all[marker.slice(2, -2)] = "";
  return Orientation.fill(template, Object.assign(all, values));
}

function kilobytes(bytes) {
  return Math.ceil(bytes / 1000);
}

function htmlResponse(html, shell, status) {
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": shell.csp,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
  };
  return new Response(html, { status, headers });
}

/** The same entry in two languages side by side, when both guides are kept. */
async function counterPage(guide, shell, path, other) {
  const theirGuide = await get("guides", `${guide.region}/${other}`);
  const theirShell = theirGuide && (await get("shells", theirGuide.manifest.shell));
  const mine = (await readPage(guide.id, `/${guide.locale}/${guide.region}/${path}`)).page;
  const theirs = theirShell && (await readPage(theirGuide.id, `/${other}/${guide.region}/${path}`)).page;
  if (!mine || !theirs || mine.kind !== "entry" || theirs.kind !== "entry") return null;
  const main = fillSlot(shell, "counter", {
    title: mine.title,
    safety: safety(mine.html),
    mine: told(mine.html) + state(mine.html),
    mine_lang: guide.locale,
    mine_dir: shell.direction,
    theirs: told(theirs.html).replace(/h1>/g, "h2>") + state(theirs.html), // a page has one <h1>
    theirs_lang: other,
    theirs_dir: theirShell.direction,
  });
  return wholePage(guide, shell, { path: `${mine.path}with/${other}/`, title: mine.title, html: main, kind: "counter" }, 200);
}

/** @returns {string} what an entry's fragment tells, its links as they must be two levels deeper; twin: web/reader.py */
function told(html) {
  const text = html.slice(html.indexOf("<!--c-->") + 8, html.indexOf("<!--/c-->"));
  return text.replace(/href="(?![a-z]+:|#|\/)/g, 'href="../../');
}

/** @returns {string} what keeps the reader of a sensitive entry safe: leaving at once, the list of calls; twin: web/reader.py */
function safety(html) {
  return (html.match(/<!--s-->[^]*?<!--\/s-->/g) || []).join("");
}

/** @returns {string} the sentence of an entry's fragment on who checked it; twin: web/reader.py */
function state(html) {
  const found = /<p data-translation=[^>]*>[^<]*/.exec(html);
  return found ? found[0] : "";
}

/** @returns {Promise<?Response>} dates of the page of courses for the phone's calendar, with ?on= one of them */
async function calendarFile(guide, path, url) {
  const [, slug] = /^courses\/([a-z0-9-]+)\.ics$/.exec(path) || [];
  const { page } = await readPage(guide.id, `/${guide.locale}/${guide.region}/courses/`);
  const calendar = slug && page && Orientation.calendarIn(page.html, slug, url.searchParams.get("on") || "");
  const headers = { "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": `inline; filename="${slug}.ics"` };
  return calendar ? new Response(calendar, { headers }) : null;
}

async function notFound(guide, shell, path) {
  const base = `/${guide.locale}/${guide.region}/`;
  const html = fillSlot(shell, "not_found", { base });
  return wholePage(guide, shell, { path, title: shell.titles.not_found, html, kind: "not-found" }, 404);
}

/** Say that a page is not on the phone, in the reader's language where one of its guides is kept. */
async function notKept(url) {
  const guides = (await getAll("guides")).filter((guide) => guide.frame);
  const wanted = url.pathname.split("/")[1];
  const speaker = guides.find((one) => one.locale === wanted) || guides[0];
  const shell = speaker && (await get("shells", speaker.manifest.shell));
  if (!shell) return Response.error();
  const base = (one) => `/${one.locale}/${one.region}/`;
  const offer = (one) => fillSlot(shell, "offer", { href: base(one), name: nameOf(one) });
  const html = fillSlot(shell, "not_kept", { offers: guides.map(offer).join("") });
  return wholePage(speaker, shell, { path: base(speaker), title: shell.titles.not_kept, html, kind: "not-kept" }, 503);
}

function nameOf(guide) {
  const language = guide.frame.languages.find(([tag]) => tag === guide.locale);
  return `${guide.frame.name} · ${language ? language[1] : guide.locale}`;
}

/** What is new in this guide since the reader last looked. */
async function changesPage(guide, shell, url) {
  const list = (guide.changes || []).map(({ path, title, what }) => fillSlot(shell, `change_${what}`, { href: path, title }));
  const html = fillSlot(shell, "changes", { list: list.join("") || shell.slots.changes_none });
  await patch(guide, { looked: true });
  return wholePage(guide, shell, { path: url.pathname, title: shell.titles.changes, html, kind: "changes" }, 200);
}
