"""The timetable of a stop, to hang in its shelter: one sheet of paper each, in the host's and the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from math import ceil
from pathlib import Path
from typing import Any

from markupsafe import Markup

from orientation.content.words import date_words
from orientation.domain.address import within_guide
from orientation.errors import BadChoice, SheetError
from orientation.sheets.choosing import choose
from orientation.sheets.departures import Direction, Onward, Period, changes, directions, own_period
from orientation.sheets.line_pages import Days, LinePage, line_page
from orientation.sheets.logo import logo_address
from orientation.sheets.paper import icon_url, shared_values, sheet_document
from orientation.sheets.request import SheetRequest, Side
from orientation.sheets.stations import Publisher, Station, stations
from orientation.sheets.stop_room import Fitting, pages
from orientation.sheets.templates import words_of
from orientation.sheets.validity import first_day

STOPS_MAX = 12  # sheets of paper
_ROOM = 181.0  # mm of a page for tables and what is said above them
_LESS = (
    0.0,
    8.0,
    16.0,
    28.0,
    40.0,
)  # mm: the page is laid out, and reckoned lower where its words took more room
_NAME_LINE, _NAME_LETTERS = 11.9, 21  # of the name above: mm a further line, letters a line
_ONE_LANGUAGE = 6.0  # mm that one language leaves free
_OVER, _HOLDS = (10.0, 6.2, 70), (3.0, 5.4, 100)  # mm around it, mm a line, letters a line
_GIVER_LINE, _GIVER_LETTERS, _LOGO = (
    4.2,
    32,
    9.5,
)  # beside the company: mm a line, letters a line, mm of a logo
_COMPANY = 11.5  # mm that the company takes anyway
_SINGLE_LINE, _SINGLE_LETTERS = 4.2, 95  # of the list of single days


@dataclass(frozen=True, slots=True)
class DayWords:
    """On which days a column's trips run."""

    own: Markup
    other: Markup
    start: str  # "" where it goes without saying; in words
    end: str
    also: tuple[str, ...]  # single days, in words
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopSheet:
    """One stop, as its sheet shows it."""

    station: Station
    name: Markup  # in the host's language
    fitting: Fitting
    days: Mapping[Days, DayWords]
    publisher: Publisher
    other_publisher: Publisher | None
    over: bool  # its times no longer hold
    until: str  # a day in words
    paper: dict[str, Any]  # what paper.py gives for a sheet of this stop alone

    @property
    def marks(self) -> frozenset[str]:
        """Return the marks that stand at minutes."""
        return frozenset().union(*(block.marks for block in self.fitting.blocks))


def stop_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the document that is printed.  Raises SheetError, BadChoice."""
    from orientation.sheets.press import press  # see compose.py

    wanted = [one for one in choose(request.choice, request.own.pages) if one.kind == "stop"]
    if len(wanted) != len(request.choice.takes) or not wanted:
        raise BadChoice("take", " ".join(request.choice.takes)[:60], "unknown")
    if len(wanted) > STOPS_MAX:
        raise BadChoice("take", str(len(wanted)), "many", most=STOPS_MAX)
    for less in _LESS:
        sheets = tuple(
            sheet for one in wanted for sheet in stop_sheets(request, one.slug, asset_root, less=less)
        )
        document = _document(request, sheets, asset_root)
        if press(asset_root).pages(document) <= len(sheets):
            break
    return document


def _document(request: SheetRequest, sheets: tuple[StopSheet, ...], asset_root: Path) -> str:
    other = request.second or request.host
    return sheet_document(
        "stop.html",
        request,
        asset_root,
        stops=sheets,
        title=request.choice.title or " · ".join(dict.fromkeys(one.name.striptags() for one in sheets)),
        icon=icon_url("lines", asset_root),
        logo=logo_address(request.logo),
        other=other,
        theirs=words_of(other.translate, other.direction) if other else None,
        signs=request.host or request.own,
    )


def stop_sheets(
    request: SheetRequest, slug: str, asset_root: Path, *, less: float = 0.0
) -> tuple[StopSheet, ...]:
    """Return what stands on the sheet of one stop; more than one where it has more lines than a page holds.

    less: mm that a page is reckoned lower by.
    Raises SheetError where nothing leaves there.
    """
    station, hosts = _station(request.own, slug), _station(request.host, slug)
    if station is None:
        raise BadChoice("take", f"stops/{slug}"[:60], "unknown")
    others = _station(request.second, slug) if request.second else hosts
    period = Period(
        date.fromisoformat(request.published[:10]),
        request.frame.holidays,
        station.publisher.is_over(request.published[:10]),
    )
    lines = lines_of(request.own, station.lines)
    found = (one for line in lines for one in directions(line, station.slugs, period))
    blocks = with_short_names(request, found)
    if not blocks:
        raise SheetError(f"stops/{slug}: nothing leaves there")
    days = days_in_words(request, blocks, period)
    first = StopSheet(
        station=station,
        name=(hosts or station).name,
        fitting=Fitting((), 0, fits=True),
        days=days,
        publisher=station.publisher,
        other_publisher=others.publisher if others else None,
        over=period.over,
        until=date_words(first_day(request.day, station.publisher.ends), request.own.locale),
        paper=shared_values(one_stop(request, slug), asset_root),
    )
    return tuple(replace(first, fitting=one) for one in pages(blocks, _room(first) - _giver(request) - less))


def one_stop(request: SheetRequest, slug: str) -> SheetRequest:
    """Return the request of one stop's sheet alone, for its address."""
    return replace(request, choice=replace(request.choice, takes=(f"stops/{slug}",)))


def lines_of(side: Side, slugs: tuple[str, ...]) -> list[LinePage]:
    """Return lines by the last part of their addresses."""
    by_address = {within_guide(page.path): page for page in side.pages if page.kind == "line"}
    found = (by_address.get(f"lines/{slug}/") for slug in slugs)
    return [line_page(page, side) for page in found if page is not None]


def days_in_words(request: SheetRequest, blocks: Sequence[Direction], period: Period) -> dict[Days, DayWords]:
    """Return how the days of each column are said, in both languages."""
    shown = [days for block in blocks for table in block.tables for days in table.columns]
    other = request.second or request.host
    theirs = _said(other, blocks) if other else {}
    return {days: _in_words(days, shown, period, request.own.locale, theirs) for days in shown}


def _in_words(
    days: Days, shown: Sequence[Days], period: Period, locale: str, theirs: Mapping[str, Markup]
) -> DayWords:
    start, end = own_period(days, shown, period)
    also, never = changes(days, period)
    return DayWords(
        own=days.words,
        other=theirs.get(days.rule, Markup("")),
        start=date_words(start, locale) if start else "",
        end=date_words(end, locale) if end else "",
        also=tuple(date_words(day, locale) for day in also),
        never=tuple(date_words(day, locale) for day in never),
    )


def _said(other: Side, blocks: Sequence[Direction]) -> dict[str, Markup]:
    """Return how the pages of the same lines say their days in another language, by rule."""
    slugs = dict.fromkeys(block.line.path.strip("/").rpartition("/")[2] for block in blocks)
    return {days.rule: days.words for line in lines_of(other, tuple(slugs)) for days in line.days}


def with_short_names(request: SheetRequest, found: Iterable[Direction]) -> tuple[Direction, ...]:
    """Return directions, the stops they go on to named as the signs there name them."""
    names = short_names(request.host or request.own)
    return tuple(replace(one, onward=tuple(_short(stop, names) for stop in one.onward)) for one in found)


def short_names(side: Side) -> dict[str, str]:
    """Return the names of all stops by slug, without the words that all of them begin with: "Mińsk Maz."."""
    known = {slug: one.name.striptags() for one in _all_stations(side).values() for slug in one.slugs}
    words = [name.split() for name in set(known.values())]
    together = zip(*(one[:-1] for one in words), strict=False) if len(words) > 1 else ()
    shared = len(tuple(takewhile(lambda column: len(set(column)) == 1, together)))
    return {slug: " ".join(name.split()[shared:]) for slug, name in known.items()}


def _short(stop: Onward, names: Mapping[str, str]) -> Onward:
    return replace(stop, name=Markup.escape(names[stop.slug])) if stop.slug in names else stop


def _station(side: Side | None, slug: str) -> Station | None:
    return _all_stations(side).get(slug) if side else None


def _all_stations(side: Side) -> dict[str, Station]:
    return {
        slug: one for page in side.pages if page.kind == "lines" for slug, one in stations(page, side).items()
    }


def _room(sheet: StopSheet) -> float:
    """Return the height between what stands above and below the tables, mm."""
    around, line, letters = _OVER if sheet.over else _HOLDS
    publishers = [one for one in (sheet.publisher, sheet.other_publisher) if one]
    said = [one.ended if sheet.over else one.holds for one in publishers]
    single = [len(" · ".join((*one.also, *one.never))) for one in sheet.days.values()]
    below = sum(_SINGLE_LINE * ceil(one / _SINGLE_LETTERS) for one in single)
    above = (around if any(said) else 0) + sum(line * ceil(len(one) / letters) for one in said)
    above += _NAME_LINE * (ceil(len(sheet.name.striptags()) / _NAME_LETTERS) - 1)
    return _ROOM - below - above + (0 if sheet.other_publisher else _ONE_LANGUAGE)


def _giver(request: SheetRequest) -> float:
    """Return the height that who hands it out takes beyond the company beside it, mm."""
    said = (request.choice.name, request.choice.hours)
    lines = sum(ceil(len(one) / _GIVER_LETTERS) for one in said)
    return max(0.0, lines * _GIVER_LINE + (_LOGO if request.logo else 0) - _COMPANY)
