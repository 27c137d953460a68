"""XLIFF 2 and PO: out and in without a loss, read by readers that know nothing of us, and bad files refused in a line."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from orientation.domain.guide import Text
from orientation.domain.sentences import fingerprint, tidy
from orientation.domain.translation import remember, segments_of
from orientation.errors import BadInput
from orientation.exchange.po import read_translation_po, write_translation_po
from orientation.exchange.units import Translation, Unit, take, units_of
from orientation.exchange.xliff import read_xliff, write_xliff

SOURCE = Text(
    "es",
    "La cuenta",
    "Llame al {phone} o {phone}. Es gratis & <b>\n\n- Vaya a [la oficina](places/a).\n- Espere.",
)
TARGET = Text("ar", "الحساب", "اتصل على {phone} أو {phone}. مجاني\n\n- اذهب إلى [المكتب](places/a).")
FORMATS = {"xliff": (write_xliff, read_xliff), "po": (write_translation_po, read_translation_po)}


def translation():
    memory = remember({}, None, SOURCE, TARGET)
    units = units_of("banking/account", segments_of(SOURCE, TARGET, memory))
    return Translation("es-soria", "es", "ar", units)


_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))
_words = (
    st.lists(st.sampled_from(["{fee}", "{place.a.phone}", '"', "\\", "<b>", "&amp;", "]]>", "%", "#~", "msgid", "\\n"])
             | st.text(_letters, max_size=6), max_size=6)
    .map(lambda found: tidy(" ".join(found)))
)  # fmt: skip


@st.composite
def translations(draw):
    units = []
    for address in draw(st.lists(st.sampled_from(["a/b", "c/d-e"]), unique=True, min_size=1)):
        for source in draw(st.lists(_words.filter(bool), unique_by=fingerprint, min_size=1, max_size=4)):
            target = draw(_words)
            state = draw(st.sampled_from(["outdated", "machine", "checked"])) if target else "missing"
            kind = draw(st.sampled_from(["title", "paragraph", "item"]))
            units.append(Unit(address, f"s-{fingerprint(source)}-0", kind, source, target, state))
    return Translation("es-soria", "es", draw(st.sampled_from(["ar", "fa-AF", "xx"])), tuple(units))


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=60)
@given(found=translations())
def test_every_translation_comes_back_from_its_file(name, found):
    write, read = FORMATS[name]
    data = write(found)
    assert read(data) == found
    assert write(found) == data


@pytest.mark.parametrize("name", FORMATS)
def test_file_of_a_real_text_changes_nothing_where_nobody_wrote_in_it(name):
    write, read = FORMATS[name]
    found = read(write(translation()))
    assert found == translation()
    taken = take(segments_of(SOURCE, TARGET, remember({}, None, SOURCE, TARGET)), found.units)
    assert (taken.said, taken.left) == ({}, ())


def test_xliff_has_the_structure_of_the_standard():
    root = ET.fromstring(write_xliff(translation()))
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{space}xliff",
        "2.0",
        "es",
        "ar",
    )
    file = root.find(f"{space}file")
    assert file.get("id")
    assert file.get("original") == "es-soria/banking/account"
    units = file.findall(f"{space}unit")
    assert len({unit.get("id") for unit in units}) == len(units) == 5
    order = [f"{space}{name}" for name in ("notes", "originalData", "segment")]
    for unit in units:
        assert [order.index(part.tag) for part in unit] == sorted(order.index(part.tag) for part in unit)
        segment = unit.find(f"{space}segment")
        assert segment.get("state") in ("initial", "translated", "reviewed", "final")
        kept = {data.get("id") for data in unit.iter(f"{space}data")}
        for side in segment:
            marks = [mark.get("id") for mark in side.iter(f"{space}ph")]
            assert len(set(marks)) == len(marks)
            assert {mark.get("dataRef") for mark in side.iter(f"{space}ph")} <= kept
    marks = [mark.get("equiv") for mark in units[1].find(f"{space}segment/{space}target").iter(f"{space}ph")]
    assert marks == ["{phone}", "{phone}"]


def test_po_is_read_by_a_reader_that_knows_nothing_of_us():
    catalog = read_po(io.BytesIO(write_translation_po(translation())))
    assert str(catalog.locale) == "ar"
    assert [message.string for message in catalog if message.id == "La cuenta"] == ["الحساب"]


def test_sentences_that_a_tool_cut_in_two_are_put_together():
    data = write_xliff(translation()).decode()
    cut = data.replace(
        '<segment id="1" state="translated"><source>La cuenta</source><target>الحساب</target></segment>',
        '<segment id="1" state="translated"><source>La</source><target>الح</target></segment>'
        "<ignorable><source> </source><target></target></ignorable>"
        '<segment id="2" state="translated"><source><mrk id="m">cuenta</mrk></source><target><pc id="9">ساب</pc></target></segment>',
    )
    assert cut != data
    assert read_xliff(cut.encode()).units[0] == translation().units[0]


def test_what_a_tool_changed_is_taken_and_what_cannot_be_is_named():
    memory = remember({}, None, SOURCE, TARGET)
    parts = segments_of(SOURCE, TARGET, memory)
    units = [
        Unit("banking/account", "7", "", "La cuenta", "حساب", "machine"),
        Unit("banking/account", "8", "", "Espere.", "انتظر.", "machine"),
        Unit("banking/account", "9", "", "Vuelva.", "عد.", "machine"),
        Unit("banking/account", "", "", "Llame al {phone} o {phone}.", "اتصل.", "machine"),
        Unit("banking/account", "", "", "Vaya a [la oficina](places/a).", "<script>", "machine"),
    ]
    taken = take(parts, units)
    assert sorted(taken.said.values()) == sorted(["حساب", "انتظر."])
    assert len(taken.left) == 3
    assert "no longer says 'Vuelva.'" in str(taken.left[0])
    assert "{phone}, {phone}" in str(taken.left[1])


def test_outdated_sentence_that_a_tool_calls_translated_still_fits():
    memory = remember({}, None, SOURCE, TARGET)
    source = Text("es", "La cuenta nueva", SOURCE.body)
    parts = segments_of(source, TARGET, memory)
    assert parts[0].state == "outdated"
    said = Unit("a/b", "", "", "La cuenta nueva", "الحساب", "machine")
    assert take(parts, [said]).fits == {parts[0].name}
    assert take(parts, [Unit("a/b", "", "", "La cuenta nueva", "الحساب", "outdated")]).fits == frozenset()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="es" trgLang="ar">&lol2;</xliff>"""
HEAD = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="es" trgLang="ar">'


def unit(inner):
    return (
        f'{HEAD}<file id="f" original="es-soria/a/b"><unit id="u"><segment><source>{inner}</source></segment></unit>'
        "</file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"nothing", b"\xff\xfe<", BOMB, BOMB.decode().encode("utf-16"), b"<a/>",
        HEAD.encode() + b"</xliff>", HEAD.replace("2.0", "1.2").encode() + b"</xliff>",
        HEAD.replace('srcLang="es" ', "").encode() + b"</xliff>",
        HEAD.encode() + b'<file id="f" original="x"><unit id="u"/></file></xliff>',
        HEAD.encode() + b'<file id="f" original="a/b/c"><unit id="u"/></file></xliff>',
        unit('<ph id="1" dataRef="d9"/>'), unit("<x/>"), unit('<cp hex="zz"/>'), unit('<cp hex="FFFFFFFFF"/>'),
        unit("<pc>" * 5000 + "</pc>" * 5000), b" " * 20_000_001,
    ],
    ids=range(17),
)  # fmt: skip
def test_bad_xliff_is_refused_in_one_line(data):
    with pytest.raises(BadInput) as caught:
        read_xliff(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"nothing", b"\xff\xfe<", b'msgid "a"\nmsgstr "b"\n', b'msgid "a\nmsgstr', b" " * 20_000_001,
        write_translation_po(translation()).replace(b'msgctxt "es-soria/', b'msgctxt "es-teruel/'),
        write_translation_po(translation()).replace(b'msgctxt "es-soria/banking', b'msgctxt "banking'),
        write_translation_po(translation()).replace(b'msgstr "\xd8', b'msgid_plural "x"\nmsgstr[0] "\xd8'),
        b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=nonsense\\n"\n',
    ],
    ids=range(10),
)  # fmt: skip
def test_bad_po_is_refused_in_one_line(data):
    with pytest.raises(BadInput) as caught:
        read_translation_po(data)
    assert "\n" not in str(caught.value)
