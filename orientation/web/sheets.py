"""Guide sheets as PDF: from what is published, in whatever locale it is published in."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from flask_babel import force_locale, gettext

from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.errors import UnknownPage
from orientation.sheets.compose import compose_sheet
from orientation.sheets.request import SheetRequest
from orientation.store.editions import pages_of
from orientation.web.assets import bundled
from orientation.web.responses import answer
from orientation.web.services import Services, services

sheets = Blueprint("sheets", __name__)


@sheets.get("/<tag:locale>/<region>/<topic>/sheet.pdf")
def show_sheet(locale: str, region: str, topic: str) -> Response:
    with force_locale(locale.replace("-", "_")):
        pdf = compose_sheet(sheet_request(services(), region, locale, topic), asset_root=bundled("static"))
    response = answer(pdf, "application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{region}-{topic}-{locale}.pdf"'
    return response


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
    """Return the PDF outside a request: for the command line, within an app context."""
    found: Services = current_app.extensions["orientation"]
    with force_locale(locale.replace("-", "_")):
        return compose_sheet(sheet_request(found, region, locale, topic), asset_root=bundled("static"))
