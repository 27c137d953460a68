// Loads the search scripts as a worker does, in a fresh global; asked by tests/search/ as a program:
//   node search-load.js  < {"calls": [[function, argument …]], "locales": [tag …]}  > [result …]
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const STATIC = join(__dirname, "..", "..", "static");
const SHARED = ["fold", "documents", "near", "score", "search", "suggest"].map((name) => `js/search/${name}.js`);

/** @param {string[]} locales whose stemmers are wanted @returns {Object} Orientation.search */
function load(locales) {
  const context = vm.createContext({});
  const run = (path) => vm.runInContext(readFileSync(join(STATIC, path), "utf8"), context, { filename: path });
  ["vendor/snowball/base-stemmer.js", ...SHARED].forEach(run);
  const search = vm.runInContext("Orientation.search", context);
  locales.map(search.stemmerScript).filter(Boolean).forEach((script) => run(`vendor/snowball/${script}`));
  return search;
}

if (require.main === module) {
  const { calls, locales } = JSON.parse(readFileSync(0, "utf8"));
  const search = load(locales);
  process.stdout.write(JSON.stringify(calls.map(([name, ...given]) => search[name](...given))));
}

module.exports = { load, STATIC };
