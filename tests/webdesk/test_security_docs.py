"""docs/security.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
SECURITY = TESTS.parent / "docs" / "security.md"


def test_every_test_that_is_named_exists():
    named = set(re.findall(r"`(test_\w+)`", SECURITY.read_text("utf-8")))
    there = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 30
    assert sorted(named - there) == []


def test_every_point_that_is_held_names_a_test():
    held = SECURITY.read_text("utf-8").split("## What we do otherwise")[0]
    rows = [line for line in held.splitlines() if re.match(r"\| [0-9(]", line)]
    assert len(rows) > 15
    assert [row for row in rows if "`test_" not in row] == []
