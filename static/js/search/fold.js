// From text to terms: the twin of orientation/search/fold.py, endings.py, stem.py and analysis.py, where the reasons stand.
// Classic scripts, loaded in this order: fold, documents, near, score, search, suggest; all in Orientation.search.
(function (global) {
  "use strict";
  const WORDS_MAX = 12;
  const PREFIX_MIN = 2;
  const MEMO_MAX = 50000;
  const STEMMERS = {
    ar: "Arabic", de: "German", el: "Greek", en: "English", es: "Spanish", fr: "French", ru: "Russian", tr: "Turkish",
  };
  const ENDINGS = {
    fa: "ات ان تر ترین ها های هایی ی یی",
    pl: "a ą e ę i o u y em ie ia iu ią ię om ów ami ach owi iem iom iami iach" +
      " ego iego emu iemu ej iej ym im ych ich ymi imi",
    uk: "а я у ю е є о и і ї ь й ом ем єм ам ям ою ею єю ові еві єві ів їв ей єй ами ями ах ях" +
      " ий ій їй ого ього ому ьому им їм ім ими їми іми ої ьої ьою их їх іх",
  };
  const APOSTROPHE_IN_WORD = /^(?:uk|ru|so|ti|am|ar|fa|ps|ur|pl|tr)$/;
  const APOSTROPHES = /['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07]/g;
  const IGNORABLE =
    /[\u00ad\u034f\u061c\u180e\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]/g;
  const MARKS = new RegExp(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed" +
      "\u135d-\u135f\u20d0-\u20f0]", "g");
  const TOKEN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:\u200c+[\p{L}\p{M}\p{N}]+)*/gu;
  const CLITICS = /^(?:[وفبك]?ال(?=...)|لل(?=...)|[وفبكل](?=....))/u;
  const TABLE = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ", ґ: "г",
    ٱ: "ا", ٲ: "ا", ٳ: "ا", ى: "ي", ی: "ي", ې: "ي", ۍ: "ي", ے: "ي", ک: "ك", ڪ: "ك", ګ: "گ",
    ة: "ه", ۃ: "ه", ہ: "ه", ھ: "ه", ە: "ه",
  };
  /** Fold a row of letters. */
  const addRow = (from, count, plain) => {
    for (let i = 0; i < count; i++) TABLE[String.fromCharCode(from + i)] = plain(i);
  };
  [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0x1040].forEach((zero) => addRow(zero, 10, String));
  [[0x1210, 0x1200], [0x1280, 0x1200], [0x1220, 0x1230], [0x12d0, 0x12a0], [0x1340, 0x1338]].forEach(
    (row) => addRow(row[0], 8, (i) => String.fromCharCode(row[1] + i)));
  const LETTERS = new RegExp("[" + Object.keys(TABLE).join("") + "]", "g");
  let stemmers = {};
  let memo = new Map();

  /** @param {string} locale @returns {string} */
  function language(locale) {
    return locale.split("-")[0].toLowerCase();
  }

  /** @param {string} text @returns {string} */
  function fold(text) {
    return text.normalize("NFKC").replace(IGNORABLE, "").toLowerCase()
      .normalize("NFD").replace(MARKS, "").normalize("NFC").replace(LETTERS, (letter) => TABLE[letter]);
  }

  /** @param {string} text @param {string} locale @returns {string[]} */
  function tokens(text, locale) {
    const apostrophe = APOSTROPHE_IN_WORD.test(language(locale)) ? "" : " ";
    const found = [];
    for (const word of fold(text.replace(APOSTROPHES, apostrophe)).match(TOKEN) || []) {
      const parts = word.split("\u200c").filter(Boolean);
      if (parts.length > 1) found.push(parts.join(""));
      found.push(...parts);
    }
    return found;
  }

  /** @param {string} endings @returns {{stemWord: function(string): string}} */
  function cutter(endings) {
    const pattern = new RegExp("^(...+?)(?:" + fold(endings).replace(/ /g, "|") + ")$", "u");
    return { stemWord: (word) => word.replace(pattern, "$1") };
  }

  /** @param {string} tongue @returns {?Object} null where none exists or is loaded */
  function stemmer(tongue) {
    const Stemmer = global[STEMMERS[tongue] + "Stemmer"];
    if (!stemmers[tongue] && Stemmer) stemmers[tongue] = new Stemmer();
    if (!stemmers[tongue] && ENDINGS[tongue]) stemmers[tongue] = cutter(ENDINGS[tongue]);
    return stemmers[tongue] || null;
  }

  /** @param {string} token @param {string} locale @returns {string} in Arabic without article and one-letter clitics */
  function withoutClitics(token, locale) {
    return language(locale) === "ar" ? token.replace(CLITICS, "") : token;
  }

  /** @param {string} token @param {string} locale @returns {string[]} */
  function forms(token, locale) {
    const key = locale + " " + token;
    if (!memo.has(key)) {
      if (memo.size >= MEMO_MAX) memo = new Map();
      const tongue = language(locale);
      const found = stemmer(tongue);
      const bare = withoutClitics(token, locale);
      const stems = found ? [found.stemWord(token), found.stemWord(bare)] : [bare];
      memo.set(key, Array.from(new Set([token].concat(stems))));
    }
    return memo.get(key);
  }

  /** @param {string} text @param {string} locale @returns {string[]} */
  function terms(text, locale) {
    return [].concat(...tokens(text, locale).map((token) => forms(token, locale)));
  }

  /**
   * @param {string} text
   * @param {string} locale
   * @param {string[]} [skipped] folded words that only make a question: a shell's `skip`
   * @returns {{words: string[][], prefix: string}}
   */
  function parseQuery(text, locale, skipped = []) {
    const typed = tokens(text, locale);
    const telling = typed.filter((token) => !skipped.includes(token));
    const asked = (telling.length ? telling : typed).slice(0, WORDS_MAX);
    const last = asked[asked.length - 1] || "";
    const words = Array.from(new Set(asked)).map((token) => forms(token, locale));
    return { words, prefix: Array.from(last).length < PREFIX_MIN ? "" : last };
  }

  /** @param {string} locale @returns {string} its script beside base-stemmer.js, or "" */
  function stemmerScript(locale) {
    const name = STEMMERS[language(locale)];
    return name ? name.toLowerCase() + "-stemmer.js" : "";
  }

  global.Orientation = global.Orientation || {};
  global.Orientation.search = { fold, tokens, terms, withoutClitics, parseQuery, stemmerScript };
})(typeof self === "undefined" ? globalThis : self);
