"""Servers with a shipped region published, and one Chromium, for all tests of a process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from phones import ARGUMENTS, CHROMIUM, PHONE, Server, free_port
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from shipped import one_region


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
