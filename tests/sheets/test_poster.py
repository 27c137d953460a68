"""The arrival poster and card: one page, every language, the address without a language."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from dataclasses import replace

import pytest
from PIL import Image
from sheet_builders import ASSETS, info_of, make_request, text_of, tool

from orientation.errors import BadChoice
from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.cutting import largest_that_fits
from orientation.sheets.poster import greetings, guide_address
from orientation.sheets.request import SheetRequest, Side

MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ASK = {
    "en": "Ask here for the guide",
    "es": "Pide aquí la guía",
    "fr": "Demandez le guide ici",
    "el": "Ζητήστε εδώ τον οδηγό",
    "uk": "Запитайте тут про путівник",
    "ti": "ነቲ መምርሒ ኣብዚ ሕተቱ",
    "am": "መመሪያውን እዚህ ይጠይቁ",
    "tr": "Rehberi buradan isteyin",
    "ar": "اسألوا هنا عن الدليل",
    "fa": "راهنما را از اینجا بخواهید",
    "ps": "دلته پوښتنه وکړئ",
    "ur": "رہنما کے لیے یہاں پوچھیں",
}
RTL = ("ar", "fa", "ps", "ur")


def make_poster(
    locale: str = "es",
    *,
    layout: str = "poster",
    languages: tuple[str, ...] = ("es", "ti", "ps"),
    **changes: str,
) -> SheetRequest:
    request = make_request(locale, layout=layout, takes=(), **changes)
    topics = (("emergency", "x"), ("health", "x"), ("no-such-icon", "x"))
    return replace(request, offered=tuple(map(_side, languages)), frame=replace(request.frame, topics=topics))


def _side(locale: str) -> Side:
    def translate(message: str) -> str:
        return ASK[locale] if message == ASK["en"] else message

    return Side(locale, "rtl" if locale in RTL else "ltr", f"name of {locale}", (), translate)


def words(pdf: bytes) -> str:
    return " ".join(unicodedata.normalize("NFKC", MARKS.sub("", text_of(pdf))).split())


@pytest.mark.parametrize("locale", ["es", "ar"])
@pytest.mark.parametrize(("layout", "copies"), [("poster", 1), ("card", 4)])
def test_one_page_asks_in_every_language(locale: str, layout: str, copies: int) -> None:
    pdf = compose_sheet(make_poster(locale, layout=layout, languages=tuple(ASK)), asset_root=ASSETS)
    text = words(pdf)
    assert info_of(pdf)["Pages"] == "1"
    expected = [word for ask in ASK.values() for word in ask.split()]
    assert [word for word in expected if text.count(word) < copies] == []
    assert [tag for tag in ASK if text.count(f"name of {tag}") < copies] == []
    for word in ("guide.example.org/es-soria/", "900 000 000", "Edition 1795296000", "Valid until"):
        assert text.count(word) == copies


def test_languages_read_from_the_left_come_first_in_their_own_direction() -> None:
    found = greetings(make_poster(languages=tuple(ASK)))
    assert [one.direction for one in found] == ["ltr"] * 8 + ["rtl"] * 4
    assert '<div class="greeting" lang="ps" dir="rtl">' in sheet_html(make_poster(), asset_root=ASSETS)


def test_address_asks_for_a_language() -> None:
    assert guide_address(make_poster()) == "https://guide.example.org/es-soria/"


@pytest.mark.parametrize("layout", ["poster", "card"])
def test_site_without_an_address_has_neither_code_nor_address(layout: str) -> None:
    html = sheet_html(replace(make_poster(layout=layout), url=""), asset_root=ASSETS)
    assert ["<svg" in html, "es-soria/" in html] == [False, False]


def test_topics_with_a_pictogram_show_it() -> None:
    html = sheet_html(make_poster(), asset_root=ASSETS)
    assert re.findall(r"sheet-asset:icons/([\w-]+)", html) == ["emergency", "health"]


@pytest.mark.parametrize("layout", ["poster", "card"])
def test_who_hands_it_out_is_there_with_logo_and_hours(layout: str) -> None:
    logo = io.BytesIO()
    Image.new("RGB", (90, 30), "black").save(logo, "PNG")
    request = replace(
        make_poster(layout=layout, name="Casa Abierta", hours="Mo 10:00-13:00"), logo=logo.getvalue()
    )
    pdf = compose_sheet(request, asset_root=ASSETS)
    assert "Casa Abierta" in words(pdf)
    assert "Mo 10:00-13:00" in words(pdf)
    assert info_of(pdf)["Pages"] == "1"
    assert b"/Subtype /Image" in pdf


def test_fewer_languages_are_printed_larger() -> None:
    def size(count: int) -> float:
        html = sheet_html(make_poster(languages=tuple(ASK)[:count]), asset_root=ASSETS)
        return float(re.search(r"font: ([\d.]+)pt", html)[1])

    assert size(2) > size(12)


def test_cards_are_a6() -> None:
    html = sheet_html(make_poster(layout="card"), asset_root=ASSETS)
    assert "size: 210mm 297.0mm" in html
    assert html.count('class="card"') == 4


def test_what_can_never_fit_is_said() -> None:
    with pytest.raises(BadChoice, match="too much for the paper"):
        compose_sheet(make_poster(layout="card", name="word " * 400), asset_root=ASSETS)


def test_nothing_fits_where_the_smallest_does_not() -> None:
    assert largest_that_fits((1, 2), lambda scale: scale < 1) is None
    assert largest_that_fits((1, 2), lambda scale: True) == 2


def test_same_request_gives_the_same_bytes() -> None:
    first, again = (compose_sheet(make_poster("ar"), asset_root=ASSETS) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("locale", ["es", "ar"])
def test_a3_is_the_same_larger_with_all_of_it_on_the_paper(locale: str) -> None:
    small, large = (
        compose_sheet(make_poster(locale, layout=one), asset_root=ASSETS) for one in ("poster", "poster-a3")
    )
    assert "A3" in info_of(large)["Page size"]
    assert words(large) == words(small)
    run = subprocess.run([tool("pdftotext"), "-bbox", "-", "-"], input=large, capture_output=True, check=True)
    boxes = [
        tuple(map(float, one))
        for one in re.findall(
            r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', run.stdout.decode()
        )
    ]
    assert [
        box for box in boxes if box[0] < 28 or box[1] < 28 or box[2] > 842 - 28 or box[3] > 1191 - 28
    ] == []
