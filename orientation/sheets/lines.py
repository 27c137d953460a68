"""A line on an A4 sheet: when it leaves where it begins, and its stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from orientation.domain.edition import Page
from orientation.sheets.departures import Direction, Period, whole_line
from orientation.sheets.line_pages import Days, LinePage, line_page
from orientation.sheets.request import SheetRequest
from orientation.sheets.stations import Publisher, publisher_of
from orientation.sheets.stops import DayWords, days_in_words, with_short_names


@dataclass(frozen=True, slots=True)
class LineBlock:
    """One line, as the sheet shows it."""

    page: Page
    line: LinePage
    directions: tuple[Direction, ...]  # one for each goal and first stop
    days: Mapping[Days, DayWords]
    publisher: Publisher | None
    over: bool  # its times no longer hold
    kind: str = "line"

    @property
    def marks(self) -> frozenset[str]:
        """Return the marks that stand at minutes."""
        return frozenset().union(*(one.marks for one in self.directions))

    @property
    def trust(self) -> str:
        """Return where its times were read: one line."""
        return self.publisher.origin if self.publisher else ""


def line_block(request: SheetRequest, page: Page) -> LineBlock:
    """Return one line as it stands on the sheet."""
    publisher = _publisher(request, page)
    day = request.published[:10]
    over = bool(publisher and publisher.is_over(day))
    period = Period(date.fromisoformat(day), request.frame.holidays, over)
    line = line_page(page, request.own)
    found = with_short_names(request, whole_line(line, period))
    return LineBlock(
        page=page,
        line=line,
        directions=found,
        days=days_in_words(request, found, period),
        publisher=publisher,
        over=over,
    )


def _publisher(request: SheetRequest, page: Page) -> Publisher | None:
    slug = page.path.strip("/").rpartition("/")[2]
    lists = (one for one in request.own.pages if one.kind == "lines")
    return next((publisher_of(one, request.own, slug) for one in lists), None)
