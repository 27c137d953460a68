"""The page of an entry as readers would see it, before anybody saved it: rendered by what renders their pages."""

from __future__ import annotations

import re

from flask import Response

from orientation.desk.entries import as_previewed, entry_as_typed
from orientation.desk.writing import find_writing, guide_of
from orientation.domain.edition import Page
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.errors import UnknownPage
from orientation.store.editions import Edition
from orientation.web.desk.blueprint import clock, database, desk, person, signed_in
from orientation.web.desk.forms import typed
from orientation.web.services import services

_SCRIPT = re.compile(r"<script[^>]*></script>")
_NO_PACK = '{"pack":{"wire_bytes":0}}'


@desk.post("/preview/")
@signed_in
def show_preview() -> Response:
    """Show what the form of an entry holds, in its text's locale, as a page that only our own frame may show."""
    given = typed()
    region, _, address = (given.get("page") or [""])[-1].partition("/")
    guide = guide_of(database(), region)
    writing = find_writing(database(), person(), guide, "entry", address)
    before = writing.item or writing.editing.current.item
    if not isinstance(before, Entry):
        raise UnknownPage(f"{address}: no such entry")
    locale, country = (given.get("locale") or [before.source_locale])[-1], guide.setting("country")
    entry = entry_as_typed(before, given, locale, country=country)
    if not entry.texts:
        entry = before
    return _page(*as_previewed(guide, entry, given, country=country), locale)


def _page(guide: Guide, entry: Entry, locale: str) -> Response:
    now, site = clock(), services()
    years = (now.year, now.year + 1)
    shell = site.shell_of(locale)
    page: Page = site.entry_page(guide, entry, locale, years=years)
    edition = Edition(
        guide.region.id, locale, 0, now.strftime("%Y-%m-%dT%H:%M:%SZ"), "",
        site.frame(guide, locale, years=years), _NO_PACK,
    )  # fmt: skip
    # Links open beside the desk. Scripts stay out: this page must not touch a guide that the phone keeps.
    html = _SCRIPT.sub("", shell.page(edition, page)).replace("<a ", '<a target="_blank" rel="noopener" ')
    response = Response(html, mimetype="text/html")
    policy = shell.csp.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response.headers["Content-Security-Policy"] = policy.replace("script-src 'self'", "script-src 'none'")
    return response
