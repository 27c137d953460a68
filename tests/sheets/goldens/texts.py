"""Read shipped topics back off their sheets, in every locale of three regions: all scripts that guides are offered in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sheet_text import lost_of_topic

from orientation.desk.load import load_folder
from orientation.desk.publish import publish
from orientation.web.app import Settings, create_app
from orientation.web.assets import bundled
from orientation.web.services import EXTENSION, Services

REGIONS = ("es-soria", "gr-karditsa", "pl-mazowieckie")
TOPIC = "health"


def lost_texts() -> Iterator[tuple[str, list[str]]]:
    """Yield region and locale, and the paragraphs that their sheet lost."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(Path(folder) / "data"))
        found: Services = app.extensions[EXTENSION]
        load_folder(found.site.database, bundled("guides"), now="2026-11-21T10:00:00Z")
        publish(found.site, found, wanted=REGIONS, clock=lambda: datetime(2026, 11, 21, 10, tzinfo=UTC))
        with app.app_context():
            for region in REGIONS:
                for locale, _ in found.languages_of(region):
                    yield f"{region} [{locale}]", lost_of_topic(found, region, locale, TOPIC)
        found.site.close()
