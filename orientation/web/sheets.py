"""Guide sheets as PDF: from what is published, in whatever locale it is published in."""

from __future__ import annotations

import functools
import hashlib
from contextlib import suppress
from pathlib import Path

from flask import Blueprint, Response
from flask_babel import force_locale, gettext

from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.errors import UnknownPage
from orientation.packs.parts import canonical_json
from orientation.sheets import compose
from orientation.sheets.check import CheckRequest, compose_check
from orientation.sheets.compose import compose_sheet
from orientation.sheets.request import SheetRequest, Translate
from orientation.sheets.templates import TEMPLATES
from orientation.store.editions import Edition, newest_edition, pages_of
from orientation.store.files import write_whole
from orientation.web.assets import bundled
from orientation.web.responses import answer
from orientation.web.services import Services, services

sheets = Blueprint("sheets", __name__)


@sheets.get("/<tag:locale>/<region>/<topic>/sheet.pdf")
def show_sheet(locale: str, region: str, topic: str) -> Response:
    response = answer(_kept_sheet(services(), region, locale, topic), "application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{region}-{topic}-{locale}.pdf"'
    if response.status_code == 200:
        services().counts.count("sheet", services().edition(region, locale))
    return response


def _kept_sheet(found: Services, region: str, locale: str, topic: str) -> bytes:
    """Return a sheet from the disk, where it is laid out once.

    Raises NotPublished, UnknownPage, SheetError; ServiceUnavailable where many wait for theirs.
    """
    edition, page = found.page(region, locale, f"{topic}/")
    if page.kind != "topic":
        raise UnknownPage(f"{page.path}: not a topic")
    path = _path(found, edition, topic)
    with suppress(FileNotFoundError):
        return path.read_bytes()
    with found.sheet_queue.turn():
        with suppress(FileNotFoundError):  # somebody who waited before may have made it
            return path.read_bytes()
        pdf = write_sheet(region, locale, topic)
        write_whole(path, pdf)
        return pdf


def _path(found: Services, edition: Edition, topic: str) -> Path:
    """Return where a sheet is kept; publishing removes those of former editions by their numbers."""
    host = newest_edition(found.site.database, edition.region, edition.frame.host)
    made_from = [
        edition.region,
        edition.content_digest,
        host.number if host else 0,
        found.site.url,
        _design(),
    ]
    digest = hashlib.sha256(canonical_json(made_from)).hexdigest()[:16]
    return found.site.sheets / f"{edition.number}-{edition.locale}-{topic}-{digest}.pdf"


@functools.cache
def _design() -> str:
    """Return a SHA-256 of what else a sheet is made with: templates, code and words of this program."""
    digest = hashlib.sha256()
    for folder in (TEMPLATES, Path(compose.__file__).parent, bundled("translations")):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in (".html", ".css", ".py", ".mo"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def sheet_request(found: Services, region: str, locale: str, topic: str) -> SheetRequest:
    """Return what a sheet of one topic is made from.  Raises NotPublished, UnknownPage."""
    edition = found.edition(region, locale)
    pages = _of_topic(found, region, locale, topic)
    shelf = next((page for page in pages if page.kind == "topic"), None)
    if shelf is None:
        raise UnknownPage(f"/{locale}/{region}/{topic}/: no such topic")
    host = edition.frame.host
    path = guide_path(locale, region) + f"{topic}/"
    return SheetRequest(
        locale=locale,
        direction=found.locale(locale).direction,
        topic=topic,
        title=shelf.title,
        icon=topic,
        pages=pages,
        host_locale=host or locale,
        host_direction=found.locale(host or locale).direction,
        host_pages=_of_topic(found, region, host, topic) if host else (),
        frame=edition.frame,
        edition=edition.number,
        published=edition.published_at,
        address=found.site.url + path if found.site.url else "",
        translate=gettext,
    )


def _of_topic(found: Services, region: str, locale: str, topic: str) -> tuple[Page, ...]:
    pages = pages_of(found.site.database, region, locale)
    shown = ("topic", "entry")
    return tuple(
        page for page in pages if page.kind == "places" or (page.topic == topic and page.kind in shown)
    )


def write_sheet(region: str, locale: str, topic: str) -> bytes:
    """Return a sheet as a PDF, within an app context.  Raises NotPublished, UnknownPage, SheetError."""
    found = services()
    with force_locale(locale.replace("-", "_")):
        return compose_sheet(sheet_request(found, region, locale, topic), asset_root=bundled("static"))


CHECKED_TOPICS = ("emergency", "first-steps")  # what a check sheet holds where no topic is named


def write_check(region: str, locale: str, topics: tuple[str, ...], *, beside: str = "") -> bytes:
    """Return a sheet to check a translation by, as a PDF, within an app context.

    topics: every line of them; without any, what fits on one sheet of paper. beside: the language that stands beside;
    "" for the one at the counter.  Raises NotPublished, UnknownPage, SheetError.
    """
    found = services()
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
        translate=_translate_into(locale),
        translate_beside=_translate_into(beside),
    )
    return compose_check(request, asset_root=bundled("static"))


def _entries_of(found: Services, region: str, locale: str, topics: tuple[str, ...]) -> tuple[Page, ...]:
    pages = pages_of(found.site.database, region, locale)
    return tuple(page for topic in topics for page in pages if page.kind == "entry" and page.topic == topic)


def _translate_into(locale: str) -> Translate:
    def translate(message: str) -> str:
        with force_locale(locale.replace("-", "_")):
            return str(gettext(message))

    return translate
