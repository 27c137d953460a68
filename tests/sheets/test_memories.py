"""What is remembered while a sheet is laid out changes how long it takes, and not a byte of it."""

from __future__ import annotations

from contextlib import nullcontext
from types import ModuleType

import pydyf
import pytest
from sheet_builders import ASSETS, make_entry, make_request, make_side, make_topic, text_of
from weasyprint import css
from weasyprint.layout import block, inline, percent
from weasyprint.text import line_break

from orientation.errors import SheetError
from orientation.sheets import press as press_module
from orientation.sheets.compose import compose_sheet
from orientation.sheets.press import press

LIST = "<ol><li>one two three</li><li>four <b>five</b> six</li></ol><ul><li>seven<ul><li>eight</li></ul></li></ul>"
TABLE = "<table><tr><th>twelve</th><td>thirteen</td></tr></table>"
BODY = f"<p>one two three four five six seven eight nine ten</p>{LIST}<h3>eleven</h3>{TABLE}"
MEMORIES = {  # what remembers -> whom it asks less often, and to what part
    "remembered_lines": (inline, "split_first_line", 0.6),
    "single_lines": (inline, "split_inline_box", 0.7),
    "kept_lines": (line_break.Layout, "setup", 0.6),
    "remembered_paragraphs": (block, "block_box_layout", 0.5),
    "remembered_heights": (line_break, "_font_style_cache_key", 0.3),
    "remembered_sizes": (percent, "resolve_one_percentage", 0.6),
    "remembered_parts": (pydyf, "_to_bytes", 0.7),
    "shared_styles": (css, "ComputedStyle", 0.6),
    "shared_mark_styles": (css, "ComputedStyle", 0.8),
}


def sheet(locale: str, beside: str) -> bytes:
    """Return a sheet of some pages: in two columns, or with the text at the counter beside."""
    own, counter = (
        [make_topic(side), *(make_entry(side, slug=f"e{n}", body=BODY * (2 + n)) for n in range(3))]
        for side in (locale, beside or "es")
    )
    host = make_side("es", *counter) if beside else None
    return compose_sheet(make_request(locale, *own, host=host), asset_root=ASSETS)


def asked(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType | type, name: str, *given: str
) -> tuple[bytes, int]:
    """Return a sheet, and how often a function of WeasyPrint's was called for it."""
    calls = []
    ask = getattr(module, name)
    with monkeypatch.context() as patch:
        patch.setattr(module, name, lambda *args, **named: calls.append(1) or ask(*args, **named))
        return sheet(*given), len(calls)


@pytest.mark.parametrize(
    ("memory", "locale", "beside"),
    [
        *(("remembered_lines", locale, "") for locale in ("en", "ar")),
        *(("kept_lines", locale, "") for locale in ("en", "ar")),
        ("kept_lines", "ar", "es"),
        ("single_lines", "ar", ""),
        *(("remembered_paragraphs", locale, "") for locale in ("en", "ar")),
        *(("remembered_heights", "ar", beside) for beside in ("", "es")),
        *(("remembered_sizes", "ar", beside) for beside in ("", "es")),
        ("remembered_parts", "ar", "es"),
        ("shared_styles", "ar", "es"),
        ("shared_mark_styles", "ar", "es"),
    ],
)
def test_a_memory_changes_no_byte_and_asks_less_often(monkeypatch, memory, locale, beside):
    module, name, part = MEMORIES[memory]
    before = getattr(module, name)
    remembered = asked(monkeypatch, module, name, locale, beside)
    monkeypatch.setattr(press_module, memory, nullcontext)
    anew = asked(monkeypatch, module, name, locale, beside)
    assert remembered[0] == anew[0]
    assert remembered[1] < anew[1] * part
    assert getattr(module, name) is before


def test_points_with_a_box_to_tick_that_is_placed_in_them_are_laid_out_each_time(monkeypatch):
    styles = "ol { columns: 2 } li { position: relative } li::before { content: '1'; position: absolute }"
    points = "".join(f"<li><ol>{'<li>one two three</li>' * count}</ol></li>" for count in range(6))
    html = f"<html lang='en'><head><style>{styles}</style></head><body><ol>{points}</ol></body></html>"
    remembered = press(ASSETS).pdf(html)
    monkeypatch.setattr(press_module, "remembered_paragraphs", nullcontext)
    assert remembered == press(ASSETS).pdf(html)


def test_a_sheet_that_is_packed_quickly_says_the_same_and_is_hardly_larger(monkeypatch):
    quick = sheet("ar", "es")
    monkeypatch.setattr(press_module, "quickly_packed", nullcontext)
    slow = sheet("ar", "es")
    assert text_of(quick) == text_of(slow)
    assert len(slow) < len(quick) < len(slow) * 1.02


def test_a_document_that_is_not_well_formed_is_refused():
    with pytest.raises(SheetError, match="not well-formed"):
        press(ASSETS).pdf("<!DOCTYPE html><html><head></head><body><p>&nbsp;</p></body></html>")
