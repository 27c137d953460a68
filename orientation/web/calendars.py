"""Dates of courses and events for a phone's calendar, read off the published page of courses."""

from __future__ import annotations

import re
from urllib.parse import unquote

from flask import Blueprint, Response, request

from orientation.errors import UnknownPage
from orientation.exchange.calendars import on_day
from orientation.web.responses import answer
from orientation.web.services import services

calendars = Blueprint("calendars", __name__)


@calendars.get("/<tag:locale>/<region>/courses/<name>.ics")
def show_calendar(locale: str, region: str, name: str) -> Response:
    """Give a whole series, or with ?on=YYYY-MM-DD one date of it."""
    _, page = services().page(region, locale, "courses/")
    calendar = calendar_in(page.html, name, request.args.get("on", ""))
    if not calendar:
        raise UnknownPage(f"{request.path}: no such date")
    response = answer(calendar, "text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def calendar_in(fragment: str, slug: str, day: str) -> str:
    """Return a series from the page of courses, or one day of it; "" where it has no such one.

    The same as calendarIn() in static/js/worker/calendars.js; vectors in tests/vectors/calendars.json.
    """
    found = re.search(rf'<article id="{re.escape(slug)}"[^>]* data-ics="([^"]*)"', fragment)
    if not found or (day and f'"{slug}.ics?on={day}"' not in fragment):
        return ""
    series = unquote(found[1])
    return on_day(series, day) if day else series
