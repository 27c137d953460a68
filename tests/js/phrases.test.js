// Reading aloud: static/js/phrases.js, its part that needs no page.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");

const source = readFileSync(join(__dirname, "..", "..", "static/js/phrases.js"), "utf8");
const phrases = import("data:text/javascript," + encodeURIComponent(source));

test("a number is read digit by digit", async () => {
  const { digitsApart } = await phrases;
  assert.equal(digitsApart("Llame al 112, no al 91."), "Llame al 1 1 2, no al 9 1.");
});

test("only a voice on the phone itself speaks, in any country's way", async () => {
  const { voiceFor } = await phrases;
  const far = { lang: "es-ES", localService: false };
  const near = { lang: "es_MX", localService: true };
  assert.equal(voiceFor("es", [{ lang: "en-US", localService: true }, far, near]), near);
  assert.equal(voiceFor("es", [far]), undefined);
});
