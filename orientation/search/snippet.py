"""The passage of a text that holds the words asked for; the same as in static/js/search/search.js."""

from __future__ import annotations

from orientation.search.analysis import Query, terms

WINDOW = 24  # words in which to gather the query's words
LEAD = 4  # words before the first of them


def _matched(part: str, query: Query, locale: str) -> frozenset[int]:
    """Return the numbers of the query's words that a piece of text holds."""
    held = terms(part, locale)
    return frozenset(
        i
        for i, word in enumerate(query.words)
        if any(form in held for form in word)
        or (word[0] == query.prefix and any(term.startswith(query.prefix) for term in held))
    )


def _best_start(matches: list[frozenset[int]]) -> int:
    """Return where the window with most different words begins; the first of equals, 0 without any."""
    best, most = 0, 0
    for i, matched in enumerate(matches):
        if matched:
            different = len(frozenset().union(*matches[i : i + WINDOW]))
            if different > most:
                best, most = i, different
    return best


def snippet(body: str, query: Query, locale: str) -> str:
    """Return some thirty words of a plain text: those around the query's words, else the first."""
    parts = body.split(" ")
    begin = max(0, _best_start([_matched(part, query, locale) for part in parts]) - LEAD)
    end = begin + LEAD + WINDOW
    before = "… " if begin > 0 else ""
    after = " …" if end < len(parts) else ""
    return before + " ".join(parts[begin:end]) + after
