"""What passed over a wire, read as HTTP/1.1: requests, heads of answers, bodies."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

_NO_BODY = (204, 304)  # RFC 9110, 6.4.1


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer."""

    path: str
    status: int
    head_bytes: int  # of the answer
    body_bytes: int


@dataclass(frozen=True, slots=True)
class Traffic:
    """What passed between two moments."""

    down_bytes: int  # from server to browser
    up_bytes: int
    exchanges: tuple[Exchange, ...]

    def body_of(self, path: str) -> int:
        """Return how many bytes of body came for a path, 0 where it was never asked for."""
        return sum(one.body_bytes for one in self.exchanges if one.path == path)

    @property
    def head_bytes(self) -> int:
        return sum(one.head_bytes for one in self.exchanges)


class Talk:
    """One connection's requests and answers. Requests have no bodies, answers a Content-Length: as here."""

    def __init__(self) -> None:
        self._asked = b""
        self._paths: deque[str] = deque()
        self._heard = b""
        self._body_left = 0
        self._open: tuple[str, int, int, int] | None = None  # path, status, bytes of head, bytes of body

    def asked(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            head, self._asked = self._asked.split(b"\r\n\r\n", 1)
            self._paths.append(head.split(b" ", 2)[1].decode("latin-1"))

    def heard(self, data: bytes) -> Iterable[Exchange]:
        """Return the exchanges that these bytes completed."""
        self._heard += data
        done = []
        while (one := self._next()) is not None:
            done.append(one)
        return done

    def body_so_far(self, path: str) -> int:
        """Return how many bytes have come of a body that is under way, 0 where that is not the path's."""
        if self._open is None or self._open[0] != path:
            return 0
        return self._open[3] - self._body_left

    def _next(self) -> Exchange | None:
        if self._open is None and not self._read_head():
            return None
        taken = self._heard[: self._body_left]
        self._heard = self._heard[len(taken) :]
        self._body_left -= len(taken)
        if self._body_left or self._open is None:
            return None
        path, status, head_bytes, body_bytes = self._open
        self._open = None
        return Exchange(path, status, head_bytes, body_bytes)

    def _read_head(self) -> bool:
        head, found, rest = self._heard.partition(b"\r\n\r\n")
        if not found:
            return False
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        status = int(lines[0].split(" ")[1])
        self._body_left = 0 if status in _NO_BODY else int(headers.get("content-length", "0"))
        path = self._paths.popleft() if self._paths else "?"
        self._open = (path, status, len(head) + 4, self._body_left)
        self._heard = rest
        return True
