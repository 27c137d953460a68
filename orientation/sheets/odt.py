"""The A4 sheet as an OpenDocument text, for staff who edit before they print: the same blocks, no sheet check.

An edited copy is no longer what the guide says: its foot says so, and its code leads to the guide, not to the check.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from odfdo import Container, Element, XmlPart
from PIL import Image

from orientation.sheets.a4 import a4_values
from orientation.sheets.codes import make_code
from orientation.sheets.fragments import tree_of
from orientation.sheets.odt_markup import Converter
from orientation.sheets.odt_styles import FONTS, Styles, Tongue, side_of
from orientation.sheets.odt_words import Picture
from orientation.sheets.paper import sheet_document
from orientation.sheets.request import SheetRequest
from orientation.sheets.templates import sheet_templates

WIDTH_MM = 170.0  # of the text: A4 without its margins
CODE_MM = 34.0  # side of the QR code
LOGO_MM = (50.0, 18.0)  # the most a logo takes
PIXEL_MM = 25.4 / 96  # the most a pixel of it takes, as in the PDF
MIME = "application/vnd.oasis.opendocument.text"
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
_TIME = (1980, 1, 1, 0, 0, 0)  # of each file in the ZIP: the same sheet is the same bytes


def odt_file(request: SheetRequest, asset_root: Path) -> bytes:
    """Return the sheet as a file for LibreOffice or Word; the same bytes for the same choice and edition.

    Raises SheetError, BadChoice.
    """
    pictures = _pictures(request)
    values = a4_values(request, asset_root)
    html = sheet_document("odt/document.html", request, asset_root, **values, pictures=pictures)
    foot, text = tree_of(html)[0]
    styles = Styles(Tongue(request.own.locale, request.own.direction))
    converter = Converter(styles, pictures)
    foot_lines = converter.elements(foot, width_mm=WIDTH_MM)
    paragraphs = converter.elements(text, width_mm=WIDTH_MM)
    parts = _parts(sheet=request, styles=styles, own=styles.own, pictures=pictures, title=values["title"])
    parts["content.xml"] = _filled(parts["content.xml"], "//office:text", paragraphs)
    parts["styles.xml"] = _filled(parts["styles.xml"], "//style:footer", foot_lines)
    return _zip(parts | {f"Pictures/{name}.png": one.png for name, one in pictures.items()})


def _pictures(request: SheetRequest) -> dict[str, Picture]:
    """Return the code of the guide's address, and the logo, by their names."""
    found = {}
    if request.address:
        found["code"] = Picture(make_code(request.address).png(), CODE_MM, CODE_MM)
    if request.logo:
        with Image.open(io.BytesIO(request.logo)) as logo:
            scale = min(PIXEL_MM, *(most / side for most, side in zip(LOGO_MM, logo.size, strict=True)))
            found["logo"] = Picture(request.logo, logo.width * scale, logo.height * scale)
    return found


def _parts(**given: Any) -> dict[str, bytes]:
    """Return the document without its words: each file by its name."""
    start = side_of(given["own"].direction)
    given |= {
        "start": start,
        "end": "left" if start == "right" else "right",
        "fonts": FONTS,
        "width_mm": WIDTH_MM,
    }
    templates = sheet_templates()
    return {name: templates.get_template(f"odt/{Path(name).name}").render(given).encode() for name in _PARTS}


def _filled(empty: bytes, where: str, elements: list[Element]) -> bytes:
    """Return one of the files with elements in it.  where: XPath of what holds them."""
    container = Container()
    container.set_part("part.xml", empty)
    part = XmlPart("part.xml", container)
    (box,) = part.get_elements(where)
    for element in elements:
        Element.append(box, element)
    return part.serialize()


def _zip(parts: dict[str, bytes]) -> bytes:
    """Return the file; its first bytes tell what it is."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(zipfile.ZipInfo("mimetype", _TIME), MIME)
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name, _TIME), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()
