"""What former editions leave behind, and who still needs it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence

from orientation.desk.site import Site
from orientation.packs.editions import DELTAS_MAX, blobs_named
from orientation.store.editions import newest_editions, recent_manifests
from orientation.store.files import drop_leftovers


def drop_blobs_nothing_needs(site: Site, *, now: float) -> None:
    """Keep what the last editions need: deltas are made from them, and a download of one may be under way."""
    recent = recent_manifests(site.database, count=DELTAS_MAX)
    needed = (
        name
        for manifests in recent
        for manifest in before_withdrawal(manifests)
        for name in blobs_named(manifest, site.blobs)
    )
    site.blobs.prune(needed, now=now)


def before_withdrawal(manifests: Sequence[str]) -> Sequence[str]:
    """Return the manifests, newest first, as far as none is older than a page's withdrawal."""
    withdrawn = [set(json.loads(manifest)["withdrawn"]) for manifest in manifests]
    for place, (newer, older) in enumerate(itertools.pairwise(withdrawn), start=1):
        if newer - older:
            return manifests[:place]
    return manifests


def drop_what_was_made_of_old_editions(site: Site, *, now: float) -> None:
    """Remove the sheets and single files of former editions: their names begin with the edition's number."""
    served = {str(edition.number) for edition in newest_editions(site.database)}
    for folder in (site.sheets, site.singles):
        drop_leftovers(folder, now=now)
        for path in folder.rglob("[0-9]*-*.*"):
            if path.name.partition("-")[0] not in served:
                path.unlink(missing_ok=True)
