"""Every page of the desk asks the database as often in a large library as in a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.desk import make_drafts, make_library, signed_in, timed
from orientation.domain.library import items_of
from orientation.store.library import load_items
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION


def queries_of(data: Path, *, regions: int) -> dict[str, int]:
    app = create_app(Settings(data))
    load_items(
        app.extensions[EXTENSION].site.database,
        items_of(make_library(regions, 12)),
        now="2026-11-21T10:00:00Z",
    )
    client = signed_in(app)
    make_drafts(app, 2)
    return {one.path: one.queries for one in timed(app, client, rounds=1)}


@pytest.mark.timeout(300)
def test_pages_ask_the_database_no_oftener_where_there_are_more_regions(tmp_path):
    small = queries_of(tmp_path / "small", regions=3)
    large = queries_of(tmp_path / "large", regions=30)
    assert set(small) == set(large)
    assert len(small) > 35
    oftener = {path: (small[path], large[path]) for path in small if large[path] > small[path] + 2}
    assert oftener == {}
    assert {path: count for path, count in large.items() if count > 80} == {}
