"""Counts of what is fetched: in memory, saved about once a minute, so that serving never waits for it.

A server that is killed loses at most the last minute. Only numbers by day are kept, nothing about who asked.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from orientation.desk.site import Site
from orientation.desk.voices import CLOSED_DAYS, forget_old_voices
from orientation.errors import OrientationError
from orientation.store.counts import Counted, add_counts
from orientation.store.editions import Edition

SAVE_EVERY_S = 60
BLOBS_MAX = 4096  # packs and deltas whose editions are known; beyond, those of before are asked about anew


class Counts:
    """Counts by region, day, kind of thing, locale and edition."""

    def __init__(
        self,
        site: Site,
        *,
        clock: Callable[[], datetime],
        every_s: float = SAVE_EVERY_S,
        closed_days: int = CLOSED_DAYS,
    ) -> None:
        """closed_days: how long an answer to a reader waits for its phone."""
        self._site, self._clock, self._every_s, self._closed_days = site, clock, every_s, closed_days
        self._counter: Counter[Counted] = Counter()
        self._blobs: dict[str, tuple[str, Edition]] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._purged_on = ""

    def count(self, what: str, edition: Edition) -> None:
        """Count one more, to be saved within a minute."""
        one = Counted(edition.region, self._today(), what, edition.locale, edition.number)
        with self._lock:
            self._counter[one] += 1
            if self._timer is None:
                self._timer = threading.Timer(self._every_s, self._save_and_close)
                self._timer.daemon = True
                self._timer.start()

    def count_manifest(self, edition: Edition) -> None:
        """Count that a phone asked for the newest edition, and learn by which names it will fetch it."""
        self.count("asked", edition)
        guide = (edition.region, edition.locale)
        if self._known.get(guide) == edition.number:
            return
        manifest = json.loads(edition.manifest)
        names = {delta["sha256"]: ("updated", edition) for delta in manifest.get("deltas", ())}
        names[manifest["pack"]["sha256"]] = ("kept", edition)
        with self._lock:
            if len(self._blobs) > BLOBS_MAX:
                self._blobs.clear()
                self._known.clear()
            self._blobs.update(names)
            self._known[guide] = edition.number

    def count_blob(self, name: str) -> None:
        """Count a pack or what an update takes; a phone has asked for its manifest before."""
        found = self._blobs.get(name)
        if found:
            self.count(*found)

    def save(self) -> None:
        """Save what was counted; what cannot be saved now is kept for the next time."""
        with self._lock:
            counted, self._counter = self._counter, Counter()
            if self._timer:
                self._timer.cancel()
            self._timer = None
        try:
            if counted:
                add_counts(self._site.database, counted)
            self._purge()
        except (sqlite3.Error, OSError, OrientationError):
            with self._lock:
                self._counter.update(counted)

    def _purge(self) -> None:
        """Once a day, forget what was said long ago."""
        if self._purged_on != self._today():
            forget_old_voices(self._site.database, clock=self._clock, closed_days=self._closed_days)
            self._purged_on = self._today()

    def _save_and_close(self) -> None:
        self.save()
        self._site.close()  # this thread's connection

    def _today(self) -> str:
        return self._clock().strftime("%Y-%m-%d")
