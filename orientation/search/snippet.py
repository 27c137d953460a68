"""The passage of a text that holds the words asked for; the same as in static/js/search/search.js."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache

from orientation.search.analysis import Query, terms

FOUND, END = "\ue000", "\ue001"  # around a word that was found: private characters, which no text has
WINDOW = 24  # words in which to gather the query's words
LEAD = 4  # words before the first of them


Matches = Callable[[str], frozenset[int]]  # a piece of text -> the numbers of the query's words that it holds


# Texts repeat themselves, and a search looks at every piece of ten of them. Pieces of texts, never of what is asked.
_terms_in_texts = lru_cache(maxsize=32768)(terms)


def matcher(query: Query, locale: str) -> Matches:
    """Return what tells which of the query's words a piece of text holds; it looks at equal pieces once."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)  # form -> the words it is a form of
    for i, word in enumerate(query.words):
        for form in word:
            numbers[form].add(i)
    begun = {i for i, word in enumerate(query.words) if query.prefix and word[0] == query.prefix}

    @cache
    def matches(part: str) -> frozenset[int]:
        held = _terms_in_texts(part, locale)
        found = [numbers[term] for term in held if term in numbers]
        if begun and any(term.startswith(query.prefix) for term in held):
            found.append(begun)
        return frozenset().union(*found)

    return matches


def _best_start(matches: list[frozenset[int]]) -> int:
    """Return where the window with most different words begins; the first of equals, 0 without any."""
    best, most = 0, 0
    for i, matched in enumerate(matches):
        if matched:
            different = len(frozenset().union(*matches[i : i + WINDOW]))
            if different > most:
                best, most = i, different
    return best


def snippet(body: str, matches: Matches) -> str:
    """Return some thirty words of a plain text: those around the query's words, which are marked, else the first."""
    parts = body.split(" ")
    found = [matches(part) for part in parts]
    begin = max(0, _best_start(found) - LEAD)
    end = begin + LEAD + WINDOW
    parts = [f"{FOUND}{part}{END}" if held else part for part, held in zip(parts, found, strict=True)]
    before = "… " if begin > 0 else ""
    after = " …" if end < len(parts) else ""
    return before + " ".join(parts[begin:end]) + after
