"""The indexes of the editions on this server: each written by the first search in it, read by every other.

    <folder>/<region>/<locale>/current.json     which folder is read, of which edition and analysis
    <folder>/<region>/<locale>/<edition>-xxxx/  an index, never changed once it is written

Folders hold what this program wrote and nothing else: opening an index unpickles.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from orientation.domain.edition import Page
from orientation.errors import NotPublished
from orientation.search.analysis import ANALYSIS_VERSION, parse_query
from orientation.search.documents import documents
from orientation.search.engine import IndexVanished, OpenIndex, Shown, write_index
from orientation.search.score import Corpus, holds_all, rank
from orientation.search.snippet import matcher, snippet

OPEN_MAX = 32  # indexes held open, some files each
_ATTEMPTS = 3  # to open an index while a publisher is replacing it
_NAME = re.compile(r"[A-Za-z0-9-]+")  # regions and locales come from addresses


@dataclass(frozen=True, slots=True)
class Hit:
    """A page or place that was found."""

    path: str
    title: str
    snippet: str  # plain text: the passage that holds the words, each between snippet.FOUND and END
    score: float


@dataclass(frozen=True, slots=True)
class _Current:
    """What current.json says."""

    name: str  # of the index's folder
    edition: int
    analysis: int
    corpus: Corpus


class SearchIndexes:
    """All search indexes under one folder; may be shared by threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: OrderedDict[Path, OpenIndex] = OrderedDict()  # the one used longest ago first
        self._reading = threading.Lock()  # the interpreter lock lets one thread search at a time anyway
        self._writing = threading.Lock()

    def ensure(self, region: str, locale: str, edition: int, pages: Callable[[], Iterable[Page]]) -> None:
        """Index an edition's pages, unless they are; whoever asks meanwhile waits."""
        if self.is_current(region, locale, edition):
            return
        with self._writing:
            if not self.is_current(region, locale, edition):
                self._write(region, locale, edition, pages())

    def write(self, region: str, locale: str, edition: int, pages: Iterable[Page]) -> None:
        """Index an edition's pages; searches see the former index until this one is whole."""
        with self._writing:
            self._write(region, locale, edition, pages)

    def _write(self, region: str, locale: str, edition: int, pages: Iterable[Page]) -> None:
        home = self._home(region, locale)
        home.mkdir(parents=True, exist_ok=True)
        found = [document for page in pages for document in documents(page)]
        former = _read_current(home)
        new = Path(tempfile.mkdtemp(prefix=f"{edition}-", dir=home))
        try:
            corpus = write_index(new, found, locale=locale)
            _write_current(home, _Current(new.name, edition, ANALYSIS_VERSION, corpus))
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        _remove_former(home, former, edition)

    def forget(self, region: str, locale: str) -> None:
        """Remove what was indexed: words that were withdrawn are not to be found on the disk either."""
        home = self._home(region, locale)
        with self._writing:
            (home / "current.json").unlink(missing_ok=True)
            for folder in home.glob("*-*/"):
                shutil.rmtree(folder, ignore_errors=True)

    def search(
        self, region: str, locale: str, query: str, limit: int = 10, *, whole: bool = False
    ) -> tuple[Hit, ...]:
        """Return what was found, best first; nothing for a query without words.

        whole: only what holds every word as it was typed or in another form, none begun or near. Raises
        NotPublished where nothing was indexed. An index of an older edition or analysis still answers.
        """
        home = self._home(region, locale)
        asked = parse_query(query, locale)
        with self._reading:
            index = self._opened(home)
            asked = replace(asked, prefix="") if whole else index.expand(asked, locale)
            found = [each for each in index.fetch(asked) if not whole or holds_all(asked, each)]
            ranked = rank(asked, found, index.corpus)[:limit]
            shown = [(path, index.shown(path), score) for path, score in ranked]

        matches = matcher(asked, locale)

        def hit(path: str, found: Shown, score: float) -> Hit:
            return Hit(path, found.title, snippet(found.body, matches), score)

        return tuple(hit(*one) for one in shown)

    def is_current(self, region: str, locale: str, edition: int) -> bool:
        """Return whether the index is of that edition and made by the analysis of this program."""
        current = _read_current(self._home(region, locale))
        return current is not None and (current.edition, current.analysis) == (edition, ANALYSIS_VERSION)

    def close(self) -> None:
        """Close what is open; a later search opens it again."""
        with self._reading:
            while self._open:
                self._open.popitem()[1].close()

    def _home(self, region: str, locale: str) -> Path:
        if not (_NAME.fullmatch(region) and _NAME.fullmatch(locale)):
            raise NotPublished(f"{region!r} [{locale!r}]: not the name of a region and a locale")
        return self._folder / region / locale

    def _opened(self, home: Path) -> OpenIndex:
        """Return the current index of a home folder, opened now or before."""
        for _ in range(_ATTEMPTS):
            current = _read_current(home)
            if current is None:
                break
            path = home / current.name
            try:
                index = self._open.pop(path, None) or OpenIndex(path, current.corpus)
            except IndexVanished:  # replaced between the two lines above
                continue
            self._keep_open(path, index)
            return index
        raise NotPublished(f"{home.parent.name} [{home.name}]: no search index")

    def _keep_open(self, path: Path, index: OpenIndex) -> None:
        self._open[path] = index
        outdated = [other for other in self._open if other.parent == path.parent and other != path]
        for other in outdated:
            self._open.pop(other).close()
        while len(self._open) > OPEN_MAX:
            self._open.popitem(last=False)[1].close()


def _read_current(home: Path) -> _Current | None:
    try:
        stated = json.loads((home / "current.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return _Current(stated["name"], stated["edition"], stated["analysis"], Corpus(**stated["corpus"]))


def _write_current(home: Path, current: _Current) -> None:
    handle, temporary = tempfile.mkstemp(prefix="current-", dir=home)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(current), file)
        os.replace(temporary, home / "current.json")
    finally:
        Path(temporary).unlink(missing_ok=True)


def _remove_former(home: Path, former: _Current | None, edition: int) -> None:
    """Remove the index that was current and what older editions left, not what another process writes now."""
    for folder in home.glob("*-*/"):
        if folder.name == (former and former.name) or int(folder.name.partition("-")[0]) < edition:
            shutil.rmtree(folder, ignore_errors=True)
