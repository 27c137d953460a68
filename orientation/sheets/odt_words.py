"""What stands in a paragraph of a document to edit: words with their language, order, style and links; fields, pictures."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from odfdo import Element

from orientation.sheets.bidi import direction_of
from orientation.sheets.fragments import BLOCKS
from orientation.sheets.odt_styles import Styles, Tongue, is_tag

BODY = "Text_20_body"
_SPANS = {  # tag or class -> style of words
    "b": "Strong_20_Emphasis",
    "strong": "Strong_20_Emphasis",
    "em": "Emphasis",
    "i": "Emphasis",
    "small": "Smaller",
    "sup": "Raised",
    "sub": "Lowered",
    "code": "Source_20_Text",
    "final": "Last_20_one",
    "line-no": "Line_20_number",
}
_FIELDS = {"page": ("text:page-number", "1"), "pages": ("text:page-count", "1")}
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}  # an office program knows no <bdi>
_END = "\u2069"
_EMBEDDED = {"xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
HEADING = re.compile("h[1-6]")
_BOXED = ("table", "td", "th", "article", "blockquote", "header", "footer", "hr")
_PLAIN = re.compile("[A-Za-zÀ-ʯ]+( [A-Za-zÀ-ʯ]+)*")  # keeps its order by itself


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a sheet."""

    png: bytes
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand, and in which language."""

    tongue: Tongue
    around: str  # direction of the page or cell
    width_mm: float
    base: str = BODY  # style of a paragraph that has none of its own
    boxes: bool = False  # lists are to be ticked
    listed: bool = False  # within a list, which holds no tables


class Words:
    """Adds HTML's words to paragraphs."""

    def __init__(self, styles: Styles, pictures: Mapping[str, Picture]) -> None:
        """pictures: by the names that stand as their addresses in the HTML."""
        self._styles, self._pictures = styles, pictures

    def fill(self, into: Element, element: ET.Element, place: Place) -> None:
        """Add an element's words, without itself."""
        add_text(into, element.text)
        for child in element:
            self.inline(into, child, place)
            add_text(into, child.tail)

    def inline(self, into: Element, element: ET.Element, place: Place) -> None:
        """Add one element's words: isolated where they run the other way, in their style, language and link."""
        if element.tag == "br":
            into.append(make("text:line-break", {}))
        elif element.tag == "img":
            into.append(self._picture(element))
        elif element.get("class") in _FIELDS:
            tag, value = _FIELDS[element.get("class", "")]
            into.append(_with_text(make(tag, {}), value))
        elif element.get("class") == "tab":
            into.append(make("text:tab", {}))
        else:
            self._within(into, element, place)

    def _within(self, into: Element, element: ET.Element, place: Place) -> None:
        inner = moved(place, element)
        turned = inner.tongue.direction != place.tongue.direction and not _is_plain(element)
        add_text(into, _ISOLATES[inner.tongue.direction] if turned else "")
        box = into
        for tag, told in self._wrappers(element, place, inner):
            box.append(make(tag, told))
            box = box.children[-1]
        self.fill(box, element, inner)
        add_text(into, _END if turned else "")

    def _wrappers(
        self, element: ET.Element, place: Place, inner: Place
    ) -> Iterator[tuple[str, dict[str, str]]]:
        if element.tag == "a" and element.get("href"):
            look = "Phone" if element.get("class") == "phone" else "Internet_20_link"
            styles = {"text:style-name": look, "text:visited-style-name": look}
            yield "text:a", {"xlink:type": "simple", "xlink:href": element.get("href", ""), **styles}
        for name in (element.tag, *names(element)):
            if name in _SPANS:
                yield "text:span", {"text:style-name": _SPANS[name]}
        if inner.tongue.locale != place.tongue.locale:
            yield "text:span", {"text:style-name": self._styles.span(inner.tongue)}

    def _picture(self, element: ET.Element) -> Element:
        name, told = element.get("src", ""), element.get("alt", "")
        picture = self._pictures[name]
        image = make("draw:image", _EMBEDDED | {"xlink:href": f"Pictures/{name}.png"})
        size = {"svg:width": f"{picture.width_mm:.1f}mm", "svg:height": f"{picture.height_mm:.1f}mm"}
        frame = {"draw:name": name, "draw:style-name": "Picture", "text:anchor-type": "as-char"}
        return make("draw:frame", frame | size, image, _with_text(make("svg:title", {}), told))


def moved(place: Place, element: ET.Element) -> Place:
    """Return the place within an element: in its language and direction, if it names them.

    A title stays on the side of what it stands in: the text below it may run the other way.
    """
    locale, direction = element.get("lang", ""), element.get("dir", "")
    if direction == "auto":
        direction = direction_of("".join(element.itertext()))
    tongue = Tongue(
        locale if is_tag(locale) else place.tongue.locale,
        direction if direction in _ISOLATES else place.tongue.direction,
    )
    keeps_side = (
        HEADING.fullmatch(element.tag) or element.get("data-screen") == "host" or not is_block(element)
    )
    return replace(place, tongue=tongue, around=place.around if keeps_side else tongue.direction)


def is_block(element: ET.Element) -> bool:
    """Tell whether an element stands by itself, not within a paragraph."""
    return element.tag not in ("br", "tr") and element.tag in (*BLOCKS, *_BOXED)


def _is_plain(element: ET.Element) -> bool:
    """Tell whether an element is Latin words and nothing else, which need no marks around them."""
    return _PLAIN.fullmatch("".join(element.itertext())) is not None


def names(element: ET.Element) -> list[str]:
    """Return an element's classes: those of the screen are not among them (sheets/fragments.py)."""
    return element.get("class", "").split()


def make(tag: str, told: Mapping[str, str], *children: Element) -> Element:
    """Return an element of the document.  told: its attributes."""
    made = Element.from_tag(tag)
    for name, value in told.items():
        made.set_attribute(name, value)
    for child in children:
        Element.append(made, child)  # not a table's own way, which counts cells anew each time
    return made


def _with_text(element: Element, text: str) -> Element:
    element.text = text
    return element


def add_text(into: Element, text: str | None) -> None:
    """Add words at the end; white space is as much as one space, as in HTML."""
    words = re.sub(r"[ \t\r\n]+", " ", text or "")
    last = into.children[-1:]
    if last:
        last[0].tail = (last[0].tail or "") + words
    else:
        into.text = (into.text or "") + words


def if_filled(paragraph: Element) -> tuple[Element, ...]:
    """Return it where something stands in it."""
    paragraph.text = (paragraph.text or "").lstrip(" ")
    return (paragraph,) if paragraph.children or paragraph.text else ()
