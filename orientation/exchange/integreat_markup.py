"""Foreign HTML -> the Markdown of content files.

Three steps: nh3 takes out what is unsafe; the tree is made plain, so that each thing in it has a twin in our
Markdown; markdownify writes it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import nh3
from bs4 import BeautifulSoup
from markdownify import ASTERISK, ATX, BACKSLASH, MarkdownConverter

from orientation.exchange.integreat_plain import make_plain

LinkTarget = Callable[[str, str], str | None]  # (href, visible words) -> target

_BLOCKS = {
    *(
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
    ),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "hr", "br"),
    *("section", "article", "header", "footer", "main", "aside", "nav", "address", "details", "summary"),
}
_INLINE = {"a", "strong", "b", "em", "i", "span"}
_EMBEDDED = {
    "img": {"src", "alt", "width", "height", "style"},
    "iframe": {"src", "title"},
    "video": {"src", "title"},
    "audio": {"src", "title"},
    "source": {"src"},
    "embed": {"src", "title"},
    "object": {"data", "title"},
}
_ATTRIBUTES = {**_EMBEDDED, "a": {"href"}, "ol": {"start"}, "td": {"colspan"}, "th": {"colspan"}}
_SILENT = {"script", "style", "template", "noscript"}
_UNSAFE = {"script", "form", "input", "button", "select", "textarea"}
_UNCLOSED = {"br", "hr", "img", "source", "embed", "p", "li", "dt", "dd", "tr", "td", "th"}
_DEEPEST = 60  # levels; real pages reach ten, and what writes Markdown calls itself once a level
_TOO_DEEP = 2000
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])(?=[\s=-]|$)|(#{1,6})(?=\s|$)|([0-9]{1,9})([.)])(?=\s|$))")


@dataclass(frozen=True, slots=True)
class Markdown:
    """A page's text, and what of it could not be carried over."""

    text: str
    lost: tuple[str, ...]


def to_markdown(source: str, *, link: LinkTarget) -> Markdown:
    """Return foreign HTML as a body in our Markdown; pictures become their alternative text, media a link."""
    inspector = _Inspector()
    inspector.feed(source)
    inspector.close()
    lost = sorted(inspector.found)
    depth = _depth(source.lower())
    if depth <= _TOO_DEEP:  # beyond it, sanitising takes minutes
        clean = _sanitised(source)
        depth = _depth(clean)
    if depth > _DEEPEST:
        clean = _words_alone(source)
        lost.append(f"nested {depth} levels deep: only its words are kept")
    soup = BeautifulSoup(clean, "html.parser")
    lost += make_plain(soup, link)
    return Markdown(_tidy(str(_Converter().convert_soup(soup))), tuple(lost))


def _sanitised(source: str) -> str:
    """Return safe, well-formed HTML, and nothing inside an <iframe>: parsers read that in two ways."""
    clean = nh3.clean(
        source,
        tags={*_BLOCKS, *_INLINE, *_EMBEDDED},
        clean_content_tags=_SILENT,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return re.sub(r"(<iframe\b[^>]*>).*?(?=</iframe>)", r"\1", clean, flags=re.DOTALL)


def _depth(clean: str) -> int:
    """Return how many levels deep tags are nested, without those that may stay open."""
    deepest = level = 0
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)", clean):
        level += 0 if name in _UNCLOSED else -1 if closing else 1
        deepest = max(deepest, level)
    return deepest


def _words_alone(source: str) -> str:
    """Return the HTML of paragraphs without anything in them, for what is nested beyond reading."""
    heard = re.sub(rf"<({'|'.join(_SILENT)})\b.*?(?:</\1|\Z)", "<", source, flags=re.DOTALL | re.IGNORECASE)
    lines = re.sub(rf"</?(?:{'|'.join(_BLOCKS)})\b[^<>]*>", "\n", heard, flags=re.IGNORECASE)
    words = html.unescape(re.sub(r"<[^<>]*>", "", lines)).split("\n")
    return "".join(f"<p>{html.escape(line)}</p>" for line in words if line.strip())


# markdownify's types do not name these methods.
_WRITE: dict[str, Callable[..., Any]] = {
    tag: getattr(MarkdownConverter, f"convert_{tag}") for tag in ("p", "a", "strong", "em")
}


class _Converter(MarkdownConverter):
    """markdownify, for a tree that is plain already."""

    class Options:
        heading_style = ATX
        bullets = "-"
        newline_style = BACKSLASH
        strong_em_symbol = ASTERISK
        autolinks = False
        table_infer_header = True

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escape_text(text)

    def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return str(_WRITE["p"](self, el, text, parent_tags)) or "\n\n"

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        written = str(_WRITE["a"](self, el, text, parent_tags))
        return f" {written}" if _last_char(el.previous_sibling) == "!" else written  # "![" begins a picture

    def convert_strong(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return _set_apart(el, str(_WRITE["strong"](self, el, text, parent_tags)))

    def convert_em(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return _set_apart(el, str(_WRITE["em"](self, el, text, parent_tags)))


def escape_text(text: str) -> str:
    """Return words that Markdown reads as words, and braces that name no fact."""
    text = _SPECIAL.sub(r"\\\g<0>", text).replace("{", "{{").replace("}", "}}")
    return _LINE_START.sub(_escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    space, sign, hashes, number, mark = found.groups()
    return f"{space}{number}\\{mark}" if number else f"{space}\\{sign or hashes}"


def _set_apart(el: Any, marked: str) -> str:
    """Put a space where stars would otherwise stay stars: between a letter and a star before a sign.

    "**Montag:**8" is no bold text in CommonMark (0.31, 6.2: left- and right-flanking runs).
    """
    inner = marked.strip().strip("*")
    if not inner:
        return marked
    before, after = _last_char(el.previous_sibling), _first_char(el.next_sibling)
    if before.isalnum() and marked[0] == "*" and not inner[0].isalnum():
        marked = f" {marked}"
    if marked[-1] == "*" and (_is_emphasis(el.next_sibling) or (after.isalnum() and not inner[-1].isalnum())):
        marked = f"{marked} "
    return marked


def _is_emphasis(sibling: Any) -> bool:
    return getattr(sibling, "name", None) in ("strong", "em")


def _last_char(sibling: Any) -> str:
    return sibling.get_text()[-1:] if sibling is not None else ""


def _first_char(sibling: Any) -> str:
    return sibling.get_text()[:1] if sibling is not None else ""


def _tidy(text: str) -> str:
    """Break paragraphs at two line breaks, and drop breaks at a paragraph's edge."""
    text = re.sub(r"[ \t]+(\\?)$", r"\1", text, flags=re.MULTILINE)
    text = re.sub(r"\\\n([ \t]*)(?:\\\n[ \t]*)+", r"\n\n\1", text)
    text = re.sub(r"(?<!\\)\\\n(?=[ \t]*(?:\n|\Z))", "\n", text)
    text = re.sub(r"(?:(?<=\n\n)|\A)(?:[ \t]*\\\n)+", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _is_address(href: str) -> bool:
    try:
        return urlsplit(href) is not None
    except ValueError:  # "http://[x"
        return False


class _Inspector(HTMLParser):
    """Finds what must not stay, so that a note can name it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAFE:
            self.found.add(f"<{tag}> left out")
        for name, value in attrs:
            scheme = re.sub(r"[\s\x00-\x20]", "", value or "").lower()
            if name.startswith("on"):
                self.found.add(f"the script in {name}= left out")
            elif scheme.startswith(("javascript:", "vbscript:", "data:")):
                self.found.add(f"the {scheme.partition(':')[0]}: address in {name}= left out")
            elif name == "href" and not _is_address(value or ""):
                self.found.add(f"a link to nowhere, kept as words: {value}")
