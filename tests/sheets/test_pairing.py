from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from orientation.sheets.pairing import pair

blocks = st.lists(
    st.sampled_from(["<h3>a1</h3>", "<p>b2</p>", "<ul><li>c3</li><li>d4</li></ul>", "<ol><li>e5</li></ol>"]),
    max_size=9,
)


def rows(own: str, other: str) -> list[tuple[str, str]]:
    found = pair(
        ET.fromstring(f"<div>{own}</div>"),
        ET.fromstring(f"<div>{other}</div>"),
        own_direction="ltr",
        other_direction="ltr",
    )
    return [(str(left), str(right)) for left, right in found]


def test_paragraph_stands_beside_paragraph_and_a_heading_with_what_follows_it() -> None:
    assert rows("<h3>A</h3><p>b</p><p>c</p>", "<h3>1</h3><p>2</p><p>3</p>") == [
        ("<h3>A</h3><p>b</p>", "<h3>1</h3><p>2</p>"),
        ("<p>c</p>", "<p>3</p>"),
    ]


def test_points_stand_beside_points_and_keep_their_numbers() -> None:
    found = rows("<ol><li>a</li><li>b</li></ol>", "<ol><li>1</li><li>2</li></ol>")
    assert len(found) == 2
    for side in found[1]:
        assert '<ol class="counted" start="2">' in side


def test_points_that_begin_later_are_counted_from_there() -> None:
    found = rows('<ol start="3"><li>a</li><li>b</li></ol>', '<ol start="3"><li>1</li><li>2</li></ol>')
    assert "counter-set: list-item 2" in found[0][0]
    assert "counter-set" not in found[1][0]


def test_section_told_otherwise_stands_whole_beside_the_other() -> None:
    found = rows("<p>x</p><h3>A</h3><p>b</p><p>c</p>", "<p>y</p><h3>1</h3><p>2</p>")
    assert found == [("<p>x</p>", "<p>y</p>"), ("<h3>A</h3><p>b</p><p>c</p>", "<h3>1</h3><p>2</p>")]


def test_texts_of_other_sections_stand_whole_beside_each_other() -> None:
    assert len(rows("<h3>A</h3><p>b</p>", "<p>2</p><h3>1</h3><p>2</p>")) == 1


@given(blocks, blocks)
def test_no_word_of_either_side_is_lost(own: list[str], other: list[str]) -> None:
    def words(html: str) -> list[str]:
        return [word for word in "".join(ET.fromstring(f"<div>{html}</div>").itertext())]

    found = rows("".join(own), "".join(other))
    assert words("".join(left for left, _ in found)) == words("".join(own))
    assert words("".join(right for _, right in found)) == words("".join(other))
