"""One broken file per case; each says exactly one line, which names the file, the line and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_builders import FILES, SOURCE, TODAY, build_folder

from orientation.content.check import check
from orientation.content.read import read

ENTRY, EN = "es/services/padron/entry.toml", "es/services/padron/en.md"
PLACES, REGION = "es-x/places.toml", "es-x/layer.toml"
BODY = "# Title\n\n"


def _fact(kind: str, value: str) -> str:
    return FILES["es/facts.toml"] + f'[broken]\nkind = "{kind}"\nvalue = "{value}"\n[broken.source]\n{SOURCE}'


def _place(line: str) -> str:
    return FILES[PLACES].replace("[townhall.source]", f"{line}\n[townhall.source]")


def _findings(folder: Path, changed: dict[str, str]) -> list[str]:
    return [str(finding) for finding in check(build_folder(folder, FILES | changed), today=TODAY)]


def test_the_unbroken_guide_has_no_findings(tmp_path: Path) -> None:
    assert _findings(tmp_path, {}) == []


FACTS = [
    ("phone", "0034900", "write a short code such as 112, or the whole number as +34900204020"),
    ("phone", "1", "write a short code such as 112, or the whole number as +34900204020"),
    ("phone", "+341", "write a short code such as 112, or the whole number as +34900204020"),
    ("phone", "+34100000000", "no such number can exist"),
    ("money", "3,50 EUR", 'write it as "3.50 EUR"'),
    ("money", "3.50 XXY", 'write it as "3.50 EUR"'),
    ("duration", "P1Y6M", "write one unit of ISO 8601 such as P6M, P2Y, P15D or PT45M"),
    ("duration", "P0D", "write one unit of ISO 8601 such as P6M, P2Y, P15D or PT45M"),
    ("date", "2026-02-30", "write a day as YYYY-MM-DD"),
    ("time", "24:10", "write 24 hours as 09:30"),
    ("number", "٥٣", 'write digits as "53" or "4.7"'),
    ("url", "javascript:alert(1)", "write a whole web address that begins with https://"),
    ("url", "https://a b", "write a whole web address that begins with https://"),
    ("email", "office at example.org", "write an address such as office@example.org"),
]


@pytest.mark.parametrize(("kind", "value", "problem"), FACTS, ids=lambda one: str(one)[:24])
def test_a_value_that_does_not_fit_its_kind_is_named(
    tmp_path: Path, kind: str, value: str, problem: str
) -> None:
    expected = f"es/facts.toml:11: error: broken.value: {value!r}: {problem}"
    assert _findings(tmp_path, {"es/facts.toml": _fact(kind, value)}) == [expected]


FILE_CASES = [
    pytest.param({"topics.toml": ""}, "topics.toml:0: error: the file is missing", id="no topics"),
    pytest.param(
        {"topics.toml": FILES["topics.toml"] + "\n[x\n"},
        "topics.toml:11: error: no valid TOML: Expected ']' at the end of a table declaration",
        id="TOML syntax",
    ),
    pytest.param(
        {"es/facts.toml": FILES["es/facts.toml"] + '[Fee]\nkind = "code"\nvalue = "x"\n'},
        "es/facts.toml:9: error: Fee: no good name; use lower-case letters, digits and underscores",
        id="name of a fact",
    ),
    pytest.param(
        {"es/facts.toml": FILES["es/facts.toml"].replace('"money"', '"fee"')},
        "es/facts.toml:2: error: fee.kind: 'fee': write phone or money or duration or date or time or "
        "number or address or code or url or email",
        id="kind of a fact",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace("[names]", 'nust = "ES417"\n[names]')},
        "es-x/layer.toml:4: error: nust: unknown field; known are bounding_box, country, helper, "
        "host_locale, kind, locales, names, nuts, parent, partial, responsible, subdivision, timezone",
        id="unknown field",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace("[names]", 'country = "ES"\nsubdivision = "XX"\n[names]')},
        "es-x/layer.toml:5: error: subdivision: 'XX': the holidays of ES know only AN, AR, AS, CB, CE, CL, "
        "CM, CN, CT, EX, GA, IB, MC, MD, ML, NC, PV, RI, VC, Barcelona",
        id="subdivision",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace("[names]", 'bounding_box = ["42.0", "1", "41.0", "2"]\n[names]')},
        'es-x/layer.toml:4: error: bounding_box: write four degrees: ["south", "west", "north", "east"]',
        id="bounding box",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace("[names]", "timezone = 'Europe/Soria'\n[names]")},
        "es-x/layer.toml:4: error: timezone: 'Europe/Soria': write a time zone such as Europe/Madrid",
        id="time zone",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].replace("order = 10", 'order = "10"')},
        f"{ENTRY}:2: error: order: write a whole number without quotes",
        id="type of a field",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].replace("2026-11", "2026-13")},
        f"{ENTRY}:3: error: read_on: '2026-13': write YYYY-MM or YYYY-MM-DD",
        id="month that is none",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].replace('["services/old"]', '["services/old", "services/old"]')},
        f"{ENTRY}:5: error: aliases: 'services/old' stands here twice; remove one",
        id="alias twice",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].replace('"page"', '"sure"')},
        f"{ENTRY}:10: error: sources.0.confidence: 'sure': write page or elsewhere or memory",
        id="confidence",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY] + '[[sources]]\nurl = "http://a.b"\ntitle = "x"\nconfidence = "sure"\n'},
        f"{ENTRY}:15: error: sources.1.confidence: 'sure': write page or elsewhere or memory",
        id="second of two tables",
    ),
    pytest.param(
        {ENTRY: ""}, f"{ENTRY}:0: error: the file is missing", id="no entry.toml",
    ),
    pytest.param(
        {"es/services/padron/EN.md": BODY},
        "es/services/padron/EN.md:0: error: 'EN': write a locale such as ar or fa-AF",
        id="name of a text",
    ),
    pytest.param(
        {EN: "Register\n\nIt costs {fee}.\n"},
        f'{EN}:1: error: the title is missing; begin with a line "# Title"',
        id="no title",
    ),
    pytest.param(
        {EN: "+++\nstate = 'checked'\n# Title\n"},
        f"{EN}:1: error: the front matter has no end; close it with a line +++",
        id="front matter without end",
    ),
    pytest.param(
        {EN: "+++\nstate = 'checked'\nby = 3\n+++\n# Title\n"},
        f"{EN}:3: error: by: write a text in quotes",
        id="type in front matter",
    ),
    pytest.param(
        {EN: "+++\n\nstate = checked\n+++\n# Title\n"},
        f"{EN}:3: error: no valid TOML: Invalid value",
        id="syntax of front matter",
    ),
    pytest.param(
        {EN: BODY + "a\x07b\n"},
        f"{EN}:3: error: a control character stands in it; remove it",
        id="control character",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].replace("Mo-Fr 09:00-14:00", "9 to 14")},
        "es-x/places.toml:7: error: townhall.hours: '9 to 14': write OpenStreetMap opening_hours such as "
        "Mo-Fr 09:00-14:00",
        id="hours",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].replace('"41.7"', '"91.7"').replace('longitude = "-2.4"\n', "")},
        "es-x/places.toml:5: error: townhall.latitude: '91.7': write degrees north as \"41.7640\"",
        id="latitude",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].replace('longitude = "-2.4"\n', "")},
        "es-x/places.toml:5: error: townhall.latitude: a position needs latitude and longitude",
        id="half a position",
    ),
    pytest.param(
        {PLACES: _place('location = "secret"')},
        "es-x/places.toml:9: error: townhall.location: 'secret': write public or by phone only",
        id="location",
    ),
    pytest.param(
        {"es-x/villages.csv": FILES["es-x/villages.csv"] + "Ypsilon,,41.7,-2.4,many\n"},
        "es-x/villages.csv:3: error: population: 'many': write a whole number",
        id="population",
    ),
    pytest.param(
        {"es-x/villages.csv": "name,latitude\n"},
        "es-x/villages.csv:1: error: the first line must be "
        "name,alternate_names,latitude,longitude,population",
        id="header of villages",
    ),
    pytest.param(
        {"es/Services/x/entry.toml": "x"},
        "es/Services:0: error: no good name for a folder: use lower-case letters, digits and hyphens",
        id="name of a folder",
    ),
    pytest.param(
        {"es/fact.toml": "x"},
        "es/fact.toml:0: warning: nobody reads a file of this name here; see docs/guides.md for the names",
        id="name of a file",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), FILE_CASES)
def test_a_mistake_in_one_file_is_named_in_one_line(
    tmp_path: Path, changed: dict[str, str], expected: str
) -> None:
    found = [str(one) for one in read(build_folder(tmp_path, FILES | changed)).findings]
    assert found == [expected]


def test_a_file_that_is_no_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    build_folder(tmp_path, FILES)
    (tmp_path / "es/facts.toml").write_bytes(b"# a\n# caf\xe9\n")
    found = [str(one) for one in read(tmp_path).findings]
    assert found == ["es/facts.toml:2: error: this is no UTF-8; save the file as UTF-8"]
