"""Layers: do their chains end, and has each region what its guide needs?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.guide import Layer
from orientation.errors import Finding


def check_layers(library: Library) -> Iterator[Finding]:
    for layer in library.guides.layers:
        yield from _chain(library, layer)
        if layer.kind == "region":
            yield from _region(library, layer)
    for fact in library.guides.facts:
        if fact.source is None:
            origin = library.reading.origin(fact)
            yield Finding(origin.path, origin.line(), f"{fact.name} has no source; add one", warning=True)


def _chain(library: Library, layer: Layer) -> Iterator[Finding]:
    origin = library.reading.origin(layer)
    if layer.parent and layer.parent not in library.chains:
        yield Finding(origin.path, origin.line("parent"), f"parent: there is no layer {layer.parent!r}")
    last = library.chain(layer.id)[-1]
    if any(one.id == last and one.parent == layer.id for one in library.guides.layers):
        circle = " <- ".join((layer.id, *reversed(library.chain(layer.id))))
        yield Finding(origin.path, origin.line("parent"), f"parent: the layers go in a circle: {circle}")


def _region(library: Library, region: Layer) -> Iterator[Finding]:
    origin = library.reading.origin(region)
    chain = [layer for layer in library.guides.layers if layer.id in library.chain(region.id)]
    needed = {
        "locales": region.locales,
        "host_locale": any(layer.host_locale for layer in chain),
        "timezone": any(layer.timezone for layer in chain),
    }
    for name, value in needed.items():
        if not value:
            yield Finding(origin.path, origin.line(), f"{name} is missing; a region needs it")
    if strange := [tag for tag in region.partial if tag not in region.locales]:
        yield Finding(
            origin.path, origin.line("partial"), f"partial: {strange[0]!r} is not among the locales"
        )
    if region.responsible is None:
        yield Finding(
            origin.path, origin.line(), "[responsible] is missing; say who runs the guide", warning=True
        )
