"""The rows of a GTFS feed, as far as we read them: names and defaults are those of the reference.

Columns that nobody asks for are passed over.
"""

from __future__ import annotations

import msgspec


class Agency(msgspec.Struct, frozen=True):
    agency_name: str
    agency_timezone: str
    agency_id: str = ""
    agency_url: str = ""
    agency_lang: str = ""
    agency_phone: str = ""


class StopRow(msgspec.Struct, frozen=True):
    stop_id: str
    stop_name: str = ""
    stop_lat: float | None = None
    stop_lon: float | None = None
    parent_station: str = ""


class Route(msgspec.Struct, frozen=True):
    route_id: str
    route_type: int
    agency_id: str = ""
    route_short_name: str = ""
    route_long_name: str = ""


class Trip(msgspec.Struct, frozen=True):
    route_id: str
    service_id: str
    trip_id: str
    trip_headsign: str = ""


class StopTime(msgspec.Struct, frozen=True):
    trip_id: str
    stop_sequence: int
    stop_id: str = ""  # absent where a bus comes to a whole area
    arrival_time: str = ""
    departure_time: str = ""
    pickup_type: str = "0"
    drop_off_type: str = "0"
    pickup_booking_rule_id: str = ""


class Calendar(msgspec.Struct, frozen=True):
    service_id: str
    monday: int
    tuesday: int
    wednesday: int
    thursday: int
    friday: int
    saturday: int
    sunday: int
    start_date: str
    end_date: str


class CalendarDate(msgspec.Struct, frozen=True):
    service_id: str
    date: str
    exception_type: int


class Frequency(msgspec.Struct, frozen=True):
    trip_id: str
    start_time: str
    end_time: str
    headway_secs: int
    exact_times: int = 0


class FeedInfo(msgspec.Struct, frozen=True):
    feed_publisher_name: str
    feed_publisher_url: str = ""
    feed_lang: str = ""
    feed_version: str = ""


class Translation(msgspec.Struct, frozen=True):
    table_name: str
    field_name: str
    language: str
    translation: str
    record_id: str = ""
    field_value: str = ""


class BookingRule(msgspec.Struct, frozen=True):
    booking_rule_id: str
    prior_notice_duration_min: int = 0
    prior_notice_last_day: int = 0
    prior_notice_last_time: str = ""
    phone_number: str = ""
    info_url: str = ""
    booking_url: str = ""
    message: str = ""


TABLES: dict[type[msgspec.Struct], str] = {
    Agency: "agency.txt",
    StopRow: "stops.txt",
    Route: "routes.txt",
    Trip: "trips.txt",
    StopTime: "stop_times.txt",
    Calendar: "calendar.txt",
    CalendarDate: "calendar_dates.txt",
    Frequency: "frequencies.txt",
    FeedInfo: "feed_info.txt",
    Translation: "translations.txt",
    BookingRule: "booking_rules.txt",
}
