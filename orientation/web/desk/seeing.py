"""A region's numbers: on a page that prints, and as CSV."""

from __future__ import annotations

import csv
import io

from flask import Response, request

from orientation.desk.seeing import Numbers, read_numbers
from orientation.domain.voices import roughly
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.words import _
from orientation.web.services import services


@desk.get("/in/<region>/numbers/")
@signed_in
def show_numbers(region: str) -> Response:
    services().counts.save()
    found = _read(region)
    rows = [(what, locale, roughly(n)) for (what, locale), n in sorted(found.counts.items())]
    return page(
        "numbers", region=region, numbers=found, rows=rows, words=_words(), locale_of=services().locale
    )


@desk.get("/in/<region>/numbers.csv")
@signed_in
def show_numbers_file(region: str) -> Response:
    found, lines = _read(region), io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(("region", "year", "what", "locale", "count"))
    for (what, locale), n in sorted(found.counts.items()):
        writer.writerow((region, found.year, what, locale, roughly(n)))
    response = Response(lines.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="numbers-{found.year}.csv"'
    return response


def _read(region: str) -> Numbers:
    year = request.args.get("year", type=int)
    return read_numbers(database(), person(), region, clock=clock, year=year)


def _words() -> dict[str, str]:
    return {
        "asked": _("Phones that asked for news, once a day each"),
        "kept": _("Guides kept on a phone"),
        "updated": _("Guides brought up to date"),
        "sheet": _("Sheets printed"),
        "wrong": _("Readers: something is wrong"),
        "missing": _("Readers: something could not be found"),
        "helped": _("Readers: it helped"),
        "answered": _("Readers who got an answer"),
    }
