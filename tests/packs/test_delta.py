"""What changed between two editions, as few bytes, and the same parts out of it in both languages of code."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.packs.delta import CHANGED_MAX, apply_ops, make_delta, make_ops

VECTORS = Path(__file__).parent.parent / "vectors" / "delta.json"
WORDS = "النص الأول عن البلدية ورقم الهاتف والموعد، ثم ما يلزم من أوراق وما هي الرسوم. "


def make_part(*pages: tuple[str, str]) -> bytes:
    value = {"pages": [{"path": path, "title": path, "html": html} for path, html in pages]}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


OLD = make_part(("/a/", WORDS * 5), ("/b/", f'<a href="x">{WORDS}</a>' * 4), ("/c/", WORDS * 6))


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(OLD, id="nothing"),
        pytest.param(make_part(("/a/", WORDS * 5), ("/b/", "غير"), ("/c/", WORDS * 6)), id="a page"),
        pytest.param(make_part(("/c/", WORDS * 6), ("/a/", WORDS * 5)), id="order, and a page gone"),
        pytest.param(make_part(("/new/", 'quote " and \\ },{"'), ("/a/", WORDS * 5)), id="a page more"),
        pytest.param(b"", id="all gone"),
    ],
)
def test_ops_make_the_new_part_of_the_old(new: bytes):
    assert apply_ops(OLD, make_ops(OLD, new)) == new


_pages = st.lists(st.tuples(st.sampled_from(["/a/", "/b/", "/ü/", "/д/"]), st.text(max_size=60)), max_size=5)


@given(_pages, _pages)
def test_ops_make_any_part_of_any_other(old, new):
    before, after = make_part(*old), make_part(*new)
    assert apply_ops(before, make_ops(before, after)) == after


def test_changed_word_costs_few_bytes():
    new = make_part(("/a/", WORDS * 5), ("/b/", f'<a href="x">{WORDS}</a>' * 3 + "غير"), ("/c/", WORDS * 6))
    delta = make_delta([OLD], [new])
    assert delta is not None
    assert len(brotli.compress(delta)) < 150


def test_delta_names_only_the_parts_that_changed_and_what_each_is_made_from():
    other, added = make_part(("/x/", WORDS)), make_part(("/y/", "новий"))
    changed = make_part(("/x/", WORDS + "!"))
    delta = make_delta([OLD, other], [added, OLD, changed])
    assert delta is not None
    value = json.loads(delta)
    assert [(one["part"], one["base"]) for one in value["parts"]] == [(0, 0), (2, 1)]
    assert apply_ops(other, value["parts"][1]["ops"]) == changed


def test_edition_in_which_nearly_everything_changed_has_no_delta():
    old = make_part(*((f"/{n}/", f"{n}") for n in range(CHANGED_MAX + 1)))
    new = make_part(*((f"/{n}/", f"{n}!") for n in range(CHANGED_MAX + 1)))
    assert make_delta([old], [new]) is None


def test_phone_makes_the_same_of_the_shared_vectors():
    cases = json.loads(VECTORS.read_text("utf-8"))
    assert [apply_ops(case["base"].encode(), case["ops"]).decode() for case in cases] == [
        case["part"] for case in cases
    ]
    done = subprocess.run(
        ["node", "--test", str(VECTORS.parent.parent / "js" / "delta.test.js")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
