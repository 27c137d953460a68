"""What the views ask: the site, the renderer, the shells. One of each an app."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Container, Iterable, Mapping

from flask import Flask, current_app

from orientation.desk.site import Site
from orientation.domain.address import guide_path, relative
from orientation.domain.changes import PageChange, changes
from orientation.domain.edition import Frame, Page
from orientation.domain.fill import fill
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Locale, fallback_chain, in_locale
from orientation.errors import NotPublished, UnknownPage
from orientation.store.editions import (
    Edition,
    find_page,
    newest_edition,
    newest_editions,
    newest_numbers,
    pages_before,
    pages_of,
)
from orientation.store.library import read_locales
from orientation.web.assets import asset_url, bundled, program_digest
from orientation.web.counting import Counts
from orientation.web.queue import Queue
from orientation.web.render import Renderer
from orientation.web.render_page import NOTHING_HELD
from orientation.web.sheet_tasks import InProcess, Printer
from orientation.web.shells import Shell, build_shell

EXTENSION = "orientation"
SHEET_PLACES = 5  # of the server's eight threads, for who waits for a sheet: the others are free for pages


class Services:
    """The one object behind all views; it is also the `Renderer` that publishing is handed."""

    def __init__(self, app: Flask, site: Site, locales: Iterable[Locale], counts: Counts) -> None:
        """locales: those of guides/locales.toml; the interface speaks those that translations/ has."""
        self.site, self.counts = site, counts
        self._renderer = Renderer(
            app, asset_url=asset_url, manifest_url="/manifest.webmanifest", url=site.url
        )
        self._locales = {locale.tag: locale for locale in locales}
        self._seen = 0  # the newest edition's number, when the locales were read
        self._built = functools.lru_cache(maxsize=64)(self._shell_of)
        self._shells = functools.lru_cache(maxsize=64)(self._shell)  # every region has the same
        self.sheets_made = itertools.count()
        self.logo_queue = Queue(places=SHEET_PLACES)
        self.print_with(InProcess(self))

    def print_with(self, printer: Printer) -> None:
        """Let this one lay sheets out from now on."""
        self.printer = printer
        self.sheet_queue = Queue(places=SHEET_PLACES, at_once=printer.at_once)

    # -- what publishing asks -------------------------------------------------------------------

    def digest(self) -> str:
        return f"{program_digest()} {self.site.url}"

    def pages(
        self, guide: Guide, locale: str, *, years: tuple[int, int], held: Mapping[str, Page] = NOTHING_HELD
    ) -> tuple[Page, ...]:
        self._declare(guide.locales)
        return self._renderer.pages(guide, locale, years=years, held=held)

    def entry_page(self, guide: Guide, entry: Entry, locale: str, *, years: tuple[int, int]) -> Page:
        """Return one entry's page, for a look at what is not published yet.  Raises BadInput."""
        return self._renderer.entry_page(guide, entry, locale, years=years)

    def frame(self, guide: Guide, locale: str, *, years: tuple[int, int]) -> Frame:
        return self._renderer.frame(guide, locale, years=years)

    def removed_pages(
        self, guide: Guide, locale: str, entries: Iterable[Entry], *, withdrawn: Container[str]
    ) -> tuple[Page, ...]:
        """Return the pages that say that these entries are gone; of a withdrawn one not even the title is told."""
        return tuple(
            self._removed_page(guide, locale, entry, untold=entry.address in withdrawn) for entry in entries
        )

    def _removed_page(self, guide: Guide, locale: str, entry: Entry, *, untold: bool) -> Page:
        titles = () if untold else tuple((text.locale, text.title) for text in entry.texts)
        chain = fallback_chain(locale, host=guide.host_locale())
        title = in_locale(titles, chain, otherwise=self._renderer.removed_title(locale))
        path = f"{entry.address}/"
        main = fill(self.slots(locale)["removed"], {"title": title, "base": relative(path, "")})
        return Page(
            guide_path(locale, guide.region.id) + path,
            title,
            main,
            "removed",
            topic=entry.topic,
            order=entry.order,
            sensitive=bool(entry.sensitive),
        )

    def slots(self, locale: str) -> dict[str, str]:
        return self._renderer.slots(locale, direction=self.locale(locale).direction)

    def shell(self, locale: str) -> bytes:
        return self._shells(locale, self.locale(locale).direction)

    def _shell(self, locale: str, direction: str) -> bytes:
        return build_shell(locale, direction, slots=self.slots(locale), style=self._renderer.style)

    def style(self) -> bytes:
        return self._renderer.style.encode()

    # -- what views ask -------------------------------------------------------------------------

    def shell_of(self, locale: str) -> Shell:
        return self._built(self.locale(locale))

    def _shell_of(self, locale: Locale) -> Shell:
        slots, style = self.slots(locale.tag), self._renderer.style
        return Shell.read(self.shell(locale.tag), slots=slots, style=style)

    def _declare(self, locales: Iterable[Locale]) -> None:
        self._locales = {locale.tag: locale for locale in locales} or self._locales

    def _see(self, number: int) -> None:
        """Read the declared locales again where something newer is served than before."""
        if number > self._seen:
            self._declare(read_locales(self.site.database))
            self._seen = number

    def locale(self, tag: str) -> Locale:
        return self._locales.get(tag) or Locale(tag, tag, "ltr", "Latn")

    def interface_locales(self) -> tuple[Locale, ...]:
        """Return the locales the interface speaks, English first."""
        there = {"en"} | {
            path.name.replace("_", "-") for path in bundled("translations").iterdir() if path.is_dir()
        }
        known = [locale for tag, locale in self._locales.items() if tag in there]
        return _english_first(known)

    def offered_locales(self) -> tuple[Locale, ...]:
        """Return the locales that a guide is there in, then those that only the interface speaks."""
        numbers = newest_numbers(self.site.database)
        self._see(max(numbers.values(), default=0))
        others = (locale for locale in self.interface_locales() if locale.tag not in numbers)
        return (*_english_first(map(self.locale, numbers)), *others)

    def offers(self, locale: str) -> bool:
        return any(one.tag == locale for one in self.offered_locales())

    def part(self, locale: str, template: str, **given: object) -> str:
        """Return a template's HTML or text in a locale, for pages that are made when they are asked for."""
        return self._renderer.part(locale, template, **given)

    def languages_page(self, region: str = "") -> str:
        """Return the page that asks for a language: of the site, or of one region's guide."""
        tags = [tag for tag, _ in self.languages_of(region)] if region else []
        offered = _english_first(map(self.locale, tags)) if region else self.offered_locales()
        return self._renderer.languages_page(offered, region=region)

    def trouble_page(self, wanted: str) -> tuple[str, Shell]:
        """Return the page that says that something did not work, with its shell; the database is not asked."""
        spoken = self.interface_locales()
        locale = next((one for one in spoken if one.tag == wanted), self.locale("en"))
        return self._renderer.trouble_page(locale), self.shell_of(locale.tag)

    def regions_page(self, locale: str) -> str:
        return self._renderer.regions_page(self.locale(locale), self.regions(locale))

    def regions(self, locale: str) -> tuple[tuple[str, str], ...]:
        """Return (id, name) of the regions published in a locale, or of all where none is."""
        editions = newest_editions(self.site.database)
        own = [edition for edition in editions if edition.locale == locale]
        return tuple(sorted({edition.region: edition.frame.name for edition in own or editions}.items()))

    def languages_of(self, region: str) -> tuple[tuple[str, str], ...]:
        """Return (tag, native name) of the locales a region is published in."""
        tags = (edition.locale for edition in newest_editions(self.site.database) if edition.region == region)
        return tuple((tag, self.locale(tag).name) for tag in tags)

    def edition(self, region: str, locale: str) -> Edition:
        """Return what is served.  Raises NotPublished."""
        edition = newest_edition(self.site.database, region, locale)
        if edition is None:
            raise NotPublished(f"{region} [{locale}]: not published")
        self._see(edition.number)
        return edition

    def changes(self, region: str, locale: str, *, since: int | None) -> tuple[PageChange, ...]:
        """Return what changed since a former edition; nothing where there was none or it is forgotten."""
        before = pages_before(self.site.database, region, locale, since=since)
        return changes(before, pages_of(self.site.database, region, locale)) if before else ()

    def page(self, region: str, locale: str, path: str) -> tuple[Edition, Page]:
        """Return one page of what is served, with its edition.  Raises NotPublished, UnknownPage."""
        found = find_page(self.site.database, region, locale, f"/{locale}/{region}/{path}")
        if found is None:
            self.edition(region, locale)
            raise UnknownPage(f"/{locale}/{region}/{path}: no such page")
        self._see(found[0].number)
        return found


def _english_first(locales: Iterable[Locale]) -> tuple[Locale, ...]:
    return tuple(sorted(locales, key=lambda locale: (locale.tag != "en", locale.name)))


def services() -> Services:
    """Return the current app's services."""
    found: Services = current_app.extensions[EXTENSION]
    return found
