"""A TCP proxy on 127.0.0.1 that counts what passes between a browser and a server.

Everything a browser sends goes through it, a service worker's requests included. Bytes are those of TCP's payload:
HTTP/1.1 with its headers, without TLS and IP. It reads the answers along, to tell heads from bodies.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

_CHUNK = 65536  # bytes
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


class Wire:
    """The proxy; `with Wire(8000) as wire:` listens until the end of the block."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._lock = threading.Lock()
        self._down = self._up = 0
        self._exchanges: list[Exchange] = []
        self._last = time.monotonic()
        self._sockets: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Wire:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def traffic(self, since: Traffic | None = None) -> Traffic:
        """Return what has passed, from the beginning or since another call's answer."""
        with self._lock:
            now = Traffic(self._down, self._up, tuple(self._exchanges))
        if since is None:
            return now
        return Traffic(
            now.down_bytes - since.down_bytes,
            now.up_bytes - since.up_bytes,
            now.exchanges[len(since.exchanges) :],
        )

    def quiet_s(self) -> float:
        """Return for how many seconds nothing has passed."""
        return time.monotonic() - self._last

    def close(self) -> None:
        """Listen no more and cut every connection."""
        _close(self._listener)
        with self._lock:
            sockets, self._sockets = self._sockets, set()
        for one in sockets:
            _close(one)

    # -- pumps ----------------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._server_port), timeout=10)
            except OSError:
                _close(browser)
                continue
            server.settimeout(None)
            self._connect(browser, server)

    def _connect(self, browser: socket.socket, server: socket.socket) -> None:
        for one in (browser, server):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._sockets |= {browser, server}
        talk = _Talk()
        for source, sink, down in ((browser, server, False), (server, browser, True)):
            threading.Thread(target=self._pump, args=(source, sink, talk, down), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, talk: _Talk, down: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                self._count(data, talk, down=down)
                sink.sendall(data)
        for one in (source, sink):
            _close(one)
        with self._lock:
            self._sockets -= {source, sink}

    def _count(self, data: bytes, talk: _Talk, *, down: bool) -> None:
        with self._lock:
            self._last = time.monotonic()
            if down:
                self._down += len(data)
                self._exchanges += talk.heard(data)
            else:
                self._up += len(data)
                talk.asked(data)


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


class _Talk:
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
