"""Layers: do their chains end, and has each region what its guide needs?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.guide import Layer
from orientation.errors import Finding
from orientation.findings import Said


def check_layers(library: Library) -> Iterator[Finding]:
    for layer in library.guides.layers:
        yield from _chain(library, layer)
        if layer.kind == "region":
            yield from _region(library, layer)
    for fact in library.guides.facts:
        if fact.source is None:
            origin = library.reading.origin(fact)
            yield Finding(origin.path, origin.line(), Said("no_source", name=fact.name), warning=True)


def _chain(library: Library, layer: Layer) -> Iterator[Finding]:
    origin = library.reading.origin(layer)
    if layer.parent and layer.parent not in library.chains:
        yield Finding(origin.path, origin.line("parent"), Said("no_layer", layer=layer.parent).at("parent"))
    last = library.chain(layer.id)[-1]
    if any(one.id == last and one.parent == layer.id for one in library.guides.layers):
        circle = " <- ".join((layer.id, *reversed(library.chain(layer.id))))
        yield Finding(origin.path, origin.line("parent"), Said("layers_circle", circle=circle).at("parent"))


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
            yield Finding(origin.path, origin.line(), Said("region_lacks", name=name))
    if strange := [tag for tag in region.partial if tag not in region.locales]:
        yield Finding(
            origin.path, origin.line("partial"), Said("partial_strange", locale=strange[0]).at("partial")
        )
    if region.responsible is None:
        yield Finding(origin.path, origin.line(), Said("responsible_missing"), warning=True)
