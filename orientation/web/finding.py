"""What is found in a guide: the page of a search. Twin: static/js/worker/finding.js."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from orientation.desk.find import search
from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.domain.fill import fill
from orientation.search.snippet import END, FOUND
from orientation.web.reader import guide_page
from orientation.web.services import services

finding = Blueprint("finding", __name__)

RESULTS = 10
_TILES = re.compile(r'<ul class="tiles">.*?</ul>', re.DOTALL)


@finding.get("/<tag:locale>/<region>/search/")
def show_search(locale: str, region: str) -> Response:
    edition = services().edition(region, locale)
    slots = services().shell_of(locale).slots
    asked = request.args.get("q", "")[:200].strip()
    hits = search(services().site, region, locale, asked, RESULTS) if asked else ()
    found = results_html(slots, [(hit.path, hit.title, hit.snippet) for hit in hits]) if asked else ""
    tiles = "" if hits else tiles_html(services().page(region, locale, "")[1].html)  # never a dead end
    main = fill(slots["search"], {"q": asked, "results": found, "tiles": tiles})
    title = services().shell_of(locale).titles["search"]
    return guide_page(edition, Page(f"{guide_path(locale, region)}search/", title, main, "search"))


def results_html(slots: Mapping[str, str], hits: Sequence[tuple[str, str, str]]) -> str:
    """Return search results, each (path, title, snippet), the words found marked; or the words for none."""
    if not hits:
        return slots["results_none"]
    html = "".join(
        fill(slots["result"], {"href": path, "title": title, "snippet": snippet})
        for path, title, snippet in hits
    )
    return html.replace(FOUND, "<mark>").replace(END, "</mark>")


def tiles_html(front: str) -> str:
    """Return the topics with their pictograms from a guide's front page, as the page of a search shows them.

    >>> tiles_html('<h1>x</h1><ul class="tiles"><li><a href="health/">y</a></ul>')
    '<ul class="tiles"><li><a href="../health/">y</a></ul>'
    """
    found = _TILES.search(front)
    return found[0].replace(' href="', ' href="../') if found else ""
