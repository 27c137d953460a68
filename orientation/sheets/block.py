"""What stands on a sheet: words in one language or two, or rows of places."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from orientation.sheets.request import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One thing's words, in rows: what belongs together in both languages stands side by side."""

    kind: str  # entry, course, organisation, phrases, checklist, line: how it is laid out
    path: str  # of its page
    title: str  # plain
    rows: tuple[tuple[Markup, Markup], ...]  # (text, the same in the language beside or "")
    side: Side  # whose language the text is in: the sheet's own, or another where it is missing
    beside: Side | None = None  # whose language stands beside
    missing: bool = False  # there is no text in the reader's language
    beside_missing: bool = False  # there is none in the language that should stand beside
    checked: bool = False  # a person checked the text that is shown
    guarded: bool = False  # it stands beside because nobody checked it
    call_first: bool = False  # hours and fees are too old
    trust: str = ""  # who checked it, sources, read on, as of: one line


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place: its number, and what it is in both languages."""

    phone: Markup  # a link; "" for a place one goes to
    name: Markup
    about: Markup  # what else the page says of it
    other_name: Markup  # in the language beside; "" where it is the same, or not known
    trust: str  # where it was read, and when: one line


@dataclass(frozen=True, slots=True)
class PlacesBlock:
    """Places that stand one after the other."""

    rows: tuple[PlaceRow, ...]
    beside: Side | None  # in whose language their other names are
    kind: str = "places"


Block = TextBlock | PlacesBlock
