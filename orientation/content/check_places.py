"""Places: whoever lives or works there hidden stays hidden, and everything has a source."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.guide import Place
from orientation.errors import Finding
from orientation.findings import Said

_WHERE = ("address", "town", "latitude", "longitude")


def check_places(library: Library) -> Iterator[Finding]:
    for place in library.guides.places:
        origin = library.reading.origin(place)
        if place.source is None:
            yield Finding(origin.path, origin.line(), Said("no_source", name=place.slug))
        code = _why_hidden(place)
        for field in _WHERE:
            if code and getattr(place, field):
                problem = Said(code, field=field).at(f"{place.slug}.{field}")
                yield Finding(origin.path, origin.line(field), problem)


def _why_hidden(place: Place) -> str:
    if place.protected:
        return "sheltered"
    return "by_phone" if place.location == "by phone only" else ""
