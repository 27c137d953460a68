"""Places: whoever lives or works there hidden stays hidden, and everything has a source."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.guide import Place
from orientation.errors import Finding

_WHERE = ("address", "town", "latitude", "longitude")


def check_places(library: Library) -> Iterator[Finding]:
    for place in library.guides.places:
        origin = library.reading.origin(place)
        if place.source is None:
            yield Finding(origin.path, origin.line(), f"{place.slug} has no source; add one")
        why = _why_hidden(place)
        for field in _WHERE:
            if why and getattr(place, field):
                yield Finding(origin.path, origin.line(field), f"{place.slug}.{field}: {why}; remove {field}")


def _why_hidden(place: Place) -> str:
    if place.protected:
        return "people who need protection live there"
    return "it is reached by phone only" if place.location == "by phone only" else ""
