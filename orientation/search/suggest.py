"""What a reader may mean: names that begin as what is typed, words near those that were not found.

The same as static/js/search/suggest.js. Made from pages, not from an index: a name is suggested as it is written.
Vectors in tests/vectors/search/suggest.json and meant.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from orientation.domain.edition import Page
from orientation.domain.plain import plain_text
from orientation.search.analysis import PREFIX_MIN, parse_query, question_words
from orientation.search.documents import documents, kind_of
from orientation.search.fold import language, tokens, without_clitics
from orientation.search.near import nearest

SUGGESTED_MAX = 6
MEANT_MAX = 5
MEANT_SHORTEST = 5  # letters of a word whose neighbours at twice the usual distance still look like it
_KINDS = (
    "entry",
    "word",
    "place",
    "village",
    "line",
    "course",
    "organisation",
    "checklist",
    "phrase",
)  # in the order in which equals are suggested
_LINKED_TERM = re.compile(
    r'<dt\b[^>]*?\slang="([^"]*)"[^>]*><a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL
)
_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_AROUND = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$")


@dataclass(frozen=True, slots=True)
class Name:
    """Something that can be suggested."""

    path: str
    title: str
    kind: str  # what kind_of() tells, or "word": of the host country's offices
    lang: str  # of the title
    words: tuple[tuple[str, ...], ...]  # the title's, each as _forms() has it


def _forms(token: str, locale: str) -> tuple[str, ...]:
    """Return how a folded word may begin: in Arabic also without article."""
    return (token, without_clitics(token)) if language(locale) == "ar" else (token,)


def _words(text: str, locale: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_forms(token, locale) for token in tokens(text, locale))


def _named(page: Page, locale: str) -> Iterator[tuple[str, str, str, str]]:
    if page.kind == "entry":
        yield page.path, page.title, "entry", locale
    elif page.kind == "words":
        for lang, href, term in _LINKED_TERM.findall(page.html):
            path = page.path.removesuffix("words/") + href.removeprefix("../")
            yield path, plain_text(term), "word", lang
    else:
        for found in documents(page):
            yield found.path, found.title, kind_of(found.path), locale


def names(pages: Iterable[Page], locale: str) -> tuple[Name, ...]:
    """Return what can be suggested in a guide."""
    found = (one for page in pages for one in _named(page, locale))
    return tuple(Name(*one, _words(one[1], one[3])) for one in found)


def suggest(known: Sequence[Name], text: str, locale: str) -> tuple[Name, ...]:
    """Return the names in which each word that was typed begins one; nothing for less than two letters.

    Those that begin as the text does come first, then by kind and title; each address once.
    """
    typed = tokens(text, locale)
    if len("".join(typed)) < PREFIX_MIN:
        return ()
    skipped = question_words(locale)
    asked = [_forms(word, locale) for word in typed if word not in skipped or word == typed[-1]]
    found = [name for name in known if all(any(_begins(word, each) for word in name.words) for each in asked)]
    found.sort(key=lambda name: (not _begins(name.words[0], asked[0]), _KINDS.index(name.kind), name.title))
    first = {name.path: name for name in reversed(found)}
    return tuple(first[path] for path in dict.fromkeys(name.path for name in found))[:SUGGESTED_MAX]


def _begins(word: Sequence[str], asked: Sequence[str]) -> bool:
    return any(form.startswith(beginning) for form in word for beginning in asked)


def meant(pages: Iterable[Page], text: str, locale: str) -> tuple[str, ...]:
    """Return words of titles, headings and offices that are near those of a text in which nothing was found.

    They may be one letter further off than those that a search takes by itself, and are as they are written.
    """
    written = _written(pages, locale)
    asked = (word[0] for word in parse_query(text, locale).words if len(word[0]) >= MEANT_SHORTEST)
    near = (term for word in asked for term in nearest(word, written, locale, further=1))
    return tuple(written[term] for term in dict.fromkeys(near))[:MEANT_MAX]


def _written(pages: Iterable[Page], locale: str) -> dict[str, str]:
    """Return folded word -> as it is written; of several spellings the last: small letters, accents."""
    written: dict[str, str] = {}
    for page in pages:
        for found in documents(page):
            for part in f"{found.title} {found.terms} {found.headings}".split(" "):
                for piece in [part] if len(tokens(part, locale)) == 1 else _BETWEEN.split(part):
                    for word in tokens(piece, locale)[:1]:
                        written[word] = max(written.get(word, ""), _AROUND.sub("", piece))
    return written
