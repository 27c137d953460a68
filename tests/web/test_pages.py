"""The reader's pages, as the server sends them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import brotli
import pytest
from page_contract import html_of

from orientation.web.services import EXTENSION

ROUTES = Path(__file__).with_name("routes.txt")


def get(client, path, **headers):
    return client.get(path, headers={"Accept-Encoding": "br", **headers})


def test_every_page_of_every_locale_keeps_the_page_contract(app, client):
    from orientation.store.editions import newest_editions, pages_of

    database = app.extensions[EXTENSION].site.database
    paths = [
        page.path
        for edition in newest_editions(database)
        for page in pages_of(database, edition.region, edition.locale)
        if page.kind not in ("moved", "removed")
    ]
    assert {get(client, path).status_code for path in paths} == {200}
    assert len(paths) > 150


def test_routes_are_promises(app):
    rules = sorted({str(rule) for rule in app.url_map.iter_rules() if not str(rule).startswith("/desk/")})
    assert rules == ROUTES.read_text().split(), (
        f"an address changed: mend {ROUTES.name}, and redirect the old one"
    )


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/ar/", "/en/es-soria/", "/ar/es-soria/places/", "/es/es-soria/about/"]
)
def test_page_is_found(client, path):
    assert get(client, path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/xx/", "/en/nowhere/", "/en/es-soria/nope/", "/en/es-soria/banking/nope/", "/wp-login.php"]
)
def test_page_that_is_not_there_says_so(client, path):
    response = get(client, path)
    assert response.status_code == 404
    assert "<h1>" in html_of(response)


def test_region_without_a_language_asks_for_one_of_its_guides_languages(client):
    html = html_of(get(client, "/es-soria/"))
    links = re.findall(r'<a href="([^"]*)" hreflang="([\w-]+)"', html)
    assert ("/ar/es-soria/", "ar") in links
    assert {href for href, _ in links} == {f"/{tag}/es-soria/" for _, tag in links}
    assert "العربية" in html


@pytest.mark.parametrize("path", ["/es-nowhere/", "/es-guadalajara-and-more/", "/favicon.ico/", "/ES-SORIA/"])
def test_region_that_is_not_published_says_so(client, path):
    assert get(client, path).status_code == 404


def test_region_without_its_last_slash_is_redirected(client):
    response = get(client, "/es-guadalajara")
    assert (response.status_code, response.headers["Location"]) == (308, "/es-guadalajara/")


def test_address_without_its_last_slash_is_redirected(client):
    response = get(client, "/en/es-soria/banking")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/es-soria/banking/")


def test_emergency_is_one_tap_away_on_every_kind_of_page(client):
    for path in ("", "banking/", "banking/basic-account/", "places/", "about/", "search/?q=nie", "nope/"):
        assert 'href="/ar/es-soria/emergency/"' in html_of(get(client, f"/ar/es-soria/{path}"))


def test_emergency_numbers_stand_on_the_emergency_page_in_every_locale(client):
    for locale in ("en", "es", "ar"):
        html = html_of(get(client, f"/{locale}/es-soria/emergency/"))
        assert {"tel:112", "tel:016", "tel:062", "tel:091", "tel:024"} <= set(re.findall(r"tel:\d+", html))


def test_unchecked_text_says_so(client):
    html = html_of(get(client, "/ar/es-soria/services/padron/"))
    assert "data-translation=machine" in html


def test_entry_says_when_its_sources_were_read(client):
    assert "data-read-on=2026-11" in html_of(get(client, "/en/es-soria/services/padron/"))


def test_sensitive_entry_can_be_left_at_once_and_is_not_shared(client):
    html = html_of(get(client, "/en/es-soria/emergency/violence-against-women/"))
    assert " data-island=leave" in html
    assert "<button data-island=share" not in html
    assert "<button data-island=share" in html_of(get(client, "/en/es-soria/services/padron/"))


def test_counter_view_shows_both_languages_with_their_directions(client):
    html = html_of(get(client, "/ar/es-soria/services/padron/with/es/"))
    assert '<div lang="ar" dir="rtl">' in html
    assert '<div lang="es" dir="ltr">' in html


def test_search_finds_a_host_country_word_in_another_language(client):
    html = html_of(get(client, "/ar/es-soria/search/?q=empadronamiento"))
    assert 'data-result href="/ar/es-soria/services/padron/"' in html


def test_search_words_are_escaped(client):
    html = html_of(get(client, "/en/es-soria/search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
    assert "<script>alert" not in html


def test_page_is_not_sent_again_to_who_has_it(client):
    first = get(client, "/en/es-soria/")
    again = get(client, "/en/es-soria/", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_page_is_compressed_as_the_client_asks(client):
    plain = client.get("/en/es-soria/", headers={"Accept-Encoding": ""})
    zipped = client.get("/en/es-soria/", headers={"Accept-Encoding": "gzip"})
    small = get(client, "/en/es-soria/")
    assert html_of(plain) == html_of(zipped) == html_of(small)
    assert len(small.get_data()) < len(zipped.get_data()) < len(plain.get_data())


def test_first_page_is_at_most_seven_kilobytes_on_the_wire(client):
    assert len(get(client, "/ar/es-soria/").get_data()) <= 7000


def test_manifest_names_blobs_that_are_served(client):
    manifest = json.loads(html_of(get(client, "/packs/es-soria/ar.json")))
    response = get(client, f"/packs/blobs/{manifest['pack']['sha256']}")
    assert len(response.get_data()) == manifest["pack"]["wire_bytes"]
    assert len(brotli.decompress(response.get_data())) == manifest["pack"]["bytes"]
    assert "immutable" in response.headers["Cache-Control"]


def test_blob_is_sent_plain_to_who_knows_no_brotli(client):
    manifest = json.loads(html_of(get(client, "/packs/es-soria/ar.json")))
    response = client.get(f"/packs/blobs/{manifest['pack']['sha256']}", headers={"Accept-Encoding": ""})
    assert len(response.get_data()) == manifest["pack"]["bytes"]


@pytest.mark.parametrize("name", ["../pyproject.toml", "..%2f..%2fetc/passwd", "js", "nope.js"])
def test_nothing_outside_static_is_sent(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_static_file_asked_for_by_its_version_holds_for_ever(client):
    html = html_of(get(client, "/en/es-soria/"))
    address = re.search(r"/static/js/page\.js\?v=\w+", html)[0]
    assert "immutable" in get(client, address).headers["Cache-Control"]
    assert get(client, "/static/js/page.js?v=old").headers["Cache-Control"] == "no-cache"


def test_several_static_files_come_in_the_order_of_a_shell(client):
    names = ("js/hand.js", "js/say.js", "icons/welcome.svg")
    alone = [html_of(get(client, f"/static/{name}")) for name in names]
    assert html_of(get(client, f"/assets.txt?of={','.join(names)}")).split("\0") == alone


@pytest.mark.parametrize(
    "names",
    ["", "js/say.js,js/say.js", "js/say.js,js/hand.js", "js/say.js,../pyproject.toml", "css/desk.css"],
)
def test_several_static_files_are_those_that_kept_guides_need_in_their_order_and_none_twice(client, names):
    assert client.get(f"/assets.txt?of={names}").status_code == 404


def test_web_manifest_has_a_neutral_name_and_icons_that_exist(client):
    manifest = json.loads(html_of(get(client, "/manifest.webmanifest")))
    assert manifest["name"] == "Guide"
    assert {client.get(icon["src"]).status_code for icon in manifest["icons"]} == {200}


def test_sheet_is_a_pdf(client):
    response = client.get("/ar/es-soria/banking/sheet.pdf")
    assert response.mimetype == "application/pdf"
    assert response.get_data().startswith(b"%PDF-")


def test_health_answers(client):
    assert client.get("/health").get_data() == b"ok\n"
