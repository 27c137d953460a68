"""A slowed wire is as slow as its profile says, and what it counts is what passed."""

from __future__ import annotations

import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.line import PROFILES, SEGMENT_BYTES, UNSLOWED, Profile
from bench.wire import Wire

FAR = Profile("far", 400_000, 200_000, 0.3)
NEAR = Profile("near", 400_000, 200_000, 0.1)  # 50,000 B/s down, 25,000 B/s up
FAST = Profile("fast", 2_000_000, 2_000_000, 0.05)
DOWN_BYTES, UP_BYTES = 32_000, 12_000
EXACT = 0.1  # of what is expected
TRIES = 3
WAIT_S = 10

Peer = Callable[[socket.socket], None]


@contextmanager
def serving(answer: Peer) -> Iterator[int]:
    """Answer each connection in a thread of its own; yield the port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.settimeout(WAIT_S)
            threading.Thread(target=run, args=(connection,), daemon=True).start()

    def run(connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the wire was closed
            answer(connection)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def connect(wire: Wire) -> socket.socket:
    return socket.create_connection(("127.0.0.1", wire.port), timeout=WAIT_S)


def receive(connection: socket.socket, size: int) -> bytes:
    """Return so many bytes, or those that came until the end."""
    data = b""
    while len(data) < size and (more := connection.recv(65536)):
        data += more
    return data


def echo(connection: socket.socket) -> None:
    while data := connection.recv(1):
        connection.sendall(data)


def seconds(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


def assert_takes(expected_s: float, act: Callable[[], float]) -> None:
    """Claim that an act, which returns its seconds, takes as long as expected.

    A busy machine makes things slower, never faster: what took too long is tried again.
    """
    for _ in range(TRIES):
        taken_s = act()
        if taken_s < expected_s * (1 + EXACT):
            break
    assert taken_s == pytest.approx(expected_s, rel=EXACT)


def ask(connection: socket.socket, what: bytes = b"?") -> bytes:
    connection.sendall(what)
    return receive(connection, len(what))


def numbered(size: int) -> bytes:
    return b"".join(b"%08d" % number for number in range(size // 8))


def send_numbered(connection: socket.socket) -> None:
    connection.recv(1)
    connection.sendall(numbered(DOWN_BYTES))


def download(wire: Wire) -> bytes:
    with connect(wire) as connection:
        connection.sendall(b"?")
        return receive(connection, 10**9)


def test_round_trip_takes_what_the_profile_says() -> None:
    with serving(echo) as port, Wire(port, FAR) as wire, connect(wire) as connection:
        ask(connection)
        assert_takes(FAR.round_trip_s, lambda: seconds(lambda: ask(connection)))


def test_setting_up_a_connection_costs_a_round_trip_more() -> None:
    def first_answer() -> float:
        with connect(wire) as connection:
            return seconds(lambda: ask(connection))

    with serving(echo) as port, Wire(port, FAR) as wire:
        assert_takes(2 * FAR.round_trip_s, first_answer)


def test_connection_set_up_ahead_of_need_costs_nothing_more() -> None:
    def answer_after_idling() -> float:
        with connect(wire) as connection:
            time.sleep(FAR.round_trip_s)
            return seconds(lambda: ask(connection))

    with serving(echo) as port, Wire(port, FAR) as wire:
        assert_takes(FAR.round_trip_s, answer_after_idling)


def test_bytes_come_down_at_the_rate_of_the_profile() -> None:
    with serving(send_numbered) as port, Wire(port, NEAR) as wire:
        expected = 2 * NEAR.round_trip_s + DOWN_BYTES * 8 / NEAR.down_bit_s
        assert_takes(expected, lambda: seconds(lambda: download(wire)))


def test_bytes_go_up_at_the_rate_of_the_profile() -> None:
    def swallow(connection: socket.socket) -> None:
        receive(connection, UP_BYTES)
        connection.sendall(b"!")

    def upload() -> None:
        with connect(wire) as connection:
            connection.sendall(b"x" * UP_BYTES)
            receive(connection, 1)

    with serving(swallow) as port, Wire(port, NEAR) as wire:
        assert_takes(2 * NEAR.round_trip_s + UP_BYTES * 8 / NEAR.up_bit_s, lambda: seconds(upload))


def test_two_connections_share_one_link_and_none_comes_short() -> None:
    def both() -> list[float]:
        """Return when each was done, in seconds."""
        ends: list[float] = []
        start = time.monotonic()

        def fetch() -> None:
            download(wire)
            ends.append(time.monotonic() - start)

        threads = [threading.Thread(target=fetch) for _ in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(WAIT_S)
        return ends

    with serving(send_numbered) as port, Wire(port, NEAR) as wire:
        expected = 2 * NEAR.round_trip_s + 2 * DOWN_BYTES * 8 / NEAR.down_bit_s
        assert_takes(expected, lambda: statistics.mean(both()))  # one after the other would be a quarter less


def test_two_directions_do_not_share_a_link() -> None:
    def answer(connection: socket.socket) -> None:
        sending = threading.Thread(target=connection.sendall, args=(numbered(DOWN_BYTES),))
        sending.start()
        receive(connection, UP_BYTES)
        sending.join()

    def exchange() -> None:
        with connect(wire) as connection:
            connection.sendall(b"x" * UP_BYTES)
            receive(connection, DOWN_BYTES)

    with serving(answer) as port, Wire(port, NEAR) as wire:
        expected = NEAR.round_trip_s / 2 + DOWN_BYTES * 8 / NEAR.down_bit_s
        assert_takes(expected, lambda: seconds(exchange))


def test_line_that_is_not_slowed_adds_next_to_nothing() -> None:
    with serving(send_numbered) as port, Wire(port, UNSLOWED) as wire:
        assert seconds(lambda: download(wire)) < 0.2


def test_bytes_come_unchanged_and_whole_when_the_server_closes_behind_them() -> None:
    with serving(send_numbered) as port, Wire(port, FAST) as wire:
        assert download(wire) == numbered(DOWN_BYTES)
        assert wire.traffic().down_bytes == DOWN_BYTES


# -- cuts ---------------------------------------------------------------------------------------------------------


def wires_threads() -> int:
    return sum(one.name == "wire" for one in threading.enumerate())


def comes_true(claim: Callable[[], bool]) -> bool:
    """Return whether a claim holds within two seconds."""
    end = time.monotonic() + 2
    while not claim() and time.monotonic() < end:
        time.sleep(0.01)
    return claim()


def test_cut_in_the_middle_leaves_nothing_hanging() -> None:
    ended = threading.Event()

    def answer(connection: socket.socket) -> None:
        connection.recv(1)
        with suppress(OSError):
            while True:
                connection.sendall(b"y" * SEGMENT_BYTES)
        ended.set()

    with serving(answer) as port, Wire(port, FAST) as wire, connect(wire) as connection:
        connection.sendall(b"?")
        receive(connection, SEGMENT_BYTES)
        wire.close()
        assert len(receive(connection, 10**9)) < DOWN_BYTES
        assert ended.wait(2)
        with pytest.raises(ConnectionRefusedError):
            connect(wire)
        assert comes_true(lambda: wires_threads() == 0)


def test_cut_while_all_is_under_way_waits_for_nothing() -> None:
    with serving(echo) as port, Wire(port, Profile("to the moon", 1_000, 1_000, 60.0)) as wire:
        with connect(wire) as connection:
            connection.sendall(b"x" * SEGMENT_BYTES)
            wire.close()
            with suppress(ConnectionResetError):  # what the wire had not read yet makes its end a reset
                assert receive(connection, 1) == b""
        assert comes_true(lambda: wires_threads() == 0)


def test_connection_that_the_browser_closes_is_closed_for_the_server() -> None:
    heard: list[bytes] = []
    with serving(lambda connection: heard.append(receive(connection, 2))) as port, Wire(port, FAST) as wire:
        with connect(wire) as connection:
            connection.sendall(b"?")
        assert comes_true(lambda: heard == [b"?"])
        assert comes_true(lambda: wires_threads() == 1)  # it still listens


def test_dying_line_lets_the_last_byte_through_and_no_more() -> None:
    with serving(answer_http) as port, Wire(port, FAST) as wire, connect(wire) as connection:
        wire.die_after("/b", 1_500)
        ask_http(connection, "/a")
        head, body = ask_http(connection, "/b", size=1_500)
        assert body == numbered(4_000)[:1_500]
        assert wire.dead.wait(1)
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        assert wire.traffic().down_bytes == len(HEAD) + 4_000 + len(head) + 1_500


# -- counting -----------------------------------------------------------------------------------------------------

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n"


def answer_http(connection: socket.socket) -> None:
    while connection.recv(1000):
        connection.sendall(HEAD + numbered(4_000))


def ask_http(connection: socket.socket, path: str, *, size: int = 4_000) -> tuple[bytes, bytes]:
    connection.sendall(f"GET {path} HTTP/1.1\r\n\r\n".encode())
    data = receive(connection, len(HEAD) + size)
    return data[: len(HEAD)], data[len(HEAD) :]


def test_heads_and_bodies_are_told_apart_on_a_slow_line() -> None:
    with serving(answer_http) as port, Wire(port, FAST) as wire, connect(wire) as connection:
        ask_http(connection, "/a")
        before = wire.traffic()
        ask_http(connection, "/b")
        since = wire.traffic(before)
    assert since.down_bytes == len(HEAD) + 4_000
    assert [(one.path, one.status, one.head_bytes) for one in since.exchanges] == [("/b", 200, len(HEAD))]
    assert (since.body_of("/b"), since.body_of("/a")) == (4_000, 0)


def test_bytes_of_a_moment_are_those_that_had_come_by_then() -> None:
    with serving(answer_http) as port, Wire(port, FAST) as wire, connect(wire) as connection:
        before = time.time()
        ask_http(connection, "/a")
        between = time.time()
        ask_http(connection, "/b")
        moments = (before, between, time.time())
        size = len(HEAD) + 4_000
        assert [wire.down_bytes_at(moment) for moment in moments] == [0, size, 2 * size]


@pytest.mark.parametrize(
    ("name", "expected_s"),
    [
        # 1.15 × 60,000 B × 8 bit + 8 round trips
        pytest.param("gprs", 11.04 + 4.0, id="GPRS: 50 kbit/s, 500 ms"),
        pytest.param("slow3g", 1.38 + 3.2, id="slow 3G: 400 kbit/s, 400 ms"),
        pytest.param("3g", 0.345 + 1.2, id="3G: 1.6 Mbit/s, 150 ms"),
    ],
)
def test_bar_of_keeping_is_the_line_s_own_time_and_eight_round_trips(name: str, expected_s: float) -> None:
    profile = next(one for one in PROFILES if one.name == name)
    assert profile.kept_within_s(60_000) == pytest.approx(expected_s)
