"""A GTFS feed becomes a timetable; what is no feed is said in one line, and nothing is written."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from gtfs_builders import TABLES, make_feed, make_folder

from orientation.content.check import check
from orientation.content.read import read, read_guides
from orientation.domain.timetable import Line, Pattern, Timetable, clock
from orientation.errors import BadContent, BadInput
from orientation.exchange.gtfs import Wanted, import_gtfs

TODAY = date(2026, 11, 26)
REAL = Path(__file__).parents[3] / "shared/data/gtfs/minsk-mazowiecki.zip"


def take(tmp_path: Path, *, wanted: Wanted | None = None, **changed: str | None) -> Timetable:
    """Import a feed and return what stands in the content folder then."""
    folder = tmp_path / "guides" if (tmp_path / "guides").exists() else make_folder(tmp_path / "guides")
    import_gtfs(make_feed(tmp_path, **changed), wanted or Wanted("pl-x"), folder=folder, today=TODAY)
    return read_guides(folder).timetables[0]


def line_of(tmp_path: Path, **changed: str | None) -> Line:
    return take(tmp_path, **changed).lines[0]


def starts(pattern: Pattern) -> list[str]:
    return [clock(start) for run in pattern.runs for start in run.starts]


def test_a_feed_becomes_lines_stops_and_services_that_check_finds_nothing_wrong_with(tmp_path: Path) -> None:
    found = take(tmp_path)
    assert found.names == (("pl", "Bus Łódź"),)
    assert found.phone == "+48721390112"
    assert [line.number for line in found.lines] == ["7"]
    assert [(stop.slug, dict(stop.names)["pl"], stop.village) for stop in found.stops] == [
        ("s1", "Rynek", "Mińsk"), ("s2", "Szkoła", "Mińsk"), ("s3", "Szpital", ""),
    ]  # fmt: skip
    mine = [one for one in check(tmp_path / "guides", today="2026-11-26") if "lines.toml" in one.path]
    assert mine == []


def test_trips_that_stop_alike_are_one_pattern_and_those_as_fast_one_run(tmp_path: Path) -> None:
    line = line_of(tmp_path)
    assert [len(pattern.runs) for pattern in line.patterns] == [1]
    assert starts(line.patterns[0]) == ["07:00", "24:30"]
    assert line.patterns[0].runs[0].times == ((420, 420), (430, 432), (440, 440))


def test_seconds_are_cut_off(tmp_path: Path) -> None:
    times = TABLES["stop_times.txt"].replace("07:12:00", "07:12:59")
    assert line_of(tmp_path, stop_times=times).patterns[0].runs[0].times[1] == (430, 432)


def test_days_listed_one_by_one_become_a_weekly_rule_with_exceptions(tmp_path: Path) -> None:
    days = [f"week,202606{day:02},1" for day in (1, 2, 3, 4, 8, 9, 10, 11, 15, 16, 17, 18, 20)]
    dates = "\n".join(["service_id,date,exception_type", *days]) + "\n"
    [service] = take(tmp_path, calendar=None, calendar_dates=dates).services
    assert service.days == ("Mo", "Tu", "We", "Th")
    assert (service.start, service.end) == ("2026-06-01", "2026-06-20")
    assert (service.added, service.removed) == (("2026-06-20",), ())


def test_added_and_removed_dates_are_kept(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nweek,20260604,2\nweek,20260606,1\n"
    [service] = take(tmp_path, calendar_dates=dates).services
    assert (service.added, service.removed) == (("2026-06-06",), ("2026-06-04",))


def test_services_and_frequencies_of_which_no_trip_is_wanted_do_not_matter(tmp_path: Path) -> None:
    calendar = TABLES["calendar.txt"] + "other,1,1,1,1,1,1,1,99991231,10000101\n"
    dates = "service_id,date,exception_type\nother,99991231,1\nother,soon,3\n"
    trips = TABLES["trips.txt"] + "r1,other,t3,Szpital\n"
    often = "trip_id,start_time,end_time,headway_secs\n" + "t3,00:00:00,999:00:00,60\n" * 20
    found = take(tmp_path, calendar=calendar, calendar_dates=dates, trips=trips, frequencies=often)
    assert [service.end for service in found.services] == ["2027-12-31"]


@pytest.mark.parametrize(("exact", "approximate"), [("1", False), ("0", True)])
def test_frequencies_become_starts(tmp_path: Path, exact: str, approximate: bool) -> None:
    rows = f"trip_id,start_time,end_time,headway_secs,exact_times\nt1,06:00:00,07:00:00,1200,{exact}\n"
    pattern = line_of(tmp_path, frequencies=rows).patterns[0]
    assert [(clock(start), run.approximate) for run in pattern.runs for start in run.starts if run.approximate is approximate and start < 1440] == [
        ("06:00", approximate), ("06:20", approximate), ("06:40", approximate),
    ]  # fmt: skip


def test_where_one_may_not_get_on_or_must_order_is_kept(tmp_path: Path) -> None:
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
    times += "t1,07:00:00,07:00:00,s1,1,2,1\nt1,07:10:00,07:10:00,s2,2,1,0\n"
    pattern = line_of(tmp_path, stop_times=times).patterns[0]
    assert (pattern.pickup, pattern.drop_off) == ("21", "10")


def test_a_booking_rule_says_whom_to_call_and_until_when(tmp_path: Path) -> None:
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,pickup_booking_rule_id\n"
    times += "t1,07:00:00,07:00:00,s1,1,2,b\nt1,07:10:00,07:10:00,s2,2,2,b\n"
    rules = "booking_rule_id,booking_type,prior_notice_last_day,prior_notice_last_time,phone_number,message\n"
    rules += "b,2,1,17:00:00,+48 721 390 113,Proszę dzwonić\n"
    booking = line_of(tmp_path, stop_times=times, booking_rules=rules).booking
    assert booking is not None
    assert (booking.phone, booking.days_before, booking.before) == ("+48721390113", 1, "17:00")
    assert booking.note == (("pl", "Proszę dzwonić"),)


def test_translations_are_kept_in_the_languages_of_the_folder(tmp_path: Path) -> None:
    rows = "table_name,field_name,language,translation,record_id,field_value\n"
    rows += (
        "stops,stop_name,ar,ساحة,s1,\nstops,stop_name,de,Markt,s1,\ntrips,trip_headsign,ar,مستشفى,,Szpital\n"
    )
    found = take(tmp_path, translations=rows)
    assert found.stops[0].names == (("ar", "ساحة"), ("pl", "Rynek"))
    assert found.lines[0].patterns[0].to == (("ar", "مستشفى"), ("pl", "Szpital"))


def test_a_platform_is_a_part_of_its_parent_station(tmp_path: Path) -> None:
    stops = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nP,Dworzec,52.17,21.55,1,\n"
    stops += "s1,Dworzec peron 1,52.17,21.55,0,P\ns2,Szkoła,52.18,21.56,0,\ns3,Szpital,52.3,21.9,0,\n"
    assert [stop.station for stop in take(tmp_path, stops=stops).stops] == [(("pl", "Dworzec"),), (), ()]


def test_poles_that_differ_in_a_number_are_one_station(tmp_path: Path) -> None:
    stops = "stop_id,stop_name,stop_lat,stop_lon\ns1,Rynek 01,52.17,21.55\ns2,Rynek 02,52.17,21.55\ns3,Trasa 7,52.3,21.9\n"
    rynek = (("pl", "Rynek"),)
    assert [stop.station for stop in take(tmp_path, stops=stops).stops] == [rynek, rynek, ()]


def test_several_agencies_are_named_with_their_lines(tmp_path: Path) -> None:
    agencies = TABLES["agency.txt"] + "b,Kolej,https://kolej.example/,Europe/Warsaw,\n"
    routes = TABLES["routes.txt"] + "r2,b,R9,,2\n"
    trips = TABLES["trips.txt"] + "r2,week,t3,\n"
    times = TABLES["stop_times.txt"] + "t3,08:00:00,08:00:00,s1,1\nt3,08:30:00,08:30:00,s3,2\n"
    lines = take(tmp_path, agency=agencies, routes=routes, trips=trips, stop_times=times).lines
    assert [(line.number, line.kind, line.operator) for line in lines] == [
        ("7", "bus", "Bus Łódź"), ("R9", "train", "Kolej"),
    ]  # fmt: skip
    assert lines[1].patterns[0].to == (("pl", "Szpital"),)


@pytest.mark.parametrize(
    "wanted", [Wanted("pl-x", box=(52.29, 21.89, 52.31, 21.91)), Wanted("pl-x", stops=("Szpital",))]
)
def test_a_part_of_a_feed_keeps_whole_trips_that_stop_there(tmp_path: Path, wanted: Wanted) -> None:
    trips = TABLES["trips.txt"] + "r1,week,t3,Szkoła\n"
    times = TABLES["stop_times.txt"] + "t3,08:00:00,08:00:00,s1,1\nt3,08:30:00,08:30:00,s2,2\n"
    [line] = take(tmp_path, wanted=wanted, trips=trips, stop_times=times).lines
    assert [pattern.stops for pattern in line.patterns] == [("s1", "s2", "s3")]


def test_importing_again_replaces_the_timetable_and_leaves_what_is_hand_made(tmp_path: Path) -> None:
    take(tmp_path)
    file = tmp_path / "guides/pl-x/transport/lines.toml"
    by_hand = (
        '# asked the driver\n[by-hand]\nnames = { pl = "Gmina" }\nlines = {}\nstops = {}\nservices = {}\n\n'
    )
    file.write_text(by_hand + file.read_text())
    take(tmp_path, routes=TABLES["routes.txt"].replace(",7,", ",8,"))
    assert file.read_text().startswith(by_hand)
    assert [line.number for one in read_guides(tmp_path / "guides").timetables for line in one.lines] == ["8"]


def test_what_stands_between_imported_tables_by_hand_is_kept_also_where_it_is_indented(
    tmp_path: Path,
) -> None:
    take(tmp_path)
    file = tmp_path / "guides/pl-x/transport/lines.toml"
    table = '  [by-hand]\n  names.pl = """\nGmina\n[feed]\n"""\n'
    table += "".join(f"  [by-hand.{name}]\n" for name in ("lines", "stops", "services"))
    first, rest = file.read_text().split("\n\n", 1)
    file.write_text(f"{first}\n# they change in June\n\n# asked the driver\n{table}\n{rest}")
    take(tmp_path, routes=TABLES["routes.txt"].replace(",7,", ",8,"))
    assert file.read_text().startswith(f"# they change in June\n# asked the driver\n{table}")
    assert [one.slug for one in read_guides(tmp_path / "guides").timetables] == ["by-hand", "feed"]


RULED = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,pickup_booking_rule_id\n"
RULED += "t1,07:00:00,07:00:00,s1,1,2,b\nt1,07:10:00,07:10:00,s2,2,2,b\n"
RULES = "booking_rule_id,booking_type,prior_notice_last_day,prior_notice_last_time,phone_number,info_url\n"


def test_a_booking_time_of_one_digit_is_read_and_an_address_that_is_none_left_out(tmp_path: Path) -> None:
    rules = RULES + "b,2,1,7:00:00,+48 721 390 113,www.bus.example\n"
    booking = line_of(tmp_path, stop_times=RULED, booking_rules=rules).booking
    assert booking is not None
    assert (booking.before, booking.website) == ("07:00", "")


@pytest.mark.parametrize("wrong", ["7h00", "025:00:00"])
def test_a_booking_time_that_is_none_is_said(tmp_path: Path, wrong: str) -> None:
    feed = make_feed(tmp_path, stop_times=RULED, booking_rules=RULES + f"b,2,1,{wrong},+48 721 390 113,\n")
    assert f"booking_rules.txt:2: '{wrong}' is no time" in refuse(tmp_path, feed)


def test_services_beyond_nine_are_read_back_as_they_were_imported(tmp_path: Path) -> None:
    ids = [f"d{number}" for number in range(1, 12)]
    dates = [f"{one},202606{number:02},1" for number, one in enumerate(ids, start=1)]
    trips = [f"r1,{one},t{number},Szpital" for number, one in enumerate(ids, start=1)]
    calls = [
        f"t{number},07:{at}:00,07:{at}:00,{stop},{at}"
        for number in range(1, 12)
        for at, stop in ((10, "s1"), (20, "s2"))
    ]
    changed = {
        "calendar_dates": "service_id,date,exception_type\n" + "\n".join(dates) + "\n",
        "trips": "route_id,service_id,trip_id,trip_headsign\n" + "\n".join(trips) + "\n",
        "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + "\n".join(calls) + "\n",
    }
    assert len(take(tmp_path, calendar=None, **changed).services) == 11


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted("pl-x", licence_url="creativecommons.org"), "feed.licence_url: 'creativecommons.org': write a whole web"),
        (Wanted("pl-x", source="feed.zip"), "feed.source.url: 'feed.zip': write a whole web"),
        (Wanted("pl-x", licence="a\nb\x07"), "feed.licence: 'a\\nb\\x07': a control character"),
    ],
)  # fmt: skip
def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, wanted: Wanted, said: str) -> None:
    take(tmp_path)
    file = tmp_path / "guides/pl-x/transport/lines.toml"
    before = file.read_bytes()
    with pytest.raises(BadInput, match=r"^[^\n]+$") as caught:
        take(tmp_path, wanted=wanted)
    assert said in str(caught.value)
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == ["lines.toml"]


def test_control_characters_of_a_feed_do_not_break_the_file(tmp_path: Path) -> None:
    stops = TABLES["stops.txt"].replace("Rynek", '"Ry\x07nek\u2028\n<b>"')
    routes = TABLES["routes.txt"].replace(",7,", ',"7\x07",')
    agency = TABLES["agency.txt"].replace("Bus", '"Bus\n\x07')
    agency = agency.replace("Łódź", 'Łódź"')
    take(tmp_path, stops=stops, routes=routes, agency=agency)
    assert read(tmp_path / "guides").findings == ()


# -- what is no feed ------------------------------------------------------------------------------------------------

LESS = "\n".join(TABLES["stop_times.txt"].splitlines()[:2]).replace(",s1,", ",s9,") + "\n"
DATES = "service_id,date,exception_type\n"
OFTEN = "trip_id,start_time,end_time,headway_secs\n"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stop_times": None}, "stop_times.txt is missing"),
        ({"calendar": None}, "calendar.txt or calendar_dates.txt is missing"),
        ({"agency": TABLES["agency.txt"].replace("Warsaw", "Atlantis")}, "no time zone"),
        ({"agency": TABLES["agency.txt"].replace("Europe/Warsaw", "America/New_York")}, "its clock is that of America/New_York"),
        ({"agency": "agency_name,agency_timezone\n"}, "no agency"),
        ({"agency": TABLES["agency.txt"].replace(",", ",\0").replace("a", "a\0")}, "agency.txt:1: no column"),
        ({"stops": "stop_id,stop_name,stop_lat,stop_lon\ns1,Rynek,10,10\n"}, "no stop lies in"),
        ({"stops": TABLES["stops.txt"].replace("52.17", "152.17")}, "beyond the globe"),
        ({"stops": TABLES["stops.txt"].replace("52.17", "north")}, "stops.txt:2"),
        ({"stops": TABLES["stops.txt"].replace("s2", "s1")}, "stops.txt:3: stop 's1' stands there twice"),
        ({"stop_times": LESS}, "stop_times.txt:2: stop 's9' is missing"),
        ({"trips": "route_id,service_id,trip_id\n"}, "there is no trip"),
        ({"trips": TABLES["trips.txt"].replace("r1,week,t2,Szpital\n", "")}, "trip 't2' is missing"),
        ({"trips": TABLES["trips.txt"].replace("r1,", "r9,")}, "route 'r9' is missing"),
        ({"trips": TABLES["trips.txt"].replace("week", "never")}, "service 'never' stands in no calendar"),
        ({"calendar": TABLES["calendar.txt"].replace("20260601", "2026-06-01")}, "calendar.txt:2"),
        ({"calendar": TABLES["calendar.txt"].replace("20271231", "20991231")}, "calendar.txt:2: 20260601 to 20991231 is no span of a timetable"),
        ({"calendar": TABLES["calendar.txt"].replace("20271231", "20260531")}, "calendar.txt:2: it ends on 20260531, before it starts"),
        ({"calendar_dates": DATES + "week,20260606,1\nweek,10000101,1\n"}, "calendar_dates.txt: service 'week' runs from 1000-01-01 to 2027-12-31"),
        ({"stop_times": TABLES["stop_times.txt"].replace("07:20:00", "7h20")}, "is no time"),
        ({"stop_times": TABLES["stop_times.txt"].replace("07:20:00", "06:20:00")}, "goes back in time"),
        ({"stop_times": TABLES["stop_times.txt"].replace("s3,5", "s3,2")}, "stop_sequence 2 twice"),
        ({"stop_times": TABLES["stop_times.txt"].replace("s3,5", "s3,five")}, "stop_times.txt:4"),
        ({"stop_times": TABLES["stop_times.txt"] + '"t1,07'}, "no valid CSV"),
        ({"frequencies": OFTEN + "t1,06:00:00,07:00:00,0\n"}, "frequencies.txt:2: headway_secs 0"),
        ({"frequencies": OFTEN + "t1,07:00:00,06:00:00,600\n"}, "frequencies.txt:2: it ends at 06:00:00, not after it starts"),
        ({"frequencies": OFTEN + "t1,00:00:00,999:00:00,60\n" * 4}, "frequencies.txt:5: more than 600,000 stop times"),
    ],
)  # fmt: skip
def test_a_broken_feed_is_one_line_and_changes_nothing(
    tmp_path: Path, changed: dict[str, str | None], said: str
) -> None:
    folder = make_folder(tmp_path / "guides")
    with pytest.raises(BadInput, match=r"^feed\.zip: [^\n]+$") as caught:
        import_gtfs(make_feed(tmp_path, **changed), Wanted("pl-x"), folder=folder, today=TODAY)
    assert said in str(caught.value)
    assert not (folder / "pl-x/transport").exists()


def refuse(tmp_path: Path, feed: Path) -> str:
    with pytest.raises(BadInput, match=r"^[^\n]+$") as caught:
        import_gtfs(feed, Wanted("pl-x"), folder=make_folder(tmp_path / "guides"), today=TODAY)
    return str(caught.value)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "feed.zip").write_bytes(b"<html>not found</html>")
    assert "no zip file" in refuse(tmp_path, tmp_path / "feed.zip")


def test_a_zip_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    feed = make_feed(tmp_path)
    feed.write_bytes(feed.read_bytes()[:-40])
    assert "no zip file" in refuse(tmp_path, feed)


def test_bytes_that_changed_on_the_way_are_refused(tmp_path: Path) -> None:
    feed = make_feed(tmp_path)
    data = bytearray(feed.read_bytes())
    at = data.index(b"stop_times.txt") + 20
    data[at : at + 8] = b"\xff" * 8
    feed.write_bytes(data)
    assert "stop_times.txt: it cannot be unpacked" in refuse(tmp_path, feed)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert "this is no timetable" in refuse(tmp_path, make_feed(tmp_path, stop_times="0" * 30_000_000))


def test_a_zip_bomb_that_lies_about_its_size_unpacks_no_more_than_it_says(tmp_path: Path) -> None:
    feed = make_feed(tmp_path, stop_times=TABLES["stop_times.txt"] + "0" * 30_000_000)
    data = bytearray(feed.read_bytes())
    size = zipfile.ZipFile(feed).getinfo("stop_times.txt").file_size
    while (at := data.find(struct.pack("<I", size))) >= 0:
        data[at : at + 4] = struct.pack("<I", 900)
    feed.write_bytes(data)
    assert "stop_times.txt" in refuse(tmp_path, feed)


def feed_with(tmp_path: Path, table: str, data: bytes, *, packed: int = zipfile.ZIP_DEFLATED) -> Path:
    feed = make_feed(tmp_path, **{table: None})
    with zipfile.ZipFile(feed, "a") as archive:
        archive.writestr(f"{table}.txt", data, packed)
    return feed


def test_text_that_is_no_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    feed = feed_with(tmp_path, "stops", TABLES["stops.txt"].encode("cp1250"))
    assert "stops.txt:3: stop_name is no UTF-8" in refuse(tmp_path, feed)


def test_names_of_columns_that_are_no_utf8_are_nobodys(tmp_path: Path) -> None:
    trips = TABLES["trips.txt"].encode().replace(b"headsign\n", b"headsign,znak_\xb3\n")
    feed = feed_with(tmp_path, "trips", trips)
    import_gtfs(feed, Wanted("pl-x"), folder=make_folder(tmp_path / "guides"), today=TODAY)
    [found] = read_guides(tmp_path / "guides").timetables
    assert [stop.slug for stop in found.stops] == ["s1", "s2", "s3"]


def test_columns_that_nobody_reads_do_not_matter(tmp_path: Path) -> None:
    header, *rows = TABLES["stops.txt"].splitlines()
    columns = ",stop_desc,location_type,platform_code"
    stops = "\n".join(
        [header + columns, *(f"{row},opis \xb3,a,\xb3" for row in rows), ",,,,mowed in May,,", ""]
    )
    feed = feed_with(tmp_path, "stops", stops.encode().replace("\xb3".encode(), b"\xb3"))
    import_gtfs(feed, Wanted("pl-x"), folder=make_folder(tmp_path / "guides"), today=TODAY)
    [found] = read_guides(tmp_path / "guides").timetables
    assert [stop.slug for stop in found.stops] == ["s1", "s2", "s3"]


def test_the_line_that_is_said_is_the_files_also_below_a_text_of_several_lines(tmp_path: Path) -> None:
    stops = TABLES["stops.txt"].replace("Rynek", '"Rynek\nI"').replace("52.18", "north")
    assert "stops.txt:4: " in refuse(tmp_path, make_feed(tmp_path, stops=stops))


@pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("at", [30, 36, 45, 60])
def test_a_table_that_was_packed_oddly_and_broke_is_refused(tmp_path: Path, packed: int, at: int) -> None:
    feed = feed_with(tmp_path, "stops", TABLES["stops.txt"].encode(), packed=packed)
    data = bytearray(feed.read_bytes())
    start = data.rindex(b"PK\x03\x04") + at + len("stops.txt")
    data[start : start + 8] = b"\xff" * 8
    feed.write_bytes(data)
    assert "stops.txt" in refuse(tmp_path, feed)


def test_a_zip_in_which_a_name_is_no_utf8_is_refused(tmp_path: Path) -> None:
    feed = make_feed(tmp_path, żółć="x")
    feed.write_bytes(feed.read_bytes().replace("żółć".encode(), b"\xff" * 8))
    assert "no zip file" in refuse(tmp_path, feed)


def test_a_stop_that_is_asked_for_and_is_not_there_is_said(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "guides")
    with pytest.raises(BadInput, match="there is no stop 'Zamek'"):
        import_gtfs(make_feed(tmp_path), Wanted("pl-x", stops=("Zamek",)), folder=folder, today=TODAY)


def test_a_folder_with_broken_content_is_not_written_to(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "guides")
    (folder / "pl-x/transport").mkdir()
    (folder / "pl-x/transport/lines.toml").write_text("[x\n")
    with pytest.raises(BadContent):
        import_gtfs(make_feed(tmp_path), Wanted("pl-x"), folder=folder, today=TODAY)
    assert (folder / "pl-x/transport/lines.toml").read_text() == "[x\n"


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here")
def test_a_real_feed_is_imported_whole(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "guides")
    found = import_gtfs(REAL, Wanted("pl-x"), folder=folder, today=TODAY)
    [read_back] = read_guides(folder).timetables
    assert read_back == found.timetable
    trips = sum(
        len(run.starts) * len(run.times) for line in read_back.lines for p in line.patterns for run in p.runs
    )
    assert (found.trips, len(read_back.stops), trips) == (249, 120, 7468)
