"""`guide.html`: the guides we ship, and a real county, each in one file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from page_contract import html_of

from orientation.desk.publish import publish
from orientation.domain.library import items_of
from orientation.exchange.integreat import read_integreat
from orientation.exchange.single import check_single, read_single
from orientation.packs.manifest import verify_manifest
from orientation.store.editions import pages_of
from orientation.store.library import load_items
from orientation.web import single as single_views
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION

LOCALES = ("es", "en", "ar")
COUNTY = Path(__file__).parents[3] / "shared/data/integreat"


@pytest.fixture
def services(app):
    return app.extensions[EXTENSION]


@pytest.fixture(scope="module", params=[*LOCALES, pytest.param("county", marks=pytest.mark.slow)])
def file(request, app, tmp_path_factory):
    """A guide's file, with the services of the site it comes from."""
    if request.param != "county":
        answered = app.test_client().get(f"/{request.param}/es-soria/guide.html")
        yield html_of(answered), app.extensions[EXTENSION]
        return
    if not COUNTY.is_dir():
        pytest.skip(f"{COUNTY} is not here: real pages of a county were not tried")
    county = _county(tmp_path_factory.mktemp("county"))
    services = county.extensions[EXTENSION]
    yield html_of(county.test_client().get("/en/rems-murr-kreis/guide.html")), services
    services.site.search.close()
    services.site.close()


def _county(data):
    """Publish Integreat's English pages of a county: 360 pages."""
    guides = read_integreat(
        [*COUNTY.glob("*-en.json")], region="rems-murr-kreis", today=date(2026, 11, 21)
    ).guides
    app = create_app(Settings(data))
    services = app.extensions[EXTENSION]
    load_items(services.site.database, items_of(guides), now="2026-11-21T10:00:00Z")
    publish(services.site, services, clock=lambda: datetime(2026, 11, 21, 10, tzinfo=UTC))
    return app


def get(client, path, **headers):
    return client.get(path, headers={"Accept-Encoding": "br", **headers})


# -- what it holds ---------------------------------------------------------------------------------------------


def test_all_that_was_signed_comes_back_from_the_file(file):
    html, services = file
    found = read_single(html)
    check_single(found)
    manifest = json.loads(found.manifest)
    assert verify_manifest(found.manifest)
    assert found.manifest == services.edition(manifest["region"], manifest["locale"]).manifest


def test_every_fragment_comes_back_from_the_file(file):
    html, services = file
    manifest = json.loads(read_single(html).manifest)
    pages = pages_of(services.site.database, manifest["region"], manifest["locale"])
    held = {
        path: re.sub(r'(href|src|id)="[^"]*" data-[hsi]="([^"]*)"', r'\1="\2"', fragment)
        for path, fragment in re.findall(r"<!--f:(.*?)-->(.*?)<!--/f-->", html, re.DOTALL)
    }
    assert held == {page.path: page.html for page in pages}


def test_every_link_in_the_file_has_where_to_go(file):
    html = file[0].partition("</head>")[2]
    ids = Counter(re.findall(r'<[^>]*\sid="([^"]*)"', html))
    assert [one for one, count in ids.items() if count > 1] == []
    assert {one for one in re.findall(r'href="#([^"]*)"', html) if one not in ids} == set()


def test_nothing_in_the_file_needs_the_site(file):
    html, _ = file
    addresses = re.findall(r'\s(?:href|src|action|srcset|poster)="([^"]*)"', html)
    assert {one for one in addresses if not re.match(r"#|data:|https?:|tel:|geo:|mailto:", one)} == set()
    assert re.findall(r"<(?:link|iframe|object|embed)\b|@import|\sstyle=|\son[a-z]+=", html) == []


def test_file_says_its_language_and_direction_once(file):
    html, services = file
    locale = services.locale(json.loads(read_single(html).manifest)["locale"])
    assert re.findall(r"<html[^>]*>", html) == [f'<html lang="{locale.tag}" dir="{locale.direction}">']


# -- how it is answered ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_answer_is_a_page_with_a_name_that_no_browser_stores(client, locale):
    first = get(client, f"/{locale}/es-soria/guide.html")
    again = get(client, f"/{locale}/es-soria/guide.html", **{"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, first.mimetype) == (200, "text/html")
    assert first.headers["Content-Disposition"] == f'inline; filename="es-soria-{locale}.html"'
    assert first.headers["Cache-Control"] == "no-store"
    assert (again.status_code, again.get_data()) == (304, b"")


def test_policy_allows_the_files_own_styles_and_script_and_nothing_else(client):
    answered = get(client, "/ar/es-soria/guide.html")
    html = html_of(answered)

    def hashes(pattern):
        found = re.findall(pattern, html, re.DOTALL)
        digests = (hashlib.sha256(one.encode()).digest() for one in found)
        return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]

    policy = [part.split() for part in answered.headers["Content-Security-Policy"].split(";")]
    assert {name: allowed for name, *allowed in policy} == {
        "default-src": ["'none'"],
        "style-src": hashes("<style>(.*?)</style>"),
        "script-src": hashes("<script>(.*?)</script>"),
        "img-src": ["data:"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }


@pytest.mark.parametrize("path", ["/xx/es-soria/guide.html", "/en/nowhere/guide.html"])
def test_file_of_what_is_not_published_is_not_found(client, path):
    assert get(client, path).status_code == 404


def test_file_names_the_public_address(client):
    assert 'href="https://guide.example.org/en/es-soria/"' in html_of(get(client, "/en/es-soria/guide.html"))


def test_share_page_links_to_the_file(client):
    html = html_of(get(client, "/en/es-soria/share/"))
    assert '<a href="../guide.html" download="es-soria-en.html" data-island=give>' in html


# -- how it is kept --------------------------------------------------------------------------------------------


def test_file_is_made_once_an_edition(client, services, monkeypatch):
    first = get(client, "/en/es-soria/guide.html").get_data()
    monkeypatch.setattr(single_views, "write_single", None)
    assert get(client, "/en/es-soria/guide.html").get_data() == first
    number = services.edition("es-soria", "en").number
    kept = [path.name for path in (services.site.data / "singles/es-soria").glob("*-en-*")]
    assert [name.partition("-")[0] for name in kept] == [str(number)]


def test_file_of_a_former_edition_goes_and_others_stay(client, services):
    folder = services.site.data / "singles/es-soria"
    get(client, "/ar/es-soria/guide.html")
    mine = next(folder.glob("*-en-*"), None)
    if mine:
        mine.unlink()
    former, other = folder / f"1-en-{'0' * 16}.html", folder / f"1-en-GB-{'0' * 16}.html"
    for path in (former, other):
        path.write_text("")
    get(client, "/en/es-soria/guide.html")
    assert not former.exists()
    assert other.exists()
    assert len([*folder.glob("*-ar-*")]) == 1
