"""Texts: do the names in braces and the links lead somewhere, and is it only what markup allows?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.content.markup import Spot, is_external, is_internal, spots
from orientation.domain.guide import Entry, Place, Text
from orientation.errors import Finding
from orientation.findings import FINE, Said

PLACE_FIELDS = ("phone", "address", "name", "hours")


def check_texts(library: Library) -> Iterator[Finding]:
    for entry in library.guides.entries:
        for text in entry.texts:
            yield from _text(library, entry, text)


def _text(library: Library, entry: Entry, text: Text) -> Iterator[Finding]:
    origin = library.reading.text_origin(entry, text.locale)
    if "{" in text.title:
        yield Finding(origin.path, origin.line("title"), Said("title_value"))
    above = max(origin.line("body") - 1, 0)
    for spot in spots(text.body):
        problem, is_warning = _problem(library, entry, spot)
        if problem:
            yield Finding(origin.path, above + spot.line, problem, warning=is_warning)


def _problem(library: Library, entry: Entry, spot: Spot) -> tuple[Said, bool]:
    """Return what is wrong with a spot and whether that is only a warning; (FINE, False) for nothing."""
    match spot.kind:
        case "value" if spot.text.startswith("place."):
            return _place_value(library, entry, spot.text), False
        case "value":
            return _fact(library, entry, spot.text), False
        case "link":
            return _link(library, entry, spot.text)
        case "brace":
            return Said("brace"), False
        case "heading":
            return Said("heading"), False
        case "image":
            return Said("picture"), False
    return Said("html", code=spot.text), False


def _fact(library: Library, entry: Entry, name: str) -> Said:
    if any(fact.name == name for fact in entry.facts):
        return FINE
    lacking = library.lacking(entry, has=lambda layer: library.fact(layer, name) is not None)
    return Said("no_fact", name=f"{{{name}}}", layers=_join(lacking)) if lacking else FINE


def _place_value(library: Library, entry: Entry, name: str) -> Said:
    _, slug, field = name.split(".")
    shown = f"{{{name}}}"
    if field not in PLACE_FIELDS:
        return Said("no_field", name=shown, field=field, known=", ".join(PLACE_FIELDS))
    lacking = library.lacking(entry, has=lambda layer: library.place(layer, slug) is not None)
    if lacking:
        return Said("no_place", name=shown, layers=_join(lacking))
    empty = library.lacking(entry, has=lambda layer: _has(library.place(layer, slug), field))
    return Said("place_lacks", name=shown, field=field, layers=_join(empty)) if empty else FINE


def _has(place: Place | None, field: str) -> bool:
    return place is not None and bool(getattr(place, "names" if field == "name" else field))


def _link(library: Library, entry: Entry, target: str) -> tuple[Said, bool]:
    if is_external(target):
        return FINE, False
    if not is_internal(target):
        return Said("no_link", address=target), False
    address = target.partition("#")[0]
    if _exists(library, entry.layer, address):
        return FINE, False
    if moved := library.moved_to(entry.layer, address):
        return Said("old_address", old=address, address=moved), True
    return Said("leads_nowhere", address=address, layers=" or ".join(library.chain(entry.layer))), False


def _exists(library: Library, layer: str, address: str) -> bool:
    topic, _, slug = address.partition("/")
    if topic == "places":
        return not slug or library.place(layer, slug) is not None
    if not slug:
        return library.uses_topic(layer, topic)
    return library.entry(layer, address) is not None


def _join(layers: tuple[str, ...]) -> str:
    more = f" and {len(layers) - 3} more" if len(layers) > 3 else ""
    return ", ".join(layers[:3]) + more
