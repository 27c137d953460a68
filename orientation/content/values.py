"""Is a value what its field wants? Each function returns what is wrong and how to mend it, or FINE."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from zoneinfo import available_timezones

import holidays
import opening_hours
import phonenumbers
from babel.numbers import list_currencies

from orientation.content import layout
from orientation.findings import FINE, Said

Check = Callable[[str], Said]

_DURATION = re.compile(r"P(?:[1-9][0-9]*[YMWD]|T[1-9][0-9]*[HMS])")
_URL = re.compile(r"https?://[^\s/?#\"<>@\\^`{|}\[\]]+(?:[/?#][^\s\"<>\\^`{|}]*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def any_text(value: str) -> Said:
    return Said("control") if _CONTROL.search(value) else FINE


def slug(value: str) -> Said:
    return FINE if layout.SLUG.fullmatch(value) else Said("slug")


def address(value: str) -> Said:
    parts = value.split("/")
    return FINE if len(parts) == 2 and not any(map(slug, parts)) else Said("address")


def fact_name(value: str) -> Said:
    return FINE if re.fullmatch(r"[a-z0-9_]+", value) else Said("fact_name")


def layer_fact_name(value: str) -> Said:
    """A layer's fact, or its own value for a fact of an entry: "topic/slug/name"."""
    *entry, name = value.split("/")
    if not entry:
        return fact_name(name)
    return fact_name(name) or (Said("own_fact_name") if address("/".join(entry)) else FINE)


def tag(value: str) -> Said:
    return FINE if layout.TAG.fullmatch(value) else Said("locale")


def phone(value: str) -> Said:
    if re.fullmatch(r"[0-9]{2,6}", value):
        return FINE
    problem = Said("phone_form")
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", value):
        return problem
    try:
        return FINE if phonenumbers.is_valid_number(phonenumbers.parse(value)) else Said("phone_none")
    except phonenumbers.NumberParseException:
        return problem


def money(value: str) -> Said:
    found = re.fullmatch(r"[0-9]+(?:\.[0-9]{1,2})? ([A-Z]{3})", value)
    return FINE if found and found[1] in list_currencies() else Said("money")


def duration(value: str) -> Said:
    return FINE if _DURATION.fullmatch(value) else Said("duration")


def day(value: str) -> Said:
    return FINE if _is_date(value, lengths=(10,)) else Said("day")


def month(value: str) -> Said:
    return FINE if _is_date(value, lengths=(7, 10)) else Said("month")


def age(value: str) -> Said:
    return FINE if _is_date(value, lengths=(4, 7, 10)) else Said("age")


def time(value: str) -> Said:
    return FINE if re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", value) else Said("time")


def number(value: str) -> Said:
    return FINE if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value) else Said("number")


def url(value: str) -> Said:
    return FINE if _URL.fullmatch(value) else Said("url")


def email(value: str) -> Said:
    known = re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", value)
    return FINE if known else Said("email")


def hours(value: str) -> Said:
    known = opening_hours.validate(value)
    return FINE if known else Said("hours")


def latitude(value: str) -> Said:
    return FINE if not number(value) and abs(float(value)) <= 90 else Said("latitude")


def longitude(value: str) -> Said:
    return FINE if not number(value) and abs(float(value)) <= 180 else Said("longitude")


def country(value: str) -> Said:
    return FINE if re.fullmatch(r"[A-Z]{2}", value) else Said("country")


def subdivision(value: str, country: str) -> Said:
    known = holidays.list_supported_countries().get(country, [])
    if value in known:
        return FINE
    return Said("subdivision", country=country or "no country", known=", ".join(known))


def script(value: str) -> Said:
    return FINE if re.fullmatch(r"[A-Z][a-z]{3}", value) else Said("script")


def timezone(value: str) -> Said:
    return FINE if value in _timezones() else Said("timezone")


@lru_cache(maxsize=1)
def _timezones() -> frozenset[str]:
    """Return the names of all time zones: looking for them reads a thousand files."""
    return frozenset(available_timezones())


def nuts(value: str) -> Said:
    return FINE if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", value) else Said("nuts")


def one_of(*allowed: str) -> Check:
    return lambda value: FINE if value in allowed else Said("one_of", choices=" or ".join(allowed))


def matching(pattern: str, wanted: Said) -> Check:
    return lambda value: FINE if re.fullmatch(pattern, value) else wanted


FACT_KINDS: dict[str, Check] = {
    "phone": phone, "money": money, "duration": duration, "date": day, "time": time, "number": number,
    "address": any_text, "code": any_text, "url": url, "email": email,
}  # fmt: skip


def _is_date(value: str, *, lengths: tuple[int, ...]) -> bool:
    if len(value) not in lengths or not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True
