"""The limit: what a pack cannot be smaller than by much, whatever its format.

It is the size of one Brotli stream (quality 11, window 2^22) of what a reader gets from all pages of a guide in
one locale: the visible text of each page's main content in reading order, and the targets of its links.

- Text is what stands between tags. Not text: comments, and what is in <script>, <style>, <svg>, <template> or
  in an element with the attribute `hidden`. Attributes do not count, but a link's `href` does.
- White space is collapsed to one blank. A block (paragraph, heading, list item, cell, ...) begins on a new line.
- A link's target stands before its words, with a blank between.
- Pages follow each other in the order of the pack, an empty line between them.

What stands on many pages (the words of a trust box, a navigation) counts on each page: Brotli takes it for almost
nothing, here as in a pack. Markup, titles, addresses of pages, the shell and the search words do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

import brotli

QUALITY, WINDOW_BITS = 11, 22  # Source: RFC 7932; the same as packs use

_UNSEEN = re.compile("script|style|svg|template")
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
_BLOCK = re.compile(
    "address|article|aside|blockquote|br|caption|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|td|th|tr|ul"
)


def limit_bytes(fragments: Iterable[str]) -> int:
    """Return the limit for pages given by the HTML of their main content, in page order."""
    text = "\n\n".join(visible_text(fragment) for fragment in fragments)
    return len(brotli.compress(text.encode(), quality=QUALITY, lgwin=WINDOW_BITS))


def visible_text(fragment: str) -> str:
    """Return what a reader sees of a page's main content, with the targets of its links.

    >>> visible_text('<h1>Help</h1><p>Call <a href="tel:112">112</a>, free.</p>')
    'Help\\nCall tel:112 112, free.'
    """
    reader = _Reader()
    reader.feed(fragment)
    reader.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(reader.found).split(_BREAK))
    return "\n".join(line for line in lines if line)


_BREAK = "\0"  # begins a new line; white space of the source does not


class _Reader(HTMLParser):
    """Collects text and link targets, in reading order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = ""  # the tag of the element that is being skipped
        self._depth = 0  # of that tag within itself

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen == "p" and _BLOCK.fullmatch(tag):
            self._unseen = ""  # a block ends a paragraph whose end tag is missing: HTML, 4.4.1
        if self._unseen:
            self._depth += tag == self._unseen
            return
        given = dict(attrs)
        if _UNSEEN.fullmatch(tag) or ("hidden" in given and not _VOID.fullmatch(tag)):
            self._unseen, self._depth = tag, 1
            return
        if _BLOCK.fullmatch(tag):
            self.found.append(_BREAK)
        if tag == "a" and given.get("href"):
            self.found.append(f" {given['href']} ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._unseen and _BLOCK.fullmatch(tag):
            self.found.append(_BREAK)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._depth -= tag == self._unseen
            self._unseen = self._unseen if self._depth else ""
        elif _BLOCK.fullmatch(tag):
            self.found.append(_BREAK)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)
