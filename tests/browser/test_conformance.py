"""One address space, two servers: Flask and the worker answer every address of a guide alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from phones import Server, keep
from playwright.sync_api import Page

from orientation.desk.site import Site
from orientation.domain.edition import Page as GuidePage
from orientation.domain.sheet_check import sheet_query
from orientation.domain.sheet_facts import pieces
from orientation.store.editions import pages_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUERIES = {
    "en": ["padron", "PADRÓN", "bank account", "doctor", "health card", "bus", "NIE", "asylum", "école", "lawyer",
           "112", "violence", "rent", "job", "school", "Spanish course", "driving", "red card", "ayuntamiento", "suicid"],
    "es": ["padrón", "padron", "Empadronamiento", "cuenta", "médico", "medico", "tarjeta", "autobus", "autobús", "nie",
           "asilo", "abogado", "escuela", "violencia", "alquiler", "trabajo", "curso", "conducir", "urgencias", "banc"],
    "ar": ["البلدية", "بلدية", "تسجيل", "التسجيل", "طبيب", "الطبيب", "حساب", "بنك", "البنك", "حافلة", "لجوء", "اللجوء",
           "محامي", "مدرسة", "المدرسة", "padron", "NIE", "عنف", "إيجار", "ايجار"],
}  # fmt: skip
LOST = [
    "emmergancey",
    "البلددييات",
    "xyzzy",
    "comunidad",
]  # near something, near nothing, only in the guide at the counter
TYPED = ["re", "الب", "padr", "how to re", "112", "x", ""]


class _Parts(HTMLParser):
    """Takes main, title, lang and dir out of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html_attributes: dict[str, str | None] = {}
        self.title = ""
        self._in_title = False
        self.feed(html)
        start = html.index('<main id="main">')
        self.main = html[start : html.index("</main>", start)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.html_attributes = dict(attrs)
        self._in_title = tag == "title" or (self._in_title and tag != "svg")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    @property
    def parts(self) -> tuple[str, str, str | None, str | None]:
        attributes = self.html_attributes
        return self.main, self.title, attributes.get("lang"), attributes.get("dir")


def _addresses(server: Server, locale: str) -> list[str]:
    site = Site(server.data)
    pages = pages_of(site.database, "es-soria", locale)
    site.close()
    entries = [page.path for page in pages if page.kind == "entry"]
    return [
        *(page.path for page in pages),
        *(f"{path}with/es/" for path in entries),
        f"/{locale}/es-soria/search/",
        *(f"/{locale}/es-soria/search/?q={quote(query)}" for query in QUERIES[locale]),
        *(f"/{locale}/es-soria/search/?q={quote(query)}" for query in LOST),
        *(f"/{locale}/es-soria/say/{asked}" for asked in ("", "?page=services/padron/", "?sent", "?waits")),
        f"/{locale}/es-soria/say/?page=emergency/violence-against-women/",
        *(f"/{locale}/es-soria/sheet/check/?s={written}" for written in _sheets(pages)),
        f"/{locale}/es-soria/no/such-page/",
    ]


def _sheets(pages: Sequence[GuidePage]) -> list[str]:
    """What addresses of sheets say: of some that still hold, of some that do not, of none."""
    every = [piece for page in pages for piece in pieces(page)]
    right = [sheet_query(1, every[start : start + 40]) for start in range(0, len(every), 40)]
    wrong = [re.sub("[0-3]", "V", written) for written in right]
    whole = [
        sheet_query(1, every[:40], letters_max=500),
        re.sub("[4-7]", "V", sheet_query(1, every[40:80], letters_max=500)),
    ]
    two = [f"{right[0]}&with=es&t={right[1]}", f"{wrong[0]}&with=es&t=x", f"x&with=es&t={right[1]}"]
    two += [f"{right[0]}&with=xx", f"ZZZZZZ{right[0][1:]}&with=es"]
    return ["", "x", "ZZZZZZ" + right[0][1:], right[0] + "0", *right, *wrong, *whole, *two]


def _typed(locale: str) -> list[str]:
    return [f"/{locale}/es-soria/search/suggest/?q={quote(typed)}" for typed in TYPED]


def _fetched(page: Page, path: str) -> str:
    return str(page.evaluate("async (path) => (await fetch(path)).text()", path))


def _from_phone(page: Page, url: str) -> tuple[int, str]:
    response = page.goto(url, wait_until="commit")  # its scripts are of no interest here
    assert response is not None
    assert response.from_service_worker
    return response.status, response.text()


@pytest.mark.parametrize(("locale", "every"), [("en", 3), ("ar", 1)])  # one whole, of the other each third
def test_worker_answers_every_address_as_the_server_does(server: Server, page: Page, locale: str, every: int):
    keep(page, f"{server.url}/{locale}/es-soria/", with_host=True)
    _wait_for_host(page, server, locale)
    addresses = _addresses(server, locale)[::every]
    theirs = {path: server.get(path) for path in addresses}
    lists = {path: server.get(path)[1] for path in _typed(locale)}
    server.kill()
    different = [path for path in lists if _fetched(page, path) != lists[path]]
    for path in addresses:
        status, html = theirs[path]
        if status == 301:
            continue  # followed by the browser: the target is among the addresses
        own_status, own = _from_phone(page, server.url + path)
        if (own_status, _Parts(own).parts) != (status, _Parts(html).parts):
            different.append(path)
    assert different == []
    assert len(addresses) > 100 / every
    assert any(lists.values())


@pytest.mark.parametrize("locale", ["en", "es", "ar"])
def test_worker_finds_what_the_server_finds(server: Server, page: Page, locale: str):
    keep(page, f"{server.url}/{locale}/es-soria/")
    paths = [f"/{locale}/es-soria/search/?q={quote(query)}" for query in QUERIES[locale]]
    found = {path: _results(_visit(page, server.url + path, offline=False)) for path in paths}
    asked_server = {path: _results_html(server.get(path)[1]) for path in paths}
    server.kill()
    assert {path: set(hits[:5]) for path, hits in found.items()} == {
        path: set(hits[:5]) for path, hits in asked_server.items()
    }
    assert sum(bool(hits) for hits in found.values()) >= 15


def _wait_for_host(page: Page, server: Server, locale: str) -> None:
    """The host language's guide comes after the reader's own."""
    ask = """(id) => new Promise((resolve) => {
        navigator.serviceWorker.addEventListener("message", ({data}) =>
            data.guide === id && data.state && data.state.complete && resolve(true));
        navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: "state", guide: id}));
    })"""
    assert page.evaluate(ask, "es-soria/es")


def _visit(page: Page, url: str, *, offline: bool) -> Page:
    response = page.goto(url)
    assert response is not None
    assert response.from_service_worker
    return page


def _results(page: Page) -> list[str]:
    found = page.locator("a[data-result]:not([data-host])")
    return [link.get_attribute("href") or "" for link in found.all()]


def _results_html(html: str) -> list[str]:
    return [piece.partition('="')[2].partition('"')[0] for piece in html.split("<a data-result href")[1:]]
