from __future__ import annotations

import pytest

from orientation.sheets.bidi import isolate


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("من 17:00", 'من <bdi dir="ltr">17:00</bdi>', id="time"),
        pytest.param("نموذج EX-15.", 'نموذج <bdi dir="ltr">EX-15</bdi>.', id="full stop stays outside"),
        pytest.param("ب Ley (art. 16).", 'ب <bdi dir="ltr">Ley (art. 16)</bdi>.', id="brackets within"),
        pytest.param("ب (NIE) ب", 'ب (<bdi dir="ltr">NIE</bdi>) ب', id="brackets around"),
        pytest.param("2026 · NIE ب", '2026 · <bdi dir="ltr">NIE</bdi> ب', id="raised dot parts"),
        pytest.param("رقم 112", "رقم 112", id="plain number"),
        pytest.param('<b dir="ltr">EX-15</b>', '<b dir="ltr">EX-15</b>', id="already left to right"),
        pytest.param("R&amp;D أ", '<bdi dir="ltr">R&amp;D</bdi> أ', id="entity"),
        pytest.param("أ<br/>IBAN", 'أ<br/><bdi dir="ltr">IBAN</bdi>', id="void element"),
    ],
)
def test_isolate_keeps_latin_runs_in_order(html: str, expected: str) -> None:
    assert isolate(html, direction="rtl") == expected


def test_isolate_leaves_left_to_right_text_alone() -> None:
    assert isolate("From 17:00", direction="ltr") == "From 17:00"


def test_isolate_follows_directions_into_and_out_of_elements() -> None:
    html = '<p>A</p><div dir="rtl">B</div><p>C</p>'
    assert isolate(html, direction="ltr") == '<p>A</p><div dir="rtl"><bdi dir="ltr">B</bdi></div><p>C</p>'
