// Which addresses the worker leaves to the server: what is made there first may take longer than a page.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

const root = path.join(__dirname, "..", "..");

test("a sheet in any form is a file, a page is none", () => {
  const context = vm.createContext({});
  vm.runInContext(fs.readFileSync(path.join(root, "static/js/worker/routes.js"), "utf8"), context);
  const files = ["sheet/print.pdf", "sheet/print.png", "sheet/print.odt", "sheet/many/x/sheets.zip", "guide.html"];
  const pages = ["", "health/", "sheet/", "sheet/many/x/"];
  assert.deepStrictEqual([...files, ...pages].filter(context.isFile), files);
});
