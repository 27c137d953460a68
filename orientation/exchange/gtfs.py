"""GTFS -> content files: a feed's lines become a timetable in a region's transport/lines.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

from orientation.content import values
from orientation.content.layout import SLUG
from orientation.domain.locale import Names
from orientation.domain.source import Source
from orientation.domain.timetable import Timetable
from orientation.errors import BadInput
from orientation.exchange.gtfs_feed import Feed
from orientation.exchange.gtfs_lines import Lines
from orientation.exchange.gtfs_names import Tongue, e164, plain, web_address
from orientation.exchange.gtfs_region import Box, Home, put_timetable, read_home
from orientation.exchange.gtfs_rows import Agency, FeedInfo, Route, Trip
from orientation.exchange.gtfs_services import read_services
from orientation.exchange.gtfs_stops import Stops
from orientation.exchange.gtfs_trips import read_calls, read_headways
from orientation.exchange.slugs import slug_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the feed does not say of itself, and which part of it is wanted."""

    region: str
    name: str = ""  # of the timetable within the region's file; "" for the feed file's
    licence: str = ""
    licence_url: str = ""
    source: str = ""  # where the feed was fetched; "" for its publisher's address
    box: Box | None = None
    stops: tuple[str, ...] = ()  # ids or names


@dataclass(frozen=True, slots=True)
class Imported:
    timetable: Timetable
    path: Path
    trips: int
    notes: tuple[str, ...]  # what could not be carried over, a line each


def import_gtfs(file: Path, wanted: Wanted, *, folder: Path, today: date) -> Imported:
    """Write a feed's lines into a content folder, whole or not at all; a timetable of that name is replaced.

    Raises BadInput for a feed that cannot be read, BadContent for a folder that cannot.
    """
    home = read_home(folder, wanted.region)
    found = read_gtfs(file, wanted, home=home, today=today)
    return replace(found, path=put_timetable(found.timetable, folder))


def read_gtfs(file: Path, wanted: Wanted, *, home: Home, today: date) -> Imported:
    """Return a feed's lines as a timetable.  Raises BadInput."""
    slug = wanted.name or slug_of(file.stem)
    if not SLUG.fullmatch(slug):
        raise BadInput(f"{slug!r} is no good name for a timetable: lower-case letters, digits and hyphens")
    with Feed(file) as feed:
        return _read(feed, wanted, home, slug=slug, today=today)


def _read(feed: Feed, wanted: Wanted, home: Home, *, slug: str, today: date) -> Imported:
    agencies = [row for _, row in feed.rows(Agency)]
    zone = _zone(feed, agencies, home)
    info = next((row for _, row in feed.rows(FeedInfo)), None)
    tongue = Tongue(feed, home, (info.feed_lang if info else "") or agencies[0].agency_lang)
    stops = Stops(feed, tongue, home)
    kept = stops.within(wanted.box, wanted.stops)
    routes, trips = {row.route_id: row for _, row in feed.rows(Route)}, _trips(feed)
    calls = read_calls(feed, trips, stops=stops.rows, kept=kept)
    used = {trip: trips[trip] for trip in sorted(calls.by_trip) if len(calls.by_trip[trip]) > 1}
    _check_routes(feed, used, routes, agencies)
    names, services = read_services(feed, (trip.service_id for trip in used.values()))
    running = {service.name for service in services}
    used = {trip: row for trip, row in used.items() if names[row.service_id] in running}
    if not used:
        raise feed.bad("", "no trip is left: none runs, or none stops where --box or --stops says")
    held = {trip: calls.by_trip[trip] for trip in used}
    lines = Lines(feed, tongue, home, agencies=agencies, stops=stops)
    timetable = Timetable(
        layer=wanted.region,
        slug=slug,
        names=_publisher(agencies, info, tongue),
        lines=lines.of(used, held, routes=routes, services=names, headways=read_headways(feed, trips, held)),
        stops=stops.of({call.stop_id for trip in held.values() for call in trip}),
        services=services,
        timezone=zone,
        phone=e164(agencies[0].agency_phone, home.country) if len(agencies) == 1 else "",
        website=web_address(agencies[0].agency_url) if len(agencies) == 1 else "",
        licence=wanted.licence,
        licence_url=wanted.licence_url,
        read_on=today.isoformat(),
        source=_source(wanted, info, agencies),
    )
    return Imported(timetable, Path(), len(used), tuple(_notes(calls.untimed, lines.notes)))


def _trips(feed: Feed) -> dict[str, Trip]:
    found: dict[str, Trip] = {}
    for line, row in feed.rows(Trip):
        if row.trip_id in found:
            raise feed.bad(f"trips.txt:{line}", f"trip {row.trip_id!r} stands there twice")
        found[row.trip_id] = row
    if not found:
        raise feed.bad("trips.txt", "there is no trip in it")
    return found


def _check_routes(
    feed: Feed, trips: Mapping[str, Trip], routes: Mapping[str, Route], agencies: list[Agency]
) -> None:
    known = {agency.agency_id for agency in agencies}
    for trip in trips.values():
        if trip.route_id not in routes:
            raise feed.bad("trips.txt", f"route {trip.route_id!r} is missing in routes.txt")
        agency = routes[trip.route_id].agency_id
        if agency not in known and len(agencies) > 1:
            raise feed.bad("routes.txt", f"agency {agency!r} is missing in agency.txt")


def _zone(feed: Feed, agencies: list[Agency], home: Home) -> str:
    """Return the feed's time zone.  Raises BadInput where it has none, several, or another clock than the region."""
    zones = {agency.agency_timezone for agency in agencies}
    if not zones:
        raise feed.bad("agency.txt", "there is no agency in it")
    if len(zones) > 1:
        raise feed.bad("agency.txt", f"several time zones: {', '.join(sorted(zones))}; GTFS allows one")
    zone = zones.pop()
    if zone not in available_timezones():
        raise feed.bad("agency.txt", f"{zone!r} is no time zone such as Europe/Madrid")
    if not home.has_clock_of(zone):
        raise feed.bad("agency.txt", f"its clock is that of {zone}, the region's that of {home.timezone}")
    return zone


def _publisher(agencies: list[Agency], info: FeedInfo | None, tongue: Tongue) -> Names:
    name = agencies[0].agency_name if len(agencies) == 1 or not info else info.feed_publisher_name
    return tongue.names("agency", "agency_name", agencies[0].agency_id, name)


def _source(wanted: Wanted, info: FeedInfo | None, agencies: list[Agency]) -> Source | None:
    url = (
        wanted.source
        or web_address(info.feed_publisher_url if info else "")
        or web_address(agencies[0].agency_url)
    )
    title = plain(info.feed_publisher_name if info else agencies[0].agency_name)
    as_of = info.feed_version[:10] if info and not values.age(info.feed_version[:10]) else ""
    return Source(url, f"GTFS, {title}", as_of=as_of) if url else None


def _notes(untimed: list[str], others: list[str]) -> list[str]:
    found = [f"{untimed[0]} and {len(untimed) - 1} more: no time is known; left out"] if untimed else []
    return [*found, *others]
