"""routes.txt, trips.txt and stop times -> lines: trips that stop alike in one pattern, those as fast in one run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from orientation.domain.address import distinct
from orientation.domain.locale import Names
from orientation.domain.timetable import REGULAR, Booking, Line, Pattern, Run
from orientation.exchange.gtfs_feed import Feed
from orientation.exchange.gtfs_names import Tongue, e164, plain, web_address
from orientation.exchange.gtfs_region import Home
from orientation.exchange.gtfs_rows import Agency, BookingRule, Route, Trip
from orientation.exchange.gtfs_stops import Stops
from orientation.exchange.gtfs_trips import Call, Headway, seconds_of
from orientation.exchange.slugs import slug_of

Times = tuple[tuple[int, int], ...]  # minutes: (arrival, departure)
# Source: https://gtfs.org/documentation/schedule/reference/#routestxt; the hundreds are of the extended types
_KINDS = {0: "tram", 1: "metro", 2: "train", 3: "bus", 4: "ferry", 11: "bus", 12: "train"}
_HUNDREDS = {1: "train", 2: "bus", 4: "metro", 7: "bus", 8: "bus", 9: "tram", 10: "ferry", 12: "ferry"}


@dataclass(frozen=True, slots=True)
class _Key:
    """What trips of one pattern share."""

    to: Names
    stops: tuple[str, ...]
    pickup: str
    drop_off: str


class Lines:
    """Makes the lines of a timetable."""

    def __init__(
        self, feed: Feed, tongue: Tongue, home: Home, *, agencies: Sequence[Agency], stops: Stops
    ) -> None:
        self._tongue, self._country, self._stops = tongue, home.country, stops
        self._agencies = {agency.agency_id: agency for agency in agencies}
        self._rules = {row.booking_rule_id: row for row in _rules(feed)}
        self.notes: list[str] = []

    def of(
        self,
        trips: Mapping[str, Trip],
        calls: Mapping[str, Sequence[Call]],
        *,
        routes: Mapping[str, Route],
        services: Mapping[str, str],
        headways: Mapping[str, Sequence[Headway]],
    ) -> tuple[Line, ...]:
        """Return the lines that have a trip, by slug.  services: the name of each service_id's service."""
        by_route: dict[str, list[str]] = defaultdict(list)
        for trip_id, trip in trips.items():
            by_route[trip.route_id].append(trip_id)
        names = {one: routes[one].route_short_name or routes[one].route_long_name or one for one in by_route}
        ids = sorted(by_route, key=lambda one: (names[one], one))
        slugs = _short(ids, names)
        found = []
        for one in ids:
            mine = {trip_id: calls[trip_id] for trip_id in by_route[one]}
            runs = [
                (self._key(trips[trip_id], held), services[trips[trip_id].service_id], times, approximate)
                for trip_id, held in mine.items()
                for times, approximate in _repeated(held, headways.get(trip_id, ()))
            ]
            found.append(self._line(routes[one], slugs[one], _patterns(runs), mine))
        return tuple(sorted(found, key=lambda line: line.slug))

    def _key(self, trip: Trip, calls: Sequence[Call]) -> _Key:
        slugs = tuple(self._stops.slugs[call.stop_id] for call in calls)
        to = self._tongue.names("trips", "trip_headsign", trip.trip_id, trip.trip_headsign)
        pickup, drop_off = "".join(call.pickup for call in calls), "".join(call.drop_off for call in calls)
        return _Key(to or self._stops.name(calls[-1].stop_id), slugs, _codes(pickup), _codes(drop_off))

    def _line(
        self, route: Route, slug: str, patterns: tuple[Pattern, ...], calls: Mapping[str, Sequence[Call]]
    ) -> Line:
        several = len(self._agencies) > 1
        agency = self._agencies.get(route.agency_id) or next(iter(self._agencies.values()))
        long_name = self._tongue.names("routes", "route_long_name", route.route_id, route.route_long_name)
        line = Line(
            slug=slug,
            number=plain(route.route_short_name) or ("" if long_name else plain(route.route_id)),
            patterns=patterns,
            names=long_name,
            kind=_KINDS.get(route.route_type) or _HUNDREDS.get(route.route_type // 100, "other"),
            operator=plain(agency.agency_name) if several else "",
            phone=e164(agency.agency_phone, self._country) if several else "",
        )
        return replace(line, booking=self._booking(slug, agency, calls)) if line.ordered else line

    def _booking(self, slug: str, agency: Agency, calls: Mapping[str, Sequence[Call]]) -> Booking | None:
        """Return the first booking rule that a trip names; the operator's phone where there is none."""
        named = (call.booking for held in calls.values() for call in held if call.booking in self._rules)
        rule = self._rules.get(next(named, ""))
        if rule is None:
            self.notes.append(f"line {slug}: it is to be ordered, and no booking rule says how")
            return None
        return Booking(
            phone=e164(rule.phone_number, self._country) or e164(agency.agency_phone, self._country),
            website=web_address(rule.booking_url) or web_address(rule.info_url),
            days_before=rule.prior_notice_last_day,
            before=rule.prior_notice_last_time[:-3].zfill(5) if rule.prior_notice_last_time else "",
            minutes_before=rule.prior_notice_duration_min,
            note=self._tongue.names("booking_rules", "message", rule.booking_rule_id, rule.message),
        )


def _rules(feed: Feed) -> Iterator[BookingRule]:
    """Yield the booking rules.  Raises BadInput for a time of day that is none."""
    for line, row in feed.rows(BookingRule):
        time = row.prior_notice_last_time
        if time and seconds_of(feed, f"booking_rules.txt:{line}", time) >= 24 * 3600:
            raise feed.bad(f"booking_rules.txt:{line}", f"{time!r} is no time of day")
        yield row


def _short(ids: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return a slug for each route, from its number; another where two share one."""
    count = Counter(names.values())
    wanted = (names[one] if count[names[one]] == 1 else f"{names[one]} {one}" for one in ids)
    return dict(zip(ids, distinct(slug_of(one) or "line" for one in wanted), strict=True))


def _codes(codes: str) -> str:
    return codes if set(codes) != {REGULAR} else ""


def _repeated(calls: Sequence[Call], headways: Sequence[Headway]) -> Iterator[tuple[Times, bool]]:
    """Yield the times of a trip, or of each of its repetitions, and whether they are approximate.

    Seconds are cut off, as on the sign at a stop: who comes by that minute does not miss it.
    """
    if not headways:
        yield _minutes(calls, 0), False
    for headway in headways:
        for start_s in headway.starts_s:
            yield _minutes(calls, start_s - calls[0].departure_s), not headway.exact


def _minutes(calls: Sequence[Call], shift_s: int) -> Times:
    pairs = ((call.arrival_s + shift_s, call.departure_s + shift_s) for call in calls)
    return tuple((max(arrival_s, 0) // 60, departure_s // 60) for arrival_s, departure_s in pairs)


def _patterns(runs: Sequence[tuple[_Key, str, Times, bool]]) -> tuple[Pattern, ...]:
    """Return the patterns of a line's trips, that with most trips first."""
    by_key: dict[_Key, dict[tuple[str, Times, bool], set[int]]] = defaultdict(lambda: defaultdict(set))
    for key, service, times, approximate in runs:
        start = times[0][1]
        relative = tuple((arrival - start, departure - start) for arrival, departure in times)
        by_key[key][service, relative, approximate].add(start)
    ordered = sorted(by_key, key=lambda key: (-sum(map(len, by_key[key].values())), key.to, key.stops))
    return tuple(
        Pattern(key.stops, tuple(_runs(by_key[key])), key.to, key.pickup, key.drop_off) for key in ordered
    )


def _runs(found: Mapping[tuple[str, Times, bool], set[int]]) -> list[Run]:
    made = []
    for (service, relative, approximate), starts in found.items():
        first, *others = sorted(starts)
        times = tuple((arrival + first, departure + first) for arrival, departure in relative)
        made.append(Run(service, times, tuple(others), approximate))
    return sorted(made, key=lambda run: (run.service, run.times[0][1], run.times))
