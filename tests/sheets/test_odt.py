"""The A4 sheet as a document to edit, read back with nothing but a ZIP and an XML reader."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
import zxingcpp
from fixture_guide import WORDS, fixture_guide
from PIL import Image
from rendered import request_of
from sheet_builders import ASSETS, make_request

from orientation.domain.choice import ODT, read_choice
from orientation.errors import BadChoice
from orientation.sheets.blocks import sheet_blocks
from orientation.sheets.choosing import choose
from orientation.sheets.compose import compose_sheet
from orientation.sheets.fragments import tree_of
from orientation.sheets.lines import LineBlock
from orientation.sheets.odt import odt_file
from orientation.sheets.pairing import paragraphs
from orientation.sheets.request import SheetRequest

NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
ISOLATES = re.compile("[\u2066-\u2069]")
TEXTS = ("emergency", "health", "phrases/doctor", "steps/worker", "courses/spanish")
KINDS = (
    ("fo", ""),
    ("style", "-asian"),
    ("style", "-complex"),
)  # of letters, each with a language of its own
STEP = 6  # among the words: of the first step
HOSTILE = "Casa <b>&amp;</b> \"]]>' </text:p>"


def name(prefixed: str) -> str:
    """Return a name as ElementTree writes it."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def wanted(locale: str, *takes: str, **choice: str) -> SheetRequest:
    return request_of(fixture_guide(), locale, takes=takes or TEXTS, format=ODT, **choice)


class Written:
    """A document as it was read back."""

    def __init__(self, request: SheetRequest) -> None:
        self.bytes = compose_sheet(request, asset_root=ASSETS)
        self.zip = zipfile.ZipFile(io.BytesIO(self.bytes))
        self.content, self.styles = (
            ET.fromstring(self.zip.read(f"{one}.xml")) for one in ("content", "styles")
        )
        (self.text,) = self.content.iter(name("office:text"))
        (self.foot,) = self.styles.iter(name("style:footer"))
        self._named = {
            one.get(name("style:name")): one
            for root in (self.styles, self.content)
            for one in root.iter(name("style:style"))
        }

    def paragraphs(self) -> list[ET.Element]:
        return [one for one in self.text.iter() if one.tag in (name("text:p"), name("text:h"))]

    def style_of(self, paragraph: ET.Element) -> dict[str, str]:
        """Return what a paragraph's style says, and what it has from those that it is made from."""
        told: dict[str, str] = {}
        style = self._named.get(paragraph.get(name("text:style-name")))
        while style is not None:
            for properties in style:
                told = dict(properties.attrib) | told
            style = self._named.get(style.get(name("style:parent-style-name")))
        for default in self.styles.iter(name("style:default-style")):
            if default.get(name("style:family")) == "paragraph":
                told = {k: v for properties in default for k, v in properties.attrib.items()} | told
        return told

    def where(self, words: str) -> ET.Element:
        """Return the first paragraph that these words stand in."""
        return next(one for one in self.paragraphs() if words in words_of(one))


def words_of(element: ET.Element) -> str:
    return " ".join(ISOLATES.sub("", "".join(element.itertext())).split())


def told_by_blocks(request: SheetRequest, *, kind: str = "") -> list[str]:
    """Return the paragraphs of a sheet's texts, in the order in which one reads them; kind: of one kind of block."""
    blocks = sheet_blocks(request, choose(request.choice, request.own.pages))
    cells = [
        cell
        for block in blocks
        if not isinstance(block, LineBlock) and block.kind in (kind or block.kind) and block.kind != "places"
        for row in block.rows
        for cell in row
    ]
    told = (" ".join(one.split()) for cell in cells for one in paragraphs(tree_of(cell)))
    return [one for one in told if one]


def follow(told: list[str], there: list[str]) -> list[str]:
    """Return what of a list is not in another one, each after the one before."""
    rest = iter(there)
    return [one for one in told if one not in rest]


@pytest.mark.parametrize(("locale", "second"), [("es", ""), ("ar", "es"), ("ti", ""), ("ar", "ur")])
def test_every_paragraph_of_the_blocks_is_a_paragraph_in_their_order(locale: str, second: str) -> None:
    request = wanted(locale, "emergency", "health", second=second)
    told = told_by_blocks(request, kind="entry")
    assert len(told) > 20
    assert follow(told, [words_of(one) for one in Written(request).paragraphs()]) == []


@pytest.mark.parametrize(("locale", "second"), [("es", ""), ("ar", "es"), ("ti", "")])
def test_nothing_of_what_is_listed_is_lost(locale: str, second: str) -> None:
    request = wanted(locale, second=second)
    whole = "".join(words_of(Written(request).text).split())
    told = told_by_blocks(request)
    assert told
    assert [one for one in told if "".join(one.split()) not in whole] == []


def test_numbers_of_places_are_links_in_a_table() -> None:
    written = Written(wanted("ar", "emergency", second="es"))
    row = next(written.text.iter(name("table:table-row")))
    number, own, other = row.findall("table:table-cell", NS)
    assert [one.get(name("xlink:href")) for one in number.iter(name("text:a"))] == ["tel:112"]
    assert ["الطوارئ" in words_of(own), words_of(other)] == [True, "Emergencias"]


def test_number_keeps_its_order_within_a_text_that_runs_the_other_way() -> None:
    number = Written(wanted("ar", "health")).where("975 00 00 01")
    assert "\u2066975 00 00 01\u2069" in "".join(number.itertext()).replace("\u00a0", " ")


def test_headings_are_headings_in_their_levels() -> None:
    headings = [one for one in Written(wanted("es", "health")).text.iter(name("text:h"))]
    found = [(int(one.get(name("text:outline-level"))), one.get(name("text:style-name"))) for one in headings]
    assert found[:3] == [(1, "Heading_20_1"), (2, "Heading_20_2"), (3, "Heading_20_3")]
    assert all(later <= before + 1 for (before, _), (later, _) in pairwise(found))


@pytest.mark.parametrize(
    ("locale", "country", "mode", "side", "font"),
    [
        ("ar", "EG", "rl-tb", "right", "Vazirmatn"),
        ("es", "ES", "lr-tb", "left", "Noto Sans"),
        ("ti", "ET", "lr-tb", "left", "Noto Sans Ethiopic"),
    ],
)
def test_document_is_in_its_language_and_direction(
    locale: str, country: str, mode: str, side: str, font: str
) -> None:
    written = Written(wanted(locale, "health"))
    told = written.style_of(written.where(WORDS[locale][STEP]))
    language = [told[name(f"{prefix}:language{kind}")] for prefix, kind in KINDS]
    assert language == [locale] * 3
    assert [told[name(f"{prefix}:country{kind}")] for prefix, kind in KINDS] == [country] * 3
    assert [told[name("style:writing-mode")], told[name("fo:text-align")]] == [mode, side]
    assert told[name("style:font-name-complex")] == font
    (page,) = written.styles.iter(name("style:page-layout-properties"))
    assert page.get(name("style:writing-mode")) == mode


def test_language_beside_has_its_own_language_and_direction() -> None:
    written = Written(wanted("ar", "health", second="es"))
    told = written.style_of(written.where("Ve al ayuntamiento."))
    assert [told[name(f"{prefix}:language{kind}")] for prefix, kind in KINDS] == ["es"] * 3
    assert [told[name("style:writing-mode")], told[name("fo:text-align")]] == ["lr-tb", "left"]
    beside = next(row for row in written.text.iter(name("table:table-row")) if "Ve al" in words_of(row))
    first, second = beside.findall("table:table-cell", NS)
    assert [WORDS["ar"][STEP] in words_of(first), "Ve al" in words_of(second)] == [True, True]
    tables = {one.get(name("table:style-name")) for one in written.text.iter(name("table:table"))}
    assert tables == {"Table.rl"}


def test_steps_are_counted_on_the_side_where_lines_begin() -> None:
    written = Written(wanted("ar", "health", second="es"))
    lists = [
        one for one in written.text.iter(name("text:list")) if words_of(one).startswith(WORDS["ar"][STEP])
    ]
    assert lists[0].get(name("text:style-name")) == "Numbers.rtl"
    starts = [one.get(name("text:start-value")) for one in written.text.iter(name("text:list-item"))]
    assert {"2", "3"} <= set(starts)


def test_foot_tells_the_edition_and_that_the_copy_may_differ_and_counts_pages() -> None:
    foot = Written(wanted("es", "health")).foot
    assert (
        "Copia para editar. Puede ser distinta de la edición 1795296000, 21 de noviembre de 2026"
        in words_of(foot)
    )
    assert "Válida hasta" in words_of(foot)
    assert [len(list(foot.iter(name(f"text:page-{one}")))) for one in ("number", "count")] == [1, 1]


def test_code_leads_to_the_guide_and_nothing_promises_a_check() -> None:
    request = wanted("es", "health")
    written = Written(request)
    with Image.open(io.BytesIO(written.zip.read("Pictures/code.png"))) as picture:
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == request.address == "https://guide.example.org/es/es-soria/health/"
    assert "check" not in words_of(written.text)
    assert request.own.translate("Scan: is this sheet still right?") not in words_of(written.text)


def test_texts_that_nobody_checked_say_so() -> None:
    request = wanted("ar", "emergency")
    words = words_of(Written(request).text)
    assert request.own.translate("A machine wrote these texts and nobody checked them.") in words
    mark = request.own.translate(
        "A machine wrote this text and nobody checked it. Beside it stands the text in %(language)s."
    )
    assert mark % {"language": "Español"} in words


def test_same_choice_and_edition_are_the_same_bytes() -> None:
    request = wanted("ar", second="es", name="Casa Abierta")
    first = Written(request)
    assert first.bytes == compose_sheet(request, asset_root=ASSETS)
    assert {one.date_time for one in first.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert first.bytes != compose_sheet(replace(request, edition=request.edition + 1), asset_root=ASSETS)


def test_file_says_first_what_it_is_and_lists_all_it_holds() -> None:
    logo = io.BytesIO()
    Image.new("RGB", (600, 100), "navy").save(logo, "PNG")
    written = Written(replace(wanted("es", "health"), logo=logo.getvalue()))
    assert written.bytes[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
    listed = re.findall(r'full-path="([^"]+)"', written.zip.read("META-INF/manifest.xml").decode())
    assert sorted(listed[1:]) == sorted({*written.zip.namelist()} - {"mimetype", "META-INF/manifest.xml"})
    assert written.zip.read("Pictures/logo.png") == logo.getvalue()


@pytest.mark.parametrize("locale", ["es", "ar"])
def test_markup_in_a_name_stays_words(locale: str) -> None:
    written = Written(wanted(locale, "health", name=HOSTILE, title=HOSTILE, hours=HOSTILE))
    assert [words_of(one) for one in written.paragraphs()][:3] == [HOSTILE] * 3
    assert HOSTILE in "".join(ET.fromstring(written.zip.read("meta.xml")).itertext())


def test_without_a_public_address_there_is_no_code() -> None:
    written = Written(replace(wanted("es", "health"), url=""))
    assert [one for one in written.zip.namelist() if one.startswith("Pictures/")] == []


def test_times_of_a_line_are_a_table() -> None:
    written = Written(wanted("es", "lines/l1"))
    table = next(written.text.iter(name("table:table")))
    assert len(list(table.iter(name("table:table-header-rows")))) == 1
    assert "07" in words_of(table) or "7" in words_of(table)


def test_every_style_that_is_named_is_there() -> None:
    written = Written(wanted("ar", *TEXTS, "lines/l1", "places", second="ur"))
    known = {one.get(name("style:name")) for root in (written.content, written.styles) for one in root.iter()}
    named = {
        value
        for root in (written.text, written.foot)
        for one in root.iter()
        for key, value in one.attrib.items()
        if key.endswith("style-name")
    }
    assert named - known == set()


@pytest.mark.parametrize("layout", ["wallet", "stop", "large", "picture"])
def test_other_layouts_cannot_be_had_to_edit(layout: str) -> None:
    with pytest.raises(BadChoice) as caught:
        read_choice("es-soria", "ar", [("layout", layout), ("take", "health"), ("format", ODT)])
    assert [caught.value.field, caught.value.why] == ["layout", "editable"]


def test_letter_that_cannot_be_printed_is_named_as_for_a_pdf() -> None:
    with pytest.raises(BadChoice) as caught:
        odt_file(make_request("en", name="Casa \U0001f3e0"), ASSETS)
    assert [caught.value.field, caught.value.why] == ["name", "letters"]
