"""calendar.txt and calendar_dates.txt -> the services of a timetable, each set of days once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import date, timedelta

from orientation.domain.timetable import DAYS, Service
from orientation.exchange.gtfs_feed import Feed
from orientation.exchange.gtfs_rows import Calendar, CalendarDate

_LONGEST_DAYS = 3660  # ten years: longer is a slip of the pen


def read_services(feed: Feed, wanted: Iterable[str]) -> tuple[dict[str, str], tuple[Service, ...]]:
    """Return the name of each service_id's service, and the services. wanted: ids of trips.

    Raises BadInput for a date that is none, days that are no timetable's, and for an id that no calendar has.
    """
    ids = frozenset(wanted)
    days = _active_days(feed, ids)
    named: dict[frozenset[date], str] = {}
    names: dict[str, str] = {}
    for one in sorted(ids):
        if one not in days:
            raise feed.bad("trips.txt", f"service {one!r} stands in no calendar")
        _look_at_span(feed, one, days[one])
        names[one] = named.setdefault(frozenset(days[one]), f"days-{len(named) + 1}")
    found = [_service(name, active) for active, name in named.items() if active]
    return names, tuple(sorted(found, key=lambda service: service.name))


def _active_days(feed: Feed, wanted: Container[str]) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for line, row in feed.rows(Calendar):
        if row.service_id in wanted:
            found.setdefault(row.service_id, set()).update(_days(feed, f"calendar.txt:{line}", row))
    for line, exception in feed.rows(CalendarDate):
        if exception.service_id not in wanted:
            continue
        place = f"calendar_dates.txt:{line}"
        active = found.setdefault(exception.service_id, set())
        change = {1: active.add, 2: active.discard}.get(exception.exception_type)
        if change is None:
            raise feed.bad(place, f"exception_type {exception.exception_type}: write 1 or 2")
        change(_date(feed, place, exception.date))
    return found


def _days(feed: Feed, place: str, row: Calendar) -> Iterator[date]:
    first, last = _date(feed, place, row.start_date), _date(feed, place, row.end_date)
    if last < first:
        raise feed.bad(place, f"it ends on {row.end_date}, before it starts")
    if (last - first).days > _LONGEST_DAYS:
        raise feed.bad(place, f"{row.start_date} to {row.end_date} is no span of a timetable")
    weekdays = _weekdays(row)
    span = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    yield from (day for day in span if weekdays[day.weekday()])


def _look_at_span(feed: Feed, service: str, days: Collection[date]) -> None:
    """Refuse dates that lie centuries apart: each day between them is looked at."""
    first, last = min(days, default=date.min), max(days, default=date.min)
    if (last - first).days > _LONGEST_DAYS:
        problem = f"service {service!r} runs from {first} to {last}: that is no span of a timetable"
        raise feed.bad("calendar_dates.txt", problem)


def _weekdays(row: Calendar) -> tuple[int, ...]:
    return (row.monday, row.tuesday, row.wednesday, row.thursday, row.friday, row.saturday, row.sunday)


def _date(feed: Feed, place: str, given: str) -> date:
    try:
        if len(given) == 8 and given.isdigit():
            return date(int(given[:4]), int(given[4:6]), int(given[6:]))
    except ValueError:
        pass
    raise feed.bad(place, f"{given!r} is no date such as 20260131")


def _service(name: str, active: frozenset[date]) -> Service:
    """Return days as a weekly rule with its exceptions: a feed may as well list each day by itself."""
    first, last = min(active), max(active)
    span = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    weekdays = _usual(Counter(day.weekday() for day in active), Counter(day.weekday() for day in span))
    return Service(
        name=name,
        days=tuple(DAYS[weekday] for weekday in weekdays),
        start=first.isoformat(),
        end=last.isoformat(),
        added=tuple(day.isoformat() for day in sorted(active) if day.weekday() not in weekdays),
        removed=tuple(d.isoformat() for d in span if d.weekday() in weekdays and d not in active),
    )


def _usual(active: Mapping[int, int], there: Mapping[int, int]) -> list[int]:
    """Return the weekdays of which more than half are active."""
    return [weekday for weekday in range(7) if active.get(weekday, 0) * 2 > there.get(weekday, 0)]
