"""What a person types -> the form a value is kept in, where it is plain what was meant; else as it was typed."""

from __future__ import annotations

import re

import phonenumbers
from babel.numbers import get_territory_currencies
from phonenumbers import NumberParseException, PhoneNumberFormat

_SIGNS = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "ZŁ": "PLN", "ZL": "PLN", "ΕΥΡΩ": "EUR", "يورو": "EUR"}
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_UNITS = ("PTM", "PTH", "PD", "PW", "PM", "PY")  # of a duration, shortest first


def tidy(kind: str, typed: str, country: str) -> str:
    """Return a value of a fact's kind as it is kept. country: ISO 3166-1, of phones and money without one.

    >>> tidy("phone", "975 23 45 67", "ES"), tidy("money", "3,5 €", "ES"), tidy("date", "1/12/2026", "ES")
    ('+34975234567', '3.5 EUR', '2026-12-01')
    """
    value = " ".join(typed.split())
    match kind:
        case "phone":
            return tidy_phone(value, country)
        case "money":
            return _money(value, country)
        case "number":
            return re.sub(r"(?<=\d),(?=\d+$)", ".", value)
        case "date":
            found = _DAY.fullmatch(value)
            return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else value
        case "time":
            return f"0{value}" if re.fullmatch(r"\d:\d\d", value) else value
        case "url":
            return f"https://{value}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", value) else value
    return value


def tidy_phone(typed: str, country: str) -> str:
    """Return a phone number as E.164 or a short code; what is no possible number comes back as it was typed."""
    plain = re.sub(r"[\s()./-]", "", typed)
    if re.fullmatch(r"[0-9]{2,6}", plain) or not plain:
        return plain
    try:
        number = phonenumbers.parse(plain, country or None)
    except NumberParseException:
        return typed
    if not phonenumbers.is_valid_number(number):
        return typed
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def duration_parts(value: str) -> tuple[str, str]:
    """Return number and unit of a duration as a form shows them.

    >>> duration_parts("P6M"), duration_parts("PT45M"), duration_parts("half a year")
    (('6', 'PM'), ('45', 'PTM'), ('half a year', ''))
    """
    found = re.fullmatch(r"(PT?)([0-9]+)([YMWDH])", value)
    return (found[2], found[1] + found[3]) if found and found[1] + found[3] in _UNITS else (value, "")


def duration_of(number: str, unit: str) -> str:
    """Return a duration from its parts; the number as it was typed where it is none.

    >>> duration_of("6", "PM")
    'P6M'
    """
    plain = number.strip()
    return f"{unit[:-1]}{int(plain)}{unit[-1]}" if plain.isdecimal() and unit in _UNITS else plain


def _money(value: str, country: str) -> str:
    found = re.fullmatch(r"([0-9]+)(?:[.,]([0-9]{1,2}))?\s*(\S*)", value) or re.fullmatch(
        r"(?:€|EUR)\s*([0-9]+)(?:[.,]([0-9]{1,2}))?()", value
    )
    if not found:
        return value
    currencies = get_territory_currencies(country) if country else []
    sign = found[3].upper() or (str(currencies[0]) if currencies else "EUR")
    return f"{found[1]}{'.' + found[2] if found[2] else ''} {_SIGNS.get(sign, sign)}"
