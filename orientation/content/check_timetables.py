"""Timetables: each has a source, none has ended, and what runs only when ordered says how one orders it."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.timetable import Line, Timetable
from orientation.errors import Finding
from orientation.findings import Said


def check_timetables(library: Library, *, today: str) -> Iterator[Finding]:
    """today: YYYY-MM-DD."""
    for one in library.guides.timetables:
        origin = library.reading.origin(one)
        if one.source is None:
            yield Finding(origin.path, origin.line(), Said("no_source", name=one.slug))
        last = max((service.end or "9999" for service in one.services), default="9999")
        if last < today:
            problem = Said("timetable_over", day=last).at(one.slug)
            yield Finding(origin.path, origin.line("services"), problem, warning=True)
        for line in one.lines:
            for problem in (*_problems(one, line), *_taken(library, one, line)):
                where = f"{one.slug}.lines.{line.slug}"
                yield Finding(origin.path, origin.line("lines", line.slug), problem.at(where))


def _taken(library: Library, one: Timetable, line: Line) -> Iterator[Said]:
    """Yield that another timetable of the same guides has a line of that name: both would have one address."""
    for other in library.guides.timetables:
        same = any(theirs.slug == line.slug for theirs in other.lines)
        if same and other.slug < one.slug and library.are_related(one.layer, other.layer):
            yield Said("line_taken", timetable=other.slug)


def _problems(one: Timetable, line: Line) -> Iterator[Said]:
    reach = line.phone or one.phone
    reach = reach or (line.booking and (line.booking.phone or line.booking.website)) or ""
    if line.ordered and not reach:
        yield Said("no_order")
    if not line.patterns:
        yield Said("no_stops")
