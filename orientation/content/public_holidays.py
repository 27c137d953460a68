"""Public holidays, and opening hours in which they stand as days.

The library that reads opening hours knows only the holidays of whole countries, and not all of those: Castile and
León has seven in two years that it does not know. So hours are handed to it with our days in the place of "PH".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import holidays
from opening_hours import OpeningHours

_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = rf"{_DAY}(?:\s*-\s*{_DAY})?(?:\[[-\d,]+\])?"
# "Apr-Sep" "Mo-Fr,PH" "09:00-14:00": what comes before, the list with PH in it, the rest.  "PH Mo" is left alone:
# by the specification holidays that are Mondays, to the library holidays and Mondays
_RULE = re.compile(
    rf"(?P<before>[^\"]*?)(?P<list>(?:{_DAYS}\s*,\s*)*\bPH\b(?:\s*,\s*{_DAYS})*)(?!\s*(?:{_DAY}|[-+]))(?P<rest>.*)",
    re.DOTALL,
)
_PH = re.compile(r"\bPH\b")
_COMMENT = re.compile(r'"[^"]*"')
_TIMES = re.compile(r"(\d\d?:\d\d)\s*-\s*(\d\d?:\d\d)")
_SEPARATOR = re.compile(r'(\s*(?:;|\|\||(?<=:\d\d)\s*,\s*(?=[A-Z])|(?<=")\s*,\s*(?=[A-Z]))\s*)')
_NEVER = "1900 Jan 01 off"  # in the place of a rule for no day at all: a rule may not be empty
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def holidays_of(country: str, subdivision: str, years: Iterable[int]) -> tuple[str, ...]:
    """Return the public holidays of a country's part as YYYY-MM-DD, sorted; () for a country nobody knows."""
    known = holidays.list_supported_countries()
    if country not in known:
        return ()
    part = subdivision if subdivision in known[country] else None
    return tuple(day.isoformat() for day in sorted(holidays.country_holidays(country, part, years=years)))


def names_holidays(hours: str) -> bool:
    """Tell whether hours say something of public holidays; what a comment says is for people.

    >>> names_holidays("PH off"), names_holidays('Mo 09:00-14:00 "not on PH"')
    (True, False)
    """
    return _PH.search(_COMMENT.sub("", hours)) is not None


def with_holidays(hours: str, days: Sequence[str]) -> str | None:
    """Return the hours with the given public holidays (YYYY-MM-DD) in the place of PH; None where that fails.

    Comments stay as they are. Raises ParserError for hours of which the library cannot read a part.

    >>> with_holidays("Mo-Fr,PH 09:00-14:00; PH off", ["2026-12-25"])
    'Mo-Fr 09:00-14:00; 2026 Dec 25 09:00-14:00; 2026 Dec 25 off'
    """
    comments = _COMMENT.findall(hours)
    numbers = itertools.count()
    bare = _COMMENT.sub(lambda _: f'"{next(numbers)}"', hours)  # what stands in a comment is no rule
    pieces = _SEPARATOR.split(bare)  # rule, separator, rule …
    rules = [_dated(rule, days, ", " if "," in before else "; ") for rule, before in _with_separators(pieces)]
    found = "".join(part for pair in zip(["", *pieces[1::2]], rules, strict=True) for part in pair)
    return None if _PH.search(found) else _COMMENT.sub(lambda one: comments[int(one[0].strip('"'))], found)


def _with_separators(pieces: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(pieces[::2], ["", *pieces[1::2]], strict=True)


def _dated(rule: str, days: Sequence[str], separator: str) -> str:
    """Return one rule with days instead of PH: as two rules where it is for weekdays as well."""
    found = _RULE.fullmatch(rule)
    if not found:
        return rule
    before, rest = found["before"].strip(), found["rest"].strip()
    weekdays = ",".join(re.findall(_DAYS, found["list"]))
    if weekdays and _runs_past_midnight(rest) and weekdays != "Mo-Su":
        return rule  # of two rules the second would cut off the first one's night
    own = [f"{before} {weekdays} {rest}".strip()] if weekdays else []
    wanted = "" if weekdays == "Mo-Su" else ",".join(map(_as_date, _within(before, days)))
    return separator.join(own + ([f"{wanted} {rest}"] if wanted else []) or [_NEVER])


def _runs_past_midnight(times: str) -> bool:
    spans = [(start.zfill(5), end.zfill(5)) for start, end in _TIMES.findall(times)]
    return any(end <= start or end > "24:00" for start, end in spans)


def _within(season: str, days: Sequence[str]) -> list[str]:
    """Return the days that lie in "Apr-Sep", "week 10-20" …; all of them where no season is named."""
    if not season:
        return list(days)
    hours = OpeningHours(season)
    return [day for day in days if hours.is_open(datetime.fromisoformat(day))]


def _as_date(day: str) -> str:
    one = date.fromisoformat(day)
    return f"{one.year} {_MONTHS[one.month - 1]} {one.day:02}"
