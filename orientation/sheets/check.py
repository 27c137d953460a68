"""A sheet to check a translation by: each line beside the same line in a language that the helper reads.

Whoever speaks the language needs no computer and no account: paper and a pen, or a telephone and the lines' numbers.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from orientation.content.words import date_words
from orientation.domain.address import within_guide
from orientation.domain.edition import Page
from orientation.errors import SheetError
from orientation.sheets.bidi import isolate
from orientation.sheets.fonts import FAMILIES, check_letters
from orientation.sheets.fragments import for_paper, markup, part
from orientation.sheets.request import Translate
from orientation.sheets.templates import sheet_templates, words_of

_SIDES = 2  # of the one sheet of paper
_TIGHTER = (
    (4.2, 9.5),
    (3, 9.5),
    (2.6, 9),
    (1.8, 8.5),
    (1.2, 8.5),
)  # mm below a line, pt: the first that fits
_FIRST_LINES = 12  # of the first entry: what to say when calling
_LINES = ("p", "li", "th", "td", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """The entries of one edition whose words are to be checked, and the same in the language beside."""

    region: str  # its name in the locale
    locale: str  # BCP 47
    direction: str  # ltr or rtl
    pages: tuple[Page, ...]  # entries, in order
    beside_locale: str
    beside_direction: str
    beside_pages: tuple[Page, ...]
    whole: bool  # every line; else what one sheet of paper holds: titles, first paragraphs, what to say in an emergency
    edition: int
    published: str  # ISO 8601; only the day is printed
    translate: Translate
    translate_beside: Translate


@dataclass(frozen=True, slots=True)
class Line:
    """One line in two languages."""

    number: int
    own: Markup
    beside: Markup
    title: bool


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """An entry's lines."""

    path: str
    address: str  # "topic/slug", as the files are called: whoever mends the text must find it
    lines: tuple[Line, ...]


def compose_check(request: CheckRequest, *, asset_root: Path) -> bytes:
    """Return the sheet as a PDF.  Raises SheetError where nothing waits to be checked, or a letter has no font."""
    from orientation.sheets.press import press  # see compose.py

    machine = press(asset_root)
    if not request.whole:
        for room, size in _TIGHTER:
            html = check_html(request, asset_root=asset_root, room=room, size=size)
            if machine.pages(html) <= _SIDES:
                return machine.pdf(html)
    return machine.pdf(check_html(request, asset_root=asset_root))


def check_html(request: CheckRequest, *, asset_root: Path, room: float = 4.2, size: float = 9.5) -> str:
    """Return the document that is printed. room: to write below a line, mm; size: of letters, pt.  Raises SheetError."""
    entries = check_entries(request)
    if not entries:
        raise SheetError(f"{request.locale}: nothing waits to be checked; every text was, or none is there")
    for entry in entries:
        letters = "".join(line.own.striptags() + line.beside.striptags() for line in entry.lines)
        check_letters(letters, where=entry.path, asset_root=asset_root)
    document = (
        sheet_templates()
        .get_template("check.html")
        .render(
            sheet=request,
            entries=entries,
            published=date_words(request.published[:10], request.locale),
            published_beside=date_words(request.published[:10], request.beside_locale),
            region=Markup(isolate(request.region, direction=request.direction)),
            icon="",
            room=room,
            size=size,
            families=FAMILIES,
            _=words_of(request.translate, request.direction),
            beside=words_of(request.translate_beside, request.beside_direction),
        )
    )
    check_letters(Markup(document).striptags(), where=f"check {request.locale}", asset_root=asset_root)
    return document


def check_entries(request: CheckRequest) -> tuple[CheckEntry, ...]:
    """Return the entries that nobody has checked, with their lines numbered throughout."""
    beside = {within_guide(page.path): page for page in request.beside_pages}
    found: list[CheckEntry] = []
    number = 0
    for page in request.pages:
        other = beside.get(within_guide(page.path))
        if page.state != "machine" or other is None or other.state == "missing":
            continue
        lines: list[Line] = []
        count = None if request.whole else 1 if found else _FIRST_LINES
        for own, theirs, title in _pairs(request, page, other, count=count):
            number += 1
            lines.append(Line(number, own, theirs, title))
        found.append(CheckEntry(page.path, within_guide(page.path).rstrip("/"), tuple(lines)))
    return tuple(found)


def _pairs(
    request: CheckRequest, page: Page, other: Page, *, count: int | None
) -> Iterator[tuple[Markup, Markup, bool]]:
    """Yield title and so many lines in both languages; where their number differs, all lines of each as one."""
    own = [markup(one, direction=request.direction) for one in _lines(page)]
    beside = [markup(one, direction=request.beside_direction) for one in _lines(other)]
    yield Markup(isolate(page.title, direction=request.direction)), Markup(other.title), True
    if len(own) != len(beside):
        own, beside = [Markup("<br>").join(own)], [Markup("<br>").join(beside)]
    for first, second in list(zip(own, beside, strict=True))[:count]:
        yield first, second, False


def _lines(page: Page) -> list[ET.Element]:
    """Return what stands on lines of its own in a page's text, without title, host title and terms."""
    root = for_paper(part(page.html, "c"))
    own = [one for one in root.iter() if _is_line(one)]
    last = next((place for place, one in enumerate(own) if one.get("class") == "term"), len(own))
    heading_of_terms = last and last < len(own) and own[last - 1].tag in ("h3", "h4", "h5")
    return own[: last - 1 if heading_of_terms else last]


def _is_line(element: ET.Element) -> bool:
    inner = any(one.tag in _LINES for one in element.iter() if one is not element)
    return element.tag in _LINES and not inner and element.get("data-screen") != "host"
