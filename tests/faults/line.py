"""The line between a phone and a server, on loopback: it is cut after exactly so many bytes, and mended.

One port for all: to a browser it stays the same site when another server stands behind it. Each request has a
connection of its own, so that what passes is whole answers one after another.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .hooks import ARMED, REACHED, SCRIPTS, hook_worker

LOOKOUT = "/__faults/lookout"  # an empty page of the same site, there also while the line is dead
_CHUNK = 16384  # bytes
_HEAD_LIMIT = 65536  # bytes
_CALM_S = 0.3  # nothing has passed for so long: the line is calm


class _Dead(Exception):
    """The line is cut."""


class Line:
    """The proxy; `with Line() as line:` listens until the end of the block."""

    def __init__(self) -> None:
        self.down_bytes = 0  # from server to phone, all of TCP's payload
        self.reached = threading.Event()  # the worker stands at the armed await
        self.hooked = False  # whether the worker's scripts get hooks
        self.awaits: dict[int, str] = {}  # the code behind each hook
        self.skipped: set[str] = set()  # awaits that could have none
        self._server_port = 0
        self._left: int | None = None  # bytes until the cut
        self._dead = self._silent = False
        self._armed: tuple[int, int] | None = None
        self._last = time.monotonic()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Line:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        _close(self._listener)

    @property
    def is_dead(self) -> bool:
        return self._dead

    def lead_to(self, server_port: int) -> None:
        """Lead to this server from now on, alive and with nothing armed."""
        self._server_port = server_port
        self.mend()

    def cut_after(self, left_bytes: int, *, silent: bool) -> None:
        """Cut the line once so many more bytes came down.  silent: without a word; else both ends are closed."""
        with self._lock:
            self._left, self._silent = left_bytes, silent

    def cut(self, *, silent: bool = False) -> None:
        """Cut the line now."""
        with self._lock:
            self._die(silent)

    def mend(self) -> None:
        """Let the line be alive again; what hung on it before is closed, as where a phone gets a new address."""
        with self._lock:
            self._close_all()
            self._dead, self._left, self._armed = False, None, None
            self.reached.clear()

    def arm(self, number: int, *, at_pass: int) -> None:
        """Let the next worker that is started stay at this await, when it comes there for the nth time."""
        with self._lock:
            self._armed = (number, at_pass)
            self.reached.clear()

    def is_calm(self) -> bool:
        return time.monotonic() - self._last > _CALM_S

    # -- connections ----------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        with contextlib.suppress(OSError, _Dead), self._held(phone):
            head = _read_head(phone)
            path = head.split(b" ", 2)[1].decode("latin-1") if head.count(b" ") > 1 else ""
            name = path.partition("?")[0]
            if name.startswith("/__faults/"):
                self._answer_harness(phone, name)
            elif self._dead:
                self._stay_silent()
            elif self.hooked and name in SCRIPTS:
                self._send(phone, self._hooked(name, path))
            elif path:
                self._pass_on(phone, head)

    @contextmanager
    def _held(self, one: socket.socket) -> Iterator[None]:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open.add(one)
        keep_open = False
        try:
            yield
        except _Dead:
            keep_open = self._silent
            raise
        finally:
            if not keep_open:
                with self._lock:
                    self._open.discard(one)
                _close(one)

    def _pass_on(self, phone: socket.socket, head: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self._server_port), timeout=30) as server:
            server.sendall(_closing(head))
            while data := server.recv(_CHUNK):
                self._send(phone, data)

    def _send(self, phone: socket.socket, data: bytes) -> None:
        """Send what the line still lets through."""
        with self._lock:
            if self._dead:
                raise _Dead
            through = data if self._left is None else data[: self._left]
            self.down_bytes += len(through)
            self._last = time.monotonic()
            phone.sendall(through)
            if self._left is not None:
                self._left -= len(through)
                if not self._left:
                    self._die(self._silent)
                    raise _Dead

    def _stay_silent(self) -> None:
        if self._silent:
            raise _Dead  # the socket stays open, and nobody answers

    def _die(self, silent: bool) -> None:
        self._dead, self._silent, self._left = True, silent, None
        if not silent:
            self._close_all()

    def _close_all(self) -> None:
        for one in self._open:
            _close(one)
        self._open.clear()

    # -- the harness's own addresses ------------------------------------------------------------------------------

    def _answer_harness(self, phone: socket.socket, name: str) -> None:
        if name == REACHED:
            self.reached.set()
            raise _Dead
        if name == ARMED:
            armed = self._armed
            self._armed = None
            number, at_pass = armed or (0, 0)
            body, mimetype = json.dumps({"n": number, "pass": at_pass}).encode(), "application/json"
        else:
            body, mimetype = b"<!doctype html><title>lookout</title>", "text/html"
        phone.sendall(_answer(body, mimetype))

    def _hooked(self, name: str, path: str) -> bytes:
        """Return a script of the worker with hooks."""
        hooked = hook_worker(_fetch(self._server_port, path), name)
        self.awaits |= hooked.awaits
        self.skipped |= set(hooked.skipped)
        return _answer(hooked.script.encode(), "text/javascript")


def _read_head(phone: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _HEAD_LIMIT:
        data = phone.recv(_CHUNK)
        if not data:
            return b""
        head += data
    return head


def _closing(head: bytes) -> bytes:
    """Return a request's head that asks the server to close when it has answered."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([lines[0], b"Connection: close", *lines[1:]])


def _answer(body: bytes, mimetype: str) -> bytes:
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {mimetype}; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def _fetch(port: int, path: str) -> str:
    """Return what a server answers, uncompressed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
