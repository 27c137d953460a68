"""Opening hours, expanded so that a phone needs no parser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hours:
    """A place's week.

    week: (start, end) in minutes since Monday 00:00, sorted, not overlapping; an end past 10080 runs into Monday.
    """

    week: tuple[tuple[int, int], ...]
    always: bool = False  # day and night, holidays too
    open_on_holidays: bool = False
    by_appointment: bool = False
