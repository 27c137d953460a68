// A sheet's own address -> what of it no longer holds, from a kept guide without a network. The twin of
// orientation/domain/sheet_facts.py and sheet_check.py, which tell what a fact is; vectors in tests/vectors/sheet_check.json.
(function (global) {
  "use strict";
  const { plainText, matches, folded: oneSpace } = global.Orientation.search;
  const INLINE = "a|abbr|b|bdi|bdo|code|em|i|mark|small|span|strong|sub|sup|time|u|wbr";
  const BLOCK = `<(?!\\/?(?:${INLINE})\\b)[^>]*>`;
  const ARTICLE = /<article\b[^>]*?\sid="([^"]*)"[^>]*>([^]*?)<\/article>/g;
  const PIECES = {
    places: ARTICLE,
    courses: ARTICLE,
    organisations: ARTICLE,
    phrases: /(?=<h2 id="([^"]*)")([^]*?<\/h2>[^]*?)(?=<h2\b|$)/g,
    lines: /<li\b[^>]*?\sid="([^"]*)" data-stop[^>]*>([^]*?)(?=<li\b|<\/ul>)/g,
  };
  const WHOLE = ["entry", "topic", "line", "checklist", "removed"];
  const ASIDE = new RegExp(`<svg\\b[^]*?<\\/svg>|<p class="(?:from|acts|crumb)"[^>]*>[^]*?(?=${BLOCK}|$)`, "g");
  const LINK = /<a\b[^>]*?\shref="((?:tel|mailto|https?):[^"]*)"[^>]*>([^]*?)<\/a>/g;
  const VALUE = /<bdi\b[^>]*>([^]*?)<\/bdi>|<span\b[^>]*?\slang="[^>]*>([^]*?)<\/span>/g;
  const DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9\u1369-\u137c]";
  const LETTER = "[^\\0-@\\[-`{-\u00bf\u060c\u061b\u061f\u0660-\u0669\u06d4\u06f0-\u06f9\u1361-\u137c\u2000-\u206f]";
  const NUMBER = new RegExp(`([+\u2212$£€-]?${DIGIT}(?:[.,:/\u2013%€-]*${DIGIT})*)(?:[ \u202f]?([%‰£$°]|${LETTER}+))?`, "g");
  const ADDRESS = /^[0-9A-Z]{1,7}(?:\.(?:-[0-9A-V]{9}|[0-9A-V]{9}(?:[0-9A-V]{4})*))+$/;

  /** @param {string} text @param {number} letters of 5 bits @returns {string} */
  function code(text, letters) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    const bits = 5 * letters;
    return ((hash >>> bits) ^ (hash & ((1 << bits) - 1))).toString(32).toUpperCase().padStart(letters, "0");
  }

  /** @param {Object} page path, title, html, kind @returns {Object[]} address, title, html, gone */
  function pieces({ path, title, html, kind }) {
    const address = path.split("/").slice(3).join("/");
    if (WHOLE.includes(kind)) {
      const content = kind === "entry" && matches(/<!--c-->([^]*?)<!--\/c-->/g, html).map((match) => match[1]).join(" ");
      return [{ address, title, html: content || html, gone: kind === "removed" }];
    }
    return matches(PIECES[kind] || /$^/g, html).map(([, slug, piece]) => {
      const heading = /<(h2|b)\b[^>]*>([^]*?)<\/\1>/.exec(piece);
      return { address: `${address}#${slug}`, title: heading ? plainText(heading[2]) : title, html: piece };
    });
  }

  function linesOf(html) {
    return html.replace(ASIDE, "\n").replace(/[\r\n]/g, " ")
      .replace(/<\/(?:dt|th)>/g, ": ").replace(/<\/?(?:dd|t[dh])\b[^>]*>/g, " ")
      .replace(/<h3\b([^>]*?\slang="[^>]*)>([^]*?)<\/h3>/g, "<br><span$1>$2</span><br>")
      .replace(new RegExp(BLOCK, "g"), "\n").split("\n");
  }

  /** @param {string} line HTML @returns {string[]} */
  function factsIn(line) {
    const values = [];
    const take = (_, bdi, span) => { values.push(plainText(bdi || span || "")); return "|"; };
    const links = matches(LINK, line).map((match) => match[1]);
    const rest = line.replace(LINK, (_, href, words) => (href.startsWith("tel:") ? "|" : words)).replace(VALUE, take);
    const numbers = matches(NUMBER, plainText(rest)).map(([, number, unit]) => (unit ? `${number} ${unit}` : number));
    return links.concat(values, numbers).filter(Boolean);
  }

  /** @returns {Map<string, string>} of each fact its letters and the line that says it, as safe HTML */
  function factLines(html) {
    const found = new Map();
    for (const line of linesOf(html)) {
      const facts = factsIn(line);
      const known = facts.length && code(facts.join("\n"), 4);
      if (known && !found.has(known)) found.set(known, safe(line));
    }
    return found;
  }

  /** @returns {string} the line with the few tags it may keep where they are well nested, else its words alone */
  function safe(line) {
    const unlinked = line.replace(/(<a\b[^>]*>)([^]*?)<\/a>/g, (all, tag, words) =>
      (/\shref="(?:tel|mailto|https?):/.test(tag) ? all : words));
    const kept = unlinked.replace(/<\/?([a-z0-9]+)[^>]*>/g, (tag, name) => (["a", "b", "bdi", "span"].includes(name) ? tag : ""));
    const open = [];
    for (const [, end, name] of matches(/<(\/?)([a-z0-9]+)[^>]*>/g, kept)) {
      if (!end) open.push(name);
      else if (open.pop() !== name) open.push("", "");
    }
    return open.length ? global.Orientation.escapeHtml(plainText(line)) : oneSpace(kept);
  }

  /** @returns {?{edition: number, parts: Object[]}} null for an address that is broken or not ours */
  function readSheet(written) {
    if (written.length > 4096 || !ADDRESS.test(written)) return null;
    const [edition, ...writtenParts] = written.split(".");
    const parts = writtenParts.map(readPart);
    const once = new Set(parts.map(({ address }) => address)).size === parts.length; // no sheet holds a thing twice
    return parts.length > 80 || !once ? null : { edition: parseInt(edition, 36), parts };
  }

  function readPart(written) {
    const whole = written[0] === "-";
    const [, address, rest] = /^-?(.{5})(.*)/.exec(written);
    const facts = rest.match(/.{4}/g);
    return { address, words: whole ? "" : facts.shift(), facts };
  }

  function byCode(pages) {
    const known = new Map();
    for (const page of pages) for (const piece of pieces(page)) known.set(code(piece.address, 5), piece);
    for (const { path, kind, target } of pages) {
      if (kind !== "moved") continue;
      const [old, now] = [path, new URL(target, `http://a${path}`).pathname].map((one) => code(one.split("/").slice(3).join("/"), 5));
      if (known.has(now)) known.set(old, known.get(now));
    }
    return known;
  }

  /** @returns {{changed: number, change: ?Object}} of a sheet's part: how many facts changed, and what is told of it */
  function compare({ words, facts }, piece) {
    if (!piece || piece.gone) return { changed: facts.length, change: { what: "gone", address: "", title: piece ? piece.title : "", lines: [], language: "" } };
    const [, language = ""] = /^ *<div (lang="[^"<>]*" dir="(?:ltr|rtl)")>/.exec(piece.html) || [];
    const told = (what, lines) => ({ what, address: piece.address, title: piece.title, lines, language });
    const today = factLines(piece.html);
    const codes = words ? Array.from(today.keys()) : [code(Array.from(today.keys()).sort().join(""), 4)];
    const changed = facts.filter((fact) => !codes.includes(fact)).length;
    const lines = words || changed ? Array.from(today).filter(([fact]) => !facts.includes(fact)).map(([, line]) => line) : [];
    if (changed || lines.length) return { changed, change: told(lines.length ? "changed" : "gone", lines) };
    const same = !words || words === code(linesOf(piece.html).map(plainText).filter(Boolean).join(" "), 4);
    return { changed, change: same ? null : told("words", []) };
  }

  /**
   * @param {string} written what the address says behind "?s=" @param {Object[]} pages all of today's edition
   * @returns {?{edition: number, facts: number, changed: number, changes: Object[]}}
   */
  function checkSheet(written, pages) {
    const sheet = readSheet(written);
    if (!sheet) return null;
    const known = byCode(pages);
    const told = sheet.parts.map((part) => compare(part, known.get(part.address)));
    return {
      edition: sheet.edition,
      facts: sheet.parts.reduce((sum, { facts }) => sum + facts.length, 0),
      changed: told.reduce((sum, { changed }) => sum + changed, 0),
      changes: told.map(({ change }) => change).filter(Boolean),
    };
  }

  /** @returns {string} where the same is asked of a sheet's other language, within its guide; "" where nothing is told of it */
  function otherCheck(written, locale, beside) {
    return readSheet(beside) ? `sheet/check/?with=${locale}&s=${beside}&t=${written}` : "";
  }

  Object.assign(global.Orientation, { checkSheet, otherCheck, factsIn, sheetCode: code });
})(typeof self === "undefined" ? globalThis : self);
