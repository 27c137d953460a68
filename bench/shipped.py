"""All guides that are shipped, in every language: how long they take to publish, and how large they are."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import brotli

from bench.pack_rows import FIRST_PART_BAR, MANIFEST_BAR, PART_BAR
from bench.subjects import ROOT
from bench.table import Row, Table
from orientation.desk.load import load_folder
from orientation.desk.publish import publish
from orientation.store.editions import Edition, newest_editions
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION, Services

NAME = "all shipped guides"
PUBLISH_BAR_S = 60  # load and publish, once installed
PACK_BAR = 80_000


def shipped_table(data: Path) -> Table:
    """Load and publish everything in a fresh installation, and say what came of it."""
    services: Services = create_app(Settings(data)).extensions[EXTENSION]
    start = time.perf_counter()
    load_folder(services.site.database, ROOT / "guides", now=datetime.now(UTC).isoformat())
    report = publish(services.site, services, clock=lambda: datetime.now(UTC))
    seconds = time.perf_counter() - start
    editions = newest_editions(services.site.database)
    services.site.close()
    note = f"{len(report.published)} guides and languages"
    return Table(NAME, (Row("load and publish all", seconds, "s", PUBLISH_BAR_S, note), *_sizes(editions)))


def _sizes(editions: tuple[Edition, ...]) -> Iterator[Row]:
    for locale in sorted({edition.locale for edition in editions}):
        packs, firsts, parts, manifests = [], [], [], []
        for edition in editions:
            if edition.locale == locale:
                value = json.loads(edition.manifest)
                packs.append((value["pack"]["wire_bytes"], edition.region))
                firsts.append(value["parts"][0]["wire_bytes"])
                parts.append(max(part["wire_bytes"] for part in value["parts"]))
                manifests.append(len(brotli.compress(edition.manifest.encode(), quality=7)))
        largest, region = max(packs)
        note = f"{region}, of {len(packs)}; from {min(packs)[0]:,} B"
        yield Row(f"{locale}: largest pack", largest, bar=PACK_BAR, note=note)
        yield Row(f"{locale}: largest first part", max(firsts), bar=FIRST_PART_BAR)
        yield Row(f"{locale}: largest part", max(parts), bar=PART_BAR)
        yield Row(f"{locale}: largest manifest", max(manifests), bar=MANIFEST_BAR)
