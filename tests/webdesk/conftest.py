"""A desk for each test, with nobody there yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_builders import make_desk
from flask import Flask

from orientation.web.services import EXTENSION


@pytest.fixture
def desk_app(tmp_path: Path) -> Iterator[Flask]:
    app = make_desk(tmp_path / "data")
    yield app
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()
