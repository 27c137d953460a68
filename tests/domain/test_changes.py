"""What changed between two editions, as a reader finds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orientation.domain.changes import changes
from orientation.domain.edition import Page

CASES = json.loads((Path(__file__).parent.parent / "vectors" / "changes.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_changes_of_the_shared_vectors(case):
    before, after = ([Page(*fields) for fields in case[name]] for name in ("before", "after"))
    assert [[one.path, one.title, one.what] for one in changes(before, after)] == case["changes"]
