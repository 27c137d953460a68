"""Things of the list pages on paper: courses, organisations, situations of phrases; and checklists, with boxes to tick."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from markupsafe import Markup

from orientation.domain.edition import Page
from orientation.sheets.block import TextBlock
from orientation.sheets.choosing import Chosen
from orientation.sheets.entries import same_page
from orientation.sheets.fragments import drop, for_paper, markup, plain
from orientation.sheets.pairing import pair
from orientation.sheets.request import SheetRequest, Side

_SITUATION = re.compile(r'<h2 id="(say-[^"]*)"[^>]*>(.*?)</h2>(.*?)(?=<h2\b|\Z)', re.DOTALL)
_ARTICLE = re.compile(r'<article\b[^>]*?\sid="([^"]*)"[^>]*>(.*?)</article>', re.DOTALL)
_ORDERED = re.compile(r"<ol\b.*?</ol>", re.DOTALL)
_MACHINE = '<p class="note">'  # what such a page says where nobody checked its words


def listed_blocks(request: SheetRequest, chosen: Chosen) -> tuple[TextBlock, ...]:
    """Return the things of a list page that were chosen: one, or all of them."""
    parts = _parts(chosen.kind, chosen.page)
    beside = request.second
    others = _parts(chosen.kind, same_page(chosen.page, beside)) if beside else {}
    wanted = [chosen.slug] if chosen.slug else list(parts)
    return tuple(
        _block(request, chosen, parts[slug], beside=beside, other=others.get(slug, ""))
        for slug in wanted
        if slug in parts
    )


def _parts(kind: str, page: Page | None) -> dict[str, str]:
    """Return a list page's things by their ids, each as HTML that begins with its heading."""
    if page is None:
        return {}
    if kind == "phrases":
        return {slug: f"<h2>{title}</h2>{html}" for slug, title, html in _SITUATION.findall(page.html)}
    if kind == "checklist":
        return {"": f"<h2>{page.title}</h2>{''.join(_ORDERED.findall(page.html))}"}
    return dict(_ARTICLE.findall(page.html))


def _block(request: SheetRequest, chosen: Chosen, html: str, *, beside: Side | None, other: str) -> TextBlock:
    own, trust = _words(html)
    rows: tuple[tuple[Markup, Markup], ...] = ((markup(own, direction=request.own.direction), Markup("")),)
    if beside and other:
        theirs, _ = _words(other)
        rows = pair(own, theirs, own_direction=request.own.direction, other_direction=beside.direction)
    heading = own.find("h3")
    return TextBlock(
        kind=chosen.kind,
        path=chosen.page.path,
        title="".join(heading.itertext()) if heading is not None else chosen.page.title,
        rows=rows,
        side=request.own,
        beside=beside if other else None,
        beside_missing=beside is not None and not other,
        checked=_MACHINE not in chosen.page.html,
        trust=trust,
    )


def _words(html: str) -> tuple[ET.Element, str]:
    """Return what stands on paper, and where it was read."""
    root = for_paper(html)
    origins = [
        one for one in root.iter("p") if one.get("data-screen") == "from" and one.find(".//a") is not None
    ]
    trust = " · ".join(plain(one) for one in origins)
    for one in origins:
        drop(root, one)
    return root, trust
