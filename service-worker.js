// The service worker: it serves the guides that a reader keeps on the phone, at the same addresses as the server.
// This file is short, since the browser asks for it anew with each kept locale; what it does stands in the scripts it
// imports, read in this order: static/js/worker/events.js, routes.js, finding.js, calendars.js, indexes.js, pages.js,
// sync.js, line.js, file.js, voices.js, sheet-check.js, sheets.js, storage.js.
//
// Events    install, activate   take over at once
//           fetch               GET requests to this site, by the routes below
//           message             {do: "keep" | "update" | "remove" | "state" | "choose" | "add" | "say" | "erase", guide, …};
//                               `tell` answers every page
// Routes    /<locale>/<region>/…          a kept guide: from the pack, the network is not asked
//           …/search/suggest/, …/lines/ … the same, also for a script of the page: FETCHED
//           /static/…                     the copy that came with the shell, else the network
//           everything else               the network; without it a page that offers what is kept
// Stored    IndexedDB "orientation"
//             guides  "<region>/<locale>"  the pointer: manifest, frame, complete or not, when kept, when last asked, what
//                                          changed since the reader looked. It stands from the first byte to "remove":
//                                          without it nothing is written
//             parts   [guide, sha256]      which verified parts are here, each with its text: deltas start from it
//             pages   [guide, path, part]  page records; the pointer's manifest says which part counts
//             shells  sha256               a locale's slot templates, style, content security policy, assets
//             settings  "start"            the guide to open from the home screen, if the reader chose one
//                       "key"              the site's public key, pinned when the first guide is kept
//                       "index <guide>"    a whole guide's search index and what it was made of; goes with the guide
//                       "voices"           what waits to be told the volunteers, and by what secrets to ask for answers
//                       "untidy"           stands while files may be here that no guide needs any longer
//           Cache "assets"                 static files by their versioned address
//
// What comes from the network is verified before it is kept: the manifest by its signature, all else by the SHA-256
// that the manifest names. The pointer moves last, in one transaction. How it talks to a server: docs/sync.md. The
// worker is registered as /service-worker.js?with=ar,ed25519,es: the stemmers of the kept locales, and a verifier where
// WebCrypto has none.

"use strict";

const VERSION = "a2d7243e"; // stamped by `make stamp`: a digest of the scripts below
const WITH = (new URL(self.location.href).searchParams.get("with") || "").split(",").filter(Boolean);
const STEMMERS = { ar: "arabic", de: "german", el: "greek", en: "english", es: "spanish", fr: "french", ru: "russian", tr: "turkish" };

importScripts(...scripts(WITH).map((path) => `${path}?v=${VERSION}`));

/** @param {string[]} locales @returns {string[]} what serving them takes: orientation/web/scripts.py, and their stemmers */
function scripts(locales) {
  const languages = locales.map((locale) => STEMMERS[locale.split("-")[0]]).filter(Boolean);
  const stemmers = Array.from(new Set(languages));
  const verifier = locales.includes("ed25519") ? ["/static/vendor/ed25519/ed25519.js"] : [];
  return ["/worker-scripts.js"].concat(verifier, stemmers.map((name) => `/static/vendor/snowball/${name}-stemmer.js`));
}
