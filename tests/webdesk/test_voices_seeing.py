"""A region's numbers: what waits, what was counted, and that nobody can be seen in it."""

from __future__ import annotations

import pytest
from desk_builders import text_of
from voice_builders import curator, database_of, publish_all, say

from orientation.store.counts import counts_of
from orientation.web.services import EXTENSION


@pytest.fixture
def app(desk_app):
    publish_all(desk_app)
    return desk_app


def test_packs_and_updates_are_counted_by_edition_without_an_address(app):
    client, counts = app.test_client(), app.extensions[EXTENSION].counts
    manifest = client.get("/packs/es-soria/es.json").get_json()
    client.get(f"/packs/blobs/{manifest['pack']['sha256']}")
    client.get(f"/packs/blobs/{manifest['shell']}")
    counts.save()
    year = int(counts._today()[:4])
    found = counts_of(database_of(app), "es-soria", year=year)
    edition = manifest["edition"]
    assert found == {("asked", "es", edition): 1, ("kept", "es", edition): 1}
    counts.save()
    assert counts_of(database_of(app), "es-soria", year=year) == found


def test_numbers_are_told_roughly_on_the_page_and_in_the_file(app):
    _, client = curator(app)
    say(app)
    for _ in range(12):
        app.test_client().get("/packs/es-soria/ar.json")
    told = text_of(client.get("/desk/in/es-soria/numbers/"))
    assert ">12<" in told
    assert ">&lt;10<" in told
    rows = text_of(client.get("/desk/in/es-soria/numbers.csv")).splitlines()
    assert [row.split(",", 2)[2] for row in rows] == ["what,locale,count", "asked,ar,12", "wrong,es,<10"]


def test_stranger_sees_no_numbers(app):
    _, client = curator(app, region="es-teruel")
    assert client.get("/desk/in/es-soria/numbers/").status_code == 403
    assert client.get("/desk/in/es-soria/numbers.csv").status_code == 403
