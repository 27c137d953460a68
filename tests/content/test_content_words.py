from __future__ import annotations

import re

import pytest

from orientation.content.words import (
    date_words,
    duration_words,
    fact_html,
    fact_text,
    language_words,
    phone_text,
)
from orientation.domain.guide import Fact

_LOCALES = "en es fr el pl ar uk fa ru fa-AF ps so ti tr ku am ur bn xx"
LOCALES = _LOCALES.split()
NBSP = "\xa0"
VALUES = [
    ("phone", "+34900204020"), ("money", "1234.50 EUR"), ("duration", "P6M"), ("date", "2026-06-30"),
    ("time", "17:00"), ("number", "20000.5"), ("address", "<Plaza> 1"), ("code", "EX-15"),
    ("url", "https://a.b/?c&d"), ("email", "a@b.es"),
]  # fmt: skip


def _html(kind: str, value: str, locale: str) -> str:
    return fact_html(Fact("es", "x", kind, value), locale, host="es", country="ES")


def _text(kind: str, value: str, locale: str) -> str:
    return fact_text(Fact("es", "x", kind, value), locale, country="ES")


# Phones: ITU-T E.123 grouping as Google's libphonenumber has it; the rest: CLDR as Babel has it.
KNOWN_HTML = [
    pytest.param(
        "phone", "+34900204020", "ar", '<a href="tel:+34900204020" dir="ltr">900 204 020</a>', id="home",
    ),
    pytest.param(
        "phone", "+33142685300", "es", '<a href="tel:+33142685300" dir="ltr">+33 1 42 68 53 00</a>', id="abroad",
    ),
    pytest.param("phone", "016", "ar", '<a href="tel:016" dir="ltr">016</a>', id="short code"),
    pytest.param("code", "EX-15", "ar", '<bdi lang="es">EX-15</bdi>', id="code"),
    pytest.param("code", "EX-15", "es", "EX-15", id="code at home"),
    pytest.param("address", "<C/ & 1>", "en", '<bdi lang="es">&lt;C/ &amp; 1&gt;</bdi>', id="escaped"),
    pytest.param("url", "https://a.b/c?d&e", "en", '<a href="https://a.b/c?d&amp;e">a.b</a>', id="url"),
    pytest.param("url", "javascript:a", "en", "javascript:a", id="no web address"),
    pytest.param("email", "a@b.es", "ar", '<a href="mailto:a@b.es">a@b.es</a>', id="email"),
    pytest.param("number", "-4.7", "ar", '<bdi dir="ltr">-4.7</bdi>', id="minus stays left"),
    pytest.param("time", "17:00", "fa", "17:00", id="time"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "locale", "expected"), KNOWN_HTML)
def test_a_fact_is_shown_as_its_kind_wants(kind: str, value: str, locale: str, expected: str) -> None:
    assert _html(kind, value, locale) == expected


KNOWN_TEXT = [
    ("money", "3.50 EUR", "es", f"3,50{NBSP}€"), ("money", "3 EUR", "en", "€3"),
    ("money", "3 EUR", "pl", f"3{NBSP}€"), ("duration", "P6M", "ar", "6 أشهر"),
    ("duration", "P2Y", "ar", "سنتان"), ("duration", "P15D", "ar", "15 يومًا"),
    ("duration", "P2Y", "pl", "2 lata"), ("duration", "P5Y", "pl", "5 lat"),
    ("duration", "PT45M", "uk", "45 хвилин"), ("duration", "P6M", "fa-AF", "6 ماه"),
    ("date", "2026-06-30", "en", "30 June 2026"), ("date", "2026-06-30", "ar", "30 يونيو 2026"),
    ("date", "2026-06-30", "el", "30 Ιουνίου 2026"), ("number", "4.7", "fr", "4,7"),
    ("number", "4.70001", "en", "4.70001"), ("url", "https://www.a.b/c/", "en", "www.a.b/c"),
    ("duration", "six months", "en", "six months"), ("money", "much", "en", "much"),
    ("date", "2026-99-99", "en", "2026-99-99"), ("number", "many", "en", "many"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "locale", "expected"), KNOWN_TEXT)
def test_a_fact_is_said_in_the_readers_locale(kind: str, value: str, locale: str, expected: str) -> None:
    assert _text(kind, value, locale) == expected


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_has_words_with_latin_digits_only(locale: str) -> None:
    said = [_text(kind, value, locale) for kind, value in VALUES]
    assert [text for text in said if re.search(r"\d", text) and not re.search("[0-9]", text)] == []
    assert not re.search(r"[^\x00-\x7f]", "".join(re.findall(r"\d", "".join(said))))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("unit", ["PT{}M", "PT{}H", "P{}D", "P{}W", "P{}M", "P{}Y"])
def test_every_duration_has_words_of_the_locale(locale: str, unit: str) -> None:
    said = [duration_words(unit.format(number), locale) for number in (1, 2, 6, 15, 100)]
    assert not [text for text in said if "duration" in text or "/" in text or text.startswith("P")]


def test_the_first_locale_asked_does_not_change_the_next() -> None:
    alone = date_words("2026-11", "uk"), _text("duration", "P6M", "tr")
    for locale in LOCALES:
        date_words("2026-11", locale)
    assert (date_words("2026-11", "uk"), _text("duration", "P6M", "tr")) == alone


@pytest.mark.parametrize(
    ("value", "locale", "expected"),
    [("2026-11", "es", "noviembre de 2026"), ("2026-11", "ar", "نوفمبر 2026"), ("2021", "fa", "2021")],
)
def test_a_month_or_a_year_alone_is_said(value: str, locale: str, expected: str) -> None:
    assert date_words(value, locale) == expected


def test_a_number_that_is_none_is_shown_as_it_is() -> None:
    assert phone_text("+", country="ES") == "+"


def test_languages_are_named_in_the_readers_own() -> None:
    assert language_words(("es", "fa-AF", "qqq"), "en") == "Spanish, Dari, qqq"


def test_languages_in_arabic_are_parted_by_the_arabic_comma() -> None:
    assert language_words(("es", "ar"), "ar") == "الإسبانية، العربية"
