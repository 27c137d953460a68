"""A proxy in front of a server, on loopback, that holds back the answers a test names."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class SlowProxy:
    """Forwards GET requests; `delays` holds seconds by a piece of the path."""

    def __init__(self, port: int) -> None:
        self.delays: dict[str, float] = {}
        self.asked: list[str] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy.asked.append(self.path)
                time.sleep(sum(wait for piece, wait in proxy.delays.items() if piece in self.path))
                upstream = http.client.HTTPConnection("127.0.0.1", port)
                try:
                    upstream.request("GET", self.path, headers=dict(self.headers))
                except OSError:
                    self.send_error(502)
                    return
                response = upstream.getresponse()
                body = response.read()
                self.send_response(response.status)
                for name, value in response.getheaders():
                    if name.lower() not in (
                        "transfer-encoding",
                        "connection",
                        "content-length",
                        "date",
                        "server",
                    ):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):  # the browser hung up: that is what some tests are about
                    self.wfile.write(body)
                upstream.close()

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
