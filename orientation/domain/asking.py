"""What one asks about an entry or a place to know whether it is still true: its facts, not its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orientation.domain.guide import Entry, Fact, Place
from orientation.domain.locale import Names

_NAMED = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that may have changed."""

    what: str  # phone, hours, address, bring, free, who pays, website, or a fact's kind
    value: str = ""
    names: Names = ()  # instead of a value: words by locale


def asked_about(item: Entry | Place, facts: Mapping[str, Fact]) -> tuple[Asked, ...]:
    """Return what is asked. facts: those that an entry's texts may name, by name."""
    return tuple(_of_place(item) if isinstance(item, Place) else _of_entry(item, facts))


def fact_names(entry: Entry) -> tuple[str, ...]:
    """Return the facts that an entry's texts name, in their order."""
    return tuple(dict.fromkeys(name for text in entry.texts for name in _NAMED.findall(text.body)))


def names_fees_or_times(entry: Entry, facts: Mapping[str, Fact]) -> bool:
    """Return whether a text says what something costs or when it is open."""
    found = {facts[name].kind for name in fact_names(entry) if name in facts}
    hours = any(".hours}" in text.body for text in entry.texts)
    return hours or bool(found & {"money", "time"})


def _of_place(place: Place) -> Iterator[Asked]:
    hidden = place.protected or place.location != "public"
    address = "" if hidden else ", ".join(dict.fromkeys(filter(None, (place.address, place.town))))
    for what, value in (("phone", place.phone), ("hours", place.hours), ("address", address)):
        if value:
            yield Asked(what, value)
    for what, names in (("bring", place.bring), ("who pays", place.who_pays)):
        if names:
            yield Asked(what, names=names)
    if place.free is not None:
        yield Asked("free", "yes" if place.free else "no")
    if place.website:
        yield Asked("website", place.website)


def _of_entry(entry: Entry, facts: Mapping[str, Fact]) -> Iterator[Asked]:
    for name in fact_names(entry):
        if name in facts:
            yield Asked(facts[name].kind, facts[name].value)
