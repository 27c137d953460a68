"""What a phone reads from a sheet's QR code, printed and seen again."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image
from sheet_builders import (
    ADDRESS,
    ASSETS,
    make_entry,
    make_places,
    make_request,
    make_side,
    make_topic,
    tool,
)

from orientation.domain.edition import Page
from orientation.domain.sheet_check import check_sheet, read_sheet
from orientation.domain.sheet_facts import code
from orientation.sheets.choosing import choose
from orientation.sheets.codes import LEAST_MM, MODULE_MM, MOST_MM, check_url, make_code, pieces_on_sheet
from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.request import SheetRequest

CHECK = "https://guide.example.org/en/es-soria/sheet/check/?s="


def url_of(request: SheetRequest) -> str:
    return check_url(request, choose(request.choice, request.own.pages))


def in_two(request: SheetRequest, *pages: Page) -> SheetRequest:
    """Return a sheet with Arabic beside, of an edition of its own. pages: else the small guide's."""
    second = replace(make_side("ar", *pages), edition=1795382400)
    return replace(request, second=second, choice=replace(request.choice, second="ar"))


def told(request: SheetRequest) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url_of(request)).query).items()}


def scanned(pdf: bytes, *, dpi: int = 200) -> list[str]:
    """Return what a reader finds on the last page of a PDF, printed at so many dots an inch."""
    command = [tool("pdftoppm"), "-r", str(dpi), "-gray", "-png", "-f", "1", "-"]
    pages = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.split(
        b"\x89PNG\r\n\x1a\n"
    )[1:]
    pictures = (Image.open(io.BytesIO(b"\x89PNG\r\n\x1a\n" + page)) for page in pages)
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def many_facts(count: int, locale: str = "en") -> tuple[Page, ...]:
    """A topic with so many entries of ten facts each."""
    body = "".join(f"<p>{number} days, {number * 7} €" for number in range(10))
    return tuple(make_entry(locale, slug=f"entry-{number}", body=body) for number in range(count))


@pytest.mark.parametrize("locale", ["en", "ar", "el"])
def test_code_on_paper_is_the_sheets_check(locale: str) -> None:
    request = make_request(locale)
    assert scanned(compose_sheet(request, asset_root=ASSETS)) == [url_of(request)]


@pytest.mark.parametrize(
    ("layout", "address"),
    [
        pytest.param("wallet", "https://guide.example.org/en/es-soria/emergency/", id="wallet card"),
        pytest.param("poster", "https://guide.example.org/es-soria/", id="poster"),
        pytest.param("card", "https://guide.example.org/es-soria/", id="small cards"),
    ],
)
def test_code_of_other_layouts_leads_to_the_guide_and_checks_nothing(layout: str, address: str) -> None:
    request = make_request("en", layout=layout)
    assert set(scanned(compose_sheet(request, asset_root=ASSETS))) == {address}


def test_largest_code_is_still_read_from_paper() -> None:
    entries = many_facts(12)
    request = make_request("en", make_topic("en"), *entries, make_places("en"))
    address = url_of(request)
    assert make_code(address).mm > LEAST_MM
    assert scanned(compose_sheet(request, asset_root=ASSETS)) == [address]


@pytest.mark.parametrize("entries", [1, 4, 12, 60])
def test_squares_are_never_too_fine_and_the_code_never_too_large(entries: int) -> None:
    address = url_of(make_request("en", make_topic("en"), *many_facts(entries), make_places("en")))
    code = make_code(address)
    assert len(address) < 4096
    assert code.mm <= MOST_MM
    assert code.mm / code.modules.symbol_size(border=4)[0] >= MODULE_MM


def test_check_tells_of_all_that_stands_on_the_sheet() -> None:
    request = make_request("en")
    taken = pieces_on_sheet(choose(request.choice, request.own.pages), request.own.pages)
    assert [piece.address for piece in taken] == ["emergency/", "places/#hospital", "emergency/call-112/"]


def test_topic_without_numbers_of_its_own_is_not_checked() -> None:
    page = replace(make_topic("en"), html='<h1>x</h1><ul class="list"><li><a href="call-112/">y</a></ul>')
    request = make_request("en", page, make_entry("en"))
    taken = pieces_on_sheet(choose(request.choice, request.own.pages), request.own.pages)
    assert [piece.address for piece in taken] == ["emergency/call-112/"]


def test_whole_list_is_each_of_its_things() -> None:
    request = make_request("en", takes=("places",))
    taken = pieces_on_sheet(choose(request.choice, request.own.pages), request.own.pages)
    assert [piece.address for piece in taken] == ["places/#hospital", "places/#bank"]


def test_stop_brings_the_lines_that_serve_it() -> None:
    lines = '<ul><li id="s1" data-stop="1"><b>Plaza</b> <a href="m1/"><bdi>M1</bdi></a></ul>'
    pages = (
        Page("/en/es-soria/lines/", "Lines", lines, kind="lines"),
        Page("/en/es-soria/lines/m1/", "M1", "<p>07:30", kind="line"),
    )
    request = make_request("en", *pages, takes=("stops/s1",))
    taken = pieces_on_sheet(choose(request.choice, request.own.pages), request.own.pages)
    assert [piece.address for piece in taken] == ["lines/#s1", "lines/m1/"]


def test_check_of_a_new_sheet_finds_nothing_changed() -> None:
    request = make_request("ar")
    check = check_sheet(told(request)["s"], request.own.pages)
    assert check is not None
    assert (check.edition, check.changed, check.changes) == (request.edition, 0, ())
    assert check.facts == 3


def test_where_nothing_can_be_checked_the_code_leads_to_the_page() -> None:
    request = make_request("en", takes=())
    assert url_of(request) == ""
    assert url_of(replace(make_request("en"), url="")) == ""


def test_sheet_says_what_scanning_is_for_and_keeps_the_address_to_type() -> None:
    html = sheet_html(make_request("en"), asset_root=ASSETS)
    assert "Scan: is this sheet still right?" in html
    assert f"<title>QR code of this address: {CHECK.partition('?')[0]}</title>" in html
    assert 'guide.example.org/</span><span class="whole">en/' in html
    assert ADDRESS.format("en").removeprefix("https://") in html


def test_sheet_in_two_languages_tells_of_both_each_by_its_edition() -> None:
    request = in_two(make_request("en"))
    found = told(request)
    assert found == {"with": "ar"} | {"s": told(make_request("en"))["s"], "t": found["t"]}
    check = check_sheet(found["t"], request.second.pages if request.second else ())
    assert check is not None
    assert (check.edition, check.facts, check.changes) == (1795382400, 3, ())


def test_emergency_texts_that_nobody_checked_are_told_of_in_the_language_at_the_counter_too() -> None:
    found = told(make_request("en"))
    read = read_sheet(found["t"])
    assert found["with"] == "es"
    assert read is not None
    assert [part.address for part in read[1]] == [code("emergency/call-112/", 5)]


def test_checked_texts_and_those_at_the_counter_itself_have_nothing_beside() -> None:
    checked = make_request("en", make_topic("en"), make_entry("en", state="checked"), make_places("en"))
    assert set(told(checked)) == {"s"}
    assert set(told(make_request("es"))) == {"s"}


def test_what_changes_in_the_second_language_alone_is_found() -> None:
    found = told(in_two(make_request("en")))
    now = make_entry("ar", body='<p>صيغة أخرى <a href="tel:112" dir="ltr">112</a> في 09:00-15:00')
    check = check_sheet(found["t"], (make_topic("ar"), now, make_places("ar")))
    assert check is not None
    assert [(change.what, change.address) for change in check.changes] == [("changed", "emergency/call-112/")]


def test_text_that_is_not_in_the_second_language_is_not_told_of_in_it() -> None:
    spanish = make_entry(
        "ar", body="<p>x</p>", html='<!--c--><div lang="es" dir="ltr"><p>3 días</p></div><!--/c-->'
    )
    found = told(in_two(make_request("en"), make_topic("ar"), spanish))
    read = read_sheet(found["t"])
    assert read is not None
    assert [part.address for part in read[1]] == [code("emergency/", 5)]


def test_code_of_two_languages_is_read_from_paper() -> None:
    request = in_two(make_request("en"))
    assert scanned(compose_sheet(request, asset_root=ASSETS)) == [url_of(request)]


@pytest.mark.parametrize("count", [1, 4, 12, 30])
def test_two_languages_are_told_of_within_one_code(count: int) -> None:
    pages = [make_topic("ar"), *many_facts(count, "ar"), make_places("ar")]
    request = in_two(make_request("en", make_topic("en"), *many_facts(count), make_places("en")), *pages)
    assert make_code(url_of(request)).mm <= MOST_MM
    assert {"s", "t"} <= set(told(request))


def test_second_language_without_room_is_only_named() -> None:
    pages = [make_topic("ar"), *many_facts(60, "ar"), make_places("ar")]
    alone = make_request("en", make_topic("en"), *many_facts(60), make_places("en"))
    found = told(in_two(alone, *pages))
    assert (found.keys(), found["with"]) == ({"with", "s"}, "ar")
    assert len(found["s"].split(".")) == len(told(alone)["s"].split("."))


def test_letters_of_a_check_are_packed_as_such() -> None:
    address = url_of(make_request("en", make_topic("en"), *many_facts(4), make_places("en")))
    assert read_sheet(address.removeprefix(CHECK)) is not None
    assert make_code(address).modules.version < make_code(address.lower()).modules.version
