"""What is wrong with transport/lines.toml is said where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_builders import FILES, SOURCE, TODAY, build_folder

from orientation.content.check import check

LINES = f"""\
[buses]
names = {{ es = "Autobuses" }}
[buses.source]
{SOURCE}
[buses.services.week]
days = ["Mo", "Tu"]
end = "2027-06-30"
[buses.stops.here]
names = {{ es = "Aquí" }}
[buses.stops.there]
names = {{ es = "Allí" }}
[buses.lines.l1]
number = "L1"
[[buses.lines.l1.patterns]]
stops = "here there"
[[buses.lines.l1.patterns.runs]]
service = "week"
times = "07:00 07:30-07:35"
also = "25:10"
"""


def findings(tmp_path: Path, before: str = "", after: str = "") -> list[str]:
    assert before in LINES
    files = FILES | {"es-x/transport/lines.toml": LINES.replace(before, after, 1)}
    found = check(build_folder(tmp_path, files), today=TODAY)
    return [str(one) for one in found if "lines.toml" in one.path]


def test_lines_that_are_right_have_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after", "where", "said"),
    [
        ("07:30-07:35", "7h30", "times", "'7h30' is no time; write 07:05"),
        ("07:30-07:35", "07:30 - 07:35", "times", "'-' is no time; write 07:05"),
        ("07:30-07:35", "07:30-", "times", "'07:30-' is no time; write 07:05"),
        ("07:30-07:35", "07:30-07:35-07:40", "times", "'07:30-07:35-07:40' is no time"),
        ("07:30-07:35", "06:30", "times", "times go back"),
        (" 07:30-07:35", "", "times", "1 times for 2 stops"),
        ('also = "25:10"', 'also = "25.10"', "also", "'25.10' is no time"),
        ("here there", "here where", "stops =", "'where' is no stop of this timetable"),
        ("here there", "here", "stops =", "write two stops or more"),
        ('service = "week"', 'service = "sunday"', "service =", "no such days in this timetable"),
        ('days = ["Mo", "Tu"]', 'days = ["Monday"]', "days", "write Mo or Tu"),
        ('end = "2027-06-30"', 'start = "2027-01-01"\nend = "2026-12-31"', "end", "it lies before the start"),
        ('end = "2027-06-30"', 'end = "2026-06-30"', "[buses]", "it ended on 2026-06-30"),
        ('stops = "here there"', 'stops = "here there"\npickup = "02"', "[buses.lines.l1]", "a phone, or [booking]"),
        ('stops = "here there"', 'stops = "here there"\npickup = "2"', "pickup", "write 2 digits from 0 to 3"),
        ('number = "L1"\n', "", "[buses.lines.l1]", "a line needs a number or names"),
        ('number = "L1"', 'number = "L1"\nbooking.note = { de = "Ruf an" }\nphone = "112"', "booking", "booking.note.de: unknown locale 'de'"),
        ('es = "Aquí"', 'de = "Hier"', 'names = { de = "Hier"', "unknown locale 'de'"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_line(
    tmp_path: Path, before: str, after: str, where: str, said: str
) -> None:
    found = findings(tmp_path, before, after)
    text = LINES.replace(before, after, 1)
    line = text[: text.index(where)].count("\n") + 1
    assert any(said in one and f"lines.toml:{line}:" in one for one in found), found


def test_a_mistake_in_a_later_run_of_a_later_pattern_is_said_with_its_own_line(tmp_path: Path) -> None:
    run = '[[buses.lines.l1.patterns.runs]]\nservice = "week"\ntimes = "08:00 {}"\n'
    more = (
        LINES
        + run.format("08:30")
        + '[[buses.lines.l1.patterns]]\nstops = "there here"\n'
        + run.format("late")
    )
    files = FILES | {"es-x/transport/lines.toml": more}
    [found] = [one for one in check(build_folder(tmp_path, files), today=TODAY) if "lines.toml" in one.path]
    assert found.line == more.count("\n")


def test_two_timetables_cannot_have_a_line_of_one_name(tmp_path: Path) -> None:
    other = LINES.replace("buses", "coaches")
    files = FILES | {"es-x/transport/lines.toml": LINES, "es/transport/lines.toml": other}
    found = [
        one for one in check(build_folder(tmp_path, files), today=TODAY) if "of that name" in one.message
    ]
    assert len(found) == 1
