"""Timetables in the short forms that static/js/departures.js reads; they stand in the elements that tell the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from orientation.domain.timetable import DAYS, Run, Service

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def service_data(one: Service) -> str:
    """Return "12345 2026-01-01 2026-06-30 off +2026-05-02 -2026-05-04": weekdays, first and last day, holidays, exceptions."""
    days = "".join(str(DAYS.index(day) + 1) for day in one.days) or "-"
    changes = [*("+" + day for day in one.added), *("-" + day for day in one.removed)]
    return " ".join([days, one.start or "-", one.end or "-", one.holidays or "-", *changes])


def run_data(run: Run, services: Sequence[Service]) -> str:
    """Return "0 315 15 20|1112": the service, the first start and the gaps to the next; minutes from stop to stop.

    "~" before the service marks approximate times.  A third part tells how long it waits at each stop, where it does.
    """
    service = [one.name for one in services].index(run.service)
    starts = run.starts
    gaps = [starts[0], *(later - earlier for earlier, later in pairwise(starts))]
    pairs = pairwise(run.times)
    parts = [f"{'~' * run.approximate}{service} {' '.join(map(str, gaps))}"]
    parts.append("".join(_digit(arrival - departed) for (_, departed), (arrival, _) in pairs))
    waits = [departure - arrival for arrival, departure in run.times[1:]]
    return "|".join([*parts, "".join(map(_digit, waits))] if any(waits) else parts)


def _digit(minutes: int) -> str:
    """Return minutes as one character, "(95)" from 36 on."""
    return _DIGITS[minutes] if minutes < len(_DIGITS) else f"({minutes})"
