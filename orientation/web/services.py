"""What the views ask: the site, the renderer, the shells. One of each an app."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from flask import Flask, current_app

from orientation.desk.site import Site
from orientation.domain.address import guide_path, relative
from orientation.domain.edition import Frame, Page
from orientation.domain.fill import fill
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Locale, fallback_chain, in_locale
from orientation.errors import NotPublished, UnknownPage
from orientation.store.editions import Edition, find_page, newest_edition, newest_editions
from orientation.web.assets import asset_url, bundled
from orientation.web.render import Renderer
from orientation.web.shells import Shell, build_shell

EXTENSION = "orientation"


class Services:
    """The one object behind all views; it is also the `Renderer` that publishing is handed."""

    def __init__(self, app: Flask, site: Site, locales: Iterable[Locale]) -> None:
        """locales: those of guides/locales.toml; the interface speaks those that translations/ has."""
        self.site = site
        self._renderer = Renderer(app, asset_url=asset_url, manifest_url="/manifest.webmanifest")
        self._locales = {locale.tag: locale for locale in locales}
        self.shell_of = functools.lru_cache(maxsize=64)(self._shell_of)

    # -- what publishing asks -------------------------------------------------------------------

    def pages(self, guide: Guide, locale: str) -> tuple[Page, ...]:
        return self._renderer.pages(guide, locale)

    def frame(self, guide: Guide, locale: str, *, years: tuple[int, int]) -> Frame:
        return self._renderer.frame(guide, locale, years=years)

    def removed_pages(self, guide: Guide, locale: str, entries: Iterable[Entry]) -> tuple[Page, ...]:
        """Return the pages that say that these entries are gone."""
        return tuple(self._removed_page(guide, locale, entry) for entry in entries)

    def _removed_page(self, guide: Guide, locale: str, entry: Entry) -> Page:
        titles = tuple((text.locale, text.title) for text in entry.texts)
        title = in_locale(titles, fallback_chain(locale, host=guide.host_locale()), otherwise=entry.slug)
        path = f"{entry.address}/"
        main = fill(self.slots(locale)["removed"], {"title": title, "base": relative(path, "")})
        return Page(
            guide_path(locale, guide.region.id) + path,
            title,
            main,
            "removed",
            topic=entry.topic,
            order=entry.order,
        )

    def slots(self, locale: str) -> dict[str, str]:
        return self._renderer.slots(locale, direction=self.locale(locale).direction)

    def shell(self, locale: str) -> bytes:
        direction = self.locale(locale).direction
        return build_shell(locale, direction, slots=self.slots(locale), style=self._renderer.style)

    def style(self) -> bytes:
        return self._renderer.style.encode()

    # -- what views ask -------------------------------------------------------------------------

    def _shell_of(self, locale: str) -> Shell:
        return Shell.read(self.shell(locale), style=self._renderer.style)

    def locale(self, tag: str) -> Locale:
        return self._locales.get(tag) or Locale(tag, tag, "ltr", "Latn")

    def interface_locales(self) -> tuple[Locale, ...]:
        """Return the locales the interface speaks, English first."""
        there = {"en"} | {
            path.name.replace("_", "-") for path in bundled("translations").iterdir() if path.is_dir()
        }
        known = [locale for tag, locale in self._locales.items() if tag in there]
        return tuple(sorted(known, key=lambda locale: (locale.tag != "en", locale.name)))

    def speaks(self, locale: str) -> bool:
        return any(known.tag == locale for known in self.interface_locales())

    def languages_page(self) -> str:
        return self._renderer.languages_page(self.interface_locales())

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
        return edition

    def page(self, region: str, locale: str, path: str) -> tuple[Edition, Page]:
        """Return one page of what is served, with its edition.  Raises NotPublished, UnknownPage."""
        found = find_page(self.site.database, region, locale, f"/{locale}/{region}/{path}")
        if found is None:
            self.edition(region, locale)
            raise UnknownPage(f"/{locale}/{region}/{path}: no such page")
        return found

    def host_edition(self, edition: Edition) -> Edition | None:
        """Return the same guide in the language at the counter, where it is another one and published."""
        host = edition.frame.host
        return newest_edition(self.site.database, edition.region, host) if host else None


def services() -> Services:
    """Return the current app's services."""
    found: Services = current_app.extensions[EXTENSION]
    return found
