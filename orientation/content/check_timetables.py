"""Timetables: each has a source, none has ended, and what runs only when ordered says how one orders it."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.timetable import CALL, Line, Timetable
from orientation.errors import Finding


def check_timetables(library: Library, *, today: str) -> Iterator[Finding]:
    """today: YYYY-MM-DD."""
    lines: dict[tuple[str, str], str] = {}
    for one in library.guides.timetables:
        origin = library.reading.origin(one)
        if one.source is None:
            yield Finding(origin.path, origin.line(), f"{one.slug} has no source; add one")
        last = max((service.end or "9999" for service in one.services), default="9999")
        if last < today:
            problem = f"{one.slug}: it ended on {last}; readers are told so; import or write the new one"
            yield Finding(origin.path, origin.line("services"), problem, warning=True)
        for line in one.lines:
            keys = ("lines", line.slug)
            if other := lines.get((one.layer, line.slug)):
                problem = f"{one.slug}.lines.{line.slug}: {other} has a line of that name; choose another"
                yield Finding(origin.path, origin.line(*keys), problem)
            lines[one.layer, line.slug] = one.slug
            for problem in _problems(one, line):
                yield Finding(origin.path, origin.line(*keys), f"{one.slug}.lines.{line.slug}: {problem}")


def _problems(one: Timetable, line: Line) -> Iterator[str]:
    ordered = any(CALL in pattern.pickup + pattern.drop_off for pattern in line.patterns)
    reach = line.phone or one.phone
    reach = reach or (line.booking and (line.booking.phone or line.booking.website)) or ""
    if (ordered or line.booking) and not reach:
        yield "it runs only when ordered; say where: a phone, or [booking] with a phone or website"
    if not line.patterns:
        yield "it stops nowhere; add [[patterns]] with stops and runs"
