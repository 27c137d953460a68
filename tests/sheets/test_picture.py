"""An entry as a picture: its words are on it, it is small, readable, and says that it grows old."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace

import pytest
from PIL import Image
from sheet_builders import ASSETS, info_of, make_entry, make_request, make_side, make_topic, text_of

from orientation.errors import BadChoice
from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.picture import picture_png
from orientation.sheets.press import press
from orientation.sheets.request import SheetRequest

MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def make_picture(locale: str = "en", *, body: str = "", **changes: str) -> SheetRequest:
    page = make_entry(locale, body=body, **{"state": "checked"} | changes)
    return make_request(locale, make_topic(locale), page, layout="picture", takes=("emergency/call-112",))


def drawn(request: SheetRequest) -> Image.Image:
    return Image.open(io.BytesIO(compose_sheet(request, asset_root=ASSETS)))


def words(request: SheetRequest) -> str:
    pdf = press(ASSETS).pdf(sheet_html(request, asset_root=ASSETS))
    assert info_of(pdf)["Pages"] == "1"
    return " ".join(MARKS.sub("", text_of(pdf)).split())


@pytest.mark.parametrize("locale", ["en", "ar", "uk"])
def test_picture_is_a_small_png_as_wide_as_a_phone(locale: str) -> None:
    png = compose_sheet(make_picture(locale), asset_root=ASSETS)
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.width) == ("PNG", 1080)
    assert image.height < 2400
    assert len(png) <= 100_000


def test_words_facts_address_date_and_warning_are_there() -> None:
    text = words(make_picture())
    for expected in ("Call the emergency number", "112", "Say where you are.", "Soria"):
        assert expected in text, expected
    assert "guide.example.org/en/es-soria/emergency/call-112/" in text.replace(" ", "")
    assert "Edition 1795296000, 21 November 2026" in text
    assert "Check before you rely on it" in text
    assert "A person checked this text." in text


def test_unchecked_emergency_has_both_languages_and_says_so() -> None:
    text = words(make_picture(state="machine"))
    assert "A machine wrote this text. Nobody has checked it yet." in text
    assert "La llamada al 112 es gratis" in text


def test_picture_ends_below_its_last_line() -> None:
    image = drawn(make_picture()).convert("L")
    lines = [y for y in range(image.height) if image.crop((0, y, image.width, y + 1)).getextrema()[0] < 128]
    assert 50 <= image.height - lines[-1] <= 90


def test_long_entry_is_drawn_smaller_until_it_weighs_little() -> None:
    body = "".join(f"<p>{hashlib.sha256(bytes([number])).hexdigest()}</p>" for number in range(40))
    png = compose_sheet(make_picture(body=body), asset_root=ASSETS)
    assert len(png) <= 100_000
    assert Image.open(io.BytesIO(png)).width < 1080


def test_entry_that_can_never_be_a_picture_says_what_to_do() -> None:
    with pytest.raises(BadChoice, match="print it, or send its address"):
        compose_sheet(make_picture(body="<p>word</p>" * 300), asset_root=ASSETS)


def test_picture_too_heavy_at_every_size_says_what_to_do() -> None:
    pdf = press(ASSETS).pdf(sheet_html(make_picture(), asset_root=ASSETS))
    with pytest.raises(BadChoice, match="emergency/call-112': too long for a picture"):
        picture_png(pdf, where="emergency/call-112", bytes_max=1000)


def test_text_that_must_not_be_found_on_a_phone_makes_no_picture() -> None:
    with pytest.raises(BadChoice, match="must not be found"):
        compose_sheet(make_picture(sensitive=True), asset_root=ASSETS)


@pytest.mark.parametrize("takes", [("emergency/call-112", "emergency/police"), ()])
def test_picture_is_of_one_entry(takes: tuple[str, ...]) -> None:
    pages = (make_topic("en"), make_entry("en"), make_entry("en", slug="police"))
    with pytest.raises(BadChoice, match="one entry"):
        compose_sheet(make_request("en", *pages, layout="picture", takes=takes), asset_root=ASSETS)


def test_missing_translation_is_said_and_the_text_at_the_counter_stands_in_its_place() -> None:
    request = make_request(
        "ar",
        make_topic("en"),
        make_entry("en", state="missing"),
        layout="picture",
        takes=("emergency/call-112",),
        host=make_side("es"),
    )
    text = words(request)
    assert "This text is not in your language yet." in text
    assert "La llamada" in text


def test_same_request_gives_the_same_bytes() -> None:
    assert len({compose_sheet(make_picture("ar"), asset_root=ASSETS) for _ in range(2)}) == 1


def test_unchecked_emergency_beside_another_language_has_the_text_at_the_counter_too() -> None:
    request = make_picture("ar", state="machine")
    second = make_side("uk", make_topic("uk"), make_entry("uk"))
    request = replace(request, choice=replace(request.choice, second="uk"), second=second)
    assert "La llamada al 112 es gratis" in words(request)


def test_checked_text_does_not_speak_for_an_unchecked_one_below_it() -> None:
    request = make_picture("ar")
    second = make_side("uk", make_topic("uk"), make_entry("uk"))
    text = words(replace(request, choice=replace(request.choice, second="uk"), second=second))
    assert "Nobody has checked it yet." in text
    assert "A person checked this text." not in text
