"""Lines and their timetables as their templates are given them; what the phone reckons with stands in the same elements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from orientation.content.hours import day_words
from orientation.domain.guide import Source
from orientation.domain.timetable import DAYS, DRIVER, NONE, Booking, Line, Pattern, Run, Service, Stop, Timetable, clock
from orientation.web.render_views import Call, Said, SourceView
from orientation.web.render_voice import Voice

LINES_A_PART = 12  # pages of lines that travel together
_DAY = 1440  # minutes
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class LineCard:
    href: str
    number: str
    name: Said
    operator: str


@dataclass(frozen=True, slots=True)
class StationView:
    """Stops that readers know by one name."""

    id: str
    name: Said
    stops: str  # "172 175", slugs
    lines: tuple[LineCard, ...]


@dataclass(frozen=True, slots=True)
class PublisherView:
    """Who runs lines, and how far their timetable can be relied on."""

    name: Said
    call: Call | None
    website: str
    ends: str  # YYYY-MM-DD, "" where nobody said
    start_words: str
    end_words: str
    licence: str
    licence_url: str
    source: SourceView | None
    read_on_words: str


@dataclass(frozen=True, slots=True)
class TimetableView:
    publisher: PublisherView
    lines: tuple[LineCard, ...]
    villages: tuple[tuple[str, tuple[StationView, ...]], ...]


@dataclass(frozen=True, slots=True)
class StopView:
    name: Said
    minutes: str  # after the first stop, "5" or "5–7"
    off_only: bool
    on_only: bool
    ask_driver: bool


@dataclass(frozen=True, slots=True)
class DaysView:
    """When trips leave the first stop."""

    days: str
    holidays: str  # "", on or off
    starts: tuple[str, ...]
    past_midnight: bool


@dataclass(frozen=True, slots=True)
class PatternView:
    to: Said
    stops: tuple[StopView, ...]
    days: tuple[DaysView, ...]
    slugs: str
    pickup: str
    drop_off: str
    runs: str  # for static/js/departures.js


@dataclass(frozen=True, slots=True)
class ServiceView:
    days: str
    holidays: str
    added: tuple[str, ...]  # dates in words
    removed: tuple[str, ...]
    rule: str  # for static/js/departures.js


@dataclass(frozen=True, slots=True)
class LineView:
    number: str
    name: Said
    operator: str
    call: Call | None
    booking: Booking | None
    booking_note: Said
    ordered: bool
    approximate: bool
    publisher: PublisherView
    timezone: str
    patterns: tuple[PatternView, ...]
    services: tuple[ServiceView, ...]


def timetable_view(voice: Voice, one: Timetable) -> TimetableView:
    """Return a timetable as the page of all lines shows it."""
    cards = {line.slug: _card(voice, line) for line in one.lines}
    serving: dict[str, list[LineCard]] = defaultdict(list)
    for line in one.lines:
        for slug in line.stops():
            serving[slug].append(cards[line.slug])
    villages = _by_village(voice, one, serving)
    return TimetableView(_publisher(voice, one, one.services), tuple(cards.values()), villages)


def line_view(voice: Voice, one: Timetable, line: Line) -> LineView:
    """Return a line as its own page shows it."""
    used = {run.service for pattern in line.patterns for run in pattern.runs}
    services = sorted((s for s in one.services if s.name in used), key=_by_first_day)
    booking = line.booking
    phone = (booking.phone if booking else "") or line.phone or one.phone
    return LineView(
        number=line.number,
        name=voice.name(line.names),
        operator=line.operator,
        call=_call(voice, phone),
        booking=booking,
        booking_note=voice.name(booking.note if booking else ()),
        ordered=booking is not None or any("2" in pattern.pickup for pattern in line.patterns),
        approximate=any(run.approximate for pattern in line.patterns for run in pattern.runs),
        publisher=_publisher(voice, one, services),
        timezone=one.timezone or voice.guide.setting("timezone") or "UTC",
        patterns=tuple(_pattern(voice, one, pattern, services) for pattern in line.patterns),
        services=tuple(_service(voice, service) for service in services),
    )


def _by_first_day(service: Service) -> tuple[int, str, str]:
    """Return what sorts services as a week goes, single days last."""
    return min(map(DAYS.index, service.days), default=len(DAYS)), service.start, service.name


def _card(voice: Voice, line: Line) -> LineCard:
    return LineCard(f"{line.slug}/", line.number, voice.name(line.names), line.operator)


def _call(voice: Voice, phone: str) -> Call | None:
    return Call(f"tel:{phone}", voice.number(phone), Said("")) if phone else None


def _publisher(voice: Voice, one: Timetable, services: Sequence[Service]) -> PublisherView:
    start = min((service.start for service in services), default="")
    ends = "" if any(not service.end for service in services) else max((s.end for s in services), default="")
    return PublisherView(
        name=voice.name(one.names, otherwise=one.slug),
        call=_call(voice, one.phone),
        website=one.website,
        ends=ends,
        start_words=voice.date(start),
        end_words=voice.date(ends),
        licence=one.licence,
        licence_url=one.licence_url,
        source=_source(voice, one.source),
        read_on_words=voice.date(one.read_on),
    )


def _source(voice: Voice, source: Source | None) -> SourceView | None:
    return voice.source(source) if source else None


def _by_village(
    voice: Voice, one: Timetable, serving: dict[str, list[LineCard]]
) -> tuple[tuple[str, tuple[StationView, ...]], ...]:
    stations: dict[tuple[str, str], list[Stop]] = defaultdict(list)
    for stop in one.stops:
        if serving[stop.slug]:
            name = voice.name(stop.station or stop.names, otherwise=stop.slug)
            stations[stop.village, name.text].append(stop)
    villages: dict[str, list[StationView]] = defaultdict(list)
    for (village, _), held in sorted(stations.items()):
        villages[village].append(_station(voice, held, serving, timetable=one.slug))
    return tuple((village, tuple(found)) for village, found in sorted(villages.items()))


def _station(
    voice: Voice, stops: Sequence[Stop], serving: dict[str, list[LineCard]], *, timetable: str
) -> StationView:
    cards = {card.href: card for stop in stops for card in serving[stop.slug]}
    name = voice.name(stops[0].station or stops[0].names, otherwise=stops[0].slug)
    return StationView(f"{timetable}-{stops[0].slug}", name, " ".join(stop.slug for stop in stops), tuple(cards[href] for href in sorted(cards)))


def _pattern(voice: Voice, one: Timetable, pattern: Pattern, services: Sequence[Service]) -> PatternView:
    stops = (voice.name(one.stop(slug).names, otherwise=slug) for slug in pattern.stops)
    return PatternView(
        to=voice.name(pattern.to),
        stops=tuple(_stop(pattern, index, name) for index, name in enumerate(stops)),
        days=tuple(_days(voice, pattern, services)),
        slugs=" ".join(pattern.stops),
        pickup=pattern.pickup,
        drop_off=pattern.drop_off,
        runs=";".join(_run_data(run, services) for run in pattern.runs),
    )


def _stop(pattern: Pattern, index: int, name: Said) -> StopView:
    after = {run.times[index][1] - run.times[0][1] for run in pattern.runs}
    first, last = min(after, default=0), max(after, default=0)
    pickup, drop_off = (pattern.pickup or "0" * 99)[index : index + 1], pattern.drop_off[index : index + 1]
    return StopView(
        name,
        minutes=str(first) if first == last else f"{first}–{last}",
        off_only=pickup == NONE,
        on_only=drop_off == NONE,
        ask_driver=DRIVER in (pickup, drop_off),
    )


def _days(voice: Voice, pattern: Pattern, services: Sequence[Service]) -> Iterator[DaysView]:
    for service in services:
        found = sorted({start for run in pattern.runs if run.service == service.name for start in run.starts})
        if found:
            words = day_words([DAYS.index(day) for day in service.days], voice.locale.tag)
            starts = tuple(clock(start % _DAY) for start in found)
            yield DaysView(words, service.holidays, starts, past_midnight=found[-1] >= _DAY)


def _service(voice: Voice, service: Service) -> ServiceView:
    return ServiceView(
        day_words([DAYS.index(day) for day in service.days], voice.locale.tag),
        service.holidays,
        added=tuple(voice.date(day) for day in service.added),
        removed=tuple(voice.date(day) for day in service.removed),
        rule=_service_data(service),
    )


# -- what static/js/departures.js reads ------------------------------------------------------------------------------


def _service_data(one: Service) -> str:
    """Return "12345 2026-01-01 2026-06-30 off +2026-05-02 -2026-05-04": weekdays, first and last day, holidays, exceptions."""
    days = "".join(str(DAYS.index(day) + 1) for day in one.days) or "-"
    changes = [*("+" + day for day in one.added), *("-" + day for day in one.removed)]
    return " ".join([days, one.start or "-", one.end or "-", one.holidays or "-", *changes])


def _run_data(run: Run, services: Sequence[Service]) -> str:
    """Return "0 315 15 20|1112": the service, the first start and the gaps to the next; minutes from stop to stop.

    "~" before the service marks approximate times.  A third part tells how long it waits at each stop, where it does.
    """
    service = [one.name for one in services].index(run.service)
    starts = run.starts
    gaps = [starts[0], *(later - earlier for earlier, later in zip(starts, starts[1:], strict=False))]
    pairs = zip(run.times, run.times[1:], strict=False)
    parts = [f"{'~' * run.approximate}{service} {' '.join(map(str, gaps))}"]
    parts.append("".join(_digit(arrival - departed) for (_, departed), (arrival, _) in pairs))
    waits = [departure - arrival for arrival, departure in run.times[1:]]
    return "|".join([*parts, "".join(map(_digit, waits))] if any(waits) else parts)


def _digit(minutes: int) -> str:
    """Return minutes as one character, "(95)" from 36 on."""
    return _DIGITS[minutes] if minutes < len(_DIGITS) else f"({minutes})"
