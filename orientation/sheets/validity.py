"""Until when a sheet can be relied on: everything on it is looked over some day, and no sheet hangs for ever."""

from __future__ import annotations

import calendar
import re

from orientation.content.words import date_words
from orientation.sheets.choosing import Chosen
from orientation.sheets.request import SheetRequest

MONTHS_MAX = 6  # after the edition: what nobody set a day for is looked over within this time too
_DAYS = re.compile(r'data-(?:review-after|ends|call-first)="?(\d{4}-\d\d-\d\d)')


def valid_until(request: SheetRequest, chosen: tuple[Chosen, ...]) -> str:
    """Return the first day on which something on the sheet is due or ends, YYYY-MM-DD; it may be past already."""
    days: list[str] = [day for one in chosen for day in _DAYS.findall(_shown(one))]
    return first_day(request.day, *days)


def first_day(day: str, *due: str) -> str:
    """Return the first of these days, and none later than anybody looks a sheet over; "" is no day.

    >>> first_day("2026-11-27", "2027-12-31", "")
    '2027-05-27'
    """
    return min((months_after(day, MONTHS_MAX), *filter(None, due)))


def until_words(request: SheetRequest, chosen: tuple[Chosen, ...]) -> str:
    """Return the day until which a sheet of these is valid, in the sheet's words."""
    return date_words(valid_until(request, chosen), request.own.locale)


def _shown(one: Chosen) -> str:
    """Return the HTML of a thing: of one on a list page its own article, so that a neighbour's day does not count."""
    if not one.slug:
        return one.page.html
    own = re.search(rf'<article\b[^>]*?\sid="{re.escape(one.slug)}".*?</article>', one.page.html, re.DOTALL)
    return own[0] if own else one.page.html


def months_after(day: str, months: int) -> str:
    """Return the same day so many months later, the last of a shorter month.

    >>> months_after("2026-08-31", 6), months_after("2026-11-27", 6)
    ('2027-02-28', '2027-05-27')
    """
    year, month, of_month = (int(part) for part in day.split("-"))
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    return f"{year}-{month:02}-{min(of_month, calendar.monthrange(year, month)[1]):02}"
