"""The page on which one chooses what to print. It needs no account: everything on it is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flask import Response, current_app, request

from orientation.domain.address import guide_path, within_guide
from orientation.domain.choice import EDITABLE, LAYOUTS, Choice, choice_query, read_choice
from orientation.domain.edition import Page
from orientation.errors import BadChoice, SheetError
from orientation.search.documents import documents
from orientation.sheets.choosing import choose
from orientation.sheets.compose import check_choice
from orientation.sheets.fonts import check_typed
from orientation.sheets.request import take_of
from orientation.store.editions import Edition, pages_of
from orientation.web.assets import bundled
from orientation.web.kept_sheets import suffix_of
from orientation.web.reader import SAFETY, html_page
from orientation.web.render_html import minify_css
from orientation.web.responses import NO_STORE, REVALIDATE
from orientation.web.services import services
from orientation.web.sheets import sent_pairs, sheets
from orientation.web.shells import Shell, content_security_policy

LISTED = (
    "places",
    "courses",
    "organisations",
    "phrases",
    "lines",
)  # pages whose things can be taken one by one
_ICONS = {"checklists": "check", "stops": "lines"}


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that can be taken."""

    take: str
    title: str
    locale: str = ""  # of the title where it is another than the page's


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things of a kind, or a topic with its entries."""

    kind: str  # topic, places, courses, organisations, phrases, checklists, lines, stops
    icon: str
    title: str  # of a topic; the others' names are interface words
    take: str  # all of it; "" where one takes single things
    picks: tuple[Pick, ...]


@sheets.get("/<tag:locale>/<region>/sheet/")
def show_builder(locale: str, region: str) -> Response:
    """Show what can be printed, and the sheet that the address describes."""
    return builder_page(locale, region)


@sheets.errorhandler(BadChoice)
def show_bad_choice(error: BadChoice) -> Response:
    """Show the same page again, what was chosen still there, and say what is wrong with it."""
    given = request.view_args or {}
    return builder_page(str(given.get("locale")), str(given.get("region")), error=error)


@sheets.errorhandler(SheetError)
def show_failed_sheet(error: SheetError) -> Response:
    """Show the same page again, and say that the sheet could not be made; why is for the log."""
    current_app.logger.error("SheetError at %r", request.path)
    return show_bad_choice(BadChoice("layout", "", "broken"))


def builder_page(locale: str, region: str, *, error: BadChoice | None = None) -> Response:
    """Return the page.  error: what was wrong with what was asked.  Raises NotPublished."""
    edition = services().edition(region, locale)
    pages = tuple(pages_of(services().site.database, region, locale))
    pairs: tuple[tuple[str, str], ...] = ()
    try:
        pairs = tuple(pair for pair in sent_pairs() if pair[0] != "format")  # one chooses it below
        choice = read_choice(region, locale, pairs)
        ready = any(name in ("take", "layout") for name, _ in pairs) and not error
        if ready:
            check_choice(choice, pages)
            check_typed(choice, bundled("static"))
            _check_second(choice)
    except BadChoice as wrong:
        error, ready = error or wrong, False
        choice = _what_is_left(region, locale, pairs)
    main = services().part(
        locale,
        "reader/sheet.html",
        choice=choice,
        safety=safety_of((choice,), pages),
        ready=ready,
        error=error,
        query=choice_query(choice),
        suffix=suffix_of(choice),
        editable=choice.layout in EDITABLE,
        fields=tuple(_fields(choice)),
        layouts=LAYOUTS,
        shelves=tuple(shelves(edition, pages)),
        languages=[one for one in services().languages_of(region) if one[0] != locale],
        own_language=services().locale(locale).name,
    )
    cache = NO_STORE if pairs else REVALIDATE  # what somebody chose is nobody else's business
    return _whole(edition, main, status=error.status if error else 200, cache=cache)


def _check_second(choice: Choice) -> None:
    """Raise BadChoice for a second language that the guide is not there in."""
    offered = [tag for tag, _ in services().languages_of(choice.region)]
    if choice.second and choice.second not in offered:
        raise BadChoice("with", choice.second[:20], "unknown")


def safety_of(choices: Iterable[Choice], pages: tuple[Page, ...]) -> str:
    """Return the way to leave at once where something is taken that others should not see; "" for what is not there."""
    alone = {take: replace(choice, takes=(take,)) for choice in choices for take in choice.takes}
    found = (SAFETY.search(page.html) for one in alone.values() for page in _secret_pages(one, pages))
    return next((mark[0] for mark in found if mark), "")


def _secret_pages(choice: Choice, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    try:
        return tuple(one.page for one in choose(choice, pages) if one.page.sensitive)
    except BadChoice:
        return ()


def shelves(edition: Edition, pages: tuple[Page, ...]) -> Iterator[Shelf]:
    """Yield what an edition offers for paper."""
    for page in _topics(edition, pages):
        own = tuple(
            Pick(take_of(within_guide(one.path)), one.title)
            for one in pages
            if one.kind == "entry" and one.topic == page.topic
        )
        yield Shelf("topic", page.topic, page.title, page.topic, own)
    for page in pages:
        if page.kind in LISTED:
            yield from _list(page)
    steps = tuple(
        Pick(take_of(within_guide(one.path)), one.title) for one in pages if one.kind == "checklist"
    )
    lines = tuple(Pick(take_of(within_guide(one.path)), one.title) for one in pages if one.kind == "line")
    for kind, picks in (("checklists", steps), ("lines", lines)):
        if picks:
            yield Shelf(kind, _ICONS.get(kind, kind), "", "", picks)


def _topics(edition: Edition, pages: tuple[Page, ...]) -> list[Page]:
    """Return the topics' pages in the guide's own order."""
    order = [slug for slug, _ in edition.frame.topics]
    return sorted((page for page in pages if page.kind == "topic"), key=lambda page: order.index(page.topic))


def _list(page: Page) -> Iterator[Shelf]:
    """Yield the things of a list page: places, courses …; of the page of lines, the stops."""
    found = [one for one in documents(page) if "#" in one.path]
    picks = tuple(Pick(take_of(within_guide(one.path)), one.title) for one in found)
    kind = "stops" if page.kind == "lines" else page.kind
    if picks:
        yield Shelf(kind, _ICONS.get(kind, kind), "", "" if kind == "stops" else kind, picks)


def _fields(choice: Choice) -> Iterator[tuple[str, str]]:
    """Yield a choice as the hidden fields of a form."""
    yield from (
        ("layout", choice.layout),
        ("with", choice.second),
        *(("take", take) for take in choice.takes),
    )
    yield from (("title", choice.title), ("name", choice.name), ("hours", choice.hours))


def _what_is_left(region: str, locale: str, pairs: tuple[tuple[str, str], ...]) -> Choice:
    """Return as much of a bad choice as can stand, so that nobody ticks everything again."""
    kept: list[tuple[str, str]] = []
    for pair in pairs[:400]:
        try:
            read_choice(region, locale, [*kept, pair])
            kept.append(pair)
        except BadChoice:
            continue
    return read_choice(region, locale, kept)


def _whole(edition: Edition, main: str, *, status: int, cache: str) -> Response:
    shell = styled(services().shell_of(edition.locale))
    title = services().part(edition.locale, "reader/sheet.txt")
    page = Page(f"{guide_path(edition.locale, edition.region)}sheet/", title, main, "sheet")
    return html_page(shell.page(edition, page), shell, status=status, cache=cache)


def styled(shell: Shell) -> Shell:
    """Return the shell with the styles that only this page needs: no reader pays for them."""
    own = minify_css((bundled("static") / "css" / "sheet.css").read_text(encoding="utf-8"))
    style = shell.style + own
    return replace(shell, style=style, csp=content_security_policy(style))
