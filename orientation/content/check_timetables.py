"""Timetables: each has a source, none has ended, and what runs only when ordered says how one orders it."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.timetable import Line, Timetable
from orientation.errors import Finding


def check_timetables(library: Library, *, today: str) -> Iterator[Finding]:
    """today: YYYY-MM-DD."""
    for one in library.guides.timetables:
        origin = library.reading.origin(one)
        if one.source is None:
            yield Finding(origin.path, origin.line(), f"{one.slug} has no source; add one")
        last = max((service.end or "9999" for service in one.services), default="9999")
        if last < today:
            problem = f"{one.slug}: it ended on {last}; readers are told so; import or write the new one"
            yield Finding(origin.path, origin.line("services"), problem, warning=True)
        for line in one.lines:
            for problem in (*_problems(one, line), *_taken(library, one, line)):
                where = f"{one.slug}.lines.{line.slug}"
                yield Finding(origin.path, origin.line("lines", line.slug), f"{where}: {problem}")


def _taken(library: Library, one: Timetable, line: Line) -> Iterator[str]:
    """Yield that another timetable of the same guides has a line of that name: both would have one address."""
    for other in library.guides.timetables:
        same = any(theirs.slug == line.slug for theirs in other.lines)
        if same and other.slug < one.slug and library.are_related(one.layer, other.layer):
            yield f"{other.slug} has a line of that name; choose another"


def _problems(one: Timetable, line: Line) -> Iterator[str]:
    reach = line.phone or one.phone
    reach = reach or (line.booking and (line.booking.phone or line.booking.website)) or ""
    if line.ordered and not reach:
        yield "it runs only when ordered; say where: a phone, or [booking] with a phone or website"
    if not line.patterns:
        yield "it stops nowhere; add [[patterns]] with stops and runs"
