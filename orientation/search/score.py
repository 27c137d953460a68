"""Order candidates; the same as static/js/search/score.js, vectors in tests/vectors/search/score.json.

BM25 with one count a word, summed over the fields by weight before it saturates ("BM25F"); a part of it only
counts as far as the query's words were found, each by its rarity. Source: S. Robertson, H. Zaragoza, "The
Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in Information Retrieval 3 (2009),
section 3.6.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orientation.search.analysis import Query
from orientation.search.documents import kind_of

FIELDS = ("title", "terms", "headings", "body")
WEIGHTS = (4.0, 3.0, 2.0, 1.0)
STEM_WEIGHT = 0.8  # a form other than the surface
PREFIX_WEIGHT = 0.5  # a longer word that begins so
SATURATION = 3.0  # k1
LENGTH_SHARE = 0.75  # b
COVERAGE_SHARE = 0.1  # of a score, kept only by documents that hold all words
ASIDE_WEIGHT = 0.5  # of what repeats entries in few words: it must not stand before them
_ASIDES = ("checklist", "phrase")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document as scoring sees it; one item a field, in the order of FIELDS."""

    path: str
    lengths: Sequence[int]  # terms in the field
    counts: Sequence[Mapping[str, int]]  # of the query's forms; of its prefix under "prefix*"


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of an index, in numbers."""

    documents: int
    lengths: Sequence[int]  # terms in all documents, one item a field


def _occurrences(word: Sequence[str], prefix: str, counts: Mapping[str, int]) -> float:
    surface = word[0]
    best = float(counts.get(surface, 0))
    for form in word[1:]:
        best = max(best, STEM_WEIGHT * counts.get(form, 0))
    if surface == prefix:
        best = max(best, PREFIX_WEIGHT * counts.get(f"{prefix}*", 0))
    return best


def _frequency(word: Sequence[str], prefix: str, candidate: Candidate, corpus: Corpus) -> float:
    """Return how often the word stands in the candidate, over all fields, weighed and normalised."""
    frequency = 0.0
    for i, weight in enumerate(WEIGHTS):
        count = _occurrences(word, prefix, candidate.counts[i])
        if count > 0:
            length = candidate.lengths[i] * corpus.documents / corpus.lengths[i]
            frequency += weight * count / (1 - LENGTH_SHARE + LENGTH_SHARE * length)
    return frequency


def _rarity(frequencies: Sequence[float], documents: int) -> float:
    found = sum(1 for frequency in frequencies if frequency > 0)
    return math.log(1 + (documents - found + 0.5) / (found + 0.5))


def holds_all(query: Query, candidate: Candidate) -> bool:
    """Return whether the candidate holds each word of the query in one of its forms."""
    return all(any(counts.get(form) for form in word for counts in candidate.counts) for word in query.words)


def _weight(candidate: Candidate) -> float:
    return ASIDE_WEIGHT if kind_of(candidate.path) in _ASIDES else 1.0


def _rounded(score: float) -> float:
    return math.floor(score * 1e6 + 0.5) / 1e6


def rank(query: Query, candidates: Sequence[Candidate], corpus: Corpus) -> tuple[tuple[str, float], ...]:
    """Return (path, score) of the candidates, best first; equals by path.

    candidates: every document with a term of the query, since a word's rarity is counted among them.
    Scores are rounded to six decimals before they are compared: the last bit of a logarithm differs between
    Python and JavaScript.
    """
    scores = [0.0] * len(candidates)
    found = [0.0] * len(candidates)  # rarity of the words found, of all words
    total = 0.0
    for word in query.words:
        frequencies = [_frequency(word, query.prefix, each, corpus) for each in candidates]
        rarity = _rarity(frequencies, corpus.documents)
        for i, frequency in enumerate(frequencies):
            scores[i] += rarity * frequency / (SATURATION + frequency)
            found[i] += rarity if frequency > 0 else 0.0
        total += rarity
    ranked = [
        (each.path, _rounded(_weight(each) * score * (1 - COVERAGE_SHARE + COVERAGE_SHARE * share / total)))
        for each, score, share in zip(candidates, scores, found, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda item: (-item[1], item[0])))
