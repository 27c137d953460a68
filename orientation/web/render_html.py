"""HTML as it is sent: without the white space nobody sees, with pictograms set in."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

_BLOCKS = (
    "address|article|aside|blockquote|body|br|dd|dialog|div|dl|dt|fieldset|figure|footer|form|h[1-6]|head|header|"
    "hr|html|li|link|main|meta|nav|ol|p|script|section|style|table|tbody|td|th|thead|title|tr|ul"
)
_AFTER_BLOCK = re.compile(rf"(</?(?:{_BLOCKS})(?:\s[^<>]*)?>)[ \n]+")
_BEFORE_BLOCK = re.compile(rf"[ \n]+(?=</?(?:{_BLOCKS})[ >])")
_NEEDLESS_END = re.compile(
    r"</p>(?=<(?:p|h[1-6]|[uod]l|table|section|div|blockquote)[ >]|</(?:div|section|li|td|dd|article)>)"
    r"|</li>(?=<li[ >]|</[uo]l>)|</dd>(?=<d[dt][ >]|</dl>)"
)  # Source: HTML Living Standard, 13.1.2.4 Optional tags
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ICON = re.compile(r"url\(([a-z-]+)\)")
_ROUND_ENDS = ' stroke-linecap="round" stroke-linejoin="round"'
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')


def squeeze(html: str) -> str:
    """Return the HTML without the white space that no browser shows; `<pre>` is left as it is.

    >>> squeeze("<ul>\\n  <li>One <b>bold</b>\\n  <i>word</i>\\n</ul>")
    '<ul><li>One <b>bold</b> <i>word</i></ul>'
    """
    if "<pre" in html:
        return html.strip()
    html = re.sub(r"[ \t\r\n\f]+", " ", html)  # not \s: a no-break space is there on purpose
    return _BEFORE_BLOCK.sub("", _AFTER_BLOCK.sub(r"\1", html)).strip()


def lighten(html: str) -> str:
    """Return the HTML without end tags that every parser puts in by itself, without the quotes of plain
    attributes, and with the shorter names of two tags.

    >>> lighten("<ul><li><p>One</p></li><li>Two</li></ul><p>3</p> <b>4</b>")
    '<ul><li><p>One<li>Two</ul><p>3</p> <b>4</b>'
    """
    html = re.sub(r' (data-[a-z-]+)="([\w-]+)"', r" \1=\2", html)
    html = re.sub(r"(?<=[</])strong(?=>)", "b", html)
    return _NEEDLESS_END.sub("", re.sub(r"(?<=[</])em(?=>)", "i", html))


def minify_css(css: str) -> str:
    """Return the style sheet without comments and white space.

    Strings in it may not hold `{};,` or two blanks.

    >>> minify_css("a b , c { color : red ; }  /* why */ @media (x) { d { e: f } }")
    'a b,c{color:red}@media (x){d{e:f}}'
    """
    css = re.sub(r"\s+", " ", _COMMENT.sub("", css))
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    css = re.sub(r"(?<=[{;])([a-z-]+) ?: ?", r"\1:", css)
    return css.replace(";}", "}").strip()


def inline_icons(css: str, folder: Path) -> str:
    """Return the style sheet with `url(phone)` replaced by the drawing of phone.svg, for masks."""
    return _CSS_ICON.sub(lambda found: f'url("{_data_url(folder / (found[1] + ".svg"))}")', css)


def _data_url(path: Path) -> str:
    """Return a pictogram as a mask's address: its colour does not matter, round ends are not worth their bytes."""
    svg = path.read_text(encoding="utf-8").strip().replace(_ROUND_ENDS, "")
    return "data:image/svg+xml," + svg.replace("currentColor", "red").replace('"', "'")


def read_icons(folder: Path) -> dict[str, Markup]:
    """Return the pictograms of a folder by name, as they stand in a page: hidden from screen readers."""
    return {path.stem: _icon(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.svg"))}


def _icon(svg: str) -> Markup:
    drawing, box = _DRAWING.search(svg), _VIEW_BOX.search(svg)
    if not drawing or not box:
        raise ValueError(f"not a pictogram: {svg[:60]}")
    return Markup(f'<svg viewBox="{box[1]}" aria-hidden="true">{drawing[1]}</svg>')
