"""Measure the search with judged questions: `python bench/search.py DATA…`, files or folders of them.

The pages of each file are published as a region. The server is asked over HTTP; a phone, Chromium with the network off,
is asked at the same addresses. Both are set beside stemmed BM25 on the same data, with a paired bootstrap. Then times
and memory beside their bars, with `--county` also those of the county of bench/subjects.py, asked for its titles. Exit
status 0, also where a bar is missed.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page

from bench.browser import LIMIT_MS, chromium, reader
from bench.installation import Installation, serving
from bench.judged import REGION, TOPIC, Judged, bm25_ranks, bootstrap, mrr, rank_of, slug, typos
from bench.search_speed import p95, phone_rows, server_rows
from bench.subjects import Subject, subjects
from bench.table import Table, print_table

_HIT = re.compile(rf'<a data-result[^>]*? href="?[^"\s>]*/{TOPIC}/(p\d+)/')
TITLE_STEP = 3  # every third title of the county is asked for
Ask = Callable[[str], list[str]]  # a query -> the slugs found, best first


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the search with judged questions.")
    parser.add_argument("data", nargs="*", type=Path, help="files, or folders of files, named by locale")
    parser.add_argument("--county", action="store_true", help="measure times on the county, too")
    given = parser.parse_args()
    files = [
        file for path in given.data for file in ([path] if path.is_file() else sorted(path.glob("*.json")))
    ]
    ours: list[int] = []
    theirs: list[int] = []
    with chromium() as browser:
        for file in files:
            judged = Judged.read(file)
            ranks, baseline = _measure(browser, judged)
            ours += ranks
            theirs += baseline
        if given.county:
            _measure_county(browser)
    if not files:
        return 0
    print(f"pooled   {_quality(ours)}")
    print(f"         BM25 {_quality(theirs)}  {_difference(ours, theirs)}")
    halves = [ranks[half::2] for ranks in (ours, theirs) for half in (0, 1)]
    print(f"         even questions {mrr(halves[0]):.3f} (BM25 {mrr(halves[2]):.3f}), odd {mrr(halves[1]):.3f} ({mrr(halves[3]):.3f})")  # fmt: skip
    return 0


def _measure(browser: Browser, judged: Judged) -> tuple[list[int], list[int]]:
    subject = Subject(judged.locale, REGION, (judged.locale, judged.locale), judged.guides(), large=False)
    questions = [query["question"] for query in judged.queries]
    baseline = bm25_ranks(judged)
    with tempfile.TemporaryDirectory(prefix="orientation-search-") as folder:
        installation = Installation(Path(folder), subject)
        installation.publish()
        installation.close()
        with serving(installation.data) as server, reader(browser) as context:
            address = f"http://127.0.0.1:{server.port}/{judged.locale}/{REGION}/"
            server_found, server_ms = _ask_all(questions, partial(_ask_server, address))
            mistyped = [name in _ask_server(address, asked)[:5] for asked, name in typos(judged)]
            page = _keep(context.new_page(), address)
            rows = server_rows(server, server_ms)
            rows += phone_rows(browser, context, address, questions)
            server.kill()
            phone_found, phone_ms = _ask_all(questions, partial(_ask_phone, page, address))
    ranks = _ranks(judged, server_found)
    same = [
        len(set(a[:5]) & set(b[:5])) / max(1, len(set(a[:5]) | set(b[:5])))
        for a, b in zip(server_found, phone_found, strict=True)
    ]
    tongue = judged.locale
    print(f"{tongue}  server {_quality(ranks)}  {_times(server_ms)}")
    print(f"{tongue}  phone  {_quality(_ranks(judged, phone_found))}  {_times(phone_ms)}, page and all")
    print(f"{tongue}  BM25   {_quality(baseline)}  {_difference(ranks, baseline)}")
    print(f"{tongue}  first five the same {statistics.mean(same):.3f}; mistyped titles in the first five"
          f" {statistics.mean(mistyped):.3f}", flush=True)  # fmt: skip
    print_table(Table(f"{tongue}, {len(judged.docs)} pages", tuple(rows)))
    return ranks, baseline


def _measure_county(browser: Browser) -> None:
    """Print times and memory on a guide of the largest size that is promised."""
    subject = next((one for one in subjects() if isinstance(one, str) or one.name.endswith("(county)")), None)
    if not isinstance(subject, Subject):
        print(subject)
        return
    with tempfile.TemporaryDirectory(prefix="orientation-search-") as folder:
        installation = Installation(Path(folder), subject)
        installation.publish()
        pages = {locale: installation.published(locale).pages for locale in subject.locales}
        installation.close()
        for locale in subject.locales:
            titles = [page["title"] for page in pages[locale] if page["kind"] == "entry"]
            asked = titles[::TITLE_STEP]
            with serving(installation.data) as server, reader(browser) as context:
                address = f"http://127.0.0.1:{server.port}/{locale}/{subject.region}/"
                _, server_ms = _ask_all(asked, partial(_ask_server, address))
                _keep(context.new_page(), address)
                rows = server_rows(server, server_ms) + phone_rows(browser, context, address, asked)
            print_table(Table(f"{subject.name} [{locale}], {len(pages[locale])} pages", tuple(rows)))


def _ask_all(questions: Sequence[str], ask: Ask) -> tuple[list[list[str]], list[float]]:
    """Return what was found for each question, and the milliseconds it took."""
    found, times = [], []
    for question in questions:
        start = time.perf_counter()
        found.append(ask(question))
        times.append((time.perf_counter() - start) * 1000)
    return found, times


def _ask_server(address: str, asked: str) -> list[str]:
    with urllib.request.urlopen(f"{address}search/?q={quote(asked[:200])}") as answer:
        return list(dict.fromkeys(_HIT.findall(answer.read().decode())))


def _keep(page: Page, address: str) -> Page:
    page.set_default_timeout(LIMIT_MS)
    page.goto(address)
    page.locator('button[data-action="keep"]').click()
    page.wait_for_selector("[data-kept]")
    return page


def _ask_phone(page: Page, address: str, asked: str) -> list[str]:
    response = page.goto(f"{address}search/?q={quote(asked[:200])}", wait_until="domcontentloaded")
    assert response is not None
    assert response.from_service_worker
    return list(dict.fromkeys(_HIT.findall(response.text())))


def _ranks(judged: Judged, found: Sequence[Sequence[str]]) -> list[int]:
    return [rank_of(slug(query["id"]), one[:10]) for query, one in zip(judged.queries, found, strict=True)]


def _quality(ranks: Sequence[int]) -> str:
    hits = [sum(0 < rank <= most for rank in ranks) / len(ranks) for most in (1, 5)]
    return f"hit@1 {hits[0]:.3f}  hit@5 {hits[1]:.3f}  MRR@10 {mrr(ranks):.3f}"


def _difference(ours: Sequence[int], theirs: Sequence[int]) -> str:
    low, high = bootstrap(ours, theirs)
    return f"ours {mrr(ours) - mrr(theirs):+.3f} (95 %: {low:+.3f} … {high:+.3f})"


def _times(milliseconds: Sequence[float]) -> str:
    return f"median {statistics.median(milliseconds):.0f} ms, p95 {p95(milliseconds):.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
