"""The sheet a native speaker checks a translation by: numbered lines in two languages, with boxes to tick."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sheet_builders import ASSETS, info_of, make_entry, text_of

from orientation.errors import SheetError
from orientation.sheets.check import CheckRequest, check_entries, check_html, compose_check
from orientation.sheets.press import press


def make_check(locale: str = "ar", *, count: int = 2, **changes) -> CheckRequest:
    slugs = [f"call-{number}" for number in range(count)]
    request = CheckRequest(
        region="صوريا",
        locale=locale,
        direction="rtl" if locale == "ar" else "ltr",
        pages=tuple(make_entry(locale, slug=slug) for slug in slugs),
        beside_locale="es",
        beside_direction="ltr",
        beside_pages=tuple(make_entry("es", slug=slug) for slug in slugs),
        whole=True,
        edition=1,
        published="2026-11-21T10:00:00Z",
        translate=lambda message: message,
        translate_beside=lambda message: message,
    )
    return replace(request, **changes)


def lines(request: CheckRequest) -> list[list[tuple[int, str, str]]]:
    return [
        [(line.number, str(line.own.striptags()), str(line.beside.striptags())) for line in entry.lines]
        for entry in check_entries(request)
    ]


def test_every_line_stands_beside_the_same_line_and_has_its_own_number():
    first, second = lines(make_check("uk"))
    assert first == [
        (1, "Номер екстреної допомоги", "Llamar a emergencias"),
        (2, "Дзвінок на 112 безкоштовний.", "La llamada al 112 es gratis, 09:00-14:00."),
        (3, "Що казати", "Qué decir"),
        (4, "Скажіть, де ви; ґанок, їжак, є.", "Di dónde estás."),
    ]
    assert [number for number, _, _ in second] == [5, 6, 7, 8]


def test_short_sheet_has_the_first_entry_and_of_the_others_what_they_are():
    first, second = lines(make_check("uk", whole=False))
    assert len(first) == 4
    assert [own for _, own, _ in second] == ["Номер екстреної допомоги", "Дзвінок на 112 безкоштовний."]


def test_what_a_person_has_checked_is_left_out():
    request = make_check("uk")
    checked = (replace(request.pages[0], state="checked"), request.pages[1])
    assert [entry.address for entry in check_entries(replace(request, pages=checked))] == ["emergency/call-1"]


def test_languages_whose_lines_differ_stand_as_a_whole():
    other = make_entry("es", slug="call-0", body="<p>Una sola línea.</p>")
    assert lines(make_check("uk", count=1, beside_pages=(other,)))[0][1:] == [
        (2, "Дзвінок на 112 безкоштовний.Що казатиСкажіть, де ви; ґанок, їжак, є.", "Una sola línea.")
    ]


def test_words_you_will_hear_are_not_lines():
    body = "<p>Llame.</p><h2>Words</h2><dl><dt lang='es'>ayuda</dt><dd>help</dd></dl>"
    pages = (make_entry("uk", slug="call-0", body=body),)
    assert len(lines(make_check("uk", count=1, pages=pages, beside_pages=pages))[0]) == 2


def test_nothing_to_check_is_said():
    with pytest.raises(SheetError, match="ar: nothing waits to be checked"):
        check_html(make_check(pages=()), asset_root=ASSETS)


@pytest.mark.parametrize("locale", ["ar", "uk"])
def test_paper_says_how_and_asks_for_a_role(locale: str):
    text = text_of(compose_check(make_check(locale), asset_root=ASSETS))
    for words in ("Check this translation", "By telephone", "Write no name", "I am:", "Di dónde estás."):
        assert words in text
    assert "emergency/call-0" in text


def test_short_sheet_fits_on_one_sheet_of_paper():
    loose = check_html(make_check("uk", count=25, whole=False), asset_root=ASSETS)
    assert press(ASSETS).pages(loose) == 3
    pdf = compose_check(make_check("uk", count=25, whole=False), asset_root=ASSETS)
    assert info_of(pdf)["Pages"] == "2"
