"""A page -> the pieces of it that stand on sheets, and the facts in them, each known by a few letters.

Twin: static/js/worker/sheet-check.js; vectors in tests/vectors/sheet_check.json. A fact is what one acts on and cannot
guess: a link that leads out (a phone, an address of mail or web), what is isolated as a name or an address, and a number
with the word behind it, its unit. A line that says any is a fact; what it hashes is only that, so that a sentence may be
put in other words. Numbers written as words are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orientation.domain.address import within_guide
from orientation.domain.edition import Page
from orientation.domain.fill import escape
from orientation.domain.plain import INLINE, one_space, plain_text

ADDRESS, FACT = 5, 4  # letters of 5 bits each: of a piece's address, of everything else
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV"

_PIECES = {  # pages of which parts are taken one by one, by kind: a part's id and what it holds
    "places": re.compile(r'<article\b[^>]*?\sid="([^"]*)"[^>]*>(.*?)</article>', re.DOTALL),
    "phrases": re.compile(r'(?=<h2 id="([^"]*)")(.*?</h2>.*?)(?=<h2\b|\Z)', re.DOTALL),
    "lines": re.compile(r'<li\b[^>]*?\sid="([^"]*)" data-stop[^>]*>(.*?)(?=<li\b|</ul>)', re.DOTALL),
}
_PIECES |= {kind: _PIECES["places"] for kind in ("courses", "organisations")}
_WHOLE = ("entry", "topic", "line", "checklist", "removed")
_HEADING = re.compile(r"<(h2|b)\b[^>]*>(.*?)</\1>", re.DOTALL)
_CONTENT = re.compile(r"<!--c-->(.*?)<!--/c-->", re.DOTALL)

_OTHER_LANGUAGE = re.compile(r' *<div (lang="[^"<>]*" dir="(?:ltr|rtl)")>')
_BLOCK = rf"<(?!/?(?:{INLINE})\b)[^>]*>"
_ASIDE = re.compile(  # pictures; sources, how a phrase sounds, controls
    rf'<svg\b.*?</svg>|<p class="(?:from|acts|crumb)"[^>]*>.*?(?={_BLOCK}|\Z)', re.DOTALL
)
_CELL_END = re.compile(r"</(?:dt|th)>")
_CELL = re.compile(r"</?(?:dd|t[dh])\b[^>]*>")
_HOST_HEADING = re.compile(r'<h3\b([^>]*?\slang="[^>]*)>(.*?)</h3>', re.DOTALL)
_BREAK = re.compile(_BLOCK)
_LINK = re.compile(r'<a\b[^>]*?\shref="((?:tel|mailto|https?):[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_VALUE = re.compile(r'<bdi\b[^>]*>(.*?)</bdi>|<span\b[^>]*?\slang="[^>]*>(.*?)</span>', re.DOTALL)
_D = "[0-9\u0660-\u0669\u06f0-\u06f9\u1369-\u137c]"
_LETTER = (
    "[^\\x00-@\\[-`{-\u00bf\u060c\u061b\u061f\u0660-\u0669\u06d4\u06f0-\u06f9\u1361-\u137c\u2000-\u206f]"
)
_NUMBER = re.compile(rf"([+\u2212$£€-]?{_D}(?:[.,:/\u2013%€-]*{_D})*)(?:[ \u202f]?([%‰£$°]|{_LETTER}+))?")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_ANY_LINK = re.compile(r"(<a\b[^>]*>)(.*?)</a>", re.DOTALL)
_OUTSIDE = re.compile(r'\shref="(?:tel|mailto|https?):')
_KEPT = ("a", "b", "bdi", "span")  # of a line's tags, where it is shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A thing that stands on sheets: a whole page, or one article, situation or stop of a page."""

    address: str  # within the guide: "health/card/", "places/#townhall"
    title: str
    html: str
    gone: bool = False  # the page only says that it was removed

    @property
    def language(self) -> str:
        """Return the attributes of a text that is not in the guide's own language, "" where it is."""
        found = _OTHER_LANGUAGE.match(self.html)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says a fact."""

    html: str  # safe: links that lead out, and isolated values
    code: str  # FACT letters, of the facts alone


def pieces(page: Page) -> Iterator[Piece]:
    """Yield what of a page can stand on a sheet by itself."""
    base = within_guide(page.path)
    if page.kind in _WHOLE:
        content = page.kind == "entry" and " ".join(_CONTENT.findall(page.html))
        yield Piece(base, page.title, content or page.html, page.kind == "removed")
    elif page.kind in _PIECES:
        for slug, html in _PIECES[page.kind].findall(page.html):
            heading = _HEADING.search(html)
            yield Piece(f"{base}#{slug}", plain_text(heading[2]) if heading else page.title, html)


def fact_lines(html: str) -> tuple[Line, ...]:
    """Return the lines of a piece that say a fact, each fact once."""
    found: dict[str, Line] = {}
    for line in _lines(html):
        facts = facts_in(line)
        if facts:
            known = code("\n".join(facts), FACT)
            found.setdefault(known, Line(_safe(line), known))
    return tuple(found.values())


def words_code(html: str) -> str:
    """Return the letters by which all words of a piece are known."""
    return code(" ".join(text for text in map(plain_text, _lines(html)) if text), FACT)


def facts_in(line: str) -> list[str]:
    """Return the facts of one line.

    >>> facts_in('Call <a href="tel:112">112</a> within 3 days, <bdi>C/ Mayor 1</bdi>.')
    ['tel:112', 'C/ Mayor 1', '3 days']
    """
    found = [link[1] for link in _LINK.finditer(line)]
    rest = _LINK.sub(lambda link: "|" if link[1].startswith("tel:") else link[2], line)
    found += (plain_text(value[1] or value[2] or "") for value in _VALUE.finditer(rest))
    numbers = _NUMBER.finditer(plain_text(_VALUE.sub("|", rest)))
    found += (f"{number[1]} {number[2] or ''}".rstrip(" ") for number in numbers)
    return [fact for fact in found if fact]


def code(text: str, letters: int) -> str:
    """Return a short hash: FNV-1a of 32 bits over UTF-8, folded. It tells texts apart; it protects nothing.

    Source: draft-eastlake-fnv; vectors in tests/vectors/sheet_check.json.

    >>> code("health/card/", ADDRESS), code("", FACT)
    ('5M16H', 'P5EK')
    """
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    bits = 5 * letters
    value = value >> bits ^ value & (1 << bits) - 1
    return "".join(_DIGITS[value >> 5 * place & 31] for place in reversed(range(letters)))


def _lines(html: str) -> list[str]:
    """Cut a piece at its blocks; a term and what it means, and the cells of a row, stay together."""
    text = _ASIDE.sub("\n", html).replace("\r", " ").replace("\n", " ")
    text = _CELL.sub(" ", _CELL_END.sub(": ", text))
    return _BREAK.sub("\n", _HOST_HEADING.sub(r"<br><span\1>\2</span><br>", text)).split("\n")


def _safe(line: str) -> str:
    """Return a line with the few tags it may keep where they are well nested, else its words alone."""
    kept = one_space(_TAG.sub(_kept_tag, _unlinked(line)))
    open_tags: list[str] = []
    for tag in _TAG.finditer(kept):
        if not tag[1]:
            open_tags.append(tag[2])
        elif not open_tags or open_tags.pop() != tag[2]:
            return escape(plain_text(line))
    return escape(plain_text(line)) if open_tags else kept


def _unlinked(line: str) -> str:
    """Take away links that lead elsewhere in the guide: they are relative to another page."""
    return _ANY_LINK.sub(lambda link: link[0] if _OUTSIDE.search(link[1]) else link[2], line)


def _kept_tag(tag: re.Match[str]) -> str:
    return tag[0] if tag[2] in _KEPT else ""
