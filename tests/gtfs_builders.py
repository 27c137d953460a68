"""A small GTFS feed as {table: CSV}, and the zip it makes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from orientation.content.write import write_guides
from orientation.domain.guide import Guides, Layer, Topic, Village, Villages
from orientation.domain.locale import Locale

TABLES = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone,agency_phone\na,Bus Łódź,https://bus.example/,Europe/Warsaw,721 390 112\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\ns1,Rynek,52.17,21.55\ns2,Szkoła,52.18,21.56\ns3,Szpital,52.30,21.90\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\nr1,a,7,Rynek - Szpital,3\n",
    "trips.txt": "route_id,service_id,trip_id,trip_headsign\nr1,week,t1,Szpital\nr1,week,t2,Szpital\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "t1,07:00:00,07:00:00,s1,1\nt1,07:10:00,07:12:00,s2,2\nt1,07:20:00,07:20:00,s3,5\n"
    "t2,24:30:00,24:30:00,s1,1\nt2,24:40:00,24:42:00,s2,2\nt2,24:50:00,24:50:00,s3,3\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "week,1,1,1,1,1,0,0,20260601,20271231\n",
}


def make_feed(folder: Path, *, name: str = "feed.zip", **changed: str | None) -> Path:
    """Write a feed; changed: a table's whole text, None leaves it out ("stop_times" for stop_times.txt)."""
    tables = TABLES | {f"{table}.txt": text for table, text in changed.items()}
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, text in tables.items():
            if text is not None:
                archive.writestr(table, text)
    return path


def make_folder(folder: Path) -> Path:
    """Write a content folder with one region, pl-x."""
    layer = Layer(
        "pl-x", (("pl", "Iks"),), kind="region", country="PL", timezone="Europe/Warsaw", host_locale="pl",
        locales=("pl",), bounding_box=("51.0", "21.0", "53.0", "23.0"),
    )  # fmt: skip
    locales = (Locale("ar", "العربية", "rtl", "Arab"), Locale("pl", "Polski", "ltr", "Latn"))
    villages = Villages("pl-x", (Village("Mińsk", (), "52.17", "21.55", 40_000),))
    topics = (Topic("transport", "transport", 10, (("pl", "Transport"),)),)
    write_guides(Guides(topics, locales, (layer,), villages=(villages,)), folder)
    return folder
