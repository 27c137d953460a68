from __future__ import annotations

import pytest

from orientation.sheets.fragments import for_paper, markup, part, plain


def paper(html: str, *, direction: str = "ltr") -> str:
    return str(markup(for_paper(html), direction=direction))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<h1>A</h1><h2>B</h2>", "<h2>A</h2><h3>B</h3>", id="headings go one lower"),
        pytest.param("<p hidden>now</p>after", "after", id="what a script would show"),
        pytest.param(
            "<svg><path/></svg><button>x</button><script>1</script>", "", id="controls and pictures"
        ),
        pytest.param('<a href="../x/">the card</a>', "<span>the card</span>", id="link within the guide"),
        pytest.param(
            '<a href="https://www.renfe.com/">trains</a>',
            '<a href="https://www.renfe.com/">trains <bdi dir="ltr" class="url">(renfe.com)</bdi></a>',
            id="web address in letters",
        ),
        pytest.param(
            '<a href="https://a.example/b">a.example</a>',
            '<a href="https://a.example/b" dir="ltr">a.example</a>',
            id="web address that is its own text",
        ),
        pytest.param(
            '<a href="tel:112">112</a>', '<a href="tel:112" dir="ltr" class="phone">112</a>', id="phone"
        ),
        pytest.param("<bdi>العربية</bdi>", '<bdi dir="rtl">العربية</bdi>', id="bdi gets a direction"),
        pytest.param(
            "<dl><dt>NIE</dt><dd>a number</dd></dl>",
            '<div><p class="term"><b>NIE</b>: <span>a number</span></p></div>',
            id="terms on a line each",
        ),
        pytest.param(
            '<p class="x" onclick="y()">a&nbsp;b<br>c</p>', '<p data-screen="x">a\u00a0b<br>c</p>', id="rest"
        ),
    ],
)
def test_for_paper_keeps_what_belongs_on_paper(html: str, expected: str) -> None:
    assert paper(html) == expected


def test_for_paper_shortens_an_address_nobody_would_type() -> None:
    html = paper(f'<a href="https://www.boe.es/{"x" * 60}">the law</a>')
    assert "(boe.es)" in html


def test_markup_isolates_latin_words_in_right_to_left_text() -> None:
    assert paper("<p>نموذج EX-15</p>", direction="rtl") == '<p>نموذج <bdi dir="ltr">EX-15</bdi></p>'


def test_plain_parts_blocks_with_a_dot() -> None:
    assert plain(for_paper("<p>Read: <b>2026</b></p><ul><li>A</li><li>B</li></ul>")) == "Read: 2026 · A · B"


def test_part_is_empty_without_its_markers() -> None:
    assert part("<p>x</p>", "t") == ""


def test_meanings_of_one_term_are_parted() -> None:
    root = for_paper("<dl><dt>Saturday</dt><dd>Also on: 10 May</dd><dd>Not on: 1 May</dd></dl>")
    assert plain(root) == "Saturday: Also on: 10 May · Not on: 1 May"
