"""Which fields hold words by locale, and in which locales an item has any: what `write` and the checks go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from orientation.content.lines import Path
from orientation.domain.timetable import Line, Stop

# (locale, words) pairs: tables in TOML
WORDED = frozenset(
    [
        "bring",
        "counts_from",
        "enrol",
        "ipa",
        "keywords",
        "learned",
        "meaning",
        "names",
        "note",
        "pilot",
        "station",
        "texts",
        "to",
        "what",
        "what_for",
        "who_pays",
    ]
)


def locales_in(item: object, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield (keys, locale) of all words of an item and of what stands in it. at: the item's keys within its table."""
    for one in fields(item):  # type: ignore[arg-type]  # a dataclass
        value, keys = getattr(item, one.name), (*at, one.name)
        if is_dataclass(value):
            yield from locales_in(value, keys)
        for number, inner in enumerate(value if isinstance(value, tuple) else ()):
            if is_dataclass(inner):
                yield from locales_in(inner, (*keys, _key(inner, number)))
            elif one.name in WORDED:
                yield (*keys, inner[0]), inner[0]


def _key(inner: object, number: int) -> str:
    """Return what leads to one of several: tables of a name each, or an array of tables."""
    return inner.slug if isinstance(inner, Stop | Line) else str(number)
