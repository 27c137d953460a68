"""Remembering lines changes how long a sheet takes, and not a byte of it."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from sheet_builders import ASSETS, make_entry, make_request, make_topic
from weasyprint.layout import inline

from orientation.sheets import press as press_module
from orientation.sheets.compose import compose_sheet


def asked_in(monkeypatch: pytest.MonkeyPatch, locale: str) -> tuple[bytes, int]:
    """Return a sheet in columns, and how often Pango was asked where a line ends."""
    asked = []
    ask = inline.split_first_line
    monkeypatch.setattr(
        inline, "split_first_line", lambda *given, **named: asked.append(1) or ask(*given, **named)
    )
    entries = [
        make_entry(locale, slug=f"e{n}", body="<p>one two three four five six seven eight</p>" * 9)
        for n in range(3)
    ]
    return compose_sheet(make_request(locale, make_topic(locale), *entries), asset_root=ASSETS), len(asked)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_remembered_lines_give_the_same_bytes_with_half_the_questions(monkeypatch, locale):
    before = inline.split_first_line
    with monkeypatch.context() as patch:
        remembered = asked_in(patch, locale)
    with monkeypatch.context() as patch:
        patch.setattr(press_module, "remembered_lines", nullcontext)
        anew = asked_in(patch, locale)
    assert remembered[0] == anew[0]
    assert remembered[1] < anew[1] / 2
    assert inline.split_first_line is before
