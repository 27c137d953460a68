"""What a PDF's tags tell beyond WeasyPrint's own: the language of each part, and which way a table's headings point.

WeasyPrint 70 names one language for the whole document; a reading voice would read a second one with the first one's
letters. It makes a link of each part of a link too, told as no link. Its functions that make a tag of a box and find the
links are wrapped here: `tests/sheets/test_tags.py` tells when that changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from weasyprint import document
from weasyprint.pdf import tags

_SCOPES = {"row": "/Row", "col": "/Column"}

BuildTree = Callable[..., Iterator[pydyf.Dictionary]]


def tell_more() -> None:
    """Have WeasyPrint write languages and directions of headings into its tags, and each link once, from now on."""
    if tags._build_box_tree.__module__ == tags.__name__:  # not yet
        tags._build_box_tree = _telling_more(tags._build_box_tree)
        document.gather_anchors = _with_each_link_once(document.gather_anchors)


def _telling_more(build: BuildTree) -> BuildTree:
    def build_box_tree(box: Any, *given: Any) -> Iterator[pydyf.Dictionary]:
        for tag in build(box, *given):
            _tell(tag, box.element, box.element_tag)
            yield tag

    return build_box_tree


def _with_each_link_once(gather: Callable[..., None]) -> Callable[..., None]:
    def gather_anchors(box: Any, anchors: Any, links: list[Any], *given: Any) -> None:
        gather(box, anchors, links, *given)
        links[:] = [link for link in links if link[-1].link]  # its box is the link, and does not stand in one

    return gather_anchors


def _tell(tag: pydyf.Dictionary, element: Any, name: str | None) -> None:
    """Add to one tag what its element says. name: of the box, which is the element's, or "html", "p::before"."""
    if element is None or name in ("html", "body"):
        return
    if element.get("lang"):
        tag["Lang"] = pydyf.String(element.get("lang"))
    if tag["S"] == "/TH" and element.get("scope") in _SCOPES:
        tag["A"]["Scope"] = _SCOPES[element.get("scope")]
