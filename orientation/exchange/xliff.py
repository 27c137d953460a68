"""XLIFF 2.0: a file an entry, a unit a sentence, a <ph> a value.

Source: OASIS XLIFF Version 2.0 (2014), 4.2 (structure), 4.7 (inline). States: missing and outdated are "initial",
machine is "translated", checked is "final"; "reviewed" is read as checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from orientation.errors import BadInput, BadTranslationFile
from orientation.exchange.units import UNITS_MAX, Translation, Unit, address_of, check_size, marked

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_IN = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {"missing": "initial", "outdated": "initial", "machine": "translated", "checked": "final"}
_READ = {"translated": "machine", "reviewed": "checked", "final": "checked"}
DEPTH_MAX = 20  # of marks within a sentence
_NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0, 2.2


def write_xliff(translation: Translation) -> bytes:
    """Return the file of a translation, equal bytes for equal ones."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(
        f"{_IN}xliff",
        {
            "version": "2.0",
            "srcLang": translation.source_locale,
            "trgLang": translation.locale,
            _SPACE: "preserve",
        },
    )
    for number, address in enumerate(translation.entries(), start=1):
        original = f"{translation.region}/{address}"
        file = ET.SubElement(root, f"{_IN}file", {"id": f"f{number}", "original": original})
        for unit in translation.of_entry(address):
            file.append(_unit(unit))
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def read_xliff(data: bytes) -> Translation:
    """Return what a file says.  Raises BadInput, in one line, for what is no such file."""
    root = _parse(data)
    version = root.get("version", "")
    if root.tag != f"{_IN}xliff" or not version.startswith("2."):
        raise BadTranslationFile("format", "no XLIFF 2: export it anew, and let the tool write XLIFF 2.0")
    locales = (root.get("srcLang", ""), root.get("trgLang", ""))
    if not all(locales):
        raise BadTranslationFile(
            "language", "the file does not say from which language into which it translates: srcLang, trgLang"
        )
    regions, units = set(), []
    for file in root.findall(f"{_IN}file"):
        region, address = address_of(file.get("original", ""))
        regions.add(region)
        units += [_read_unit(address, unit) for unit in file.iter(f"{_IN}unit")]
    if len(regions) != 1:
        raise BadTranslationFile(
            "regions" if regions else "empty",
            "the file holds more than one region" if regions else "the file holds no entry",
        )
    if len(units) > UNITS_MAX:
        raise BadTranslationFile("size", f"more than {UNITS_MAX} sentences: no file that this program wrote")
    return Translation(regions.pop(), *locales, tuple(units))


def _parse(data: bytes) -> ET.Element:
    check_size(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTranslationFile("format", "not in UTF-8: let the tool write XLIFF in UTF-8") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # entities can swell a file beyond all bounds
        raise BadTranslationFile("format", "it declares a document type; XLIFF has none")
    try:
        return ET.fromstring(text)
    except ET.ParseError as error:
        raise BadTranslationFile("format", f"no XML: {error}") from error


def _unit(unit: Unit) -> ET.Element:
    found = ET.Element(f"{_IN}unit", {"id": unit.name})
    notes = ET.SubElement(found, f"{_IN}notes")
    ET.SubElement(notes, f"{_IN}note", {"category": "kind"}).text = unit.kind
    marks = marked(unit.source)[1::2]
    marks += [mark for mark in dict.fromkeys(marked(unit.target)[1::2]) if mark not in marks]
    if marks:
        kept = ET.SubElement(found, f"{_IN}originalData")
        for number, mark in enumerate(marks, start=1):
            ET.SubElement(kept, f"{_IN}data", {"id": f"d{number}"}).text = mark
    segment = ET.SubElement(found, f"{_IN}segment", {"id": "1", "state": _STATES[unit.state]})
    segment.append(_words("source", unit.source, marks))
    if unit.target:
        segment.append(_words("target", unit.target, marks))
    return found


def _words(name: str, sentence: str, marks: list[str]) -> ET.Element:
    """Return <source> or <target>, each value as a <ph> whose id is its place among the unit's values."""
    found = ET.Element(f"{_IN}{name}")
    if _NO_XML.search(sentence):
        raise BadInput(f"{sentence!r}: a control character stands in it; remove it")
    pieces = marked(sentence)
    found.text = pieces[0]
    free = list(enumerate(marks, start=1))
    for mark, after in zip(pieces[1::2], pieces[2::2], strict=True):
        number = next((one for one, name in free if name == mark), marks.index(mark) + 1)
        free = [pair for pair in free if pair[0] != number]
        given = {"id": str(number), "dataRef": f"d{number}", "equiv": mark, "disp": mark}
        ET.SubElement(found, f"{_IN}ph", given).tail = after
    return found


def _read_unit(address: str, unit: ET.Element) -> Unit:
    kept = {data.get("id", ""): data.text or "" for data in unit.iter(f"{_IN}data")}
    sources, targets, states = [], [], []
    for part in unit:
        if part.tag in (f"{_IN}segment", f"{_IN}ignorable"):
            source, target = part.find(f"{_IN}source"), part.find(f"{_IN}target")
            sources.append(_text(source, kept))
            targets.append(
                _text(target, kept) if target is not None else sources[-1] if "ignorable" in part.tag else ""
            )
            states += [part.get("state", "initial")] if part.tag == f"{_IN}segment" else []
    if not sources:
        raise BadTranslationFile("format", f"{address}: a unit without a segment")
    words = "".join(targets) if any(one.strip() for one in targets) else ""
    state = next((_READ[one] for one in ("translated", "reviewed", "final") if one in states), "outdated")
    if "initial" in states:
        state = "outdated"
    note = unit.find(f"{_IN}notes/{_IN}note[@category='kind']")
    kind = (note.text or "") if note is not None else ""
    return Unit(address, unit.get("id", ""), kind, "".join(sources), words, state if words else "missing")


def _text(element: ET.Element | None, kept: dict[str, str]) -> str:
    return "".join(_pieces(element, kept, 0)) if element is not None else ""


def _pieces(element: ET.Element, kept: dict[str, str], depth: int) -> Iterator[str]:
    """Yield the words of an element and of what stands within.  Raises BadInput for what cannot be read."""
    if depth > DEPTH_MAX:
        raise BadTranslationFile("format", "marks within marks within marks: no file that this program wrote")
    yield element.text or ""
    for one in element:
        name = one.tag.removeprefix(_IN) if isinstance(one.tag, str) else ""
        if name == "ph":
            yield _value(one, kept)
        elif name == "cp":
            yield _character(one.get("hex", ""))
        elif name in ("pc", "mrk"):
            yield from _pieces(one, kept, depth + 1)
        elif name not in ("sc", "ec", "sm", "em"):
            raise BadTranslationFile("mark", f"<{name}> within a sentence is not known")
        yield one.tail or ""


def _value(mark: ET.Element, kept: dict[str, str]) -> str:
    found = kept.get(mark.get("dataRef", "")) or mark.get("equiv", "")
    if not found:
        raise BadTranslationFile("mark", f"the value {mark.get('id', '')!r} in a sentence has lost its name")
    return found


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError) as error:
        raise BadTranslationFile("mark", f"{code!r} is no character") from error
