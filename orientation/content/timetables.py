"""transport/lines.toml <-> timetables: lines with their stops, days and times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orientation.content import values
from orientation.content.sources import read_source
from orientation.content.table import Table
from orientation.domain.timetable import DAYS, Booking, Line, Pattern, Run, Service, Stop, Timetable, clock
from orientation.findings import FINE, Said

KINDS = ("bus", "train", "tram", "metro", "ferry", "other")
_TIME = r"[0-9]{1,3}:[0-5][0-9]"
_SPAN = rf"{_TIME}(?:-{_TIME})?"


def read_timetables(table: Table, layer: str) -> Iterator[Timetable]:
    """Yield the timetables of a file, by slug."""
    for slug, one in table.named_tables(values.slug):
        yield _timetable(one, layer=layer, slug=slug)
        one.finish()


def _timetable(one: Table, *, layer: str, slug: str) -> Timetable:
    services = tuple(_service(name, table) for name, table in _named(one, "services"))
    stops = tuple(_stop(name, table) for name, table in _named(one, "stops"))
    known = _Known({stop.slug for stop in stops}, {service.name for service in services})
    return Timetable(
        layer=layer,
        slug=slug,
        names=one.names("names", required=True),
        lines=tuple(_line(name, table, known) for name, table in _named(one, "lines")),
        stops=stops,
        services=services,
        timezone=one.text("timezone", values.timezone),
        phone=one.text("phone", values.phone),
        website=one.text("website", values.url),
        licence=one.text("licence"),
        licence_url=one.text("licence_url", values.url),
        read_on=one.text("read_on", values.month),
        source=read_source(one.table("source")),
    )


def _named(one: Table, name: str) -> Iterator[tuple[str, Table]]:
    found = one.table(name, required=True)
    yield from found.named_tables(values.slug) if found else ()


class _Known:
    """What a line may name."""

    def __init__(self, stops: set[str], services: set[str]) -> None:
        self._stops, self._services = stops, services

    def stop(self, slug: str) -> Said:
        return FINE if slug in self._stops else Said("no_stop", stop=slug)

    def service(self, name: str) -> Said:
        return FINE if name in self._services else Said("no_days")


def _service(name: str, one: Table) -> Service:
    start, end = one.text("start", values.day), one.text("end", values.day)
    if start and end and end < start:
        one.say("end", Said("ends_before", day=end))
    found = Service(
        name=name,
        days=one.texts("days", values.one_of(*DAYS)),
        start=start,
        end=end,
        holidays=one.text("holidays", values.one_of("on", "off")),
        added=tuple(sorted(one.texts("added", values.day))),
        removed=tuple(sorted(one.texts("removed", values.day))),
    )
    one.finish()
    return found


def _stop(slug: str, one: Table) -> Stop:
    latitude, longitude = one.text("latitude", values.latitude), one.text("longitude", values.longitude)
    if bool(latitude) != bool(longitude):
        one.say("latitude" if latitude else "longitude", Said("half_position"))
    names, station, village = one.names("names", required=True), one.names("station"), one.text("village")
    one.finish()
    return Stop(slug, names, station, village, latitude, longitude)


def _line(slug: str, one: Table, known: _Known) -> Line:
    found = Line(
        slug=slug,
        number=one.text("number"),
        patterns=tuple(_pattern(table, known) for table in one.tables("patterns")),
        names=one.names("names"),
        kind=one.text("kind", values.one_of(*KINDS)) or "bus",
        operator=one.text("operator"),
        phone=one.text("phone", values.phone),
        booking=_booking(one.table("booking")),
    )
    if not (found.number or found.names):
        one.say("number", Said("line_nameless"))
    one.finish()
    return found


def _pattern(one: Table, known: _Known) -> Pattern:
    stops = tuple(one.text("stops", lambda value: _first(known.stop, value.split()), required=True).split())
    codes = values.matching(rf"[0-3]{{{len(stops)}}}", Said("stop_codes", count=len(stops)))
    found = Pattern(
        stops=stops,
        runs=tuple(_run(table, known, len(stops)) for table in one.tables("runs")),
        to=one.names("to"),
        pickup=one.text("pickup", codes),
        drop_off=one.text("drop_off", codes),
    )
    if len(stops) == 1:
        one.say("stops", Said("two_stops"))
    one.finish()
    return found


def _run(one: Table, known: _Known, stops: int) -> Run:
    given = one.text("times", lambda value: _times_problem(value, stops), required=True)
    found = Run(
        service=one.text("service", known.service, required=True),
        times=_pairs(given) or ((0, 0),) * stops,
        also=tuple(minutes_of(time) for time in one.text("also", _clocks_problem).split()),
        approximate=one.flag("approximate") or False,
    )
    one.finish()
    return found


def _booking(one: Table | None) -> Booking | None:
    if one is None:
        return None
    found = Booking(
        phone=one.text("phone", values.phone),
        website=one.text("website", values.url),
        days_before=one.number("days_before"),
        before=one.text("before", values.time),
        minutes_before=one.number("minutes_before"),
        note=one.names("note"),
    )
    one.finish()
    return found


def minutes_of(time: str) -> int:
    """Return the minutes of "25:10", which is 1510."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _pairs(given: str) -> tuple[tuple[int, int], ...]:
    """Return "07:00 07:10-07:12" as (arrival, departure) pairs."""
    spans = (time.partition("-") for time in given.split())
    return tuple((minutes_of(arrival), minutes_of(departure or arrival)) for arrival, _, departure in spans)


def _times_problem(value: str, stops: int) -> Said:
    if problem := _unlike(_SPAN, value, "run_time"):
        return problem
    pairs = _pairs(value)
    if len(pairs) != stops:
        return Said("times_count", count=len(pairs), stops=stops)
    run = [minute for pair in pairs for minute in pair]
    return FINE if run == sorted(run) else Said("times_back")


def _clocks_problem(value: str) -> Said:
    return _unlike(_TIME, value, "also_time")


def _unlike(pattern: str, value: str, code: str) -> Said:
    wrong = [time for time in value.split() if not re.fullmatch(pattern, time)]
    return Said(code, time=wrong[0]) if wrong else FINE


def _first(check: values.Check, given: list[str]) -> Said:
    return next((problem for one in given if (problem := check(one))), FINE)


# -- the way back ---------------------------------------------------------------------------------------------------


def timetable_fields(one: Timetable) -> dict[str, object]:
    """Return a timetable as a TOML table, without what is absent."""
    source = one.source
    said = (
        {"url": source.url, "title": source.title, "confidence": source.confidence, "as_of": source.as_of}
        if source
        else {}
    )
    texts = {
        name: getattr(one, name)
        for name in ("timezone", "phone", "website", "licence", "licence_url", "read_on")
    }
    return _said(
        names=dict(one.names),
        **texts,
        source=_said(**said),
    ) | {
        "services": {service.name: _service_fields(service) for service in one.services},
        "stops": {stop.slug: _stop_fields(stop) for stop in one.stops},
        "lines": {line.slug: _line_fields(line) for line in one.lines},
    }


def _said(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in ("", None, 0, False, {}, [])}


def _service_fields(one: Service) -> dict[str, object]:
    lists = {"days": list(one.days), "added": list(one.added), "removed": list(one.removed)}
    return _said(start=one.start, end=one.end, holidays=one.holidays, **lists)


def _stop_fields(one: Stop) -> dict[str, object]:
    position = {"latitude": one.latitude, "longitude": one.longitude}
    return _said(village=one.village, **position, names=dict(one.names), station=dict(one.station))


def _line_fields(one: Line) -> dict[str, object]:
    booking = one.booking and _booking_fields(one.booking)
    texts = {"number": one.number, "operator": one.operator, "phone": one.phone}
    fields = _said(**texts, kind=one.kind, names=dict(one.names))
    fields |= {} if booking is None else {"booking": booking}
    return fields | {"patterns": [_pattern_fields(pattern) for pattern in one.patterns]}


def _booking_fields(one: Booking) -> dict[str, object]:
    numbers = {"days_before": one.days_before, "minutes_before": one.minutes_before}
    return _said(phone=one.phone, website=one.website, before=one.before, **numbers, note=dict(one.note))


def _pattern_fields(one: Pattern) -> dict[str, object]:
    codes = {"pickup": one.pickup, "drop_off": one.drop_off}
    fields = _said(stops=" ".join(one.stops), **codes, to=dict(one.to))
    return fields | {"runs": [_run_fields(run) for run in one.runs]}


def _run_fields(one: Run) -> dict[str, object]:
    times = " ".join(_span_words(*pair) for pair in one.times)
    also = " ".join(map(clock, one.also))
    return {"service": one.service, "times": times} | _said(also=also, approximate=one.approximate)


def _span_words(arrival: int, departure: int) -> str:
    return clock(arrival) if arrival == departure else f"{clock(arrival)}-{clock(departure)}"
