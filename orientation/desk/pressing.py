"""One guide in one locale on its way from a snapshot into an edition that is served."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import UTC, datetime

from orientation.desk.made_of import MadeOf
from orientation.desk.site import Site
from orientation.packs.editions import DELTAS_MAX, Snapshot, build_edition, is_whole, next_number
from orientation.store.editions import (
    KEPT_EDITIONS,
    Edition,
    former_manifests,
    is_made_of,
    newest_edition,
    note_made_of,
    save_edition,
)


@dataclass(frozen=True, slots=True)
class Pressing:
    """A guide in one locale that is rendered, and is pressed by a thread meanwhile."""

    snapshot: Snapshot
    made_of: MadeOf
    last: Edition | None  # what is served
    edition: Future[Edition] | None  # None where it is what is served

    @property
    def name(self) -> str:
        return f"{self.snapshot.region}/{self.snapshot.locale}"


def would_be_the_same(site: Site, region: str, locale: str, *, made_of: str) -> bool:
    """Return whether what is served was made of the same and is all there: rendering it anew is spared."""
    last = newest_edition(site.database, region, locale)
    if not last or not is_made_of(site.database, region, locale, made_of):
        return False
    return is_whole(last.manifest, site.blobs)


def begin(
    site: Site, snapshot: Snapshot, made_of: MadeOf, *, presses: Executor, clock: Callable[[], datetime]
) -> Pressing:
    """Let a thread press the snapshot, unless it is what is served: Brotli leaves the interpreter to the next guide."""
    last = newest_edition(site.database, snapshot.region, snapshot.locale)
    if last and last.content_digest == snapshot.digest() and is_whole(last.manifest, site.blobs):
        return Pressing(snapshot, made_of, last, None)
    now = clock().astimezone(UTC)
    edition = presses.submit(
        build_edition,
        snapshot,
        site.blobs,
        site.key,
        number=next_number(last.number if last else 0, seconds=int(now.timestamp())),
        published_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        former=former_manifests(site.database, snapshot.region, snapshot.locale, count=DELTAS_MAX),
    )
    return Pressing(snapshot, made_of, last, edition)


def finish(site: Site, pressing: Pressing) -> bool:
    """Wait for the edition, serve it and note what it was made of; say whether there was anything new in it."""
    if pressing.edition:
        _serve(site, pressing, pressing.edition.result())
    snapshot, made = pressing.snapshot, pressing.made_of
    where = (snapshot.region, snapshot.locale)
    note_made_of(site.database, *where, made.guide, resting=made.resting, year=made.year)
    return pressing.edition is not None


def _serve(site: Site, pressing: Pressing, edition: Edition) -> None:
    """Save the edition: from then on it is served. Where something was withdrawn, former ones go at once."""
    snapshot = pressing.snapshot
    anew = set(snapshot.withdrawn) - _withdrawn_before(pressing.last)
    kept, made_of = 1 if anew else KEPT_EDITIONS, pressing.made_of.pages.of
    save_edition(site.database, edition, snapshot.pages, kept_editions=kept, made_of=made_of)
    if anew:
        site.search.forget(snapshot.region, snapshot.locale)


def _withdrawn_before(last: Edition | None) -> set[str]:
    return set(json.loads(last.manifest)["withdrawn"]) if last else set()
