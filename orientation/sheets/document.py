"""A sheet's HTML as WeasyPrint takes it, without the work that is the same for every sheet.

A sheet is well-formed: expat reads it, and not an HTML parser, which takes twenty times as long. Its style sheets are parsed
once. The browser's style sheet gives every element five boxes for notes at the foot, which sheets have not, and a mark as
of a list: those rules are left out.
"""

from __future__ import annotations

import copy
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import cssselect2
import weasyprint
from weasyprint.html import UA_STYLESHEET
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from orientation.errors import SheetError
from orientation.sheets.fragments import VOID

_VOID_TAG = re.compile(rf"<((?:{'|'.join((*VOID, 'meta'))})\b[^>]*?)/?>")
_STYLES_MOST = 64  # some three for a layout, and one for each pictogram


class Document(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """One sheet. styles: its style sheets, to be given to WeasyPrint beside it."""

    def __init__(
        self, html: str, *, base_url: str, url_fetcher: URLFetcher, fonts: FontConfiguration
    ) -> None:
        """Read a document of ours.  Raises SheetError where it is not well-formed."""
        try:
            root = ET.fromstring(_VOID_TAG.sub(r"<\1/>", html))
        except ET.ParseError as error:
            raise SheetError(f"a sheet is not well-formed: {error}") from error
        self.styles = [_style(text, url_fetcher, fonts) for text in _take_styles(root)]
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [_browser_style()]


def _take_styles(root: ET.Element) -> list[str]:
    """Take a document's style sheets out of it."""
    head = root.find("head")
    if head is None:
        return []
    found = head.findall("style")
    for style in found:
        head.remove(style)
    return [style.text or "" for style in found]


@lru_cache(_STYLES_MOST)
def _style(text: str, url_fetcher: URLFetcher, fonts: FontConfiguration) -> weasyprint.CSS:
    return weasyprint.CSS(string=text, url_fetcher=url_fetcher, font_config=fonts)


@cache
def _browser_style() -> weasyprint.CSS:
    style = copy.copy(UA_STYLESHEET)
    style.matcher = copy.copy(style.matcher)
    style.matcher.other_selectors = [
        (_of_items(test) if box == "marker" else test, specificity, order, box, rules)
        for test, specificity, order, box, rules in style.matcher.other_selectors
        if "note" not in (box or "")
    ]
    return style


def _of_items(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda element: element.local_name == "li" and test(element)
