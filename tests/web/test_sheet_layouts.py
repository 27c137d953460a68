"""The layouts for pockets, walls and messengers, as a site with the shipped guides serves them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orientation.domain.choice import Choice
from orientation.store.editions import newest_edition, pages_of, save_edition
from orientation.web.kept_sheets import sheet_path
from orientation.web.services import EXTENSION


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("layout=wallet", "pdf"),
        ("layout=phrase-cards&take=phrases/bank", "pdf"),
        ("layout=poster&name=Casa Abierta", "pdf"),
        ("layout=card", "pdf"),
        ("layout=picture&take=services/padron", "png"),
    ],
)
def test_layout_is_served_in_arabic(client, query: str, kind: str) -> None:
    response = client.get(f"/ar/es-soria/sheet/print.{kind}?{query}")
    assert response.status_code == 200
    assert response.data.startswith({"pdf": b"%PDF-", "png": b"\x89PNG"}[kind])
    assert len(response.data) <= 100_000


def test_poster_is_another_one_when_the_guide_speaks_another_language(app) -> None:
    found = app.extensions[EXTENSION]
    database = found.site.database

    def path(layout: str) -> str:
        return sheet_path(found, Choice(region="es-soria", locale="es", layout=layout)).name

    before = [path(layout) for layout in ("poster", "card", "wallet")]
    edition, pages = newest_edition(database, "es-soria", "en"), pages_of(database, "es-soria", "en")
    moved = [replace(page, path=page.path.replace("/en/", "/am/")) for page in pages]
    save_edition(database, replace(edition, locale="am", number=edition.number + 100), moved)
    after = [path(layout) for layout in ("poster", "card", "wallet")]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, False, True]
