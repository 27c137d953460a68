from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sheet_builders import (
    ASSETS,
    TITLES,
    info_of,
    make_entry,
    make_request,
    make_topic,
    streams_of,
    text_of,
    tool,
)

from orientation.errors import BadChoice, SheetError
from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.press import AssetFetcher
from orientation.sheets.request import SheetRequest, remarks

MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def words_of(request: SheetRequest) -> str:
    """Return the sheet's words on one line, without bidi marks."""
    return " ".join(MARKS.sub("", text_of(compose_sheet(request, asset_root=ASSETS))).split())


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """WeasyPrint tells what it could not do in its log: nothing of that may go unseen."""
    yield
    assert [
        record.getMessage() for record in caplog.get_records("call") if record.name.startswith("weasyprint")
    ] == []


@pytest.mark.parametrize("locale", ["en", "es", "el", "uk"])
def test_sheet_has_title_region_number_text_sources_and_helper(locale: str) -> None:
    request = make_request(locale)
    text = words_of(request)
    expected = (
        TITLES[locale],
        "Soria",
        "016",
        "975 000 000",
        "112",
        "Ley 12/2009",
        "900 000 000",
        "Ayuntamiento",
    )
    assert [word for word in expected if word not in text] == []


def test_arabic_sheet_keeps_its_words_and_its_numbers() -> None:
    text = words_of(make_request("ar"))
    assert [word for word in ("مجاني", "016", "09:00-14:00", "abono", "único") if word not in text] == []


def test_arabic_text_starts_on_the_right() -> None:
    run = subprocess.run(
        [tool("pdftotext"), "-bbox", "-f", "1", "-l", "1", "-", "-"],
        input=compose_sheet(make_request("ar"), asset_root=ASSETS),
        capture_output=True,
        check=True,
    )
    (left,) = re.findall(r'xMin="([\d.]+)"[^>]*>016<', run.stdout.decode())
    assert float(left) > 300  # points; A4 is 595 wide


def test_unchecked_emergency_shows_both_languages_and_says_so() -> None:
    text = words_of(make_request("en"))
    assert "The call to 112 is free" in text
    assert "La llamada al 112 es gratis" in text
    assert "A machine wrote this text and nobody checked it." in text


def test_both_languages_are_named_in_the_document() -> None:
    html = sheet_html(make_request("ar"), asset_root=ASSETS)
    assert '<html lang="ar" dir="rtl">' in html
    assert '<div class="cell other" lang="es" dir="ltr">' in html


def test_missing_translation_is_said() -> None:
    assert "This text is not in your language yet." in words_of(
        make_request("en", make_topic("en"), make_entry("en", state="missing"))
    )


def test_every_page_has_region_edition_date_number_and_address() -> None:
    entries = tuple(make_entry("en", slug=f"e{i}", body="<p>word</p>" * 30) for i in range(3))
    pdf = compose_sheet(make_request("en", make_topic("en"), *entries), asset_root=ASSETS)
    count = int(info_of(pdf)["Pages"])
    assert count > 1
    for page in range(1, count + 1):
        foot = " ".join(text_of(pdf, page=page).split())
        assert f"Page {page} of {count}" in foot
        assert "Edition 1795296000, 21 November 2026" in foot
        assert "guide.example.org/en/es-soria/emergency/" in foot


def test_same_request_gives_the_same_bytes() -> None:
    first, other, again = (compose_sheet(make_request(one), asset_root=ASSETS) for one in ("ar", "en", "ar"))
    assert first == again != other


def test_sheets_may_be_composed_from_several_threads() -> None:
    requests = [make_request(locale) for locale in ("en", "ar", "es", "el")]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: compose_sheet(one, asset_root=ASSETS), requests))
    assert together == [compose_sheet(one, asset_root=ASSETS) for one in requests]


def test_pdf_is_tagged_and_has_title_language_and_the_editions_date() -> None:
    pdf = compose_sheet(make_request("ar"), asset_root=ASSETS)
    info = info_of(pdf)
    assert info["Tagged"] == "yes"
    assert info["Title"] == "الطوارئ – صوريا"
    assert "2026" in info["CreationDate"]
    streams = b"".join(streams_of(pdf))
    assert b"/Lang (ar)" in streams
    assert b"pdfuaid" in streams
    assert b"/Alt (QR code of this address:" in streams


def test_pdf_uses_only_the_vendored_fonts() -> None:
    pdf = compose_sheet(make_request("ar"), asset_root=ASSETS)
    run = subprocess.run([tool("pdffonts"), "-"], input=pdf, capture_output=True, check=True)
    fonts = [line.split()[0] for line in run.stdout.decode().splitlines()[2:]]
    assert fonts
    assert [font for font in fonts if "+Sheet-" not in font] == []


def test_no_address_gives_no_qr_code_and_a_remark() -> None:
    request = replace(make_request("en"), url="")
    assert "<svg" not in sheet_html(request, asset_root=ASSETS)
    assert "ORIENTATION_URL" in remarks(request)[0]
    assert remarks(make_request("en")) == ()


def test_letter_without_a_font_stops_the_sheet_and_is_named() -> None:
    page = make_entry("en", body="<p>中文</p>")
    with pytest.raises(SheetError, match=r"/en/es-soria/emergency/call-112/: .*U\+4E2D"):
        compose_sheet(make_request("en", make_topic("en"), page), asset_root=ASSETS)


def test_letter_without_a_font_in_the_frame_stops_the_sheet_too() -> None:
    request = make_request("en")
    with pytest.raises(SheetError, match=r"sheet emergency \[en\]: .*U\+4E2D"):
        sheet_html(replace(request, frame=replace(request.frame, responsible="中")), asset_root=ASSETS)


def test_topic_without_anything_is_refused() -> None:
    shelf = replace(make_topic("en"), html="<h1>Emergency</h1>")
    with pytest.raises(BadChoice, match="nothing was chosen"):
        compose_sheet(make_request("en", shelf, alone=True), asset_root=ASSETS)


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a.png", "file:///etc/passwd", "sheet-asset:../pyproject.toml", "data:text/css,a"],
)
def test_nothing_outside_the_assets_is_fetched(url: str) -> None:
    with pytest.raises(SheetError, match="may not fetch"):
        AssetFetcher(ASSETS).fetch(url)


def test_entry_is_not_cut_by_the_page_where_it_fits_on_one() -> None:
    entries = tuple(make_entry("en", slug=f"e{i}", body="<p>word</p>" * 18 + "<p>END</p>") for i in range(3))
    pdf = compose_sheet(make_request("en", make_topic("en"), *entries, alone=True), asset_root=ASSETS)
    pages = [text_of(pdf, page=page) for page in range(1, int(info_of(pdf)["Pages"]) + 1)]
    assert [page.count("Call the emergency number") >= page.count("END") for page in pages] == [True] * len(
        pages
    )


def test_interface_words_nobody_translated_keep_their_own_order() -> None:
    pdf = compose_sheet(make_request("ar"), asset_root=ASSETS)
    assert f"Page 1 of {info_of(pdf)['Pages']}" in text_of(pdf)
