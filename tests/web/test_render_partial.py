"""A guide that is written only in part in a language: what is written comes first, the rest says what it is."""

from __future__ import annotations

from bs4 import BeautifulSoup
from render_builders import page_at, soria

from orientation.domain.inheritance import Guide


def lists(guide: Guide, path: str, locale: str) -> list[tuple[str, list[str]]]:
    """Return a topic's lists of entries, each with the heading above it."""
    html = BeautifulSoup(page_at(guide, path, locale=locale).html, "html.parser")
    found = []
    for one in html.select("ul.list"):
        heading = one.find_previous(["h1", "h2"])
        found.append((heading.get_text(strip=True), [link["href"].strip("./") for link in one.select("a")]))
    return found


def test_entries_in_the_readers_language_stand_first():
    first, others, *_ = lists(soria(), "services/", "ti")
    assert first[1] == ["padron"]
    assert others[0] == "ገና ብቋንቋኹም የለዉን"
    assert len(others[1]) > 10


def test_topic_that_is_whole_has_no_second_list():
    assert "ገና ብቋንቋኹም የለዉን" not in [heading for heading, _ in lists(soria(), "emergency/", "ti")]


def test_topic_that_nothing_is_written_of_says_so():
    page = page_at(soria(), "transport/", locale="ti").html
    assert '<p class="note">ገና ብቋንቋኹም የለዉን' in page


def test_front_page_says_that_some_pages_are_missing_and_only_then():
    assert "ገሊኦም ገጻት ገና ብቋንቋኹም የለዉን።" in page_at(soria(), "", locale="ti").html
    assert 'class="note"' not in page_at(soria(), "", locale="ar").html
