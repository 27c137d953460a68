// Words that a mistyped one may mean, or one in Latin letters: the twin of orientation/search/near.py.
(function (search) {
  "use strict";
  const NEAR_MAX = 8;
  const SHORTEST = 4;
  const LONG = 8;
  const SHORTEST_LATIN = 3;
  const CYRILLIC =
    "щ:s ж:z ч:c ш:s ц:c х:h г:h ю:u я:a є:e ё:e э:e е:e ї:i і:i и:i ы:i й:i а:a б:b в:v д:d з:z к:k л:l м:m н:n о:o" +
    " п:p р:r с:s т:t у:u ф:f ь: ъ:";
  const LATIN_FOR_CYRILLIC =
    "shch:s sch:s zh:z kh:h ts:c ch:c sh:s yu:u iu:u ju:u ya:a ia:a ja:a yo:e ye:e ie:e je:e yi:i y:i j:i g:h w:v x:ks q:k";
  const GREEK =
    "ου:u αι:e ει:i οι:i υι:i μπ:v ντ:d γκ:g γγ:g α:a β:v γ:g δ:d ε:e ζ:z η:i θ:t ι:i κ:k λ:l μ:m ν:n ξ:ks ο:o π:p ρ:r" +
    " σ:s τ:t υ:i φ:f χ:h ψ:ps ω:o";
  const LATIN_FOR_GREEK = "ou:u ai:e ei:i oi:i mp:v nt:d gk:g gg:g th:t ch:h kh:h ph:f x:ks y:i w:o b:v c:k q:k j:i";
  const SOUNDS = {
    uk: [CYRILLIC, LATIN_FOR_CYRILLIC], ru: [CYRILLIC, LATIN_FOR_CYRILLIC], el: [GREEK, LATIN_FOR_GREEK],
  };

  /** @param {string} table @returns {function(string): string} how a folded word sounds */
  function sound(table) {
    const pairs = Object.fromEntries(table.split(" ").map((pair) => pair.split(":")));
    const pieces = new RegExp(Object.keys(pairs).join("|"), "g");
    return (word) => word.replace(pieces, (piece) => pairs[piece]).replace(/(.)\1+/gu, "$1");
  }

  /** @param {string[]} one letters @param {string[]} other letters @param {number} most @returns {number} at most most + 1 */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [further, before, row] = [[], [], Array.from({ length: other.length + 1 }, (_, j) => j)];
    for (let i = 0; i < one.length; i++) {
      [further, before, row] = [before, row, [i + 1]];
      for (let j = 0; j < other.length; j++) {
        let cost = Math.min(before[j] + (one[i] !== other[j] ? 1 : 0), before[j + 1] + 1, row[j] + 1);
        if (i && j && one[i] === other[j - 1] && one[i - 1] === other[j]) cost = Math.min(cost, further[j - 1] + 1);
        row.push(cost);
      }
      if (Math.min(...row) > most) return most + 1;
    }
    return Math.min(row[other.length], most + 1);
  }

  /**
   * @param {string} word folded
   * @param {Iterable<string>} vocabulary
   * @param {string} locale
   * @param {number} [further] how many more mistakes than usual are forgiven
   * @returns {string[]} nearest first
   */
  function nearest(word, vocabulary, locale, further = 0) {
    const tables = SOUNDS[locale.split("-")[0].toLowerCase()];
    const length = Array.from(word).length;
    if (!tables || !/^[a-z]+$/.test(word)) return length < SHORTEST ? [] : among(word, vocabulary, (term) => term, further);
    return length < SHORTEST_LATIN ? [] : among(sound(tables[1])(word), vocabulary, sound(tables[0]), further);
  }

  /** @returns {string[]} those whose sound is nearest */
  function among(word, vocabulary, heard, further) {
    const letters = Array.from(word);
    let most = letters.length < SHORTEST ? 0 : further + (letters.length < LONG ? 1 : 2);
    const found = [];
    for (const term of vocabulary) {
      const compared = Array.from(heard(term));
      if (Math.abs(compared.length - letters.length) > most || differing(letters, compared) > 2 * most) continue;
      const far = distance(letters, compared, most);
      if (far <= most) found.push([far, term]);
      most = Math.min(most, far);
    }
    const nearer = (a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1);
    return found.filter(([far]) => far === most).sort(nearer).map(([, term]) => term).slice(0, NEAR_MAX);
  }

  /** @returns {number} how many letters stand in one of the words only */
  function differing(one, other) {
    const [mine, theirs] = [new Set(one), new Set(other)];
    let count = 0;
    mine.forEach((letter) => (count += theirs.has(letter) ? 0 : 1));
    theirs.forEach((letter) => (count += mine.has(letter) ? 0 : 1));
    return count;
  }

  search.nearest = nearest;
})((typeof self === "undefined" ? globalThis : self).Orientation.search);
