from __future__ import annotations

from dataclasses import replace

import pytest
from sheet_builders import ASSETS, make_entry, make_request, make_topic

from orientation.sheets.choosing import choose
from orientation.sheets.compose import sheet_html
from orientation.sheets.request import SheetRequest
from orientation.sheets.validity import valid_until


def until(request: SheetRequest) -> str:
    return valid_until(request, choose(request.choice, request.own.pages))


def with_day(mark: str) -> SheetRequest:
    return make_request(
        "en", make_topic("en"), make_entry("en", body=f"<p {mark}></p>"), make_entry("en", slug="x")
    )


def test_sheet_holds_six_months_where_nothing_says_less() -> None:
    assert until(make_request("en")) == "2027-05-21"


@pytest.mark.parametrize(
    "mark", ["data-review-after=2027-02-01 hidden", 'data-ends="2027-02-01"', "data-call-first=2027-02-01"]
)
def test_sheet_holds_until_the_first_thing_on_it_is_due(mark: str) -> None:
    assert until(with_day(mark)) == "2027-02-01"


def test_sheet_that_was_overdue_when_it_was_published_says_so() -> None:
    html = sheet_html(with_day("data-review-after=2026-10-01"), asset_root=ASSETS)
    assert "should have been checked again by 1 October 2026" in html
    assert "Valid until" not in html


def test_neighbour_on_a_list_page_does_not_count() -> None:
    request = make_request("en", takes=("places/hospital",))
    page = request.own.pages[-1]
    assert "bank" in page.html
    late = page.html.replace('<article id="bank">', '<article id="bank"><p data-ends="2026-12-01"></p>')
    pages = (*request.own.pages[:-1], replace(page, html=late))
    assert until(replace(request, own=replace(request.own, pages=pages))) == "2027-05-21"
