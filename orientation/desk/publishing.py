"""The publishing queue: regions wait in the database, and one thread of the server works them off."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from orientation.desk.access import Clock, stamp
from orientation.desk.imprint import ready
from orientation.desk.publish import WAITING, publish
from orientation.desk.site import Site
from orientation.desk.snapshot import Renderer
from orientation.domain.roles import Person
from orientation.errors import NotAllowed
from orientation.store.database import transaction
from orientation.store.files import locked
from orientation.store.publishings import (
    Publishing,
    ask_publishing,
    drop_publishings,
    finish_publishing,
    next_publishing,
    note_progress,
    publishings_waiting,
)

KEPT_DAYS = 30  # so long the desk remembers what was published
POLL_S = 1.0  # between two looks into the queue
STOP_S = 30.0  # how long the server waits for the thread; it would begin again what it lost
_log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The server is stopping: what was begun is begun again at the next start."""


def work_off(
    site: Site, renderer: Renderer, *, clock: Clock, stopped: Callable[[], bool] = lambda: False
) -> int:
    """Publish what waits, one region after the other, and return how many were worked on.

    What goes wrong leaves the old edition served; what was wrong with the guide, or the class of another error, is kept
    with the publishing. Another
    process that works it off is waited for.
    """
    if not publishings_waiting(site.database):
        return 0
    worked = 0
    with locked(site.data / "publishings.lock"):
        while not stopped() and (waiting := next_publishing(site.database, now=stamp(clock()))):
            if not _publish(site, renderer, waiting, clock=clock, stopped=stopped):
                break
            worked += 1
    drop_publishings(site.database, before=stamp(clock() - timedelta(days=KEPT_DAYS)))
    return worked


def _publish(
    site: Site, renderer: Renderer, waiting: Publishing, *, clock: Clock, stopped: Callable[[], bool]
) -> bool:
    """Publish one region; False where the server stops meanwhile."""

    def progress(what: str, done: int, of: int) -> None:
        if stopped():
            raise _Stopped
        total = 0 if what == WAITING else of
        note_progress(site.database, waiting.id, done=done, total=total)

    failed = ""
    try:
        report = publish(site, renderer, wanted=[waiting.region], clock=clock, progress=progress)
        failed = "; ".join(why for _, why in report.failed)  # in our own words, of the guide alone
    except _Stopped:
        return False
    except Exception as error:  # whatever it is, the other regions get their turn
        failed = type(error).__name__
        _log.error("publishing %s: %s", waiting.region, failed)
    finish_publishing(site.database, waiting.id, failed=failed, now=stamp(clock()))
    return True


class Publisher:
    """The thread that works the queue off, for as long as the server runs."""

    def __init__(self, site: Site, renderer: Renderer, *, clock: Clock) -> None:
        self._site, self._renderer, self._clock = site, renderer, clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the page that is being made, and wait for that."""
        self._stopping.set()
        self._thread.join(STOP_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                work_off(self._site, self._renderer, clock=self._clock, stopped=self._stopping.is_set)
            except Exception as error:  # a full disk, a locked database: the next look may do better
                _log.error("the publishing queue: %s", type(error).__name__)
            self._stopping.wait(POLL_S)
        self._site.close()


def ask_again(site: Site, person: Person, region: str, *, clock: Clock) -> bool:
    """Let a region wait for its publishing once more; False where nobody has signed for it.  Raises NotAllowed."""
    if not person.may("publish", region):
        raise NotAllowed(f"person {person.id} may not publish {region}")
    with transaction(site.database):
        regions = ready(site.database, [region])
        ask_publishing(site.database, regions, person=person.id, now=stamp(clock()))
    return bool(regions)
