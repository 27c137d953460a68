"""The pages of published guides."""

from __future__ import annotations

import posixpath
import re

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.domain.fill import fill
from orientation.errors import NotPublished, OrientationError, UnknownPage
from orientation.store.editions import Edition
from orientation.web.responses import COMPRESSED_BEFORE, COMPRESSED_NOW, NO_STORE, REVALIDATE, answer
from orientation.web.services import services
from orientation.web.shells import Shell, changes_html

reader = Blueprint("reader", __name__)

_RELATIVE = re.compile(r'href="(?![a-z]+:|#|/)')
SAFETY = re.compile(r"<!--s-->.*?<!--/s-->", re.DOTALL)
_STATE = re.compile(r"<p data-translation=[^>]*>[^<]*")


@reader.get("/")
def show_languages() -> Response:
    return html_page(services().languages_page(), services().shell_of("en"))


@reader.get("/<tag:locale>/")
def show_regions(locale: str) -> Response:
    if not services().offers(locale):
        raise NotPublished(f"/{locale}/: not a language of this site")
    return html_page(services().regions_page(locale), services().shell_of(locale))


@reader.get("/<tag:locale>/<region>/")
@reader.get("/<tag:locale>/<region>/<path:path>")
def show_page(locale: str, region: str, path: str = "") -> BaseResponse:
    if path and not path.endswith("/"):
        path += "/"
        _, page = services().page(region, locale, path)  # only what exists is redirected to
        return _redirect(page, guide_path(locale, region) + path)
    edition, page = services().page(region, locale, path)
    if page.kind == "moved":
        return _redirect(page, _resolve(page))
    return guide_page(edition, page, status=410 if page.kind == "removed" else 200)


@reader.get("/<tag:locale>/<region>/changes/")
def show_changes(locale: str, region: str) -> Response:
    """Say what changed since an edition, ?since=<number>, or since the one before; the phone knows since when."""
    edition = services().edition(region, locale)
    shell = services().shell_of(locale)
    found = services().changes(region, locale, since=request.args.get("since", type=int))
    main = fill(shell.slots["changes"], {"list": changes_html(shell.slots, found)})
    return guide_page(
        edition, Page(f"{guide_path(locale, region)}changes/", shell.titles["changes"], main, "changes")
    )


@reader.get("/<tag:locale>/<region>/<topic>/<slug>/with/<other>/")
def show_counter(locale: str, region: str, topic: str, slug: str, other: str) -> Response:
    edition, mine = services().page(region, locale, f"{topic}/{slug}/")
    _, theirs = services().page(region, other, f"{topic}/{slug}/")
    if not mine.kind == theirs.kind == "entry":
        raise UnknownPage(f"{mine.path}: not an entry")
    shell, other_shell = services().shell_of(locale), services().shell_of(other)
    main = counter_main(shell, other_shell, mine, theirs)
    return guide_page(edition, Page(f"{mine.path}with/{other}/", mine.title, main, "counter"))


def counter_main(shell: Shell, other: Shell, mine: Page, theirs: Page) -> str:
    """Return the counter view: the same entry in both languages side by side."""
    return fill(
        shell.slots["counter"],
        {
            "title": mine.title,
            "safety": "".join(SAFETY.findall(mine.html)),
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


def guide_page(edition: Edition, page: Page, *, status: int = 200) -> Response:
    shell = services().shell_of(edition.locale)
    quality = COMPRESSED_BEFORE if page.kind == "guide" else COMPRESSED_NOW
    return html_page(shell.page(edition, page), shell, status=status, cache=_cache(page), quality=quality)


def html_page(
    html: str, shell: Shell, *, status: int = 200, cache: str = REVALIDATE, quality: int = COMPRESSED_NOW
) -> Response:
    response = answer(html, "text/html", status=status, cache=cache, quality=quality)
    response.headers["Content-Security-Policy"] = shell.csp
    return response


def _cache(page: Page) -> str:
    return (
        NO_STORE if page.sensitive or page.kind in ("search", "counter", "say", "sheet-check") else REVALIDATE
    )


def _redirect(page: Page, target: str) -> BaseResponse:
    response = redirect(target, 301)
    response.headers["Cache-Control"] = _cache(page)
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
        locale = locale if services().offers(locale) else "en"
        return _not_offered(locale, region) or _plain_not_found(locale)
    shell = services().shell_of(locale)
    main = fill(shell.slots["not_found"], {"base": guide_path(locale, region)})
    return guide_page(edition, Page(request.path, shell.titles["not_found"], main, "not-found"), status=404)


def show_trouble(error: HTTPException | OrientationError) -> Response:
    """Say that it did not work, in the language of the address; why is for the log."""
    if isinstance(error, OrientationError):
        current_app.logger.error("%s at %r", type(error).__name__, request.path)
    status = (error.code if isinstance(error, HTTPException) else error.status) or 500
    page, shell = services().trouble_page(request.path.split("/")[1])
    response = html_page(page, shell, status=status, cache=NO_STORE)
    told = error.get_headers() if isinstance(error, HTTPException) else []
    response.headers.update({name: value for name, value in told if name in ("Allow", "Retry-After")})
    return response


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
    return html_page(shell.plain_page(shell.titles["not_offered"], main), shell, status=404)


def _plain_not_found(locale: str) -> Response:
    shell = services().shell_of(locale)
    main = fill(shell.slots["not_found"], {"base": f"/{locale}/"})
    return html_page(shell.plain_page(shell.titles["not_found"], main), shell, status=404)
