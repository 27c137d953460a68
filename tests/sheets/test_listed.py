from __future__ import annotations

from sheet_builders import make_request

from orientation.domain.edition import Page
from orientation.sheets.choosing import choose
from orientation.sheets.listed import listed_blocks

COURSES = (
    '<article id="evening"><h2>Evening course</h2><p>For all.</p><p><a href="../language/evening/">More</a></p>'
    '<p class="from">Source: <a href="https://school.example/">School</a>.</p></article>'
)
STEPS = (
    '<p class="note">Nobody checked.</p><ol class="list"><li data-step="a"><label><input type="checkbox">'
    "<b>Register.</b></label><div data-duration=P1M><p><b>Time limit:</b> a month</p>"
    '<p data-day hidden><label>Which day is that? <input type="date"></label></p></div></li></ol>'
)


def words(kind: str, html: str, take: str) -> str:
    page = Page(f"/en/es-soria/{take.partition('/')[0]}/", "Page", html, kind=kind)
    if kind == "checklist":
        page = Page(f"/en/es-soria/{take}/", "Page", html, kind=kind)
    request = make_request("en", page, takes=(take,), alone=True)
    (block,) = listed_blocks(request, choose(request.choice, request.own.pages)[0])
    return str(block.rows[0][0])


def test_course_is_as_much_as_an_entry_and_its_source_stands_at_the_end() -> None:
    assert words("courses", COURSES, "courses/evening") == "<h2>Evening course</h2><p>For all.</p>"


def test_day_that_a_time_limit_counts_from_is_left_to_be_written() -> None:
    assert '<p data-screen="day">Which day is that? </p>' in words("checklist", STEPS, "steps/worker")
