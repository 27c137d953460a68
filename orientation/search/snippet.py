"""The passage of a text that holds the words asked for; the same as in static/js/search/search.js."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from orientation.search.analysis import Query, terms

FOUND, END = "\ue000", "\ue001"  # around a word that was found: private characters, which no text has
WINDOW = 24  # words in which to gather the query's words
LEAD = 4  # words before the first of them


Matches = Callable[[str], frozenset[int]]  # a piece of text -> the numbers of the query's words that it holds


def matcher(query: Query, locale: str) -> Matches:
    """Return what tells which of the query's words a piece of text holds; it looks at equal pieces once."""
    words = [frozenset(word) for word in query.words]
    begun = [word[0] == query.prefix for word in query.words]

    @cache
    def matches(part: str) -> frozenset[int]:
        held = terms(part, locale)
        if not held:
            return frozenset()
        begins = query.prefix and any(term.startswith(query.prefix) for term in held)
        return frozenset(
            i for i, word in enumerate(words) if not word.isdisjoint(held) or (begins and begun[i])
        )

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
