"""The tags of a PDF, for whoever hears a sheet."""

from __future__ import annotations

import re
from itertools import pairwise

from sheet_builders import ASSETS, make_entry, make_request, make_side, make_topic, streams_of

from orientation.sheets.compose import compose_sheet
from orientation.sheets.request import SheetRequest

TABLE = "<table><thead><tr><th>Day</th><th>Time</th></tr></thead><tr><th>Monday</th><td>9</td></tr></table>"


def tags_of(request: SheetRequest) -> list[str]:
    """Return the structure elements of the sheet's PDF, as they are written, in their order."""
    pdf = compose_sheet(request, asset_root=ASSETS)
    objects = "".join(
        packed.decode("latin-1") for packed in streams_of(pdf) if packed.count(b"/StructElem") > 1
    )
    return objects.split("/Type /StructElem")[1:]  # what stands before the type is the number


def levels_of(tags: list[str]) -> list[int]:
    return [int(level) for tag in tags for level in re.findall(r"/S /H(\d)", tag)]


def test_each_part_in_another_language_names_it() -> None:
    tags = tags_of(make_request("ar"))
    languages = re.findall(r"/Lang \(([^)]*)\)", " ".join(tags))
    assert languages.count("es") >= 2  # the sections beside
    assert {"es", "ar"} == set(languages)


def test_language_of_a_part_stands_at_its_own_tag() -> None:
    other = make_side("uk", make_topic("uk"), make_entry("uk"))
    request = make_request("en", make_topic("en"), make_entry("en"), host=other)
    told = [tag for tag in tags_of(request) if "/Lang (uk)" in tag]
    assert [tag for tag in told if re.search(r"/S /P\b", tag)]  # the number's name at the counter


def test_headings_of_tables_point_to_rows_and_columns() -> None:
    request = make_request("en", make_topic("en"), make_entry("en", body=TABLE), alone=True)
    headings = [tag for tag in tags_of(request) if re.search(r"/S /TH\b", tag)]
    assert [re.findall(r"/Scope /(\w+)", tag) for tag in headings] == [["Column"], ["Column"], ["Row"]]


def test_no_level_of_headings_is_left_out() -> None:
    levels = levels_of(tags_of(make_request("ar")))
    assert levels[0] == 1
    assert [(one, two) for one, two in pairwise(levels) if two > one + 1] == []
