"""Measure what docs/architecture.md promises, and print it beside the bars: `make bench`.

    python bench/run.py [--json FILE] [--explain] [--only NAME] [--profile NAME…] [--runs N] [--quick]

What each row means: bench/README.md. 1 KB is 1,000 bytes. Bytes on the wire are TCP's payload: HTTP/1.1 with its heads, without TLS. Exit status 0,
also when a bar is missed; 1 when something could not be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser

from bench.browser import Kept, chromium
from bench.explain import explain
from bench.installation import Installation, serving
from bench.line import PROFILES
from bench.line_rows import Reading
from bench.measuring import measured
from bench.pack_rows import pack_rows, wire_rows
from bench.server_time import page_rows, warm
from bench.sheets import NAME as SHEETS
from bench.sheets import sheets_table
from bench.shipped import NAME, shipped_table
from bench.subjects import Subject, subjects
from bench.table import Row, Table, print_table


def main() -> int:
    """Measure every guide; return the exit status."""
    wanted = _arguments()
    start = time.monotonic()
    tables = []
    with chromium() as browser:
        for subject in subjects():
            if isinstance(subject, str):
                print(f"\n{subject}")
            elif wanted.only in subject.name:
                tables.append(_measure(browser, subject, wanted))
    if wanted.only in NAME:
        with tempfile.TemporaryDirectory(prefix="orientation-bench-") as folder:
            tables.append(shipped_table(Path(folder)))
            print_table(tables[-1])
            tables.append(
                Table(SHEETS, tuple(measured(SHEETS, lambda: list(sheets_table(Path(folder)).rows))))
            )
            print_table(tables[-1])
    print(
        f"\n{time.monotonic() - start:.0f} s in all; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    if wanted.json:
        text = json.dumps([table.as_json() for table in tables], ensure_ascii=False, indent=1)
        wanted.json.write_text(text + "\n", encoding="utf-8")
    return int(any(row.value is None for table in tables for row in table.rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure and print the numbers beside their bars.")
    parser.add_argument("--json", type=Path, help="write the numbers into this file too")
    parser.add_argument("--explain", action="store_true", help="say where the bytes go")
    parser.add_argument("--only", default="", help="only guides with this in their name")
    names = [profile.name for profile in PROFILES]
    parser.add_argument(
        "--profile", nargs="*", choices=names, default=names, help="slow lines; none where none is named"
    )
    parser.add_argument("--runs", type=int, help="how often a guide is kept over each line (5; over GPRS 3)")
    parser.add_argument("--quick", action="store_true", help="keep it once over each line")
    wanted = parser.parse_args()
    wanted.runs = 1 if wanted.quick else wanted.runs
    return wanted


def _measure(browser: Browser, subject: Subject, wanted: argparse.Namespace) -> Table:
    """Measure one guide in a fresh installation, print its table and return it."""
    kept: list[Kept] = []
    with tempfile.TemporaryDirectory(prefix="orientation-bench-") as folder:
        installation = Installation(Path(folder), subject)
        rows = measured("publish", installation.publish_rows)
        for locale in subject.locales:
            rows += measured(f"{locale}: pack", partial(_pack, installation, locale))
        rows += measured("serving", lambda: _serve(browser, installation, kept))
        if wanted.explain:
            explain(installation.published(subject.locales[0]), kept)
        if subject.large:
            rows += measured("slow lines", partial(_slow_lines, browser, installation, wanted))
        rows += measured("save an edit → published", installation.edit_rows)
        installation.close()
    table = Table(subject.name, tuple(rows))
    print_table(table)
    return table


def _pack(installation: Installation, locale: str) -> list[Row]:
    return pack_rows(installation.published(locale), locale, large=installation.subject.large)


def _serve(browser: Browser, installation: Installation, kept: list[Kept]) -> list[Row]:
    subject = installation.subject
    with serving(installation.data) as server:
        rows = page_rows(server, subject, installation.published(subject.locales[0]))
        wired, both = wire_rows(browser, installation, server)
    kept += both
    return rows + wired


def _slow_lines(browser: Browser, installation: Installation, wanted: argparse.Namespace) -> list[Row]:
    rows: list[Row] = []
    subject = installation.subject
    with serving(installation.data) as server:
        warm(server, f"/{subject.locales[0]}/{subject.region}/")
        for turn, profile in enumerate(PROFILES, start=1):
            if profile.name in wanted.profile:
                reading = Reading(browser, installation, server, profile)
                rows += reading.rows(wanted.runs or profile.runs, turn=turn)
    return rows


if __name__ == "__main__":
    sys.exit(main())
