"""A guide in one locale as readers are to get it: what is rendered anew, what is taken as it is, what is gone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Protocol

from orientation.desk.made_of import MadeOf
from orientation.desk.site import Site
from orientation.domain.address import guide_path
from orientation.domain.edition import Frame, Page
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.packs.editions import Snapshot
from orientation.store.editions import pages_with_made_of
from orientation.store.library import removed_entries, withdrawn_items


class Renderer(Protocol):
    """What the web layer hands down: how pages look."""

    def digest(self) -> str: ...  # of all that pages are made with: code, templates, words, style

    def pages(
        self, guide: Guide, locale: str, *, years: tuple[int, int], held: Mapping[str, Page]
    ) -> tuple[Page, ...]: ...  # held: pages by their path that would come out the same

    def removed_pages(
        self, guide: Guide, locale: str, entries: Iterable[Entry], *, withdrawn: Container[str]
    ) -> tuple[Page, ...]: ...

    def frame(self, guide: Guide, locale: str, *, years: tuple[int, int]) -> Frame: ...

    def shell(self, locale: str) -> bytes: ...

    def style(self) -> bytes: ...


def take_snapshot(site: Site, renderer: Renderer, guide: Guide, locale: str, *, made_of: MadeOf) -> Snapshot:
    """Render one region's guide in one locale, but for the pages that are served and were made of the same."""
    served = pages_with_made_of(site.database, guide.region.id, locale)
    held = {page.path: page for page, digest in served if digest and digest == made_of.pages.of(page)}
    removed = _removed(site, guide)
    withdrawn = _withdrawn(site, guide, removed)
    years = (made_of.year, made_of.year + 1)
    return Snapshot(
        region=guide.region.id,
        locale=locale,
        pages=renderer.pages(guide, locale, years=years, held=held)
        + renderer.removed_pages(guide, locale, removed, withdrawn=withdrawn),
        frame=renderer.frame(guide, locale, years=years),
        shell=renderer.shell(locale),
        style=renderer.style(),
        withdrawn=tuple(f"{guide_path(locale, guide.region.id)}{address}/" for address in withdrawn),
    )


def _removed(site: Site, guide: Guide) -> tuple[Entry, ...]:
    """Return the entries this guide once had, or puts away while it rests: their pages say that they are gone."""
    layers = {layer.id for layer in guide.chain}
    present = {entry.address for entry in guide.entries}
    present |= {alias for entry in guide.entries for alias in entry.aliases}
    gone = [entry for entry in removed_entries(site.database) if entry.layer in layers]
    gone += guide.put_away
    return tuple({entry.address: entry for entry in gone if entry.address not in present}.values())


def _withdrawn(site: Site, guide: Guide, removed: Iterable[Entry]) -> tuple[str, ...]:
    """Return the addresses of those removed entries that any of the guide's layers withdrew."""
    withdrawn = withdrawn_items(site.database)
    layers = [layer.id for layer in guide.chain]
    return tuple(
        entry.address
        for entry in removed
        if any(f"entry/{layer}/{entry.address}" in withdrawn for layer in layers)
    )
