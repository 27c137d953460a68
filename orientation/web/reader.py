"""The pages of published guides."""

from __future__ import annotations

import posixpath
import re

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.domain.fill import fill
from orientation.errors import NotPublished, UnknownPage
from orientation.store.editions import Edition
from orientation.web.responses import answer
from orientation.web.services import services
from orientation.web.shells import Shell, results_html

reader = Blueprint("reader", __name__)

RESULTS = 10
_RELATIVE = re.compile(r'href="(?![a-z]+:|#|/)')
_STATE = re.compile(r"<p data-translation=[^>]*>[^<]*")


@reader.get("/")
def show_languages() -> Response:
    return _html(services().languages_page(), services().shell_of("en"))


@reader.get("/<tag:locale>/")
def show_regions(locale: str) -> Response:
    if not services().speaks(locale):
        raise NotPublished(f"/{locale}/: not a language of this site")
    return _html(services().regions_page(locale), services().shell_of(locale))


@reader.get("/<tag:locale>/<region>/")
@reader.get("/<tag:locale>/<region>/<path:path>")
def show_page(locale: str, region: str, path: str = "") -> BaseResponse:
    if path and not path.endswith("/"):
        path += "/"
        services().page(region, locale, path)  # only what exists is redirected to
        return redirect(guide_path(locale, region) + path, 301)
    edition, page = services().page(region, locale, path)
    if page.kind == "moved":
        return redirect(_resolve(page), 301)
    return _page(edition, page, status=410 if page.kind == "removed" else 200)


@reader.get("/<tag:locale>/<region>/search/")
def show_search(locale: str, region: str) -> Response:
    edition = services().edition(region, locale)
    slots = services().shell_of(locale).slots
    asked = request.args.get("q", "")[:200].strip()
    hits = services().site.search.search(region, locale, asked, RESULTS) if asked else ()
    found = results_html(slots, [(hit.path, hit.title, hit.snippet) for hit in hits]) if asked else ""
    main = fill(slots["search"], {"q": asked, "results": found})
    title = services().shell_of(locale).titles["search"]
    return _page(edition, Page(f"{guide_path(locale, region)}search/", title, main, "search"))


@reader.get("/<tag:locale>/<region>/<topic>/<slug>/with/<other>/")
def show_counter(locale: str, region: str, topic: str, slug: str, other: str) -> Response:
    edition, mine = services().page(region, locale, f"{topic}/{slug}/")
    _, theirs = services().page(region, other, f"{topic}/{slug}/")
    if "entry" not in (mine.kind, theirs.kind):
        raise UnknownPage(f"{mine.path}: not an entry")
    shell, other_shell = services().shell_of(locale), services().shell_of(other)
    main = counter_main(shell, other_shell, mine, theirs)
    return _page(edition, Page(f"{mine.path}with/{other}/", mine.title, main, "counter"))


def counter_main(shell: Shell, other: Shell, mine: Page, theirs: Page) -> str:
    """Return the counter view: the same entry in both languages side by side."""
    return fill(
        shell.slots["counter"],
        {
            "title": mine.title,
            "mine": told(mine.html) + state(mine.html),
            "theirs": told(theirs.html).replace("h1>", "h2>") + state(theirs.html),  # a page has one <h1>
            "mine_lang": shell.locale,
            "mine_dir": shell.direction,
            "theirs_lang": other.locale,
            "theirs_dir": other.direction,
        },
    )


def told(html: str) -> str:
    """Return what an entry's fragment tells, its links as they must be two levels deeper. Twin: service-worker.js."""
    text = html.partition("<!--c-->")[2].partition("<!--/c-->")[0]
    return _RELATIVE.sub('href="../../', text)


def state(html: str) -> str:
    """Return the sentence of an entry's fragment on who checked it. Twin: service-worker.js."""
    found = _STATE.search(html)
    return found[0] if found else ""


def _page(edition: Edition, page: Page, *, status: int = 200) -> Response:
    shell = services().shell_of(edition.locale)
    return _html(shell.page(edition, page, host=services().host_edition(edition)), shell, status=status)


def _html(html: str, shell: Shell, *, status: int = 200) -> Response:
    response = answer(html, "text/html")
    response.headers["Content-Security-Policy"] = shell.csp
    if response.status_code == 200:
        response.status_code = status
    return response


def _resolve(page: Page) -> str:
    """Return the absolute path of where a page moved."""
    return posixpath.normpath(posixpath.join(page.path, page.target)) + "/"


def show_not_found(error: Exception) -> Response:
    """Say that there is no such page, in the language of its address, inside its guide where there is one."""
    locale, _, rest = request.path.strip("/").partition("/")
    region = rest.partition("/")[0]
    try:
        edition = services().edition(region, locale)
    except NotPublished:
        locale = locale if services().speaks(locale) else "en"
        return _not_offered(locale, region) or _plain_not_found(locale)
    shell = services().shell_of(locale)
    main = fill(shell.slots["not_found"], {"base": guide_path(locale, region)})
    return _page(edition, Page(request.path, shell.titles["not_found"], main, "not-found"), status=404)


def _not_offered(locale: str, region: str) -> Response | None:
    """Say in which languages a guide is there, where it is there in any."""
    offers = services().languages_of(region)
    if not offers:
        return None
    shell = services().shell_of(locale)
    links = "".join(
        fill(shell.slots["language"], {"href": guide_path(tag, region), "tag": tag, "name": name})
        for tag, name in offers
    )
    main = fill(shell.slots["not_offered"], {"offers": links})
    return _html(shell.plain_page(shell.titles["not_offered"], main), shell, status=404)


def _plain_not_found(locale: str) -> Response:
    shell = services().shell_of(locale)
    main = fill(shell.slots["not_found"], {"base": f"/{locale}/"})
    return _html(shell.plain_page(shell.titles["not_found"], main), shell, status=404)
