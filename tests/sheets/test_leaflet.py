"""The folded leaflet: which panel lies where, what stands on it, and that nothing is cut off."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sheet_builders import (
    ASSETS,
    a_logo,
    info_of,
    make_entry,
    make_places,
    make_request,
    make_side,
    make_topic,
    tool,
)
from test_wallet import words

from orientation.errors import BadChoice
from orientation.sheets.compose import compose_sheet
from orientation.sheets.leaflet import MARGIN, PANEL
from orientation.sheets.request import SheetRequest

POINTS = 72 / 25.4  # of a mm
LONG = "<p>one two three four five six seven eight nine ten</p>" * 300


def make_leaflet(locale: str = "es", *, body: str = "", **changes: str) -> SheetRequest:
    """Return a leaflet of one entry with a guide's emergency numbers."""
    entry = make_entry(
        locale, slug="card", body=body or "<p>first</p>" + "<p>middle</p>" * 70 + "<p>last</p>"
    )
    entry = replace(entry, path=entry.path.replace("emergency", "health"), topic="health")
    pages = (make_topic(locale), entry, make_places(locale))
    request = make_request(locale, *pages, layout="leaflet", takes=("health/card",), **changes)
    return replace(request, host=make_side("es", make_topic("es")) if request.host else None)


def words_by_panel(pdf: bytes, tmp_path: Path) -> list[list[set[str]]]:
    """Return the words of each page's thirds, from the left."""
    (tmp_path / "leaflet.pdf").write_bytes(pdf)
    found = tool_output(tmp_path / "leaflet.pdf")
    pages = []
    for page in found.split("<page ")[1:]:
        thirds: list[set[str]] = [set(), set(), set()]
        for left, right, word in re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>', page):
            first, last = (int(float(edge) / POINTS // PANEL) for edge in (left, right))
            assert first == last, f"{word} lies on a fold"
            thirds[first].add(word)
        pages.append(thirds)
    return pages


def tool_output(path: Path) -> str:
    import subprocess

    run = subprocess.run([tool("pdftotext"), "-bbox", str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.mark.parametrize(
    ("locale", "front", "flap"), [("es", 2, 0), ("uk", 2, 0), ("ar", 0, 2), ("fa", 0, 2)]
)
def test_cover_and_flap_lie_where_the_script_wants_them(locale, front, flap, tmp_path):
    request = make_leaflet(locale if locale in ("es", "uk", "ar") else "ar", title="Portada", name="Casa")
    request = replace(request, own=replace(request.own, locale=locale))
    outside, inside = words_by_panel(compose_sheet(request, asset_root=ASSETS), tmp_path)
    assert {"Portada", "Casa"} <= outside[front]
    assert "016" in outside[flap]
    assert "Valid" in outside[1]
    first, last = (0, 2) if front == 2 else (2, 0)
    assert "first" in inside[first]
    assert "last" not in inside[first]
    assert "middle" in inside[1]
    assert "last" in inside[last] | inside[1]


def test_it_is_two_pages_on_their_side_with_nothing_lost():
    pdf = compose_sheet(make_leaflet(), asset_root=ASSETS)
    info = info_of(pdf)
    assert (info["Pages"], info["Page size"].split(" pts")[0]) == ("2", "841.89 x 595.276")
    assert words(pdf).count("middle") == 70
    assert pdf == compose_sheet(make_leaflet(), asset_root=ASSETS)


def test_a_number_on_the_flap_does_not_stand_inside_again():
    request = make_leaflet()
    choice = replace(request.choice, takes=("emergency", "health/card"))
    text = words(compose_sheet(replace(request, choice=choice), asset_root=ASSETS))
    assert text.count("016") == 1


def test_a_second_language_stands_below_the_first():
    request = make_leaflet("ar", body="<p>first</p>", second="es")
    other = replace(make_leaflet("es", body="<p>primero</p>").own)
    text = words(compose_sheet(replace(request, second=other), asset_root=ASSETS))
    assert "first" in text
    assert "primero" in text


@pytest.mark.parametrize("locale", ["es", "ar", "el"])
def test_longest_title_name_and_hours_fit_on_the_cover_with_a_logo(locale):
    longest = {
        name: ("palabras " * most)[: most - 1]
        for name, most in (("title", 120), ("name", 80), ("hours", 120))
    }
    request = make_leaflet(locale, body="<p>first</p>", **longest)
    pdf = compose_sheet(replace(request, logo=a_logo()), asset_root=ASSETS)
    assert info_of(pdf)["Pages"] == "2"


def test_too_much_is_refused_and_not_cut_off():
    with pytest.raises(BadChoice, match="too much for a leaflet; take fewer texts"):
        compose_sheet(make_leaflet(body=LONG), asset_root=ASSETS)


def test_letters_are_no_closer_to_a_fold_than_to_the_edge(tmp_path):
    (tmp_path / "leaflet.pdf").write_bytes(compose_sheet(make_leaflet(), asset_root=ASSETS))
    edges = [
        float(edge) / POINTS
        for edge in re.findall(r'x(?:Min|Max)="([\d.]+)"', tool_output(tmp_path / "leaflet.pdf"))
    ]
    assert min(abs(edge - fold) for edge in edges for fold in (0, PANEL, 2 * PANEL, 297)) >= MARGIN - 3.1
