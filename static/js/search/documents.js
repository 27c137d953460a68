// What can be found on a page: the twin of orientation/search/documents.py.
(function (search) {
  "use strict";
  const LISTS = ["places", "courses", "organisations"];
  const CONTENT = /<!--c-->([^]*?)<!--\/c-->/g;
  const ARTICLE = /<article\b[^>]*?\sid="([^"]*)"[^>]*>([^]*?)<\/article>/g;
  const ITEM = /<li\b[^>]*?\sid="([^"]*)"[^>]*>([^<]*)([^]*?)(?=<\/?li\b|<\/ul>)/g;
  const STOP = /<li\b[^>]*?\sid="([^"]*)" data-stop[^>]*><b>([^]*?)<\/b>/g;
  const NEAR = /<dt>[^<]*<\/dt><dd data-next>[^]*?(?=<dt\b|<\/dl>)/g;
  const STEP = /<li data-step=[^>]*><label>([^]*?)<\/label>/g;
  const SITUATION = /<h2 id="(say-[^"]*)"[^>]*>([^]*?)<\/h2>([^]*?)(?=<h2\b|$)/g;
  const SOUND = /<p class="from">[^]*?(?=<\/p>|<\/article>)/g;
  const H1 = /<h1\b[^>]*>[^]*?<\/h1>/g;
  const HEADING = /<h[23]\b[^>]*>([^]*?)<\/h[23]>/g;
  const HOST = /<p\b[^>]*?\sclass="(?:[^"]*\s)?host(?:\s[^"]*)?"[^>]*>([^<]*)/g;
  const TERM = /<dt\b[^>]*?\slang="[^"]*"[^>]*>([^]*?)<\/dt>/g;
  const UNSEEN = /<!--[^]*?-->|<(script|style|template)\b[^]*?<\/\1>/g;
  const INLINE = /<\/?(?:a|abbr|b|bdi|bdo|code|em|i|mark|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>/g;
  const ENTITY = /&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g;
  const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
  const KINDS = {
    places: "place", villages: "village", lines: "line", courses: "course", organisations: "organisation",
    steps: "checklist", phrases: "phrase",
  };

  /** @param {string} path @returns {string} what a document is: entry, place, village, line, checklist … */
  function kindOf(path) {
    return KINDS[path.split("/")[3]] || "entry";
  }

  /** @returns {string} */
  function character(_, decimal, hexadecimal, name) {
    if (name) return NAMED[name];
    const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal, 16);
    const valid = (code > 0 && code < 0xd800) || (code > 0xdfff && code < 0x110000);
    return valid ? String.fromCodePoint(code) : "\ufffd";
  }

  /** @param {string} text @returns {string} */
  function folded(text) {
    return text.replace(/[ \t\n\r\f\u00a0]+/g, " ").replace(/^ | $/g, "");
  }

  /** @param {string} html @returns {string} */
  function plainText(html) {
    const text = html.replace(UNSEEN, "").replace(INLINE, "").replace(/<[^>]*>/g, " ");
    return folded(text.replace(ENTITY, character));
  }

  /** @param {RegExp} pattern @param {string} html @returns {string[][]} */
  function matches(pattern, html) {
    const found = [];
    html.replace(pattern, (...match) => found.push(match));
    return found;
  }

  /** @param {RegExp} pattern @param {string} html @returns {string} */
  function allTexts(pattern, html) {
    return matches(pattern, html).map((match) => plainText(match[1])).join(" ");
  }

  /** @returns {{path: string, title: string, terms: string, headings: string, body: string}} */
  function makeDocument(path, title, html, words) {
    const content = matches(CONTENT, html).map((match) => match[1]).join(" ") || html;
    return {
      path,
      title,
      terms: folded(allTexts(HOST, html) + " " + allTexts(TERM, html) + " " + words),
      headings: allTexts(HEADING, content),
      body: plainText(content.replace(H1, " ").replace(HOST, " ").replace(HEADING, " ")),
    };
  }

  /** @returns {Object} what stands in an article, but no stop near it */
  function place(page, slug, article) {
    const html = article.replace(NEAR, "");
    const heading = matches(HEADING, html)[0];
    const title = heading ? plainText(heading[1]) : page.title;
    return makeDocument(page.path + "#" + slug, title, heading ? html.replace(heading[0], "") : html, "");
  }

  /** @returns {Object} */
  function village(page, slug, name, others) {
    return { path: page.path + "#" + slug, title: plainText(name), terms: plainText(others), headings: "", body: "" };
  }

  /** @returns {Object} its name and its steps, no buttons, no rule of a last day */
  function checklist({ path, title, html }) {
    return { ...named({ path, title }), body: allTexts(STEP, html) };
  }

  /** @returns {Object} a page that is found by its title alone: what it lists is found by itself */
  function named({ path, title }) {
    return { path, title, terms: "", headings: "", body: "" };
  }

  /** @returns {Object[]} the page of phrases, then each situation with its sentences in both languages, not how they sound */
  function phrases(page) {
    const situations = matches(SITUATION, page.html).map(([, mark, name, html]) => (
      { ...named({ path: page.path + "#" + mark, title: plainText(name) }), body: plainText(html.replace(SOUND, "")) }));
    return [named(page), ...situations];
  }

  /** @param {Object} page path, title, html, kind, words @returns {Object[]} */
  function documents(page) {
    if (page.kind === "entry" || page.kind === "line") return [makeDocument(page.path, page.title, page.html, page.words || "")];
    if (LISTS.includes(page.kind)) return matches(ARTICLE, page.html).map((match) => place(page, match[1], match[2]));
    if (page.kind === "villages") return matches(ITEM, page.html).map((match) => village(page, match[1], match[2], match[3]));
    if (page.kind === "lines") return matches(STOP, page.html).map((match) => village(page, match[1], match[2], ""));
    if (page.kind === "steps") return [named(page)];
    if (page.kind === "checklist") return [checklist(page)];
    return page.kind === "phrases" ? phrases(page) : [];
  }

  Object.assign(search, { documents, kindOf, plainText, matches, folded });
})((typeof self === "undefined" ? globalThis : self).Orientation.search);
