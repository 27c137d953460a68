"""A TCP proxy on 127.0.0.1 that counts what passes between a browser and a server, and slows it as a line does.

Everything a browser sends goes through it, a service worker's requests included. Bytes are those of TCP's payload:
HTTP/1.1 with its headers, without TLS and IP. It reads the answers along, to tell heads from bodies.

Each connection has two threads each way: one sends what it reads over the link, one hands on what has arrived.
"""

from __future__ import annotations

import contextlib
import math
import socket
import threading
import time
from bisect import bisect_right
from collections.abc import Callable
from queue import SimpleQueue

from bench.line import SEGMENT_BYTES, UNSLOWED, Link, Profile, wait_until
from bench.talk import Exchange, Talk, Traffic

_Arrivals = SimpleQueue[tuple[float, bytes]]  # when (time.monotonic()), what; b"" is the end


class Wire:
    """The proxy; `with Wire(8000) as wire:` listens until the end of the block."""

    def __init__(self, server_port: int, profile: Profile = UNSLOWED) -> None:
        self.profile = profile
        self.dead = threading.Event()  # set once nothing passes any more: see die_after
        self._server_port = server_port
        self._links = {
            down: Link(bit_s, profile.round_trip_s / 2)
            for down, bit_s in ((True, profile.down_bit_s), (False, profile.up_bit_s))
        }
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._down = self._up = 0
        self._exchanges: list[Exchange] = []
        self._came: list[tuple[float, int]] = []  # (time.time(), all bytes down until then)
        self._last = time.monotonic()
        self._dies_after: tuple[str, float] = ("", math.inf)
        self._sockets: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Wire:
        _start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def traffic(self, since: Traffic | None = None) -> Traffic:
        """Return what has arrived, from the beginning or since another call's answer."""
        with self._lock:
            now = Traffic(self._down, self._up, tuple(self._exchanges))
        if since is None:
            return now
        return Traffic(
            now.down_bytes - since.down_bytes,
            now.up_bytes - since.up_bytes,
            now.exchanges[len(since.exchanges) :],
        )

    def down_bytes_at(self, moment: float) -> int:
        """Return how many bytes had come to the browser at a moment of time.time()."""
        with self._lock:
            count = bisect_right(self._came, (moment, math.inf))
            return self._came[count - 1][1] if count else 0

    def quiet_s(self) -> float:
        """Return for how many seconds nothing has arrived."""
        return time.monotonic() - self._last

    def die_after(self, path: str, body_bytes: int) -> None:
        """Fall silent for good, without closing a connection, once so many bytes of a path's body have come.

        body_bytes: fewer than the whole body.
        """
        with self._lock:
            self._dies_after = (path, body_bytes)

    def close(self) -> None:
        """Listen no more and cut every connection; what is under way is lost."""
        self._over.set()
        _close(self._listener)
        with self._lock:
            sockets, self._sockets = self._sockets, set()
        for one in sockets:
            _close(one)

    # -- connections ----------------------------------------------------------------------------------------------

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
        if self._over.is_set():  # closed meanwhile
            self._end(browser, server)
            return
        talk = Talk()
        for source, sink, down in ((browser, server, False), (server, browser, True)):
            arrivals: _Arrivals = SimpleQueue()
            _start(self._send, source, arrivals, down)
            _start(self._hand_on, (source, sink), arrivals, talk, down)

    def _send(self, source: socket.socket, arrivals: _Arrivals, down: bool) -> None:
        if not down:
            self._over.wait(self.profile.round_trip_s)  # the browser may send once the connection is set up
        with contextlib.suppress(OSError):
            while data := source.recv(SEGMENT_BYTES):
                arrivals.put((self._links[down].carry(len(data), self._over), data))
        arrivals.put((0.0, b""))

    def _hand_on(
        self, ends: tuple[socket.socket, socket.socket], arrivals: _Arrivals, talk: Talk, down: bool
    ) -> None:
        with contextlib.suppress(OSError):
            moment, data = arrivals.get()
            while data:
                wait_until(moment, self._over)
                ends[1].sendall(self._arrived(data, talk, down=down))
                moment, data = arrivals.get()
        self._end(*ends)

    def _end(self, *sockets: socket.socket) -> None:
        for one in sockets:
            _close(one)
        with self._lock:
            self._sockets -= set(sockets)

    # -- counting -------------------------------------------------------------------------------------------------

    def _arrived(self, data: bytes, talk: Talk, *, down: bool) -> bytes:
        """Count what came; return what of it may go on."""
        with self._lock:
            if self.dead.is_set() or self._over.is_set():
                return b""
            self._last = time.monotonic()
            if not down:
                self._up += len(data)
                talk.asked(data)
                return data
            self._exchanges += talk.heard(data)
            data = self._until_death(data, talk)
            self._down += len(data)
            self._came.append((time.time(), self._down))
            return data

    def _until_death(self, data: bytes, talk: Talk) -> bytes:
        path, limit = self._dies_after
        too_many = talk.body_so_far(path) - limit
        if too_many < 0:
            return data
        self.dead.set()
        return data[: len(data) - int(too_many)]


def _start(run: Callable[..., None], *given: object) -> None:
    threading.Thread(target=run, args=given, name="wire", daemon=True).start()


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
