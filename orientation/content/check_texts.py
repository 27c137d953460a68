"""Texts: do the names in braces and the links lead somewhere, and is it only what markup allows?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.content.markup import Spot, is_external, is_internal, spots
from orientation.domain.guide import Entry, Place, Text
from orientation.errors import Finding

PLACE_FIELDS = ("phone", "address", "name", "hours")


def check_texts(library: Library) -> Iterator[Finding]:
    for entry in library.guides.entries:
        for text in entry.texts:
            yield from _text(library, entry, text)


def _text(library: Library, entry: Entry, text: Text) -> Iterator[Finding]:
    origin = library.reading.text_origin(entry, text.locale)
    if "{" in text.title:
        yield Finding(origin.path, origin.line("title"), "a title names no values; write it without braces")
    above = max(origin.line("body") - 1, 0)
    for spot in spots(text.body):
        problem, is_warning = _problem(library, entry, spot)
        if problem:
            yield Finding(origin.path, above + spot.line, problem, warning=is_warning)


def _problem(library: Library, entry: Entry, spot: Spot) -> tuple[str, bool]:
    """Return what is wrong with a spot and whether that is only a warning; ("", False) for nothing."""
    match spot.kind:
        case "value" if spot.text.startswith("place."):
            return _place_value(library, entry, spot.text), False
        case "value":
            return _fact(library, entry, spot.text), False
        case "link":
            return _link(library, entry, spot.text)
        case "brace":
            return "{ begins no name of a value; write {name}, or {{ for a brace", False
        case "heading":
            return "# is for the title; write ## for a heading", False
        case "image":
            return "pictures are not shown; describe it in words", False
    return f"HTML is not allowed: {spot.text}; write Markdown", False


def _fact(library: Library, entry: Entry, name: str) -> str:
    if any(fact.name == name for fact in entry.facts):
        return ""
    lacking = library.lacking(entry, has=lambda layer: library.fact(layer, name) is not None)
    return f"{{{name}}}: no such fact in {_join(lacking)}; define it in facts.toml" if lacking else ""


def _place_value(library: Library, entry: Entry, name: str) -> str:
    _, slug, field = name.split(".")
    if field not in PLACE_FIELDS:
        return f"{{{name}}}: a place has no {field!r}; there are {', '.join(PLACE_FIELDS)}"
    lacking = library.lacking(entry, has=lambda layer: library.place(layer, slug) is not None)
    if lacking:
        return f"{{{name}}}: no such place in {_join(lacking)}; define it in places.toml"
    empty = library.lacking(entry, has=lambda layer: _has(library.place(layer, slug), field))
    return f"{{{name}}}: the place has no {field} in {_join(empty)}" if empty else ""


def _has(place: Place | None, field: str) -> bool:
    return place is not None and bool(getattr(place, "names" if field == "name" else field))


def _link(library: Library, entry: Entry, target: str) -> tuple[str, bool]:
    if is_external(target):
        return "", False
    if not is_internal(target):
        return f"{target!r} is no link; write topic/slug, topic/, places/slug or a whole web address", False
    address = target.partition("#")[0]
    if _exists(library, entry.layer, address):
        return "", False
    if moved := library.moved_to(entry.layer, address):
        return f"{address} is an old address; link to {moved}", True
    return f"{address} leads nowhere in {' or '.join(library.chain(entry.layer))}", False


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
