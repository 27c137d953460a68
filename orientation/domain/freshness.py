"""When what a guide says is to be checked again, and from when on readers are told to call first.

All defaults stand here. A day is "YYYY-MM-DD"; of a month, "YYYY-MM", the first day counts: rather too early.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orientation.domain.guide import Entry, Place

ENTRY_DAYS, PLACE_DAYS, EMERGENCY_DAYS = 180, 90, 90
INTERVAL_MIN, INTERVAL_MAX = 7, 730  # days that a person may choose
MISSED_MAX = 2  # intervals missed: then hours and fees give way to "call first"
ASLEEP_DAYS = 365  # without a confirmation or an edit: then a region's guide sleeps
TRIED_DAYS = 7  # an item nobody could find out about waits so long behind the others
MINUTES_A_CHECK = 5  # a rough guess: one call, or one look at one source
EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Check:
    """An entry or place, and when somebody last knew it to be true."""

    key: str  # "place/es-soria/town-hall"
    revision: int
    topic: str
    read_on: str  # of the item; "" where nobody says
    confirmed_on: str = ""  # the last confirmation
    tried_on: str = ""  # the last time that nobody could find out
    own_days: int = 0  # the interval that was chosen for it; 0: the default of its kind
    keepers: tuple[int, ...] = ()  # persons, the first before the second

    @property
    def days(self) -> int:
        return self.own_days or default_days(self.key, self.topic)

    @property
    def urgent(self) -> bool:
        return self.topic == EMERGENCY

    @property
    def due_on(self) -> str:
        """Return the day from which on it is due; "" where nobody ever checked it: it is due already."""
        return days_after(max(_day(self.confirmed_on), _day(self.read_on)), self.days)

    def is_due(self, day: str) -> bool:
        return self.due_on <= day

    def order(self, day: str) -> tuple[bool, bool, str, str]:
        """Sort emergencies first, then the most overdue; what was tried in vain lately waits."""
        waits = bool(self.tried_on) and days_after(self.tried_on, TRIED_DAYS) > day
        return (waits, not self.urgent, self.due_on, self.key)


def default_days(key: str, topic: str) -> int:
    """Return the interval of an item for which nobody chose one."""
    if topic == EMERGENCY:
        return EMERGENCY_DAYS
    return PLACE_DAYS if key.startswith("place/") else ENTRY_DAYS


def days_after(day: str, days: int) -> str:
    """Return the day so many days later; "" for "".

    >>> days_after("2026-10", 90)
    '2026-12-30'
    """
    return (date.fromisoformat(_day(day)) + timedelta(days)).isoformat() if day else ""


def call_first_from(item: Entry | Place, days: int = 0) -> str:
    """Return the day from which on readers are told to call first; "" where nobody says when it was read.

    days: the interval that was chosen for it; 0: the default.
    """
    kind = "place" if isinstance(item, Place) else "entry"
    return days_after(item.read_on, MISSED_MAX * (days or default_days(f"{kind}/", item.topic)))


def _day(value: str) -> str:
    return value + "-01"[: 10 - len(value)] if len(value) in (7, 10) else ""
