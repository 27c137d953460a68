"""The page that a sheet's QR code leads to, as the server answers it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from page_contract import html_of

from orientation.domain.choice import Choice
from orientation.domain.sheet_check import read_sheet, sheet_query
from orientation.domain.sheet_facts import ADDRESS, FACT, pieces
from orientation.sheets.choosing import choose
from orientation.sheets.codes import check_url
from orientation.web.sheet_requests import sheet_request

CHECK = "/{}/es-soria/sheet/check/"


def query_of(app, locale: str, *takes: str) -> str:
    """Return what the address of a sheet printed today says."""
    with app.app_context():
        request = sheet_request(
            app.extensions["orientation"], Choice(region="es-soria", locale=locale, takes=takes)
        )
    address = check_url(request, choose(request.choice, request.own.pages))
    return parse_qs(urlsplit(address).query)["s"][0]


def asked(client: FlaskClient, written: str, locale: str = "en") -> tuple[int, str]:
    response = client.get(CHECK.format(locale), query_string={"s": written})
    return response.status_code, html_of(response)


def in_two(app, locale: str, second: str, *takes: str) -> dict[str, str]:
    """Return what the address of a sheet in two languages says."""
    with app.app_context():
        choice = Choice(region="es-soria", locale=locale, second=second, takes=takes)
        request = sheet_request(app.extensions["orientation"], choice)
    address = check_url(request, choose(choice, request.own.pages))
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def other_link(html: str) -> str:
    """Return where the page says that the other language of a sheet is looked at, "" for nowhere."""
    slip = html.partition('<div class="slip">')[2].partition("</div>")[0]
    found = re.search(r'<p>[^<]+<a href="([^"]*)" hreflang', slip)
    return unescape(found[1]) if found else ""


def spoilt(written: str, part: int, start: int, letters: int) -> str:
    """Return an address of a sheet on which something else stood."""
    parts = written.split(".")
    parts[part] = parts[part][:start] + "0" * letters + parts[part][start + letters :]
    return ".".join(parts)


@pytest.mark.parametrize("locale", ["en", "ar", "es"])
def test_sheet_of_today_is_still_right(app, client, locale):
    written = query_of(app, locale, "emergency", "places/bus-booking", "phrases/doctor", "steps/worker")
    status, html = asked(client, written, locale)
    assert status == 200
    shell = app.extensions["orientation"].shell_of(locale)
    assert shell.slots["sheet_told_same"] in html
    assert "<li>" not in html.partition('<div class="slip">')[2].partition("</div>")[0]


def test_changed_fact_is_counted_and_todays_line_is_shown(app, client):
    written = query_of(app, "en", "places/bus-booking", "transport/village-bus")
    facts = sum(len(part.facts) for part in read_sheet(written)[1])
    status, html = asked(client, spoilt(written, 1, ADDRESS + FACT, FACT))
    assert status == 200
    assert f"Changed since this sheet was printed: 1 of {facts} facts" in html
    assert 'href="../../places/#bus-booking"' in html
    assert '<a class="call" href="tel:+34900204020" dir="ltr">900 204 020</a>' in html


def test_other_words_are_told_quietly(app, client):
    written = query_of(app, "en", "transport/village-bus")
    _, html = asked(client, spoilt(written, 1, ADDRESS, FACT))
    assert "What this sheet says still holds." in html
    assert 'class="words"' in html


def test_page_that_is_gone_takes_its_facts_with_it(app, client):
    written = query_of(app, "en", "transport/village-bus", "health/health-card")
    gone = read_sheet(written)[1][0]
    _, html = asked(client, spoilt(written, 1, 0, ADDRESS))
    assert f"{len(gone.facts)} of " in html
    assert "is not in the guide any more" in html


def test_sheet_newer_than_the_guide_is_not_corrected_by_it(app, client):
    written = "ZZZZZZ." + spoilt(query_of(app, "en", "transport/village-bus"), 1, 9, 4).partition(".")[2]
    status, html = asked(client, written)
    assert status == 200
    assert "The sheet is newer than this guide." in html
    assert "Now it says" not in html


def test_sensitive_line_comes_with_the_way_out(app, client):
    written = query_of(app, "en", "emergency/violence-against-women")
    _, html = asked(client, spoilt(written, 1, ADDRESS + FACT, FACT))
    assert 'class="leave"' in html.partition("</main>")[0]
    _, html = asked(client, written)
    assert 'class="leave"' not in html


@pytest.mark.parametrize(
    "written", ["", "x", "T4XK2P", "<script>", "A.000000000" * 2000, "A.\x00", "٣.000000000"]
)
def test_broken_address_is_one_sentence(client, written):
    status, html = asked(client, written[:3000])
    assert status == 400
    assert "This is not the address of a sheet of this guide" in html


def test_sheet_in_two_languages_leads_to_the_check_of_the_other_and_back(app, client):
    query = in_two(app, "en", "ar", "emergency", "places/bus-booking")
    shells = app.extensions["orientation"]
    there = other_link(html_of(client.get(CHECK.format("en"), query_string=query)))
    assert there.startswith("/ar/es-soria/sheet/check/?with=en&s=")
    html = html_of(client.get(there))
    assert shells.shell_of("ar").slots["sheet_told_same"] in html
    back = html_of(client.get(other_link(html)))
    assert shells.shell_of("en").slots["sheet_told_same"] in back
    assert other_link(back) == there


def test_unchecked_emergency_text_leads_to_the_check_of_the_one_at_the_counter(app, client):
    query = in_two(app, "ar", "", "emergency")
    with app.app_context():
        assert read_sheet(query["t"])[0] == app.extensions["orientation"].edition("es-soria", "es").number
    there = other_link(html_of(client.get(CHECK.format("ar"), query_string=query)))
    assert there.startswith("/es/es-soria/sheet/check/?with=ar&s=")
    same = app.extensions["orientation"].shell_of("es").slots["sheet_told_same"]
    assert same in html_of(client.get(there))


def test_other_language_that_is_only_named_leads_to_its_guide(app, client):
    query = in_two(app, "en", "ar", "health/health-card")
    for beside in ({}, {"t": "x"}):
        html = html_of(client.get(CHECK.format("en"), query_string={"s": query["s"], "with": "ar"} | beside))
        assert other_link(html) == "/ar/es-soria/"


def test_broken_address_names_no_other_language(client):
    html = html_of(client.get(CHECK.format("en"), query_string={"s": "x", "with": "ar", "t": "A.000000000"}))
    assert other_link(html) == ""


@pytest.mark.parametrize("other", ["", "xx", '"><b>', "../en"])
def test_sheet_in_one_language_or_in_one_the_guide_has_not_names_none(app, client, other):
    query = in_two(app, "en", "ar", "health/health-card")
    html = html_of(client.get(CHECK.format("en"), query_string=query | {"with": other}))
    assert other_link(html) == ""


def test_too_many_parts_are_refused_and_one_that_stands_twice(client):
    parts = [f".{number:05d}0000" for number in range(81)]
    assert asked(client, "A" + "".join(parts))[0] == 400
    assert asked(client, "A" + "".join(parts[:80]))[0] == 200
    assert asked(client, "A" + parts[0] * 2)[0] == 400


def test_no_copy_of_a_check_stays_behind(app, client):
    response = client.get(CHECK.format("en"), query_string={"s": query_of(app, "en", "health")})
    assert response.headers["Cache-Control"] == "no-store"


def test_other_languages_lead_to_their_guides(app, client):
    _, html = asked(client, query_of(app, "en", "health"))
    assert 'href="/ar/es-soria/"' in html


def test_guide_that_is_not_there_is_not_found(client):
    assert client.get("/en/nowhere/sheet/check/?s=A.000000000").status_code == 404


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_piece_of_the_guide_is_right_on_the_day_it_is_printed(app, client, locale):
    with app.app_context():
        request = sheet_request(app.extensions["orientation"], Choice(region="es-soria", locale=locale))
    every = [piece for page in request.own.pages for piece in pieces(page)]
    assert len(every) > 80
    for start in range(0, len(every), 40):
        status, html = asked(client, sheet_query(request.edition, every[start : start + 40]), locale)
        assert status == 200
        assert app.extensions["orientation"].shell_of(locale).slots["sheet_told_same"] in html
