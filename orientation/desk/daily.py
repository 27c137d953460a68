"""What only the passing of time asks for: the desk forgets, regions fall asleep and wake. Looked after once a day."""

from __future__ import annotations

import logging
import threading

from orientation.desk.access import Clock, stamp
from orientation.desk.resting import overtaken_by_time
from orientation.desk.retention import forget_old
from orientation.desk.site import Site
from orientation.store.database import transaction
from orientation.store.publishings import ask_publishing

LOOK_S = 600.0  # between two looks at the date: a laptop that was shut in between misses no day
_log = logging.getLogger(__name__)


def look_after(site: Site, *, clock: Clock) -> tuple[str, ...]:
    """Forget what is past its time; let the regions that time has overtaken wait for their publishing, and name them.

    What is due follows from what is served: a look that a restart cut short, or a second one, changes nothing.
    """
    forget_old(site.database, clock=clock)
    now = stamp(clock())
    due = overtaken_by_time(site.database, day=now[:10])
    if due:
        with transaction(site.database):
            ask_publishing(site.database, due, person=None, now=now)
    return due


class Daily:
    """The thread that looks after these things, at its start and on each new day."""

    def __init__(self, site: Site, *, clock: Clock) -> None:
        self._site, self._clock = site, clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)
        self._looked_on = ""  # the day

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for a look that is under way."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._look()
            self._stopping.wait(LOOK_S)
        self._site.close()

    def _look(self) -> None:
        today = stamp(self._clock())[:10]
        if today == self._looked_on:
            return
        try:
            look_after(self._site, clock=self._clock)
            self._looked_on = today
        except Exception as error:  # a full disk, a database in use: the next look may do better
            _log.error("the daily look: %s", type(error).__name__)
