"""The Markdown of entries -> compact HTML that is safe whatever a volunteer types.

A subset of CommonMark with tables: headings, paragraphs, lists, quotes, bold, italics, code spans, links.
No HTML, no pictures, no code blocks (an indented line is a paragraph). `{name}` stands for a value; `{{` is a
brace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LinkOf = Callable[[str], str | None]
ValueOf = Callable[[str], str]

_BLOCKS = "paragraph heading list blockquote table"
_INLINES = "text newline escape backticks emphasis link autolink entity"
_TAGS = "p h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td em strong"
_INLINE_TAGS = "a b bdi code em i span strong time"
_VALUE = re.compile(r"\{([a-z0-9_]+|place\.[a-z0-9-]+\.[a-z_]+)\}")
_EXTERNAL = re.compile(r"https?://[^\s/?#]+\S*|tel:\+?[0-9]+|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_INTERNAL = re.compile(r"[a-z0-9-]+/(?:[a-z0-9-]+)?(?:#[A-Za-z0-9_-]+)?")


def to_html(body: str, *, link: LinkOf, value: ValueOf) -> str:
    """Return a body as HTML without white space between blocks; its highest heading is <h2>.

    link: maps "topic/slug", "topic/", "places/slug" (or with "#…") to an address; None leaves only its words.
    value: maps the name in `{name}` to HTML, which is trusted; inside a link only its words are used.
    """
    end = ""  # "</a>" inside a link
    html: list[str] = []
    for piece in _pieces(body):
        match piece:
            case _Value():
                found = value(piece.name)
                html.append(_between_tags(plain_text(found)) if end else found)
            case _Link():
                opening = _opening(piece.target, link)
                end = "</a>" if opening else ""
                html.append(opening)
            case _LinkEnd():
                html.append(end)
                end = ""
            case _:
                html.append(piece)
    return "".join(html)


def first_paragraph(body: str) -> str:
    """Return the Markdown of the first paragraph outside lists, tables and quotes; "" if there is none."""
    for token in _PARSER.parse(body):
        if token.type == "paragraph_open" and token.level == 0 and token.map:
            return "\n".join(body.split("\n")[slice(*token.map)]).strip()
    return ""


def plain_text(html: str) -> str:
    """Return the words of HTML on one line.

    >>> plain_text("<p>Call <b>112</b>.</p><ul><li>Wait &amp; see</li></ul>")
    'Call 112. Wait & see'
    """
    words = _Words()
    words.feed(html)
    words.close()
    return " ".join("".join(words.found).split())


def internal_links(body: str) -> tuple[str, ...]:
    """Return the targets within the guide, in the order of the text."""
    return tuple(spot.text for spot in spots(body) if spot.kind == "link" and is_internal(spot.text))


def placeholders(body: str) -> tuple[str, ...]:
    """Return the names that a body puts into braces, in the order of the text."""
    return tuple(spot.text for spot in spots(body) if spot.kind == "value")


@dataclass(frozen=True, slots=True)
class Spot:
    """Something in a body that can be wrong."""

    kind: str  # link, value, brace, heading, image, html
    text: str
    line: int  # 1-based, within the body


def spots(body: str) -> tuple[Spot, ...]:
    """Return what `check` looks at, in the order of the text."""
    return tuple(spot for token in _STRICT.parse(body) for spot in _spots_of(token))


def is_internal(target: str) -> bool:
    """Tell whether a link's target has the form of a page of the guide."""
    return _INTERNAL.fullmatch(target) is not None


def is_external(target: str) -> bool:
    """Tell whether a link's target is a whole web address, phone number or mail address."""
    return _EXTERNAL.fullmatch(target) is not None


def _spots_of(token: Token) -> Iterator[Spot]:
    line = token.map[0] + 1 if token.map else 1
    if token.type == "html_block":
        yield Spot("html", token.content.strip().split("\n")[0], line)
    if token.type == "heading_open" and token.tag == "h1":
        yield Spot("heading", "#", line)
    for child in token.children or ():
        yield from _inline_spots(child, line)
        line += child.type in ("softbreak", "hardbreak")


def _inline_spots(token: Token, line: int) -> Iterator[Spot]:
    match token.type:
        case "link_open":
            yield Spot("link", str(token.attrGet("href") or ""), line)
        case "image":
            yield Spot("image", str(token.attrGet("src") or ""), line)
        case "html_inline":
            yield Spot("html", token.content, line)
        case "value" | "brace":
            yield Spot(token.type, token.content, line)


@dataclass(frozen=True, slots=True)
class _Value:
    name: str


@dataclass(frozen=True, slots=True)
class _Link:
    target: str


@dataclass(frozen=True, slots=True)
class _LinkEnd:
    pass


_Piece = str | _Value | _Link | _LinkEnd


@lru_cache(maxsize=1024)  # as many as all guides show in two languages
def _pieces(body: str) -> tuple[_Piece, ...]:
    """Return a body as HTML with gaps: what stands in them differs from page to page."""
    found: list[_Piece] = []
    for token in _PARSER.parse(body):
        for piece in _block(token):
            if isinstance(piece, str) and found and isinstance(found[-1], str):
                found[-1] += piece
            else:
                found.append(piece)
    return tuple(found)


def _block(token: Token) -> Iterator[_Piece]:
    """Yield what a token becomes; only what is named here can come out."""
    if token.type == "inline":
        yield from map(_inline, token.children or ())
    elif not token.hidden:
        yield _tag(token)


def _inline(token: Token) -> _Piece:
    match token.type:
        case "text" | "brace":
            return _between_tags(token.content)
        case "code_inline":
            return f"<code>{_between_tags(token.content)}</code>"
        case "softbreak":
            return " "
        case "hardbreak":
            return "<br>"
        case "value":
            return _Value(token.content)
        case "link_open":
            return _Link(str(token.attrGet("href") or ""))
        case "link_close":
            return _LinkEnd()
    return _tag(token)


def _opening(target: str, link: LinkOf) -> str:
    """Return the tag that begins a link, "" where the target leads nowhere."""
    address = target if is_external(target) else link(target) if is_internal(target) else None
    return f'<a href="{_in_quotes(address)}">' if address is not None else ""


def _tag(token: Token) -> str:
    tag = "h2" if token.tag == "h1" else token.tag
    if tag not in _TAGS.split() or not token.nesting:
        return ""
    start = token.attrGet("start") if token.type == "ordered_list_open" else None
    return f"</{tag}>" if token.nesting < 0 else f'<{tag} start="{int(start)}">' if start else f"<{tag}>"


def _between_tags(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_quotes(text: str) -> str:
    return _between_tags(text).replace('"', "&quot;")


class _Words(HTMLParser):
    """Collects text; a block's edge is a space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.found.append("" if tag in _INLINE_TAGS.split() else " ")

    def handle_endtag(self, tag: str) -> None:
        self.found.append("" if tag in _INLINE_TAGS.split() else " ")


def _value_rule(state: StateInline, silent: bool) -> bool:
    """Read `{name}`, `{{`, `}}` or a brace on its own; markdown-it calls it at every position."""
    found = _VALUE.match(state.src, state.pos)
    double = state.src[state.pos : state.pos + 2]
    if found:
        kind, content, length = "value", found[1], len(found[0])
    elif double in ("{{", "}}"):
        kind, content, length = "text", double[0], 2
    elif double[:1] == "{":
        kind, content, length = "brace", "{", 1
    else:
        return False
    if not silent:
        state.push(kind, "", 0).content = content
    state.pos += length
    return True


def _parser(*more: str, html: bool) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": html})
    parser.inline.ruler.after("escape", "value", _value_rule)
    parser.enable([*_BLOCKS.split(), *_INLINES.split(), *more])
    # Every target becomes a link token, and the writer decides: so that `check` can name the bad ones.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


_PARSER = _parser(html=False)
_STRICT = _parser("image", "html_block", "html_inline", html=True)  # sees what is refused
