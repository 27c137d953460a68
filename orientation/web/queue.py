"""Costly work, one piece at a time, with few waiting: the threads left over keep answering."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.exceptions import ServiceUnavailable

RETRY_AFTER_S = 10


class Queue:
    """Lets one through at a time."""

    def __init__(self, *, waiting_max: int) -> None:
        self._turn = threading.Semaphore(1)
        self._places = threading.Semaphore(1 + waiting_max)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn.  Raises ServiceUnavailable where too many wait already."""
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=RETRY_AFTER_S)
        try:
            with self._turn:
                yield
        finally:
            self._places.release()
