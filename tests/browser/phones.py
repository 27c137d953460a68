"""A real server that can be killed, and what a phone is in a real Chromium."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 360, "height": 640}}


@cache
def _starter() -> subprocess.Popen[str]:
    """Return the process that servers are forked from; it ends with this one, whose pipe it reads."""
    command = [sys.executable, str(Path(__file__).with_name("starter.py"))]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@dataclass
class Server:
    """`orientation serve` as a process of its own, without a second's wait for what it imports."""

    data: Path
    port: int
    process: int | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        ask = {"arguments": ["serve", "--port", str(self.port), "--data", str(self.data)],
               "log": str(self.data / "serve.log")}  # fmt: skip
        starter = _starter()
        starter.stdin.write(json.dumps(ask) + "\n")
        starter.stdin.flush()
        self.process = int(starter.stdout.readline())
        for _ in range(900):
            if self._answers():
                return
            time.sleep(0.1)
        self.kill()
        raise AssertionError((self.data / "serve.log").read_text())

    def kill(self) -> None:
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            while _lives(self.process):
                time.sleep(0.01)
            self.process = None

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body, redirects not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response.status, body

    def _answers(self) -> bool:
        try:
            return self.get("/health")[0] == 200
        except OSError:
            return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def keep(page: Page, url: str, *, with_host: bool = False) -> None:
    """Open a guide and keep it on the phone."""
    page.goto(url)
    if with_host:
        page.locator("[data-with-host] input").check()
    page.locator('button[data-action="keep"]').click()
    page.wait_for_selector("[data-kept]", timeout=30_000)
