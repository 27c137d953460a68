"""Costly work, few pieces at a time, with few waiting: the threads left over keep answering."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from werkzeug.exceptions import ServiceUnavailable

RETRY_AFTER_S = 10
OWN_MAX = 3  # places of one visitor


class Queue:
    """Lets as many through at a time as there are hands; who waits in person goes before what nobody waits for."""

    def __init__(self, *, places: int, at_once: int = 1) -> None:
        """places: for those who wait in person, together with those whose turn it is."""
        self.at_once = at_once
        self._places = threading.Semaphore(places)
        self._changed = threading.Condition()
        self._busy: list[Hashable] = []
        self._in_person = 0
        self._own: Counter[str] = Counter()  # places by visitor

    @contextmanager
    def turn(self, key: Hashable, *, who: str = "") -> Iterator[None]:
        """Wait for one's turn; of the same key there is one at a time.

        who: a visitor, who leaves places for others; "" where nobody is told apart.
        Raises ServiceUnavailable where too many wait already.
        """
        self._take_place(who)
        try:
            with self._changed:
                self._in_person += 1
            with self._turn(key, after_persons=False):
                yield
        finally:
            self._leave_place(who)

    def _take_place(self, who: str) -> None:
        with self._changed:
            if (who and self._own[who] >= OWN_MAX) or not self._places.acquire(blocking=False):
                raise ServiceUnavailable(retry_after=RETRY_AFTER_S)
            self._own[who] += 1

    def _leave_place(self, who: str) -> None:
        with self._changed:
            self._own[who] -= 1
            self._own += Counter()  # forgets who has none
            self._places.release()

    @contextmanager
    def spare_turn(self, key: Hashable) -> Iterator[None]:
        """Wait until a hand is free that nobody waits for in person."""
        with self._turn(key, after_persons=True):
            yield

    @contextmanager
    def _turn(self, key: Hashable, *, after_persons: bool) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._free(key) and not (after_persons and self._in_person))
            self._in_person -= not after_persons
            self._busy.append(key)
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._busy.remove(key)
                self._changed.notify_all()

    def _free(self, key: Hashable) -> bool:
        return len(self._busy) < self.at_once and key not in self._busy
