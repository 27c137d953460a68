"""Guide sheets: a choice out of what is published, as a file to print."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from orientation.domain.choice import ODT, Choice, read_choice
from orientation.errors import BadChoice, UnknownPage
from orientation.sheets.choosing import choose
from orientation.sheets.logo import LOGO_MAX_KB, safe_logo
from orientation.store.editions import pages_of
from orientation.web.kept_sheets import suffix_of
from orientation.web.responses import NO_STORE, REVALIDATE, answer
from orientation.web.same_site import ask_is_ours
from orientation.web.services import services
from orientation.web.sheet_printing import kept_sheet
from orientation.web.visitors import visitor

sheets = Blueprint("sheets", __name__)

KINDS = {"pdf": "application/pdf", "png": "image/png", ODT: "application/vnd.oasis.opendocument.text"}


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
    choice = read_choice(region, locale, (*request.args.items(multi=True), *_format_of(suffix)))
    if suffix != suffix_of(choice):
        raise UnknownPage(f"{request.path}: {choice.layout} is a .{suffix_of(choice)}")
    return send_sheet(choice, name=choice.layout)


@sheets.post(f"/<tag:locale>/<region>/sheet/print.<any({','.join(KINDS)}):suffix>")
def print_with_logo(locale: str, region: str, suffix: str) -> Response:
    """Send the sheet that the form describes, with the logo that came with it; the logo is kept nowhere."""
    ask_is_ours("what is to be printed")
    request.max_content_length = LOGO_MAX_KB * 1000 + 20_000
    choice = read_choice(region, locale, (*sent_pairs(), *_format_of(suffix)))
    sent = request.files.get("logo")
    response = send_sheet(choice, name=choice.layout, logo=read_logo(sent))
    response.headers["Cache-Control"] = NO_STORE
    return response


def _format_of(suffix: str) -> tuple[tuple[str, str], ...]:
    """Return what an address's ending says of the choice: that it is to be edited."""
    return (("format", suffix),) if suffix == ODT else ()


def sent_pairs() -> tuple[tuple[str, str], ...]:
    """Return what the address and the form say.  Raises BadChoice where the form is larger than any logo may be."""
    try:
        return (*request.args.items(multi=True), *request.form.items(multi=True))
    except RequestEntityTooLarge as error:
        raise BadChoice("logo", "", "logo", most=LOGO_MAX_KB) from error


def read_logo(sent: FileStorage | None) -> bytes:
    """Return a logo that was sent as it is printed.  Raises BadChoice; ServiceUnavailable where many wait.

    One at a time: a picture of a few KB may unpack into 100 MB.
    """
    if not sent:  # a form without a file sends one without a name
        return b""
    with services().logo_queue.turn("logo", who=visitor()):
        return safe_logo(sent.read())


def send_sheet(choice: Choice, *, name: str, logo: bytes = b"") -> Response:
    """Return a sheet as an answer, and count it.  Raises NotPublished, BadChoice, SheetError, ServiceUnavailable."""
    found, suffix = services(), suffix_of(choice)
    made = kept_sheet(found, choice, logo=logo, who=visitor())
    response = answer(made, KINDS[suffix], cache=NO_STORE if is_sensitive(choice) else REVALIDATE)
    file = f"{choice.region}-{name}-{choice.locale}.{suffix}"
    response.headers["Content-Disposition"] = disposition(file)
    if response.status_code == 200:
        found.counts.count("sheet", found.edition(choice.region, choice.locale))
    return response


def disposition(file: str) -> str:
    """Return how a browser takes a file: it shows what is to be printed, and saves what is to be edited."""
    return f'{"attachment" if file.endswith(ODT) else "inline"}; filename="{file}"'


def is_sensitive(choice: Choice) -> bool:
    """Tell whether something stands on a sheet that others should not find.  Raises BadChoice."""
    pages = tuple(pages_of(services().site.database, choice.region, choice.locale))
    return any(one.page.sensitive for one in choose(choice, pages))
