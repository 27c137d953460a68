from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orientation.content.markup import first_paragraph, internal_links, placeholders, plain_text, to_html


def _html(body: str) -> str:
    return to_html(body, link=lambda target: "../" + target, value=lambda name: f"<b>{name}</b>")


KNOWN = [
    pytest.param("One\ntwo", "<p>One two</p>", id="a line break is a space"),
    pytest.param("One  \ntwo", "<p>One<br>two</p>", id="two spaces break the line"),
    pytest.param("## A\n\n### B", "<h2>A</h2><h3>B</h3>", id="headings"),
    pytest.param("# A", "<h2>A</h2>", id="no second h1"),
    pytest.param("- a\n- b\n  1. c", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", id="lists"),
    pytest.param("3. a", '<ol start="3"><li>a</li></ol>', id="a list that starts later"),
    pytest.param("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>", id="inline"),
    pytest.param(
        "|a|b|\n|-|:-:|\n|1|{fee}|",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>1</td><td><b>fee</b></td></tr></tbody></table>",
        id="table",
    ),
    pytest.param("{fee}, {place.a-b.phone}", "<p><b>fee</b>, <b>place.a-b.phone</b></p>", id="values"),
    pytest.param("{{fee}} \\{fee}", "<p>{fee} {fee}</p>", id="braces"),
    pytest.param("`{fee}`", "<p><code>{fee}</code></p>", id="no value in code"),
    pytest.param(
        "[a {fee}](health/card#x)", '<p><a href="../health/card#x">a fee</a></p>', id="value in a link"
    ),
    pytest.param("[a](health/)", '<p><a href="../health/">a</a></p>', id="topic"),
    pytest.param("[a](https://b.c/?d&e)", '<p><a href="https://b.c/?d&amp;e">a</a></p>', id="web address"),
    pytest.param("[a](javascript:alert(1))", "<p>a</p>", id="script link"),
    pytest.param("[a](//evil.example)", "<p>a</p>", id="address without scheme"),
    pytest.param("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>", id="HTML"),
    pytest.param("    indented", "<p>indented</p>", id="no code block"),
    pytest.param("> مرحبا", "<blockquote><p>مرحبا</p></blockquote>", id="quote"),
    pytest.param("", "", id="empty"),
]


@pytest.mark.parametrize(("body", "expected"), KNOWN)
def test_markdown_becomes_compact_html(body: str, expected: str) -> None:
    assert _html(body) == expected


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert to_html("[card {fee}](health/card) on", link=lambda _: None, value=str) == "<p>card fee on</p>"


_TAGS = "p h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td em strong code a br"


class _Allowed(HTMLParser):
    """Collects what must not come out."""

    tags = frozenset(_TAGS.split())
    href = re.compile(r"https?://[^/?#]|tel:|mailto:|\.\./[a-z0-9-]+/", re.IGNORECASE)

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.tags or (tag == "a" and "a" in self.open):
            self.wrong.append(tag)
        for name, value in attrs:
            is_link = (tag, name) == ("a", "href") and self.href.match(value or "")
            is_start = (tag, name) == ("ol", "start") and (value or "").isdigit()
            if not (is_link or is_start):
                self.wrong.append(f"{tag} {name}={value}")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data}")


HOSTILE = st.sampled_from(
    [
        *("<script>alert(1)</script>", '<img src=x onerror="a()">', "<a href='x'>", "</p>", "<svg/onload=a>"),
        *(
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt&colon;a)",
            "[a](data:text/html,x)",
            "![a](javascript:a)",
        ),
        *('[a](https://x/"onclick="a)', '[a](<https://x/ " onmouseover=a>)', '<https://x"y>'),
        *("<javascript:alert(1)>", "[x](https://[::1)", "[x](http:evil)", "[x](\\\\evil)", "[x](/etc)"),
        *('[x](a/b#"><b>)', "[a][b]\n\n[b]: javascript:a", "&#x6A;avascript:", "&lt;script&gt;"),
        *("<!--", "-->", "<![CDATA[", "<?php", "{", "}", "{{", "{fee}", "[{fee}](health/card)"),
        *("|a|\n|-|\n|<b>|", "\n", "\n\n", "    ", "- ", "1. ", "999999999. ", "# ", "> ", "```", "~~~"),
        *("`", "*", "**", "_", "[", "](", ")", "\x00", "\u202e", "\u2028", "مرحبا", "\t", "\\"),
    ]
)


@settings(max_examples=600, deadline=None)
@given(pieces=st.lists(HOSTILE | st.text(max_size=6), max_size=10))
def test_whatever_is_typed_only_allowed_html_comes_out(pieces: list[str]) -> None:
    page = _Allowed()
    page.feed(
        to_html("".join(pieces), link=lambda target: "../" + target, value=lambda name: f"<em>{name}</em>")
    )
    page.close()
    assert (page.wrong, page.open) == ([], [])


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1))
def test_a_code_span_shows_its_text_unchanged(text: str) -> None:
    text = text.replace("`", "")
    assert plain_text(to_html(f"`x{text}x`", link=str, value=str)) == f"x{text}x"


def test_plain_text_parts_blocks_and_joins_inline_tags() -> None:
    html = "<h2>Call</h2><p>1<b>1</b>2<br>now &amp; wait</p><ul><li>a</li><li>b</li></ul>"
    assert plain_text(html) == "Call 112 now & wait a b"


def test_first_paragraph_skips_headings_and_lists() -> None:
    assert first_paragraph("## A\n- b\n\nOne {fee}\ntwo.\n\nThree.") == "One {fee}\ntwo."


def test_a_body_without_paragraph_has_no_first_one() -> None:
    assert first_paragraph("- a\n- b") == ""


def test_internal_links_are_named_without_the_web() -> None:
    body = "[a](health/card) [b](https://b.c) [c](places/x#y)\n\n|t|\n|-|\n|[d](health/)|"
    assert internal_links(body) == ("health/card", "places/x#y", "health/")


def test_placeholders_are_named_in_order_without_code_and_escapes() -> None:
    body = "{fee} {{no}} `{no}` [x {b}](health/card)\n\n- {place.a-b.phone}"
    assert placeholders(body) == ("fee", "b", "place.a-b.phone")
