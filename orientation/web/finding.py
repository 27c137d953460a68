"""What is found in a guide: the page of a search, what is suggested meanwhile. Twin: static/js/worker/finding.js."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from flask import Blueprint, Response, request

from orientation.desk.find import search, search_host, suggestions, words_meant
from orientation.domain.address import guide_path, within_guide
from orientation.domain.edition import Page
from orientation.domain.fill import fill
from orientation.search.documents import kind_of
from orientation.search.index import Hit
from orientation.search.snippet import END, FOUND
from orientation.search.suggest import Name
from orientation.store.editions import Edition
from orientation.web.reader import guide_page, html_page
from orientation.web.responses import NO_STORE
from orientation.web.services import services

finding = Blueprint("finding", __name__)

ASKED_MAX = 200  # characters that are looked at
RESULTS = 10
_TILES = re.compile(r'<ul class="tiles">.*?</ul>', re.DOTALL)
_UNQUOTED = "!'()*"  # what encodeURIComponent leaves as it is


@finding.get("/<tag:locale>/<region>/search/")
def show_search(locale: str, region: str) -> Response:
    edition = services().edition(region, locale)
    shell = services().shell_of(locale)
    asked = _asked()
    main = _results_main(edition, shell.slots, asked) if asked else _empty_main(edition, shell.slots)
    page = Page(f"{guide_path(locale, region)}search/", shell.titles["search"], main, "search")
    return guide_page(edition, page)


@finding.get("/<tag:locale>/<region>/search/suggest/")
def show_suggestions(locale: str, region: str) -> Response:
    """Answer the items of a list and nothing around them: a script sets them below the field."""
    edition = services().edition(region, locale)
    shell = services().shell_of(locale)
    found = suggestions(services().site, edition, _asked())
    return html_page(suggestions_html(edition, shell.slots, found), shell, cache=NO_STORE)


def _asked() -> str:
    return request.args.get("q", "")[:ASKED_MAX].strip()


def _empty_main(edition: Edition, slots: Mapping[str, str]) -> str:
    return fill(slots["search"], {"q": "", "results": "", "tiles": _tiles(edition), "help": ""})


def _results_main(edition: Edition, slots: Mapping[str, str], asked: str) -> str:
    site = services().site
    own = search(site, edition.region, edition.locale, asked, RESULTS)
    theirs = search_host(site, edition, asked, {hit.path for hit in own})
    found = results_html(edition, slots, own) + host_results_html(edition, slots, theirs)
    if found:
        return fill(slots["search"], {"q": asked, "results": found, "tiles": "", "help": ""})
    none = slots["results_none"] + meant_html(slots, words_meant(site, edition, asked))
    values = {"q": asked, "results": none, "tiles": _tiles(edition), "help": help_html(edition, slots, asked)}
    return fill(slots["search"], values)


def _tiles(edition: Edition) -> str:
    return tiles_html(services().page(edition.region, edition.locale, "")[1].html)


def results_html(edition: Edition, slots: Mapping[str, str], hits: Iterable[Hit]) -> str:
    """Return search results, each with what it is, the words found marked."""
    return _marked(
        fill(
            slots["result"],
            {
                "href": hit.path,
                "title": hit.title,
                "what": _what(edition, slots, hit.path),
                "snippet": hit.snippet,
            },
        )
        for hit in hits
    )


def host_results_html(edition: Edition, slots: Mapping[str, str], hits: Iterable[Hit]) -> str:
    """Return what was found in the guide in the language at the counter, and that it was found there."""
    host = services().locale(edition.frame.host)
    own = guide_path(edition.locale, edition.region)
    return _marked(
        fill(
            slots["result_host"],
            {
                "href": hit.path,
                "title": hit.title,
                "title_lang": edition.locale if hit.path.startswith(own) else host.tag,
                "what": _what(edition, slots, hit.path),
                "language": edition.frame.host_name,
                "lang": host.tag,
                "dir": host.direction,
                "snippet": hit.snippet,
            },
        )
        for hit in hits
    )


def _marked(results: Iterable[str]) -> str:
    return "".join(results).replace(FOUND, "<mark>").replace(END, "</mark>")


def _what(edition: Edition, slots: Mapping[str, str], path: str, kind: str = "") -> str:
    """Return what kind of thing stands at an address: of an entry its topic's name."""
    topic = dict(edition.frame.topics).get(within_guide(path).partition("/")[0], "")
    return fill(slots[f"kind_{kind or kind_of(path)}"], {"topic": topic})


def suggestions_html(edition: Edition, slots: Mapping[str, str], found: Iterable[Name]) -> str:
    """Return what is suggested as the items of a list."""
    return "".join(
        fill(
            slots["suggestion"],
            {
                "href": name.path,
                "title": name.title,
                "lang": name.lang,
                "what": _what(edition, slots, name.path, name.kind),
            },
        )
        for name in found
    )


def meant_html(slots: Mapping[str, str], words: Iterable[str]) -> str:
    """Return words to search with instead, or nothing where there are none."""
    links = "".join(
        fill(slots["meant_word"], {"q": quote(word, safe=_UNQUOTED), "word": word}) for word in words
    )
    return fill(slots["meant"], {"words": links}) if links else ""


def help_html(edition: Edition, slots: Mapping[str, str], asked: str) -> str:
    """Return where somebody turns to who finds nothing: the volunteers, the emergency numbers, the helper line."""
    emergency = edition.frame.emergency
    sos = guide_path(edition.locale, edition.region) + emergency if emergency else "tel:112"
    told = fill(slots["say_words"], {"q": asked})
    return told + fill(slots["search_help"], {"sos": sos, "helper": edition.frame.helper})


def tiles_html(front: str) -> str:
    """Return the topics with their pictograms from a guide's front page, as the page of a search shows them.

    >>> tiles_html('<h1>x</h1><ul class="tiles"><li><a href="health/">y</a></ul>')
    '<ul class="tiles"><li><a href="../health/">y</a></ul>'
    """
    found = _TILES.search(front)
    return found[0].replace(' href="', ' href="../') if found else ""
