"""What a sheet is made from, as a process sees it that lays out nothing but sheets: no Flask, no renderer, half the memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlite_utils import Database

from orientation.domain.edition import Page
from orientation.domain.locale import Locale
from orientation.errors import NotPublished, UnknownPage
from orientation.store.database import connect
from orientation.store.editions import Edition, find_page, newest_edition, newest_editions
from orientation.store.library import read_locales


class SiteData(Protocol):
    """What sheets need of an installation."""

    @property
    def database(self) -> Database: ...
    @property
    def url(self) -> str: ...
    @property
    def sheets(self) -> Path: ...


class Source(Protocol):
    """Who answers what is published: a server's `Services`, or a `SheetSource`."""

    @property
    def site(self) -> SiteData: ...
    def edition(self, region: str, locale: str) -> Edition: ...
    def page(self, region: str, locale: str, path: str) -> tuple[Edition, Page]: ...
    def locale(self, tag: str) -> Locale: ...
    def languages_of(self, region: str) -> tuple[tuple[str, str], ...]: ...


@dataclass(frozen=True, slots=True)
class _Site:
    database: Database
    url: str
    sheets: Path


class SheetSource:
    """The data folder of an installation that a server has opened, and so migrated, before."""

    def __init__(self, data: Path, url: str) -> None:
        self.site = _Site(connect(data / "orientation.db"), url, data / "sheets")

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

    def locale(self, tag: str) -> Locale:
        known = {locale.tag: locale for locale in read_locales(self.site.database)}
        return known.get(tag) or Locale(tag, tag, "ltr", "Latn")

    def languages_of(self, region: str) -> tuple[tuple[str, str], ...]:
        """Return (tag, native name) of the locales a region is published in."""
        found = (one for one in newest_editions(self.site.database) if one.region == region)
        return tuple((edition.locale, self.locale(edition.locale).name) for edition in found)
