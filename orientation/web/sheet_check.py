"""Whether a sheet on paper is still right: the page that its QR code leads to. Twin: static/js/worker/sheets.js."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from flask import Blueprint, Response, request

from orientation.domain.address import guide_path, within_guide
from orientation.domain.edition import Page
from orientation.domain.fill import fill
from orientation.domain.sheet_check import Change, Check, check_sheet, other_check, read_sheet
from orientation.store.editions import Edition, pages_of
from orientation.web.reader import SAFETY, guide_page
from orientation.web.services import services

sheet_checks = Blueprint("sheet_checks", __name__)


@sheet_checks.get("/<tag:locale>/<region>/sheet/check/")
def show_sheet_check(locale: str, region: str) -> Response:
    """Say what changed since the sheet that the address describes: ?s=, ?with= and ?t=, see domain/sheet_check.py."""
    edition, shell = services().edition(region, locale), services().shell_of(locale)
    written, other, beside = (request.args.get(name, "") for name in ("s", "with", "t"))
    pages = pages_of(services().site.database, region, locale) if read_sheet(written) else ()
    check = check_sheet(written, pages)
    link = other_html(shell.slots, edition, other, other_check(written, locale=locale, beside=beside))
    main = check_html(shell.slots, edition, check, pages, other=link)
    # the links to other languages lead to their guides: a sheet is of one
    page = Page(guide_path(locale, region), shell.titles["sheet_check"], main, "sheet-check")
    return guide_page(edition, page, status=200 if check else 400)


def check_html(
    slots: Mapping[str, str], edition: Edition, check: Check | None, pages: Iterable[Page], *, other: str
) -> str:
    """Return the page's main content. pages: of today's edition; other: HTML, of the sheet's other language."""
    if check is None:
        return fill(slots["sheet_check"], {"safety": "", "told": slots["sheet_told_broken"], "rest": ""})
    told = _told(edition, check)
    changes = () if told == "newer" else check.changes
    rest = {
        "list": "".join(_change_html(slots, change) for change in changes),
        "region": edition.frame.name,
        "sheet": datetime.fromtimestamp(check.edition, UTC).date().isoformat(),
        "guide": edition.published_at[:10],
    }
    counts = {"changed": str(check.changed), "facts": str(check.facts)}
    return fill(
        slots["sheet_check"],
        {
            "safety": _safety(changes, pages),
            "told": fill(slots[f"sheet_told_{told}"], counts) + other,
            "rest": fill(slots["sheet_check_rest"], rest),
        },
    )


def other_html(slots: Mapping[str, str], edition: Edition, other: str, query: str) -> str:
    """Return that a sheet has another language, which this page did not look at, and where that is.

    query: within the other's guide.  "" for a language that the guide has not.
    """
    name = dict(edition.frame.languages).get(other)
    values = {"href": guide_path(other, edition.region) + query, "tag": other, "name": name or ""}
    return fill(slots["sheet_other"], values) if name else ""


def _told(edition: Edition, check: Check) -> str:
    if check.edition > edition.number:
        return "newer"
    if check.changed:
        return "changed"
    return "holds" if check.changes else "same"


def _change_html(slots: Mapping[str, str], change: Change) -> str:
    values = {
        "href": f"../../{change.address}",
        "title": change.title,
        "lines": "".join(f"<li>{line}</li>" for line in change.lines),
        "language": change.language,
    }
    return fill(slots[f"sheet_{change.what}"], values)


def _safety(changes: Iterable[Change], pages: Iterable[Page]) -> str:
    """Return the way to leave at once where a line of a sensitive page is shown."""
    shown = {change.address for change in changes}
    found = (SAFETY.search(page.html) for page in pages if within_guide(page.path) in shown)
    return next((mark[0] for mark in found if mark), "")
