"""Numbers typed into texts, and whether all locales of an entry say the same: one fact, corrected once, is right in all.

Findings are warnings: a text that was written elsewhere may be read before its numbers are made facts, and a
translation may lag behind for a day. Shipped guides have none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from orientation.content.library import Library
from orientation.content.markup import spots
from orientation.domain.guide import Entry, Text
from orientation.errors import Finding
from orientation.findings import Said

_CURRENCY = r"(?:€|EUR|[Ee]uros?\b|zł|PLN|[Zz]lot\w*|ευρώ|євро|злот\w*|يورو|زلوتي|یورو)"
_PRICE = re.compile(rf"\d[\d.,]*\s?{_CURRENCY}|(?:€|EUR|PLN)\s?\d")
_PHONE = re.compile(r"(?<![\w.,/-])\+?\d(?:[\d /-]*\d)?(?![\w])")
_DAY = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_WORDS = re.compile(r"\{[^}]*\}|\]\([^)]*\)|^\s*\d+[.)]\s", re.MULTILINE)
_HEADING = re.compile(r"^#{2,} ", re.MULTILINE)


def check_numbers(library: Library) -> Iterator[Finding]:
    for entry in library.guides.entries:
        source = next((text for text in entry.texts if text.locale == entry.source_locale), None)
        for text in entry.texts:
            yield from _typed(library, entry, text)
            if source and text is not source:
                yield from _differing(library, entry, text, source)


def _typed(library: Library, entry: Entry, text: Text) -> Iterator[Finding]:
    origin = library.reading.text_origin(entry, text.locale)
    above = max(origin.line("body") - 1, 0)
    for number, line in enumerate(text.body.split("\n"), start=1):
        for kind, found in typed_numbers(line, text.locale):
            problem = Said("typed", words=found, kind=kind)
            yield Finding(origin.path, above + number, problem, warning=True)


def typed_numbers(line: str, locale: str) -> Iterator[tuple[str, str]]:
    """Return what looks like a price, a date or a phone number in a line of a text, as (what, the words).

    >>> list(typed_numbers("It costs 17 PLN until 5 May; call 800 022 222. {fee} in 2026.", "en"))
    [('price', '17 PLN'), ('date', '5 May'), ('phone number', '800 022 222')]
    """
    words = _NOT_WORDS.sub(" ", line)
    for kind, pattern in (("price", _PRICE), ("date", _day_and_month(locale)), ("date", _DAY)):
        yield from ((kind, found[0].strip()) for found in pattern.finditer(words))
        words = pattern.sub(" ", words)
    for found in _PHONE.finditer(words):
        digits = sum(sign.isdigit() for sign in found[0])
        if digits >= 3 and not _YEAR.fullmatch(found[0]):
            yield "phone number", found[0]


@cache
def _day_and_month(locale: str) -> re.Pattern[str]:
    try:
        known = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        known = Locale("en")
    names = {
        name
        for context in ("format", "stand-alone")
        for name in get_month_names("wide", context, known).values()
    }
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\d)\d{{1,2}}\.?\s+(?:de\s+)?(?:{'|'.join(map(re.escape, longest_first))})")


def _differing(library: Library, entry: Entry, text: Text, source: Text) -> Iterator[Finding]:
    """Yield where a text and the one it was made from name different facts, links, years or headings."""
    origin = library.reading.text_origin(entry, text.locale)
    mine, theirs = _said(text.body), _said(source.body)
    for name, words in mine.items():
        for one in sorted(words.keys() - theirs[name].keys()):
            problem = Said("said_only_here", kind=name, words=one, locale=source.locale)
            yield Finding(origin.path, 0, problem, warning=True)
        for one in sorted(theirs[name].keys() - words.keys()):
            problem = Said("said_only_there", kind=name, words=one, locale=source.locale)
            yield Finding(origin.path, 0, problem, warning=True)
    headings = [len(_HEADING.findall(body)) for body in (text.body, source.body)]
    if headings[0] != headings[1]:
        problem = Said("headings", count=headings[0], locale=source.locale, other=headings[1])
        yield Finding(origin.path, 0, problem, warning=True)


def _said(body: str) -> dict[str, Counter[str]]:
    found = spots(body)
    return {
        "fact": Counter(f"{{{spot.text}}}" for spot in found if spot.kind == "value"),
        "link": Counter(spot.text for spot in found if spot.kind == "link"),
        "year": Counter(_YEAR.findall(_NOT_WORDS.sub(" ", body))),
    }
