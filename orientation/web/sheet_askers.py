"""Who may ask for many sheets how often, in memory alone: nothing that is saved tells who asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

OWN_MAX = 2  # jobs of one visitor under way, of JOBS_MAX
OFTEN = RateLimitItemPerMinute(
    8, 10
)  # jobs of one visitor within ten minutes, also where each is stopped at once


class SheetAskers:
    """Knows which jobs a visitor has under way. After a restart it knows of none, and nobody waits longer for that."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._lock = threading.Lock()
        self._asked_by: dict[str, str] = {}  # visitors by the tokens of their jobs

    def begin(
        self, visitor: str, token: str, *, under_way: Callable[[], Collection[str]], begin: Callable[[], bool]
    ) -> bool:
        """Begin a job, or go on with it; False where its visitor has no more to ask for now, or `begin` says so.

        under_way: asks for the tokens of all jobs that are.
        """
        with self._lock:
            known = under_way()
            self._asked_by = {job: who for job, who in self._asked_by.items() if job in known}
            own = sum(who == visitor for who in self._asked_by.values())
            if own >= OWN_MAX or not self._limiter.test(OFTEN, visitor) or not begin():
                return False
            self._limiter.hit(OFTEN, visitor)
            self._asked_by[token] = visitor
            return True
