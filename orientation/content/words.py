"""Facts -> words of a locale, as Babel's CLDR has them, with Latin digits everywhere.

HTML that comes from here is escaped; text is plain, for lists, paper and search.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal
from phonenumbers import PhoneNumberFormat

from orientation.domain.fill import escape
from orientation.domain.guide import Fact

_UNITS = {
    "PY": "year", "PM": "month", "PW": "week", "PD": "day", "PTH": "hour", "PTM": "minute", "PTS": "second",
}  # fmt: skip


def fact_html(fact: Fact, locale: str, *, host: str, country: str = "") -> str:
    """Return a fact as HTML for a reader.

    locale: of the words around it. host: the locale of addresses and codes.
    country: ISO 3166-1; its own phone numbers are written the way people there write them.
    """
    text = fact_text(fact, locale, country=country)
    match fact.kind:
        case "phone":
            return phone_html(fact.value, country=country)
        case "url":
            return url_html(fact.value)
        case "email":
            return f'<a href="mailto:{escape(fact.value)}">{escape(text)}</a>'
        case "address" | "code":
            return host_html(fact.value, locale, host=host)
    return f'<bdi dir="ltr">{text}</bdi>' if text.startswith("-") else escape(text)


def fact_text(fact: Fact, locale: str, *, country: str = "") -> str:
    """Return a fact as plain text for a reader; a value that does not fit its kind comes back unchanged."""
    try:
        match fact.kind:
            case "phone":
                return phone_text(fact.value, country=country)
            case "money":
                return _money(fact.value, locale)
            case "duration":
                return duration_words(fact.value, locale)
            case "date":
                return date_words(fact.value, locale)
            case "number":
                return format_decimal(
                    Decimal(fact.value), locale=babel_locale(locale), decimal_quantization=False
                )
            case "url":
                return url_text(fact.value)
    except (ArithmeticError, LookupError, ValueError):
        pass
    return fact.value


def phone_html(phone: str, *, country: str = "") -> str:
    """Return a number as a link that calls it.

    >>> phone_html("+34900204020", country="ES")
    '<a href="tel:+34900204020" dir="ltr">900 204 020</a>'
    """
    number = re.sub(r"[^0-9+]", "", phone)
    return f'<a href="tel:{number}" dir="ltr">{escape(phone_text(phone, country=country))}</a>'


@lru_cache(maxsize=1024)
def phone_text(phone: str, *, country: str = "") -> str:
    """Return a number grouped for reading: nationally within its own country, else with its prefix."""
    if not phone.startswith("+"):
        return phone
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    at_home = number.country_code == phonenumbers.country_code_for_region(country.upper())
    style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def url_html(url: str) -> str:
    """Return a link that shows the host.

    >>> url_html("https://www.buscyl.es/lines?id=1")
    '<a href="https://www.buscyl.es/lines?id=1">www.buscyl.es</a>'
    """
    shown = escape(re.split("[/?#]", url_text(url))[0])
    is_web = re.match(r"https?://[^\s/?#]", url, re.IGNORECASE)
    return f'<a href="{escape(url)}">{shown}</a>' if is_web else shown


def url_text(url: str) -> str:
    """Return a web address without its scheme, for paper."""
    return re.sub(r"^https?://", "", url, flags=re.IGNORECASE).rstrip("/")


def host_html(text: str, locale: str, *, host: str) -> str:
    """Return words of the host country, isolated and named as such where the reader's locale is another."""
    return escape(text) if locale == host else f'<bdi lang="{escape(host)}">{escape(text)}</bdi>'


@lru_cache(maxsize=1024)
def date_words(value: str, locale: str) -> str:
    """Return a day, a month or a year in words.

    >>> date_words("2026-11", "es")
    'noviembre de 2026'
    """
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if not month:
        return str(year)
    babel = babel_locale(locale)
    if not day:
        return format_skeleton("yMMMM", date(year, month, 1), locale=babel)
    return format_date(date(year, month, day), "long", locale=babel)


def duration_words(value: str, locale: str) -> str:
    """Return an ISO 8601 duration of one unit in words.  Raises LookupError or ValueError.

    >>> duration_words("P6M", "ar")
    '6 أشهر'
    """
    babel = babel_locale(locale)
    number = int(re.sub(r"[^0-9]", "", value))
    # Not format_unit: where long and short are equal, Babel has only the short one ("6 duration-month").
    patterns = babel._data["unit_patterns"]["duration-" + _UNITS[re.sub(r"[0-9]", "", value)]]
    forms = [(form, length) for form in (babel.plural_form(number), "other") for length in ("long", "short")]
    known = [patterns[length][form] for form, length in forms if form in patterns.get(length, ())]
    return str(known[0]).replace("{0}/", "{0} ").format(number)


@lru_cache(maxsize=256)
def language_words(tags: tuple[str, ...], locale: str) -> str:
    """Return the names of languages in a locale, joined with commas."""
    babel = babel_locale(locale)
    comma = "، " if babel.text_direction == "rtl" else ", "
    return comma.join(_language(tag, babel) for tag in tags)


@lru_cache(maxsize=256)
def babel_locale(tag: str) -> Locale:
    """Return the nearest locale that Babel knows: subtags are dropped from the end, then English.

    >>> str(babel_locale("fa-AF")), str(babel_locale("en")), str(babel_locale("xx"))
    ('fa_AF', 'en_GB', 'en_GB')
    """
    subtags = tag.split("-")
    for length in range(len(subtags), 0, -1):
        try:
            found = Locale.parse("_".join(subtags[:length]))
        except (UnknownLocaleError, ValueError):
            continue
        return found if str(found) != "en" else Locale.parse("en_GB")  # "30 June", not "June 30"
    return Locale.parse("en_GB")


def _language(tag: str, reader: Locale) -> str:
    """Return the name of a language: CLDR has one for some varieties (fa-AF is Dari)."""
    return str(reader.languages.get(tag.replace("-", "_")) or reader.languages.get(tag.split("-")[0]) or tag)


def _money(value: str, locale: str) -> str:
    """Return "3.50 EUR" as the locale writes it; whole amounts without decimals."""
    number, currency = value.split(" ")
    babel = babel_locale(locale)
    pattern = babel.currency_formats["standard"].pattern
    if Decimal(number) == int(Decimal(number)):
        pattern = pattern.replace(".00", "")
    return format_currency(Decimal(number), currency, pattern, locale=babel, currency_digits=False)
