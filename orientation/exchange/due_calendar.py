"""What is due to be checked, as an iCalendar feed of whole days.  Source: RFC 5545."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

_NAMESPACE = uuid.UUID("5b0c9f0e-2a77-4c62-9a0f-0f3b1c2d7e55")  # any, but for ever the same


def build_due_calendar(dues: Iterable[tuple[str, str, str]], *, name: str, today: str, address: str) -> str:
    """Return a calendar feed. dues: (item, day it is due, words to show); what is overdue stands on today.

    address: where it is checked.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Orientation//Desk//EN")
    calendar.add("x-wr-calname", name)
    for key, day, words in dues:
        first = date.fromisoformat(max(day, today))
        event = Event()
        event.add("uid", str(uuid.uuid5(_NAMESPACE, key)))
        event.add("dtstamp", datetime.fromisoformat(today).replace(tzinfo=UTC))
        event.add("dtstart", first)
        event.add("dtend", first + timedelta(days=1))
        event.add("summary", words)
        event.add("url", address)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode())
