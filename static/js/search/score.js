// Order candidates: the twin of orientation/search/score.py.
(function (search) {
  "use strict";
  const WEIGHTS = [4, 3, 2, 1];
  const STEM_WEIGHT = 0.8;
  const PREFIX_WEIGHT = 0.5;
  const SATURATION = 3;
  const LENGTH_SHARE = 0.75;
  const COVERAGE_SHARE = 0.1;
  const ASIDE_WEIGHT = 0.5;
  const ASIDES = ["checklist", "phrase"];

  /** @returns {number} in one field */
  function occurrences(word, prefix, counts) {
    let best = counts[word[0]] || 0;
    for (const form of word.slice(1)) best = Math.max(best, STEM_WEIGHT * (counts[form] || 0));
    return word[0] === prefix ? Math.max(best, PREFIX_WEIGHT * (counts[prefix + "*"] || 0)) : best;
  }

  /** @returns {number} in all fields */
  function frequency(word, prefix, candidate, corpus) {
    let sum = 0;
    WEIGHTS.forEach((weight, i) => {
      const count = occurrences(word, prefix, candidate.counts[i]);
      if (!count) return;
      const length = (candidate.lengths[i] * corpus.documents) / corpus.lengths[i];
      sum += (weight * count) / (1 - LENGTH_SHARE + LENGTH_SHARE * length);
    });
    return sum;
  }

  /** @returns {number} */
  function rarity(frequencies, documents) {
    const found = frequencies.filter((each) => each > 0).length;
    return Math.log(1 + (documents - found + 0.5) / (found + 0.5));
  }

  /**
   * @param {{words: string[][], prefix: string}} query
   * @param {{path: string, lengths: number[], counts: Object[]}[]} candidates
   * @param {{documents: number, lengths: number[]}} corpus
   * @returns {[string, number][]} path and score
   */
  function rank(query, candidates, corpus) {
    const sums = candidates.map((each) => ({ path: each.path, score: 0, share: 0 }));
    let total = 0;
    for (const word of query.words) {
      const frequencies = candidates.map((each) => frequency(word, query.prefix, each, corpus));
      const weight = rarity(frequencies, corpus.documents);
      total += weight;
      frequencies.forEach((each, i) => {
        sums[i].score += (weight * each) / (SATURATION + each);
        sums[i].share += each > 0 ? weight : 0;
      });
    }
    const aside = (path) => (ASIDES.includes(search.kindOf(path)) ? ASIDE_WEIGHT : 1);
    const whole = (sum) => aside(sum.path) * sum.score * (1 - COVERAGE_SHARE + (COVERAGE_SHARE * sum.share) / total);
    return sums
      .map((sum) => [sum.path, Math.floor(whole(sum) * 1e6 + 0.5) / 1e6])
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  /** @returns {boolean} whether the candidate holds each word of the query in one of its forms */
  function holdsAll(query, candidate) {
    return query.words.every((word) => word.some((form) => candidate.counts.some((counts) => counts[form])));
  }

  Object.assign(search, { rank, holdsAll });
})((typeof self === "undefined" ? globalThis : self).Orientation.search);
