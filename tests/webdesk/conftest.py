"""A desk for each test, with nobody there yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_builders import CHEAP, PASSWORD, make_desk
from flask import Flask

from orientation.desk import access
from orientation.web.services import EXTENSION


@pytest.fixture
def desk_app(tmp_path: Path) -> Iterator[Flask]:
    app = make_desk(tmp_path / "data")
    yield app
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()


@pytest.fixture(autouse=True)
def _cheap_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords by the same algorithm with little work, but for tests that ask for what is shipped."""
    if "shipped_cost" not in request.fixturenames:
        monkeypatch.setattr(access, "_HASHER", CHEAP)
        monkeypatch.setattr(access, "_NOBODY", CHEAP.hash(f"not {PASSWORD}"))


@pytest.fixture
def shipped_cost() -> None:
    """For tests of what a password costs: nothing is made cheaper."""
