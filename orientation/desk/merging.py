"""Two versions of an item that grew from a common one, made into one again without losing a word of either.

Items are merged as JSON: field by field, what has a locale by locale, lists of named things by name, running text by
lines. What both sides changed differently is a conflict, which a person decides.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import msgspec
from merge3 import Merge3

from orientation.domain.library import Item
from orientation.errors import BadInput
from orientation.store.library import decode

Json = Any  # what JSON can hold, or ABSENT, or within a `Merge` a Conflict or Lines


class Absent(Enum):
    """Marks what one of the sides does not have."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
_NAMES = ("locale", "slug", "name", "url")  # what a thing in a list is known by, best first
_CHECK = ("state", "by", "on")  # who read a text


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both sides changed, differently."""

    path: tuple[str, ...]  # ("texts", "es", "body", "0")
    base: Json
    mine: Json
    theirs: Json

    @property
    def name(self) -> str:
        """Return the name of its field in a form; of the whole item, "item"."""
        return "/".join(self.path) or "item"

    @property
    def is_text(self) -> bool:
        """Return whether all sides are words, so that one can write something third."""
        return all(isinstance(one, str) or one is ABSENT for one in (self.base, self.mine, self.theirs))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Running text: pieces of lines, some of them in conflict."""

    parts: tuple[list[str] | Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """(locale, words) pairs, as words by locale."""

    words: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of two versions."""

    key: str
    tree: Json
    conflicts: tuple[Conflict, ...] = field(default=())

    def item(self, choices: Mapping[str, Json] = {}) -> Item | None:
        """Return the merged item; None: it is removed.

        choices: what holds, by the names of the conflicts; ABSENT removes.  Raises BadInput where one is missing or
        makes no item.
        """
        missing = [one.name for one in self.conflicts if one.name not in choices]
        if missing:
            raise BadInput(f"{self.key}: choose what holds for {', '.join(missing)}")
        tree = _settled(self.tree, choices)
        if tree is ABSENT:
            return None
        try:
            return decode(self.key, msgspec.json.encode(tree).decode())
        except msgspec.ValidationError as error:
            raise BadInput(f"{self.key}: that makes no whole item ({error})") from error


def merge(key: str, base: Item | None, mine: Item | None, theirs: Item | None) -> Merge:
    """Merge two versions of an item that grew from `base`. None: it is not there, or removed."""
    tree = _merge((), *(ABSENT if one is None else msgspec.to_builtins(one) for one in (base, mine, theirs)))
    return Merge(key, tree, tuple(_conflicts(tree)))


def _merge(path: tuple[str, ...], base: Json, mine: Json, theirs: Json) -> Json:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _merge_fields(path, base if isinstance(base, dict) else {}, mine, theirs)
    if isinstance(mine, list | tuple) and isinstance(theirs, list | tuple):
        return _merge_lists(path, base if isinstance(base, list | tuple) else [], mine, theirs)
    if path and path[-1] == "body" and isinstance(mine, str) and isinstance(theirs, str):
        return _merge_lines(path, base if isinstance(base, str) else "", mine, theirs)
    return Conflict(path, base, mine, theirs)


def _merge_fields(path: tuple[str, ...], base: Json, mine: Json, theirs: Json) -> Json:
    if "body" in mine and "state" in mine:
        return _merge_texts(path, base, mine, theirs)
    return _merge_named(path, base, mine, theirs, mine)


def _merge_named(path: tuple[str, ...], base: Json, mine: Json, theirs: Json, order: Iterable[str]) -> Json:
    """Merge what has names; order: of the names, further ones follow."""
    merged = {
        name: _merge((*path, name), *(one.get(name, ABSENT) for one in (base, mine, theirs)))
        for name in dict.fromkeys((*order, *theirs, *mine))
    }
    return {name: value for name, value in merged.items() if value is not ABSENT}


def _merge_texts(path: tuple[str, ...], base: Json, mine: Json, theirs: Json) -> Json:
    """Merge a text: it counts as checked where it is, to the letter, what one side had checked."""

    def words(text: Json) -> Json:
        return {k: v for k, v in text.items() if k not in _CHECK}

    merged = _merge_named(path, words(base), words(mine), words(theirs), mine)
    plain = _settled(merged, {}) if not any(_conflicts(merged)) else None
    sides = [one for one in (mine, theirs) if words(one) == plain]
    unread: dict[str, str] = {"state": "machine", "by": "", "on": ""}
    checked = max(sides, key=lambda one: (one["state"] == "checked", one["on"], one["by"]), default=unread)
    return merged | {name: checked[name] for name in _CHECK}


def _merge_lists(path: tuple[str, ...], *sides: Json) -> Json:
    things = list(itertools.chain(*sides))
    if all(_is_pair(one) for one in things):
        named = [dict(side) for side in sides]
        return _Pairs(_merge_named(path, named[0], named[1], named[2], sorted(named[1] | named[2])))
    known_by = _known_by(things)
    named = [{known_by(one): one for one in side} for side in sides] if known_by else []
    if not named or any(len(one) != len(side) for one, side in zip(named, sides, strict=True)):
        return Conflict(path, *sides)
    base, mine, theirs = named
    order = _order(list(base), list(mine), list(theirs))
    return list(_merge_named(path, base, mine, theirs, order).values())


def _is_pair(one: Json) -> bool:
    """Return whether it is a locale with words, or with several."""
    return isinstance(one, list | tuple) and len(one) == 2 and isinstance(one[0], str)


def _known_by(things: list[Json]) -> Callable[[Json], str] | None:
    """Return how the things of a list are told apart: plain words as they are, others by a name they all have."""
    if all(isinstance(one, str) for one in things):
        return str
    for name in _NAMES:
        if all(isinstance(one, dict) and name in one for one in things):
            return operator.itemgetter(name)
    return None


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Return the names in the order of the side that changed it, what the other added after what stood before it."""
    first, second = (theirs, mine) if [one for one in mine if one in base] == base else (mine, theirs)
    ordered = list(first)
    for place, name in enumerate(second):
        if name not in ordered:
            before = ordered.index(second[place - 1]) + 1 if place else 0
            ordered.insert(before, name)
    return ordered


def _merge_lines(path: tuple[str, ...], base: str, mine: str, theirs: str) -> Json:
    groups = Merge3(base.split("\n"), mine.split("\n"), theirs.split("\n")).merge_groups()
    lines = _Lines(tuple(_part((*path, str(number)), *group) for number, group in enumerate(groups)))
    return lines if any(_conflicts(lines)) else _settled(lines, {})


def _part(path: tuple[str, ...], kind: str, *sides: list[str]) -> list[str] | Conflict:
    """Return lines that nobody disputes, or the conflict of (base, mine, theirs)."""
    if kind != "conflict":
        return list(sides[0])
    base, mine, theirs = ("\n".join(one) for one in sides)
    if mine.split() == theirs.split():  # they differ in blanks alone
        return list(max(sides[1:]))
    return Conflict(path, base, mine, theirs)


def _conflicts(tree: Json) -> Iterator[Conflict]:
    match tree:
        case Conflict():
            yield tree
        case _Lines():
            yield from (one for one in tree.parts if isinstance(one, Conflict))
        case _Pairs():
            yield from _conflicts(tree.words)
        case dict():
            yield from itertools.chain(*map(_conflicts, tree.values()))
        case list() | tuple():
            yield from itertools.chain(*map(_conflicts, tree))


def _settled(tree: Json, choices: Mapping[str, Json]) -> Json:
    """Return the tree with what was chosen in the place of each conflict."""
    match tree:
        case Conflict():
            return choices[tree.name]
        case _Lines():
            return "\n".join(itertools.chain(*(_lines_of(one, choices) for one in tree.parts)))
        case _Pairs():
            return list(_settled(tree.words, choices).items())
        case dict():
            settled = {name: _settled(value, choices) for name, value in tree.items()}
            return {name: value for name, value in settled.items() if value is not ABSENT}
        case list() | tuple():
            return [one for one in (_settled(value, choices) for value in tree) if one is not ABSENT]
    return tree


def _lines_of(part: list[str] | Conflict, choices: Mapping[str, Json]) -> list[str]:
    if not isinstance(part, Conflict):
        return part
    chosen = choices[part.name]
    return [] if chosen is ABSENT or chosen == "" else str(chosen).split("\n")
