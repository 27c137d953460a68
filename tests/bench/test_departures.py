"""bench/departures.py on a small feed: the phone and the tables say the same, and a difference is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from gtfs_builders import TABLES, make_feed

from bench.departures import compare

CHANGED = {
    "calendar_dates": "service_id,date,exception_type\nweek,20270329,2\nweek,20270328,1\n",
    "frequencies": "trip_id,start_time,end_time,headway_secs\nt1,01:40:30,03:30:00,1330\n",
    "stop_times": TABLES["stop_times.txt"]
    .replace("24:42:00", "25:42:30")
    .replace("24:50:00", "26:50:00")
    .replace("stop_sequence", "stop_sequence,pickup_type")
    .replace("s1,1\n", "s1,1,2\n"),  # to be ordered, and no rule says how
}


@pytest.mark.browser
def test_a_phone_without_network_says_what_the_tables_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(make_feed(tmp_path, **CHANGED), count=200, seed=7) == 0
    assert capsys.readouterr().out.endswith("200 pairs, 0 differences\n")
