"""What the templates of lines are given: values ready to be set."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.domain.timetable import Booking
from orientation.web.render_views import Call, Said, SourceView


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
