"""What a search answers: what each result is, what the guide at the counter holds, what there is where nothing is."""

from __future__ import annotations

import doctest
import logging

import pytest
from bs4 import BeautifulSoup
from page_contract import html_of

from orientation.store.editions import newest_edition, pages_of
from orientation.web import finding
from orientation.web.assets import compressed
from orientation.web.scripts import sent
from orientation.web.services import EXTENSION

ONLY_IN_SPANISH = "comunidad"  # a word that stands in Spanish texts and in no English one


def found(client, path):
    return BeautifulSoup(html_of(client.get(path, headers={"Accept-Encoding": "br"})), "html.parser")


def results(page, host=False):
    return [a.find_parent("li") for a in page.select("a[data-result]") if a.has_attr("data-host") == host]


def test_result_says_what_it_is(client):
    page = found(client, "/en/es-soria/search/?q=CEAS")
    places = [item.b for item in results(page) if "/places/#" in item.a["href"]]
    entries = [item.b for item in results(page) if "/services/" in item.a["href"]]
    assert {(what.text, what.svg is None) for what in places} == {("Place", False)}
    assert {(what.text, what.svg is None) for what in entries} == {("Papers and services", True)}


def test_checklist_and_what_to_say_are_found_say_what_they_are_and_stand_before_no_entry(client):
    words = {
        "ukraine+protection+temporary": ("Checklist", "/steps/"),
        "call+an+ambulance": ("What to say", "/phrases/#say-"),
    }
    for asked, (what, path) in words.items():
        hits = results(found(client, f"/en/es-soria/search/?q={asked}"))
        asides = [hit for hit in hits if path in hit.a["href"]]
        assert {hit.b.text for hit in asides} == {what}
        assert hits[0] not in asides


def test_what_only_the_guide_at_the_counter_holds_is_found_and_says_so(client):
    page = found(client, f"/en/es-soria/search/?q={ONLY_IN_SPANISH}")
    assert results(page) == []
    hits = results(page, host=True)
    assert 1 <= len(hits) <= 5
    for hit in hits:
        assert hit.a["href"].startswith("/en/es-soria/")
        assert hit.a["lang"] == "en"
        assert "Found in: Español" in hit.get_text(" ", strip=True).replace("  ", " ")
        passage = hit.find_all("p")[-1]
        assert (passage["lang"], passage["dir"]) == ("es", "ltr")
        assert passage.mark is not None
    assert page.select_one(".tiles") is None


def test_own_result_is_not_repeated_from_the_guide_at_the_counter(client):
    page = found(client, "/en/es-soria/search/?q=empadronamiento")
    own, theirs = ({item.a["href"] for item in results(page, host)} for host in (False, True))
    assert own
    assert not own & theirs


def test_guide_at_the_counter_is_not_guessed_at(client):
    page = found(client, f"/en/es-soria/search/?q={ONLY_IN_SPANISH}+qqqqqq")
    assert results(page, host=True) == []


def test_guide_at_the_counter_has_no_other_to_ask(client):
    assert results(found(client, f"/es/es-soria/search/?q={ONLY_IN_SPANISH}"), host=True) == []


def test_page_that_the_reader_lacks_is_linked_where_it_is(app, client):
    """An edition of the reader's language may be older than that of the counter's."""
    database = app.extensions[EXTENSION].site.database
    href = results(found(client, f"/en/es-soria/search/?q={ONLY_IN_SPANISH}"), host=True)[0].a["href"]
    path = href.partition("#")[0]
    edition = "edition_id = (SELECT id FROM editions WHERE locale = 'en' ORDER BY edition DESC LIMIT 1)"
    database.execute(f"UPDATE pages SET kind = 'away' WHERE path = ? AND {edition}", (path,))
    link = results(found(client, f"/en/es-soria/search/?q={ONLY_IN_SPANISH}"), host=True)[0].a
    kind = "places" if "#" in href else "entry"
    database.execute(f"UPDATE pages SET kind = '{kind}' WHERE path = ? AND {edition}", (path,))
    assert (link["href"], link["lang"]) == (href.replace("/en/", "/es/"), "es")


def test_nothing_found_is_no_dead_end(client):
    page = found(client, "/en/es-soria/search/?q=emmergancey")
    assert "Nothing found." in page.main.text
    assert [link["href"] for link in page.select('main a[href^="./?q="]')] == ["./?q=emergency"]
    assert page.select_one('main .tiles a[href="../health/"]') is not None
    assert page.select_one("main .calls a")["href"] == "/en/es-soria/emergency/"
    assert page.select_one("main section").text.strip() == page.select_one("footer .helper").text.strip()


def test_search_without_words_asks_for_some(client):
    page = found(client, "/en/es-soria/search/?q=%20")
    assert "Nothing found." not in page.main.text
    assert page.select_one("main .calls") is None
    assert page.select_one("main .tiles") is not None


@pytest.mark.parametrize(("locale", "typed"), [("en", "re"), ("ar", "ال"), ("es", "de"), ("en", "s")])
def test_suggestions_are_few_and_small(app, client, locale, typed):
    there = {page.path for page in pages_of(app.extensions[EXTENSION].site.database, "es-soria", locale)}
    response = client.get(
        f"/{locale}/es-soria/search/suggest/", query_string={"q": typed}, headers={"Accept-Encoding": "br"}
    )
    items = BeautifulSoup(html_of(response), "html.parser").select("li[role=option][data-href]")
    assert len(items) == (0 if len(typed) < 2 else 6)
    assert len(response.get_data()) <= 1024
    assert response.mimetype == "text/html"
    assert {item["data-href"].partition("#")[0] for item in items} <= there


def test_suggestion_of_an_office_word_is_in_its_language(client):
    page = found(client, "/ar/es-soria/search/suggest/?q=empadronam")
    assert {item.bdi["lang"] for item in page.select("li")} == {"es"}


def test_suggestion_of_a_guide_that_is_not_there_is_not_found(client):
    assert client.get("/en/nowhere/search/suggest/?q=re").status_code == 404


def test_what_is_typed_is_not_logged(client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get("/en/es-soria/search/suggest/?q=secreto")
    assert "secreto" not in caplog.text


def test_script_that_suggests_is_small():
    assert len(compressed(sent("js/suggest.js"), "br", 11)) <= 1024


def test_names_are_escaped(app):
    edition = newest_edition(app.extensions[EXTENSION].site.database, "es-soria", "en")
    bad = finding.Name('/en/es-soria/x/"><b>/', "<script>", "entry", '"><i>', ())
    with app.test_request_context():
        slots = app.extensions[EXTENSION].shell_of("en").slots
        html = finding.suggestions_html(edition, slots, [bad])
        html += finding.meant_html(slots, ["<script>&q=1"])
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "?q=%3Cscript%3E%26q%3D1" in html


def test_examples_hold():
    assert doctest.testmod(finding).failed == 0
