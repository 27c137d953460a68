"""A page's fragment, as published for screens -> what of it belongs on paper."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup

from orientation.sheets.bidi import direction_of, isolate

VOID = ("br", "hr", "img", "wbr")
HEADINGS = ("h1", "h2", "h3", "h4", "h5")
BLOCKS = (*HEADINGS, "h6", "p", "li", "dt", "dd", "div", "summary", "tr", "ul", "ol", "dl", "section", "br")
LONGEST_URL = 48  # letters; beyond that nobody types it, and the host's name is printed alone

_INLINE = {"a", "b", "bdi", "bdo", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}
_TABLES = {"caption", "table", "tbody", "td", "th", "thead", "tr"}
_TAGS = {
    *HEADINGS,
    "h6",
    "article",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "ul",
}
_PICTURES = {"audio", "canvas", "iframe", "img", "svg", "video"}
_GONE = {*_PICTURES, "button", "details", "dialog", "form", "nav", "noscript", "script", "style", "template"}
_ATTRIBUTES = {
    "*": {
        "lang",
        "dir",
        "id",
        "class",
        "hidden",
        "data-translation",
        "data-step",
        "data-call-first",
        "data-old",
    },
    "a": {"href"},
    "ol": {"start"},
}


def part(fragment: str, marker: str) -> str:
    """Return what stands between `<!--marker-->` and `<!--/marker-->`, "" where nothing does.

    >>> part("a<!--c-->b<!--/c-->", "c")
    'b'
    """
    found = re.search(f"<!--{marker}-->(.*?)<!--/{marker}-->", fragment, re.DOTALL)
    return found[1] if found else ""


def for_paper(fragment: str, *, day: str = "", call_first: str = "") -> ET.Element:
    """Return a fragment's elements below one <div>: no controls, no pictures, no links that lead nowhere.

    day: of the edition, YYYY-MM-DD.  call_first: what stands in the place of hours and fees that are too old by then.
    """
    clean = nh3.clean(
        fragment,
        tags=_TAGS | _INLINE | _TABLES,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "tel", "mailto"},
        url_relative="deny",
        link_rel=None,
    )
    root = tree_of(clean.replace("&nbsp;", "\u00a0").replace("\u202f", "\u00a0"))
    _drop_old(root, day, call_first)
    _drop_hidden(root)
    for glossary in list(root.iter("dl")):
        _one_line_each(glossary)
    for row in root.iter("tr"):
        _point_headings(row)
    for element in list(root.iter()):
        _prepare(element)
    return root


def tree_of(html: str) -> ET.Element:
    """Return HTML of ours, whose every element is closed but the void ones, below one <div>."""
    closed = re.sub(rf"<({'|'.join(VOID)})\b([^>]*?)/?>", r"<\1\2/>", str(html))  # else Markup escapes it
    return ET.fromstring(f"<div>{closed}</div>")


def markup(element: ET.Element, *, direction: str) -> Markup:
    """Return an element's content as HTML; where it runs right to left, Latin words and numbers are isolated."""
    inner = "".join(ET.tostring(child, encoding="unicode", method="html") for child in element)
    return Markup(isolate(html.escape(element.text or "", quote=False) + inner, direction=direction))


def element_markup(element: ET.Element, *, direction: str) -> Markup:
    """Return an element itself as HTML, isolated as `markup` does; what follows it is left out."""
    box = ET.Element("div")
    box.append(element)
    tail, element.tail = element.tail, None
    done = markup(box, direction=direction)
    element.tail = tail
    return done


def outer(element: ET.Element) -> Markup:
    """Return an element itself as HTML."""
    return Markup(ET.tostring(element, encoding="unicode", method="html"))


def plain(element: ET.Element) -> str:
    """Return an element's words on one line, its blocks parted by a raised dot."""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return " · ".join(line for line in lines if line)


def drop(root: ET.Element, unwanted: ET.Element) -> None:
    """Take an element out of the tree; the text after it stays."""
    for parent in root.iter():
        children = list(parent)
        if unwanted in children:
            index = children.index(unwanted)
            parent.remove(unwanted)
            _append_text(parent, index, unwanted.tail or "")
            return


def _append_text(parent: ET.Element, index: int, text: str) -> None:
    """Put text where the child at that index was."""
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def is_old(fragment: str, day: str) -> bool:
    """Tell whether hours and fees in a fragment were true too long ago, on that day.

    >>> is_old('<p data-call-first="2026-05-01" hidden></p>', "2026-11-21")
    True
    """
    return any(since <= day for since in re.findall(r'data-call-first="?(\d{4}-\d\d-\d\d)', fragment))


def _drop_old(root: ET.Element, day: str, call_first: str) -> None:
    """Let what was true too long ago give way to a sentence; the twin of showCallFirst() in static/js/page.js."""
    for parent in list(root.iter()):
        for note in [one for one in parent if day and "" < one.get("data-call-first", "") <= day]:
            for old in [one for one in parent.iter() if "data-old" in one.attrib]:
                drop(parent, old)
            note.attrib.clear()
            note.set("class", "call-first")
            note.text = call_first


def _drop_hidden(root: ET.Element) -> None:
    """Take out what a screen shows only after a script ran."""
    for element in list(root.iter()):
        if "hidden" in element.attrib:
            drop(root, element)


def _one_line_each(glossary: ET.Element) -> None:
    """Turn a list of terms into lines of "term: meaning", which take half the paper."""
    lines: list[ET.Element] = []
    for child in glossary:
        child.tail = None
        if child.tag == "dt" or not lines:
            lines.append(ET.Element("p", {"class": "term"}))
            child.tail = ": "
        elif len(lines[-1]) > 1:
            lines[-1][-1].tail = " · "
        child.tag = "b" if child.tag == "dt" else "span"
        lines[-1].append(child)
    glossary[:] = lines
    glossary.tag = "div"
    glossary.text = None


def _point_headings(row: ET.Element) -> None:
    """Say what a row's headings stand over, for whoever hears the table: the row, or else columns."""
    scope = "row" if row.find("td") is not None else "col"
    for heading in row.iter("th"):
        heading.set("scope", scope)


def _prepare(element: ET.Element) -> None:
    """Make one element fit for paper: a heading one level lower, a link's address in print, a direction for bdi."""
    if "class" in element.attrib and element.get("class") not in ("term", "call-first"):
        element.set("data-screen", element.attrib.pop("class"))  # the screen's classes are not the sheet's
    if element.tag in HEADINGS:
        element.tag = f"h{int(element.tag[1]) + 1}"
    if element.tag == "bdi" and element.get("dir") not in ("ltr", "rtl"):
        element.set("dir", direction_of("".join(element.itertext())))
    if element.tag == "a":
        _prepare_link(element)


def _prepare_link(link: ET.Element) -> None:
    target = link.get("href", "")
    link.attrib.pop("id", None)
    if target.startswith("tel:"):
        link.set("dir", "ltr")
        link.set("class", "phone")
    elif target.startswith("http"):
        _print_address(link, target)
    elif not target:
        link.tag = "span"  # a link within the guide: its words stay


def _print_address(link: ET.Element, target: str) -> None:
    """Add a web address in letters behind the link's words, unless they are the address."""
    typed = target.partition("://")[2].removeprefix("www.").rstrip("/")
    shown = typed if len(typed) <= LONGEST_URL else urlsplit(target).netloc.removeprefix("www.")
    words = "".join(link.itertext())
    if urlsplit(target).netloc.removeprefix("www.") in words:
        link.set("dir", "ltr")
        return
    address = ET.Element("bdi", {"dir": "ltr", "class": "url"})
    address.text = f"({shown})"
    _append_text(link, len(link), " ")
    link.append(address)


def _collect(element: ET.Element, pieces: list[str]) -> None:
    """Gather an element's text, with a line break around every block."""
    around = "\n" if element.tag in BLOCKS else ""
    pieces += (around, (element.text or "").replace("\n", " "))
    for child in element:
        _collect(child, pieces)
        pieces.append((child.tail or "").replace("\n", " "))
    pieces.append(around)
