"""Texts as sentences: nothing is lost, and sentences end where readers see them end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.content.read import read
from orientation.domain.sentences import fingerprint, join, placeholders, sentences_in, split

GUIDES = Path(__file__).resolve().parents[2] / "guides"
_odd = st.sampled_from(
    ["\n", "\n\n", "- ", "1. ", "## ", "> ", "| ", " | ", "\n| --- |\n", ". ", "? ", "؟ ", "። ", "{fee}", "[a](b/c)", "**", "\r"]
)  # fmt: skip


@given(st.lists(_odd | st.text(max_size=8), max_size=30).map("".join))
def test_every_string_comes_back_from_its_sentences(body):
    parts = split(body)
    assert join(parts) == body
    assert all(one.strip() == one != "" for one in sentences_in(body))


def test_every_shipped_text_comes_back_from_its_sentences():
    texts = [text for entry in read(GUIDES).guides.entries for text in entry.texts]
    assert len(texts) > 1900
    assert [text for text in texts if join(split(text.body)) != text.body] == []


def test_shipped_texts_keep_no_markup_of_blocks_in_their_sentences():
    bodies = [text.body for entry in read(GUIDES).guides.entries for text in entry.texts]
    starts = ("- ", "# ", "## ", "> ", "| ", "1. ")
    assert [one for body in bodies for one in sentences_in(body) if one.startswith(starts)] == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Call 112. It is free! Why? Go…", ["Call 112.", "It is free!", "Why?", "Go…"]),
        ("Pay {fee}. Then go.", ["Pay {fee}.", "Then go."]),
        ("¿Quién? ¡Usted! «Sí.» Vaya.", ["¿Quién?", "¡Usted!", "«Sí.»", "Vaya."]),
        ("اتصل بالبلدية. هل لديك جواز سفر؟ خذه معك.", ["اتصل بالبلدية.", "هل لديك جواز سفر؟", "خذه معك."]),
        ("یہ مفت ہے۔ کال کریں۔", ["یہ مفت ہے۔", "کال کریں۔"]),
        ("ይደውሉ። ነጻ ነው፧ አዎ።", ["ይደውሉ።", "ነጻ ነው፧", "አዎ።"]),
        ("Πού πάω; Στον δήμο. Δωρεάν.", ["Πού πάω;", "Στον δήμο.", "Δωρεάν."]),
        ("Подзвоніть. Це безкоштовно? Так.", ["Подзвоніть.", "Це безкоштовно?", "Так."]),
        ("Take papers; keep copies.", ["Take papers; keep copies."]),
        ("Papiers, p. ex. un passeport. Allez à l’av. Foch.", ["Papiers, p. ex. un passeport.", "Allez à l’av. Foch."]),
        ("Zadzwoń do p. Nowak przy ul. Długiej. Idź.", ["Zadzwoń do p. Nowak przy ul. Długiej.", "Idź."]),
        ("See [this page. It helps](a/b). Go.", ["See [this page. It helps](a/b).", "Go."]),
        ("**Never pay. Never.** Go.", ["**Never pay. Never.**", "Go."]),
        ("Open 9.30 to 14.00. Closed in 2026. Ask.", ["Open 9.30 to 14.00.", "Closed in 2026.", "Ask."]),
    ],
)  # fmt: skip
def test_sentences_end_where_their_script_ends_them(body, found):
    assert list(sentences_in(body)) == found


def test_blocks_are_headings_paragraphs_items_quotes_and_cells():
    body = "One\ntwo.\n\n## Head\n1. First. Then.\n   Still.\n2. Last\n\n> Said.\n\n| A | B |\n| --- | --- |\n| {x} | y |"
    assert [(block.kind, block.sentences) for block in split(body).blocks] == [
        ("paragraph", ("One\ntwo.",)),
        ("heading", ("Head",)),
        ("item", ("First.", "Then.", "Still.")),
        ("item", ("Last",)),
        ("quote", ("Said.",)),
        ("cell", ("A",)),
        ("cell", ("B",)),
        ("cell", ("{x}",)),
        ("cell", ("y",)),
    ]


def test_white_space_makes_no_other_sentence():
    assert fingerprint("Call  112\nnow.") == fingerprint("Call 112 now.") != fingerprint("Call 112.")


def test_placeholders_count_each_time_they_stand_there():
    assert placeholders("{a} and {place.town-hall.phone}, {a}, {{b}") == ("a", "a", "place.town-hall.phone")
