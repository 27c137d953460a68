"""Locales and the order in which a reader is served from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Names = tuple[tuple[str, str], ...]  # (locale, words) pairs, sorted by locale


@dataclass(frozen=True, slots=True)
class Locale:
    """A language as readers choose it."""

    tag: str  # BCP 47
    name: str  # in its own language
    direction: str  # "ltr" or "rtl"
    script: str  # ISO 15924


def fallback_chain(wanted: str, *, host: str) -> tuple[str, ...]:
    """Return the locales to try for a reader, best first: wanted, host language, English.

    wanted, host: BCP 47 tags.  Source: RFC 4647 section 3.4 (Lookup).

    >>> fallback_chain("fa-AF", host="es")
    ('fa-AF', 'fa', 'es', 'en')
    """
    subtags = wanted.split("-")
    shortened = ["-".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
    return tuple(dict.fromkeys([*shortened, host, "en"]))


def in_locale(names: Names, chain: Iterable[str], *, otherwise: str = "") -> str:
    """Return the words in the first locale of the chain that has them.

    >>> in_locale((("en", "Bus"), ("es", "Autobús")), ("ar", "es", "en"))
    'Autobús'
    """
    known = dict(names)
    for locale in chain:
        if locale in known:
            return known[locale]
    return otherwise
