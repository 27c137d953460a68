"""The cases that Python and JavaScript share, and the way to ask JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests" / "vectors" / "search"


def read_vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def claims(name: str) -> list[Any]:
    """Return the cases of a file as parameters, each named by its claim."""
    return [pytest.param(case, id=case["claim"]) for case in read_vectors(name)]


def ask_javascript(calls: Iterable[Sequence[Any]], locales: Sequence[str] = ()) -> list[Any]:
    """Return what the functions of Orientation.search answer; calls are (name, argument …)."""
    node = shutil.which("node")
    if node is None:
        pytest.skip(
            "node is not installed (20 or later): the search of phones was not compared with the server's"
        )
    script = ROOT / "tests" / "js" / "search-load.js"
    asked = json.dumps({"calls": list(calls), "locales": list(locales)})
    ran = subprocess.run([node, script], input=asked, capture_output=True, check=True, encoding="utf-8")
    return list(json.loads(ran.stdout))
