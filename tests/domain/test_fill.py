"""Filling markers: the same as static/js/fill.js."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orientation.domain.fill import fill

VECTORS = json.loads((Path(__file__).parent.parent / "vectors/fill.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["template"])
def test_fill_gives_what_the_vectors_say(case):
    assert fill(case["template"], case["values"]) == case["html"]


def test_marker_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        fill("{{missing}}", {})
