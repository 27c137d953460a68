"""The limit counts what a reader sees and where links lead, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import brotli
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.limit import limit_bytes, visible_text


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        pytest.param("<p>a <b>b</b>c</p>", "a bc", id="inline elements do not part words"),
        pytest.param(
            "<ul><li>a<li>b</ul>c", "a\nb\nc", id="blocks begin a line, their end tags may be missing"
        ),
        pytest.param("<p>a\n   b</p>\n\n<p>c</p>", "a b\nc", id="white space is collapsed"),
        pytest.param("a<br>b<br/>c", "a\nb\nc", id="a line break begins a line"),
        pytest.param('<a href="../x/">go</a>', "../x/ go", id="a link's target stands before its words"),
        pytest.param('<a href="?a=1&amp;b">R&amp;D</a>', "?a=1&b R&D", id="character references are read"),
        pytest.param('<svg viewBox="0 0 9 9"><title>t</title></svg>a', "a", id="no pictograms"),
        pytest.param("<!--c-->a<!--/c-->", "a", id="no comments"),
        pytest.param('<p title="t" data-x="y">a <img alt="i"></p>', "a", id="no attributes"),
        pytest.param("<div hidden><div>a</div>b</div>c", "c", id="nothing hidden, to the element's own end"),
        pytest.param("<p hidden>a<p>b", "b", id="a hidden paragraph ends where the next block begins"),
        pytest.param("<input hidden>a", "a", id="a hidden void element hides nothing else"),
        pytest.param('<p dir="rtl">اتصل بـ<bdi>112</bdi></p>', "اتصل بـ112", id="Arabic"),
    ],
)
def test_visible_text_is_what_a_reader_gets(fragment: str, expected: str) -> None:
    assert visible_text(fragment) == expected


def test_limit_is_one_brotli_stream_over_all_pages_in_order() -> None:
    pages = ["<h1>One</h1>", "<h1>Two</h1><p>words</p>"]
    assert limit_bytes(pages) == len(brotli.compress(b"One\n\nTwo\nwords", quality=11, lgwin=22))


def test_limit_does_not_grow_with_markup() -> None:
    assert limit_bytes(['<p class="note" dir="ltr"><b>a</b></p>']) == limit_bytes(["<p>a"])


def test_limit_of_a_repeated_page_is_hardly_more_than_of_one() -> None:
    page = f"<p>{' '.join(f'word{number * number}' for number in range(200))}</p>"
    assert limit_bytes([page] * 10) < limit_bytes([page]) + 40
