"""How long sheets take, how much memory and how large they are: `python bench/sheets.py DATA`, a published data folder.

What a user runs is measured: `orientation sheet`, with all the processes it starts; and what a warm server does for one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import MeasurementError
from bench.table import Row, Table, print_table
from orientation.domain.choice import Choice
from orientation.sheets.compose import sheet_html
from orientation.sheets.press import press
from orientation.web.app import Settings, create_app
from orientation.web.assets import bundled
from orientation.web.services import EXTENSION, Services
from orientation.web.sheet_requests import sheet_request, write_sheet

NAME = "sheets"
REGION = "es-soria"
TOPICS = ("emergency", "first-steps", "health", "banking", "transport")
LOCALES = ("es", "en", "ar", "uk", "fr", "ti")
ONE_BAR_S = 1
MANY_BAR_S = 25
MEMORY_BAR = 400_000_000
PAGE_BAR = 60_000
RUNS = 9  # a machine shared with others swings by a third within seconds
URL = "https://guide.example.org"


def sheets_table(data: Path) -> Table:
    """Measure on a published data folder."""
    return Table(NAME, (*_warm_rows(data), *_many_rows(data)))


def _warm_rows(data: Path) -> Iterator[Row]:
    """Yield what a warm process takes for one sheet, and how large one page is."""
    app = create_app(Settings(data, URL))
    services: Services = app.extensions[EXTENSION]
    with app.app_context():
        slowest, times = "", [0.0]
        for locale, topic in (
            ("es", "emergency"),
            ("ar", "emergency"),
            ("ti", "first-steps"),
            ("uk", "health"),
        ):
            found = _seconds(services, Choice(region=REGION, locale=locale, takes=(topic,)))
            if median(found) > median(times):
                slowest, times = (
                    f"{topic} [{locale}], median of {RUNS}, {min(found):.2f} to {max(found):.2f}",
                    found,
                )
        yield Row("one topic, warm: the slowest of four", median(times), "s", ONE_BAR_S, slowest)
        yield _page_row(services)
    services.site.close()


def _seconds(services: Services, choice: Choice) -> list[float]:
    write_sheet(services, choice)  # fonts are read once
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        write_sheet(services, choice)
        found.append(time.perf_counter() - start)
    return found


def _page_row(services: Services) -> Row:
    """Return the largest sheet of one entry that takes one page, in one script: the host's language alone."""
    largest, where, count = 0, "", 0
    _, topic = services.page(REGION, "es", "health/")
    own = sheet_request(services, Choice(region=REGION, locale="es", takes=(topic.topic,))).own
    for page in own.pages:
        if page.kind == "entry" and page.topic == topic.topic:
            choice = Choice(region=REGION, locale="es", takes=(page.path.split("/", 3)[3].strip("/"),))
            html = sheet_html(sheet_request(services, choice), asset_root=bundled("static"))
            if press(bundled("static")).pages(html) == 1:
                size, count = len(press(bundled("static")).pdf(html)), count + 1
                largest, where = max((largest, where), (size, choice.takes[0]))
    return Row("one page in one script, largest", largest, "B", PAGE_BAR, f"{where}, of {count}")


def _many_rows(data: Path) -> Iterator[Row]:
    """Yield what `orientation sheet` takes for all topics and locales at once."""
    many = [f"--topic={topic}" for topic in TOPICS]
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).parent / "orientation"), "sheet", REGION, *LOCALES, *many]
        command += ["--output", folder, "--data", str(data), "--url", URL]
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            peak = _peak_memory(process)
            said = process.stderr.read().decode() if process.stderr else ""
        seconds = time.perf_counter() - start
        made = sorted(Path(folder).rglob("*.pdf"))
        if process.returncode or len(made) != len(TOPICS) * len(LOCALES):
            raise MeasurementError(f"orientation sheet made {len(made)} sheets: {said[-300:]}")
        note = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; from the command to its end"
        yield Row(
            f"{len(made)} sheets, {len(TOPICS)} topics × {len(LOCALES)} locales",
            seconds,
            "s",
            MANY_BAR_S,
            note,
        )
        yield Row(
            "their processes' memory, peak", peak, "B", MEMORY_BAR, "proportional set size, all together"
        )
        yield Row("their size, all", sum(path.stat().st_size for path in made))


def _peak_memory(process: subprocess.Popen[bytes]) -> int:
    """Return the most memory that a process and those it started had at one time, looked at each 50 ms."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_memory, _tree(process.pid))))
        time.sleep(0.05)
    return peak


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    try:
        children = [
            child
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:  # it has just ended
        return
    for child in children:
        yield from _tree(int(child))


def _memory(pid: int) -> int:
    """Return a process's proportional set size, bytes: what it shares with others is counted once in all."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    print_table(sheets_table(Path(sys.argv[1])))
