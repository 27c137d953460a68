"""What cannot be measured is a row that says why."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Error as BrowserError

from bench.table import Row
from orientation.errors import OrientationError


class MeasurementError(Exception):
    """A number could not be had; the message says why."""


_FAILURES = (MeasurementError, OrientationError, BrowserError, OSError)


def measured(what: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """Return what was measured, or one row that says why nothing was."""
    try:
        return measure()
    except _FAILURES as error:
        return [Row(what, None, note=f"{type(error).__name__}: {error}".splitlines()[0])]
