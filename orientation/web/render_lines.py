"""Lines and their timetables as their templates are given them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from orientation.content.hours_words import day_words
from orientation.domain.guide import Source
from orientation.domain.timetable import DAYS, DRIVER, NONE, Line, Pattern, Service, Stop, Timetable, clock
from orientation.web.render_line_data import run_data, service_data
from orientation.web.render_line_views import (
    DaysView,
    LineCard,
    LineView,
    PatternView,
    PublisherView,
    ServiceView,
    StationView,
    StopView,
    TimetableView,
)
from orientation.web.render_views import Call, Said, SourceView
from orientation.web.render_voice import Voice

LINES_A_PART = 12  # pages of lines that travel together
_DAY = 1440  # minutes


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
    names = {stop.slug: voice.name(stop.names, otherwise=stop.slug) for stop in one.stops}
    booking = line.booking
    phone = (booking.phone if booking else "") or line.phone or one.phone
    return LineView(
        number=line.number,
        name=voice.name(line.names),
        operator=line.operator,
        call=_call(voice, phone),
        booking=booking,
        booking_note=voice.name(booking.note if booking else ()),
        ordered=line.ordered,
        approximate=any(run.approximate for pattern in line.patterns for run in pattern.runs),
        publisher=_publisher(voice, one, services),
        timezone=one.timezone or voice.guide.setting("timezone") or "UTC",
        patterns=tuple(_pattern(voice, names, pattern, services) for pattern in line.patterns),
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
    return StationView(
        f"{timetable}-{stops[0].slug}",
        name,
        " ".join(stop.slug for stop in stops),
        tuple(cards[href] for href in sorted(cards)),
    )


def _pattern(
    voice: Voice, names: Mapping[str, Said], pattern: Pattern, services: Sequence[Service]
) -> PatternView:
    return PatternView(
        to=voice.name(pattern.to),
        stops=tuple(_stop(pattern, index, names[slug]) for index, slug in enumerate(pattern.stops)),
        days=tuple(_days(voice, pattern, services)),
        slugs=" ".join(pattern.stops),
        pickup=pattern.pickup,
        drop_off=pattern.drop_off,
        runs=";".join(run_data(run, services) for run in pattern.runs),
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
        rule=service_data(service),
    )
