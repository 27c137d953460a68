"""Sheets to check a translation by: what is published, line by line beside another language."""

from __future__ import annotations

from orientation.domain.edition import Page
from orientation.sheets.check import CheckRequest, compose_check
from orientation.store.editions import pages_of
from orientation.web.assets import bundled
from orientation.web.sheet_requests import translate_into
from orientation.web.sheet_source import Source

CHECKED_TOPICS = ("emergency", "first-steps")  # what a check sheet holds where no topic is named


def write_check(
    found: Source, region: str, locale: str, *, topics: tuple[str, ...] = (), beside: str = ""
) -> bytes:
    """Return a sheet to check a translation by, as a PDF.

    topics: every line of them; without any, what fits on one sheet of paper. beside: the language that stands beside;
    "" for the one at the counter.  Raises NotPublished, UnknownPage, SheetError.
    """
    edition = found.edition(region, locale)
    beside = beside or edition.frame.host or "en"
    found.edition(region, beside)
    for topic in topics:
        found.page(region, locale, f"{topic}/")
    request = CheckRequest(
        region=edition.frame.name,
        locale=locale,
        direction=found.locale(locale).direction,
        pages=_entries_of(found, region, locale, topics or CHECKED_TOPICS),
        beside_locale=beside,
        beside_direction=found.locale(beside).direction,
        beside_pages=_entries_of(found, region, beside, topics or CHECKED_TOPICS),
        whole=bool(topics),
        edition=edition.number,
        published=edition.published_at,
        translate=translate_into(locale),
        translate_beside=translate_into(beside),
    )
    return compose_check(request, asset_root=bundled("static"))


def _entries_of(found: Source, region: str, locale: str, topics: tuple[str, ...]) -> tuple[Page, ...]:
    pages = pages_of(found.site.database, region, locale)
    return tuple(page for topic in topics for page in pages if page.kind == "entry" and page.topic == topic)
