"""What two versions of an item say differently, field by field and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any

from orientation.domain.guide import Text
from orientation.domain.library import Item

OWN = ("layer",)  # says where an item stands, not what it says
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
Words = dict[tuple[str, str], str]  # (field, locale or "") -> what stands there


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, came or went."""

    mark: str  # "", "ins", "del"; "gap": left out, because nothing changed there
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says something else than before, in one locale."""

    field: str  # "title", "body", "phone", "names", ...
    locale: str  # BCP 47; "" where the field has no language
    pieces: tuple[Piece, ...]


def changes_between(before: Item | None, after: Item | None) -> tuple[Change, ...]:
    """Return what changes from one version to another, in the order of the fields. None: it is not there."""
    old, new = words_of(before), words_of(after)
    return tuple(
        Change(field, locale, _pieces(old.get((field, locale), ""), new.get((field, locale), ""), locale))
        for field, locale in dict.fromkeys((*new, *old))
        if old.get((field, locale), "") != new.get((field, locale), "")
    )


def _pieces(before: str, after: str, locale: str) -> tuple[Piece, ...]:
    """Return what came and went; a number or a day, which has no language, as a whole."""
    if locale or "\n" in before + after:
        return tuple(compare(before, after))
    return tuple(Piece(mark, text) for mark, text in (("del", before), ("ins", after)) if text)


def words_of(item: Item | None) -> Words:
    """Return all that an item says, as words by field and locale; empty fields are left out."""
    found: Words = {}
    for field in fields(item) if item else ():
        if field.name not in OWN:
            for name, locale, words in _field(field.name, getattr(item, field.name)):
                found[name, locale] = words
    return {key: words for key, words in found.items() if words}


def _field(name: str, value: Any) -> Iterator[tuple[str, str, str]]:
    if _is_texts(value):
        for text in value:
            yield "title", text.locale, text.title
            yield "body", text.locale, text.body
            yield "state", text.locale, " ".join(part for part in (text.state, text.by, text.on) if part)
    elif _is_by_locale(value):
        for locale, words in value:
            yield name, locale, words if isinstance(words, str) else ", ".join(words)
    else:
        yield name, "", told(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(one, Text) for one in value)


def _is_by_locale(value: object) -> bool:
    """Return whether a value is (locale, words) pairs."""
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], str) for one in value)
    )


def told(value: object) -> str:
    """Return a value as lines of words, whatever it is; "" for what is empty or not known."""
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return (" ".join if _is_by_locale(value) else "\n".join)(map(told, value))
    if is_dataclass(value):
        parts = (told(getattr(value, one.name)) for one in fields(value) if one.name not in OWN)
        return " ".join(part for part in parts if part)
    return str(value)


def compare(before: str, after: str) -> Iterator[Piece]:
    """Yield what stayed, came and went, word by word; lines far from any change are left out."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) == len(new) == 1:
        yield from _words(before, after)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from _kept(old[a:b], first=a == 0, last=b == len(old))
        else:
            yield from _words(_lines(old[a:b]), _lines(new[c:d]))


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _kept(lines: list[str], *, first: bool, last: bool) -> Iterator[Piece]:
    """Yield lines that stayed: the two next to a change, of a long run."""
    head, tail = (0 if first else 2), (0 if last else 2)
    if len(lines) <= head + tail + 1:
        yield Piece("", _lines(lines))
        return
    if head:
        yield Piece("", _lines(lines[:head]))
    yield Piece("gap", "…\n")
    if tail:
        yield Piece("", _lines(lines[-tail:]))


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("", "".join(old[a:b]))
        if kind in ("delete", "replace"):
            yield Piece("del", "".join(old[a:b]))
        if kind in ("insert", "replace"):
            yield Piece("ins", "".join(new[c:d]))
