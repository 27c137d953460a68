"""What every app of the tests works out anew and need not, and which files are begun first.

Its templates' code and its addresses' builders: a test makes an app of its own, with a database of its own; half of that
time went into compiling the same sixty templates and a hundred addresses again.  Both are kept for as long as the test
process runs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

TESTS = Path(__file__).parent
LONGEST = (  # some minutes each: begun last, one of them would keep a processor waiting for it alone
    "browser/test_desk_walk.py",
    "test_wheel.py",
    "browser/test_conformance.py",
    "browser/test_line.py",
    "browser/test_single_file.py",
    "browser/test_reading.py",
    "test_cli.py",
    "browser/test_desk_story.py",
    "web/test_sheets_served.py",
    "sheets/test_stops.py",
    "webdesk/test_security_xss_desk.py",
    "webdesk/test_security_routes.py",
    "web/test_sheet_workers.py",
)
assert [name for name in LONGEST if not (TESTS / name).exists()] == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin the longest files first, each whole and in its own order."""
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


class _Templates(BytecodeCache):
    """Compiled templates, in memory, by all that an environment's settings change in them."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        settings = (environment.trim_blocks, environment.lstrip_blocks, sorted(environment.extensions),
                    getattr(environment, "newstyle_gettext", None), sorted(environment.filters))  # fmt: skip
        return super().get_bucket(environment, f"{name}{settings}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


def _keep_builders(compile_builder: Callable[..., Any]) -> Callable[..., Any]:
    """Return a compiler of addresses that does it once for each: what it makes is handed its rule at each call."""
    kept: dict[tuple[object, ...], Any] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    return compile_once


Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": _Templates()}
Rule._compile_builder = _keep_builders(Rule._compile_builder)  # type: ignore[method-assign]
