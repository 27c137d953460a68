from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from search_vectors import ROOT, read_vectors

import orientation.search.index as index_module
from orientation.domain.edition import Page
from orientation.errors import NotPublished
from orientation.search.analysis import parse_query
from orientation.search.index import OPEN_MAX, SearchIndexes

GUIDES = read_vectors("results")
QUERIES = [
    pytest.param(guide, query, id=f"{guide['locale']}: {query['query'] or 'nothing'}")
    for guide in GUIDES
    for query in guide["queries"]
]


def make_entry(word: str, *, path: str = "/en/es-x/a/b/") -> Page:
    return Page(path, word, f"<!--c--><h1>{word}</h1><p>Text.</p><!--/c-->", "entry")


@pytest.fixture
def indexes(tmp_path: Path) -> Iterator[SearchIndexes]:
    made = SearchIndexes(tmp_path / "search")
    yield made
    made.close()


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndexes]:
    made = SearchIndexes(tmp_path_factory.mktemp("search"))
    for guide in GUIDES:
        made.write("es-x", guide["locale"], 7, [Page(**page) for page in guide["pages"]])
    yield made
    made.close()


@pytest.mark.parametrize(("guide", "query"), QUERIES)
def test_hits_are_the_shared_ones(guides: SearchIndexes, guide: Any, query: Any) -> None:
    hits = guides.search("es-x", guide["locale"], query["query"], limit=5, whole=query.get("whole", False))
    assert [asdict(hit) for hit in hits] == query["hits"]


def test_limit_keeps_the_best(guides: SearchIndexes) -> None:
    every = guides.search("es-x", "en", "registration")
    assert guides.search("es-x", "en", "registration", limit=1) == every[:1] != every


def test_unknown_index_is_not_published(indexes: SearchIndexes) -> None:
    with pytest.raises(NotPublished):
        indexes.search("es-x", "en", "bank")


@pytest.mark.parametrize(("region", "locale"), [("..", "en"), ("es-x", "../en"), ("", "en"), ("a/b", "en")])
def test_name_that_leaves_the_folder_is_refused(indexes: SearchIndexes, region: str, locale: str) -> None:
    with pytest.raises(NotPublished):
        indexes.write(region, locale, 1, [])


def test_edition_without_pages_has_no_hits(indexes: SearchIndexes) -> None:
    indexes.write("es-x", "en", 1, [])
    assert indexes.search("es-x", "en", "bank") == ()


def test_new_edition_replaces_the_old(indexes: SearchIndexes) -> None:
    indexes.write("es-x", "en", 1, [make_entry("Bank")])
    indexes.search("es-x", "en", "bank")
    indexes.write("es-x", "en", 2, [make_entry("School")])
    assert (len(indexes.search("es-x", "en", "school")), indexes.search("es-x", "en", "bank")) == (1, ())


def test_old_folders_are_removed(indexes: SearchIndexes, tmp_path: Path) -> None:
    for edition in (1, 2, 2, 3):
        indexes.write("es-x", "en", edition, [make_entry("Bank")])
    home = tmp_path / "search" / "es-x" / "en"
    assert [path.name.partition("-")[0] for path in sorted(home.iterdir())] == ["3", "current.json"]


def test_open_index_outlives_its_folder(indexes: SearchIndexes, tmp_path: Path) -> None:
    other = SearchIndexes(tmp_path / "search")  # as another process would
    indexes.write("es-x", "en", 1, [make_entry("Bank")])
    other.search("es-x", "en", "bank")
    index = next(iter(other._open.values()))
    indexes.write("es-x", "en", 2, [make_entry("School")])
    found = index.fetch(parse_query("bank", "en"))
    titles = [index.shown(each.path).title for each in found]
    other.close()
    assert titles == ["Bank"]


def test_only_what_is_shown_is_unpacked(indexes: SearchIndexes, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [make_entry("Bank", path=f"/en/es-x/a/{number}/") for number in range(30)]
    indexes.write("es-x", "en", 1, pages)
    indexes.search("es-x", "en", "school")  # opens it
    reader = next(iter(indexes._open.values()))._reader
    unpacked: list[int] = []
    stored_fields = reader.stored_fields
    monkeypatch.setattr(
        reader, "stored_fields", lambda docnum: unpacked.append(docnum) or stored_fields(docnum)
    )
    assert len(indexes.search("es-x", "en", "bank", limit=3)) == len(unpacked) == 3


def test_failed_write_leaves_the_old_index(indexes: SearchIndexes, tmp_path: Path) -> None:
    indexes.write("es-x", "en", 1, [make_entry("Bank")])
    before = sorted((tmp_path / "search").rglob("*"))
    with pytest.raises(AttributeError):
        indexes.write("es-x", "en", 2, [None])  # type: ignore[list-item]
    assert sorted((tmp_path / "search").rglob("*")) == before
    assert indexes.is_current("es-x", "en", 1)


def test_interrupted_write_leaves_nothing_behind(
    indexes: SearchIndexes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes.write("es-x", "en", 1, [make_entry("Bank")])
    before = sorted((tmp_path / "search").rglob("*"))
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        indexes.write("es-x", "en", 2, [make_entry("School")])
    assert sorted((tmp_path / "search").rglob("*")) == before


def test_index_is_current_for_its_edition_only(indexes: SearchIndexes) -> None:
    indexes.write("es-x", "en", 5, [])
    assert [indexes.is_current("es-x", "en", edition) for edition in (4, 5, 6)] == [False, True, False]


def test_index_of_another_analysis_is_not_current(
    indexes: SearchIndexes, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes.write("es-x", "en", 5, [])
    monkeypatch.setattr(index_module, "ANALYSIS_VERSION", -1)
    assert not indexes.is_current("es-x", "en", 5)


def test_no_more_indexes_stay_open_than_allowed(indexes: SearchIndexes) -> None:
    for number in range(OPEN_MAX + 3):
        indexes.write(f"r{number}", "en", 1, [make_entry("Bank")])
        indexes.search(f"r{number}", "en", "bank")
    assert len(indexes._open) == OPEN_MAX
    assert len(indexes.search("r0", "en", "bank")) == 1


def test_threads_search_while_editions_are_written(indexes: SearchIndexes) -> None:
    indexes.write("es-x", "en", 1, [make_entry("Bank")])
    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(indexes.search, "es-x", "en", "bank") for _ in range(100)]
        for edition in range(2, 8):
            indexes.write("es-x", "en", edition, [make_entry("Bank")])
    assert {len(search.result()) for search in searches} == {1}


def test_first_compile_of_whoosh_warns_nobody(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from orientation.search.index import SearchIndexes;"
        f"indexes = SearchIndexes(Path({str(tmp_path)!r})); indexes.write('x', 'en', 1, []);"
        "print(indexes.search('x', 'en', 'bank')); indexes.close()"
    )
    environment = os.environ | {
        "PYTHONPYCACHEPREFIX": str(tmp_path / "nothing-compiled"),
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], env=environment, capture_output=True, encoding="utf-8"
    )
    assert (ran.stdout, ran.stderr) == ("()\n", "")
