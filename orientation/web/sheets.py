"""Guide sheets: a choice out of what is published, as a file to print."""

from __future__ import annotations

from flask import Blueprint, Response, request

from orientation.domain.choice import Choice, read_choice
from orientation.errors import UnknownPage
from orientation.web.kept_sheets import suffix_of
from orientation.web.responses import answer
from orientation.web.services import services
from orientation.web.sheet_printing import kept_sheet

sheets = Blueprint("sheets", __name__)

KINDS = {"pdf": "application/pdf", "png": "image/png"}


@sheets.get("/<tag:locale>/<region>/<topic>/sheet.pdf")
def show_sheet(locale: str, region: str, topic: str) -> Response:
    """Send the sheet of one topic: the short address, in use since the first sheets."""
    _, page = services().page(region, locale, f"{topic}/")
    if page.kind != "topic":
        raise UnknownPage(f"{page.path}: not a topic")
    return send_sheet(Choice(region=region, locale=locale, takes=(topic,)), name=topic)


@sheets.get(f"/<tag:locale>/<region>/sheet/print.<any({','.join(KINDS)}):suffix>")
def show_chosen_sheet(locale: str, region: str, suffix: str) -> Response:
    """Send the sheet that the address describes."""
    choice = read_choice(region, locale, request.args.items(multi=True))
    if suffix != suffix_of(choice):
        raise UnknownPage(f"{request.path}: {choice.layout} is a .{suffix_of(choice)}")
    return send_sheet(choice, name=choice.layout)


def send_sheet(choice: Choice, *, name: str, logo: bytes = b"") -> Response:
    """Return a sheet as an answer, and count it.  Raises NotPublished, BadChoice, SheetError, ServiceUnavailable."""
    found, suffix = services(), suffix_of(choice)
    response = answer(kept_sheet(found, choice, logo=logo), KINDS[suffix])
    file = f"{choice.region}-{name}-{choice.locale}.{suffix}"
    response.headers["Content-Disposition"] = f'inline; filename="{file}"'
    if response.status_code == 200:
        found.counts.count("sheet", found.edition(choice.region, choice.locale))
    return response
