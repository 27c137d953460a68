"""Is a value what its field wants? Each function returns what is wrong and how to mend it, or ""."""

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

Check = Callable[[str], str]

_DURATION = re.compile(r"P(?:[1-9][0-9]*[YMWD]|T[1-9][0-9]*[HMS])")
_URL = re.compile(r"https?://[^\s/?#\"<>@\\^`{|}\[\]]+(?:[/?#][^\s\"<>\\^`{|}]*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def any_text(value: str) -> str:
    return "a control character stands in it; remove it" if _CONTROL.search(value) else ""


def slug(value: str) -> str:
    return "" if layout.SLUG.fullmatch(value) else "use lower-case letters, digits and hyphens"


def address(value: str) -> str:
    parts = value.split("/")
    return "" if len(parts) == 2 and not any(map(slug, parts)) else 'write it as "topic/slug"'


def fact_name(value: str) -> str:
    return "" if re.fullmatch(r"[a-z0-9_]+", value) else "use lower-case letters, digits and underscores"


def layer_fact_name(value: str) -> str:
    """A layer's fact, or its own value for a fact of an entry: "topic/slug/name"."""
    *entry, name = value.split("/")
    if not entry:
        return fact_name(name)
    return fact_name(name) or ('write "topic/slug/name"' if address("/".join(entry)) else "")


def tag(value: str) -> str:
    return "" if layout.TAG.fullmatch(value) else "write a locale such as ar or fa-AF"


def phone(value: str) -> str:
    if re.fullmatch(r"[0-9]{2,6}", value):
        return ""
    problem = "write a short code such as 112, or the whole number as +34900204020"
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", value):
        return problem
    try:
        return "" if phonenumbers.is_valid_number(phonenumbers.parse(value)) else "no such number can exist"
    except phonenumbers.NumberParseException:
        return problem


def money(value: str) -> str:
    found = re.fullmatch(r"[0-9]+(?:\.[0-9]{1,2})? ([A-Z]{3})", value)
    return "" if found and found[1] in list_currencies() else 'write it as "3.50 EUR"'


def duration(value: str) -> str:
    return "" if _DURATION.fullmatch(value) else "write one unit of ISO 8601 such as P6M, P2Y, P15D or PT45M"


def day(value: str) -> str:
    return "" if _is_date(value, lengths=(10,)) else "write a day as YYYY-MM-DD"


def month(value: str) -> str:
    return "" if _is_date(value, lengths=(7, 10)) else "write YYYY-MM or YYYY-MM-DD"


def age(value: str) -> str:
    return "" if _is_date(value, lengths=(4, 7, 10)) else "write YYYY, YYYY-MM or YYYY-MM-DD"


def time(value: str) -> str:
    return "" if re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", value) else "write 24 hours as 09:30"


def number(value: str) -> str:
    return "" if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value) else 'write digits as "53" or "4.7"'


def url(value: str) -> str:
    return "" if _URL.fullmatch(value) else "write a whole web address that begins with https://"


def email(value: str) -> str:
    known = re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", value)
    return "" if known else "write an address such as office@example.org"


def hours(value: str) -> str:
    known = opening_hours.validate(value)
    return "" if known else "write OpenStreetMap opening_hours such as Mo-Fr 09:00-14:00"


def latitude(value: str) -> str:
    return "" if not number(value) and abs(float(value)) <= 90 else 'write degrees north as "41.7640"'


def longitude(value: str) -> str:
    return "" if not number(value) and abs(float(value)) <= 180 else 'write degrees east as "-2.4690"'


def country(value: str) -> str:
    return "" if re.fullmatch(r"[A-Z]{2}", value) else "write two letters of ISO 3166-1 such as ES"


def subdivision(value: str, country: str) -> str:
    known = holidays.list_supported_countries().get(country, [])
    return "" if value in known else f"the holidays of {country or 'no country'} know only {', '.join(known)}"


def script(value: str) -> str:
    return "" if re.fullmatch(r"[A-Z][a-z]{3}", value) else "write a script of ISO 15924 such as Arab"


def timezone(value: str) -> str:
    return "" if value in _timezones() else "write a time zone such as Europe/Madrid"


@lru_cache(maxsize=1)
def _timezones() -> frozenset[str]:
    """Return the names of all time zones: looking for them reads a thousand files."""
    return frozenset(available_timezones())


def nuts(value: str) -> str:
    return "" if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", value) else "write a NUTS code such as ES417"


def one_of(*allowed: str) -> Check:
    return lambda value: "" if value in allowed else "write " + " or ".join(allowed)


def matching(pattern: str, wanted: str) -> Check:
    return lambda value: "" if re.fullmatch(pattern, value) else wanted


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
