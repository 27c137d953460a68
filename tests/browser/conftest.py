"""A real server that can be killed, and a real Chromium."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from shipped import one_region

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 360, "height": 640}}


@dataclass
class Server:
    """`orientation serve` as a process of its own."""

    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "orientation",
            "serve",
            "--port",
            str(self.port),
            "--data",
            str(self.data),
        ]
        log = (self.data / "serve.log").open("ab")
        self.process = subprocess.Popen(command, stdout=log, stderr=log)
        log.close()
        for _ in range(900):
            if self._answers():
                return
            time.sleep(0.1)
        self.kill()
        raise AssertionError((self.data / "serve.log").read_text())

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
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


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one shipped region published."""
    data = tmp_path_factory.mktemp("published")
    guides = one_region(tmp_path_factory.mktemp("files") / "guides")
    subprocess.run([sys.executable, "-m", "orientation", "load", guides, "--data", data], check=True)
    server = Server(data, free_port())
    server.start()
    server.kill()
    return data


@pytest.fixture
def server(published: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of one's own, running, with the shipped guides."""
    data = tmp_path / "data"
    shutil.copytree(published, data)
    server = Server(data, free_port())
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def running(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of a file share and do not kill."""
    data = tmp_path_factory.mktemp("running") / "data"
    shutil.copytree(published, data)
    server = Server(data, free_port())
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def playwright():  # type: ignore[no-untyped-def]
    if not Path(CHROMIUM).exists():
        pytest.fail("chromium is missing: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright) -> Iterator[Browser]:  # type: ignore[no-untyped-def]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone nobody used before."""
    context = browser.new_context(**PHONE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def keep(page: Page, url: str, *, with_host: bool = False) -> None:
    """Open a guide and keep it on the phone."""
    page.goto(url)
    if with_host:
        page.locator("[data-with-host] input").check()
    page.locator('button[data-action="keep"]').click()
    page.wait_for_selector("[data-kept]", timeout=30_000)
