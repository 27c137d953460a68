"""From text to the terms that are indexed and asked for; the same as static/js/search/fold.js."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from orientation.search.fold import language, tokens, without_clitics
from orientation.search.stem import stem

ANALYSIS_VERSION = 3  # of fold, stem and documents; an index made by another is rebuilt
WORDS_MAX = 12  # words of a query that are looked at
PREFIX_MIN = 2  # letters that a beginning needs


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks: words, each as its forms, the folded surface first."""

    words: tuple[tuple[str, ...], ...]
    prefix: str  # the last word, which may be unfinished; "" where it is too short


def forms(token: str, locale: str) -> tuple[str, ...]:
    """Return the different terms of a folded word: its surface, its stem, its stem without clitics.

    >>> forms("policias", "es")
    ('policias', 'polici')
    """
    tongue = language(locale)
    bare = without_clitics(token) if tongue == "ar" else token
    return tuple(
        dict.fromkeys((token, stem(token, tongue), *([stem(bare, tongue)] if bare != token else [])))
    )


# Pure Python stems 13,000 words a second and texts repeat themselves; what readers ask is not remembered.
_forms_in_texts = lru_cache(maxsize=65536)(forms)


def terms(text: str, locale: str) -> tuple[str, ...]:
    """Return all terms of a text, in order, each as often as it stands there."""
    return tuple(form for token in tokens(text, locale) for form in _forms_in_texts(token, locale))


@cache
def question_words(locale: str) -> frozenset[str]:
    """Return the folded words that only make a question; none where nobody wrote them down."""
    by_language = tomllib.loads((Path(__file__).parent / "question_words.toml").read_text("utf-8"))
    return frozenset(tokens(by_language.get(language(locale), ""), locale))


def parse_query(text: str, locale: str) -> Query:
    """Return what the text asks for, without the words that make it a question; no words where it holds none."""
    typed = tokens(text, locale)
    skipped = question_words(locale)
    asked = ([token for token in typed if token not in skipped] or typed)[:WORDS_MAX]
    last = asked[-1] if asked else ""
    words = tuple(forms(token, locale) for token in dict.fromkeys(asked))
    return Query(words, last if len(last) >= PREFIX_MIN else "")
