// Distances, directions and what to say on the phone: the pure functions of static/js/near.js.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { before, test } = require("node:test");

const source = readFileSync(join(__dirname, "..", "..", "static/js/near.js"));
const SORIA = [41.764, -2.469];
const ALMAZAN = [41.486, -2.531];
const DIGITS = "cero uno dos tres cuatro cinco seis siete ocho nueve coma menos";
const WORDS = {
  digits: DIGITS,
  in: "Estoy en {{village}}.",
  n: "Estoy a {{km}} km al norte de {{village}}.",
  position: "Latitud {{latitude}}, longitud {{longitude}}.",
};
let near;
before(async () => (near = await import(`data:text/javascript;base64,${source.toString("base64")}`)));

test("kilometres are those of a great circle", () => {
  assert.equal(near.kilometres(SORIA, SORIA), 0);
  assert.ok(Math.abs(near.kilometres(SORIA, ALMAZAN) - 31.3) < 0.1);
  assert.ok(Math.abs(near.kilometres([48.8566, 2.3522], [51.5074, -0.1278]) - 343.6) < 1); // Paris, London
  assert.ok(Math.abs(near.kilometres([0, 179.9], [0, -179.9]) - 22.2) < 0.1);
});

test("each of the eight winds is where it is, south and north of one", () => {
  const around = [[1, 0], [0.7, 0.94], [0, 1], [-0.7, 0.94], [-1, 0], [-0.7, -0.94], [0, -1], [0.7, -0.94]];
  const to = around.map(([north, east]) => [SORIA[0] + north / 10, SORIA[1] + east / 10]);
  assert.deepEqual(to.map((at) => near.wind(SORIA, at)), ["n", "ne", "e", "se", "s", "sw", "w", "nw"]);
});

test("a number is said digit by digit, its minus and point too", () => {
  assert.equal(near.spoken(-2.5309, DIGITS), "menos dos coma cinco tres cero nueve");
  assert.equal(near.spoken(41.5, DIGITS), "cuatro uno coma cinco cero cero cero");
});

test("places are nearest first, and those nobody knows where stay last in their order", () => {
  const places = [{ name: "a" }, { name: "far", at: SORIA }, { name: "b" }, { name: "here", at: ALMAZAN }];
  assert.deepEqual(near.byDistance(places, ALMAZAN).map(({ name }) => name), ["here", "far", "a", "b"]);
});

test("a village is found by the beginning of a word of any name, in any script, without accents", () => {
  const villages = [" El Burgo de Osma", " Almazán آلمازان Алмасан"].map((names) => ({ words: near.plain(names) }));
  for (const typed of ["Almaz", "ALMAZÁN", "آلما", "المازان", "алма", "  alm"]) {
    assert.deepEqual(near.matching(villages, typed), [villages[1]], typed);
  }
  assert.deepEqual(near.matching(villages, "osm"), [villages[0]]);
  assert.deepEqual(near.matching(villages, "mazan"), []);
  assert.deepEqual(near.matching(villages, " "), []);
});

test("kilometres have Latin digits, and a part only where it tells something", () => {
  assert.equal(near.kmWords(2.14, "es"), "2,1");
  assert.equal(near.kmWords(2.14, "ar"), "2.1");
  assert.equal(near.kmWords(31.3, "fa-AF"), "31");
  assert.equal(near.kmWords(9.96, "en"), "10");
});

test("what to say tells the village, how far, and the position; a far village is left out", () => {
  const say = (at, km) => near.whereWords(WORDS, "es", at, { name: "Almazán", at: ALMAZAN, km });
  const position = "Latitud cuatro uno coma cinco uno cero cero, longitud menos dos coma cinco tres uno cero.";
  const at = [41.51, -2.531];
  assert.equal(say(at, 2.67), `Estoy a 2,7 km al norte de \u2068Almazán\u2069. ${position}`);
  assert.equal(say(at, 0.3), `Estoy en \u2068Almazán\u2069. ${position}`);
  assert.equal(say(at, 80), position);
  assert.equal(near.whereWords(WORDS, "es", at, undefined), position);
});
