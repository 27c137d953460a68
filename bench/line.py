"""A slow line: how fast, how far, and how its one link each way is shared by all connections.

Left out: TLS, TCP's slow start and its acknowledgements, the radio's waking up, loss.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass

SEGMENT_BYTES = 1460  # TCP's payload in an Ethernet frame: RFC 9293, 3.7.1
_LEAD_S = 0.02  # the next segment queues so early: a thread that wakes late leaves no gap


@dataclass(frozen=True, slots=True)
class Profile:
    """A line and the phone at its end."""

    name: str
    down_bit_s: float  # bits a second, to the phone
    up_bit_s: float
    round_trip_s: float
    processor_slowed: int = 1  # times; of pages alone, a worker cannot be slowed
    runs: int = 5  # how often a guide is kept over it, for the median

    def kept_within_s(self, down_bytes: int) -> float:
        """Return within how many seconds so many bytes should be kept: the bar of docs/architecture.md."""
        return 1.15 * down_bytes * 8 / self.down_bit_s + 8 * self.round_trip_s


UNSLOWED = Profile("not slowed", math.inf, math.inf, 0.0)
PROFILES = (
    Profile("gprs", 50_000, 50_000, 0.5, 4, runs=3),
    Profile("slow3g", 400_000, 400_000, 0.4, 4),
    Profile("3g", 1_600_000, 750_000, 0.15, 4),
)


class Link:
    """One direction of a line: one segment after the other, whoever sends it."""

    def __init__(self, bit_s: float, delay_s: float) -> None:
        self._byte_s = bit_s / 8
        self._delay_s = delay_s
        self._lock = threading.Lock()
        self._free = 0.0  # when the last segment will have been sent, as time.monotonic() has it

    def carry(self, size_bytes: int, over: threading.Event) -> float:
        """Wait until a segment has all but left, or the line is over; return when it arrives.

        Whoever has several segments gets its turn again only behind everyone else's one.
        """
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size_bytes / self._byte_s
            sent = self._free
        wait_until(sent - _LEAD_S, over)
        return sent + self._delay_s


def wait_until(moment: float, over: threading.Event) -> None:
    """Wait until a moment of time.monotonic(), or until it is over."""
    wait_s = moment - time.monotonic()
    if wait_s > 0:
        over.wait(wait_s)
