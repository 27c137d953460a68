"""A proxy in front of a server, on loopback, that holds back, cuts short or replaces the answers a test names."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_HOP = ("transfer-encoding", "connection", "content-length", "date", "server")
LOGIN = (200, {"Content-Type": "text/html"}, b"<!doctype html><title>Free WiFi</title><h1>Log in</h1>")

Answer = tuple[int, dict[str, str], bytes]


class SlowProxy:
    """Forwards GET requests. What happens to an answer is named by a piece of its path:

    delays: seconds to wait; silences: bytes after which nothing comes any more, the line staying open; cuts: bytes
    after which the line is closed; replaced: what is answered instead.
    """

    def __init__(self, port: int) -> None:
        self.delays: dict[str, float] = {}
        self.silences: dict[str, int] = {}
        self.cuts: dict[str, int] = {}
        self.replaced: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.heard = threading.Event()  # set when the tests' silences are over
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy.asked.append(self.path)
                time.sleep(sum(wait for piece, wait in proxy.delays.items() if piece in self.path))
                answer = proxy._named(proxy.replaced, self.path) or proxy._forward(self, port)
                if answer is None:
                    self.send_error(502)
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):  # the browser hung up: that is what some tests are about
                    self._send(body)

            def _send(self, body: bytes) -> None:
                silence = proxy._named(proxy.silences, self.path)
                cut = proxy._named(proxy.cuts, self.path)
                if silence is None and cut is None:
                    self.wfile.write(body)
                    return
                self.wfile.write(body[: silence if silence is not None else cut])
                self.wfile.flush()
                # before a cut what was sent may arrive: a browser throws away what nobody has read when a line breaks
                proxy.heard.wait(60 if silence is not None else 1)
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def mend(self) -> None:
        """Let everything through again."""
        for faults in (self.delays, self.silences, self.cuts, self.replaced):
            faults.clear()
        self.heard.set()

    def close(self) -> None:
        self.heard.set()
        self._server.shutdown()
        self._server.server_close()

    @staticmethod
    def _named(faults: dict[str, Any], path: str) -> Any:
        return next((fault for piece, fault in faults.items() if piece in path), None)

    @staticmethod
    def _forward(request: BaseHTTPRequestHandler, port: int) -> Answer | None:
        upstream = http.client.HTTPConnection("127.0.0.1", port)
        try:
            upstream.request("GET", request.path, headers=dict(request.headers))
        except OSError:
            return None
        response = upstream.getresponse()
        body = response.read()
        upstream.close()
        headers = {name: value for name, value in response.getheaders() if name.lower() not in _HOP}
        return response.status, headers, body
