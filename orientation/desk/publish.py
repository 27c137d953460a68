"""From the library to editions that are served."""

from __future__ import annotations

import itertools
import json
import os
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from orientation.desk.made_of import MadeOf, PagesMadeOf, guide_made_of, pages_made_of
from orientation.desk.resting import guide_as_kept
from orientation.desk.site import Site
from orientation.domain.address import guide_path
from orientation.domain.edition import Frame, Page
from orientation.domain.guide import Entry, Guides
from orientation.domain.inheritance import Guide, regions
from orientation.domain.resting import ASLEEP
from orientation.errors import OrientationError, UnknownRegion
from orientation.packs.editions import (
    DELTAS_MAX,
    Snapshot,
    blobs_named,
    build_edition,
    is_whole,
    next_number,
)
from orientation.store.editions import (
    KEPT_EDITIONS,
    Edition,
    former_manifests,
    is_made_of,
    newest_edition,
    newest_editions,
    note_made_of,
    pages_with_made_of,
    recent_manifests,
    save_edition,
)
from orientation.store.files import drop_leftovers, locked
from orientation.store.library import layer_states, read_library, removed_entries, withdrawn_items

Progress = Callable[[str, int, int], None]  # (what, done, of)
_THREADS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
WAITING = "waiting: another process is publishing"


class Renderer(Protocol):
    """What the web layer hands down: how pages look."""

    def digest(self) -> str: ...  # of all that pages are made with: code, templates, words, style

    def pages(
        self, guide: Guide, locale: str, *, years: tuple[int, int], held: Mapping[str, Page]
    ) -> tuple[Page, ...]: ...  # held: pages by their path that would come out the same

    def removed_pages(
        self, guide: Guide, locale: str, entries: Iterable[Entry], *, withdrawn: Container[str]
    ) -> tuple[Page, ...]: ...

    def frame(self, guide: Guide, locale: str, *, years: tuple[int, int]) -> Frame: ...

    def shell(self, locale: str) -> bytes: ...

    def style(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publishing did, as "region/locale"."""

    published: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()  # (region, why): it is served as it was
    asleep: tuple[str, ...] = ()  # regions reduced to what holds in an emergency and in the country


def publish(
    site: Site,
    renderer: Renderer,
    *,
    wanted: Iterable[str] = (),
    clock: Callable[[], datetime],
    progress: Progress = lambda what, done, of: None,
) -> PublishReport:
    """Make editions of the wanted regions (all, where none is named) in every locale on offer.

    What did not change makes no edition; a region that cannot be made keeps its old one, and the report says why.
    One process publishes at a time: another's blobs would look like waste.
    Raises UnknownRegion.
    """
    with locked(site.data / "publish.lock", waiting=lambda: progress(WAITING, 0, 1)):
        return _publish(site, renderer, wanted, clock=clock, progress=progress)


def _publish(
    site: Site,
    renderer: Renderer,
    wanted: Iterable[str],
    *,
    clock: Callable[[], datetime],
    progress: Progress,
) -> PublishReport:
    states = layer_states(site.database)  # read first: what is saved from here on is published next time
    year = clock().year
    program = f"{renderer.digest()} {year}"
    guides = read_library(site.database)
    day = clock().strftime("%Y-%m-%d")
    failed: dict[str, str] = {}  # why, by region
    found: list[Guide] = []
    for region in _chosen(guides, wanted):
        with _noting(failed, region):
            found.append(guide_as_kept(site.database, guides, region, day=day))
    jobs = [(guide, locale) for guide in found for locale in guide.region.locales]
    jobs.sort(key=lambda job: job[1])  # regions share what a locale's pages are made of
    asleep = tuple(guide.region.id for guide in found if guide.resting == ASLEEP)
    published: list[str] = []
    unchanged: list[str] = []
    under_way: deque[_Job] = deque()
    pages_of: dict[str, PagesMadeOf] = {}  # by region

    def finish(job: _Job) -> None:
        (published if _serve(site, job) else unchanged).append(job.name)
        note_made_of(site.database, job.snapshot.region, job.snapshot.locale, job.made_of.guide)

    def begin(guide: Guide, locale: str, presses: Executor) -> None:
        region, made_of = guide.region.id, guide_made_of(guide, states, program)
        if _would_be_the_same(site, guide, locale, made_of):
            unchanged.append(f"{region}/{locale}")
            return
        if region not in pages_of:
            pages_of[region] = pages_made_of(guide, program)
        made = MadeOf(made_of, pages_of[region])
        snapshot = take_snapshot(site, renderer, guide, locale, year=year, made_of=made)
        under_way.append(_begin(site, snapshot, made, presses, clock=clock))

    with ThreadPoolExecutor(_THREADS) as presses:
        for done, (guide, locale) in enumerate(jobs):
            progress(f"{guide.region.id}/{locale}", done, len(jobs))
            if guide.region.id not in failed:
                with _noting(failed, guide.region.id):
                    begin(guide, locale, presses)
            if len(under_way) > _THREADS:
                finish(under_way.popleft())
        for job in under_way:
            finish(job)
    _drop_blobs_nothing_needs(site, now=clock().timestamp())
    _drop_what_was_made_of_old_editions(site, now=clock().timestamp())
    progress("", len(jobs), len(jobs))
    return PublishReport(tuple(published), tuple(unchanged), tuple(failed.items()), asleep)


@contextmanager
def _noting(failed: dict[str, str], region: str) -> Iterator[None]:
    """Note what goes wrong with a region, so that the others go on."""
    try:
        yield
    except OrientationError as error:
        failed[region] = str(error)


def _would_be_the_same(site: Site, guide: Guide, locale: str, made_of: str) -> bool:
    """Return whether what is served was made of the same and is all there: rendering it anew is spared."""
    region = guide.region.id
    last = newest_edition(site.database, region, locale)
    if not last or not is_made_of(site.database, region, locale, made_of):
        return False
    return is_whole(last.manifest, site.blobs)


def take_snapshot(
    site: Site, renderer: Renderer, guide: Guide, locale: str, *, year: int, made_of: MadeOf
) -> Snapshot:
    """Render one region's guide in one locale, but for the pages that are served and were made of the same."""
    served = pages_with_made_of(site.database, guide.region.id, locale)
    held = {page.path: page for page, digest in served if digest and digest == made_of.pages.of(page)}
    removed = _removed(site, guide)
    withdrawn = _withdrawn(site, guide, removed)
    years = (year, year + 1)
    return Snapshot(
        region=guide.region.id,
        locale=locale,
        pages=renderer.pages(guide, locale, years=years, held=held)
        + renderer.removed_pages(guide, locale, removed, withdrawn=withdrawn),
        frame=renderer.frame(guide, locale, years=years),
        shell=renderer.shell(locale),
        style=renderer.style(),
        withdrawn=tuple(f"{guide_path(locale, guide.region.id)}{address}/" for address in withdrawn),
    )


@dataclass(frozen=True, slots=True)
class _Job:
    """A guide in one locale that is rendered, and on its way into an edition."""

    snapshot: Snapshot
    made_of: MadeOf
    last: Edition | None  # what is served
    edition: Future[Edition] | None  # None where it is what is served

    @property
    def name(self) -> str:
        return f"{self.snapshot.region}/{self.snapshot.locale}"


def _begin(
    site: Site, snapshot: Snapshot, made_of: MadeOf, presses: Executor, *, clock: Callable[[], datetime]
) -> _Job:
    """Let a thread press the snapshot, unless it is what is served: Brotli leaves the interpreter to the next guide."""
    last = newest_edition(site.database, snapshot.region, snapshot.locale)
    if last and last.content_digest == snapshot.digest() and is_whole(last.manifest, site.blobs):
        return _Job(snapshot, made_of, last, None)
    now = clock().astimezone(UTC)
    edition = presses.submit(
        build_edition,
        snapshot,
        site.blobs,
        site.key,
        number=next_number(last.number if last else 0, seconds=int(now.timestamp())),
        published_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        former=former_manifests(site.database, snapshot.region, snapshot.locale, count=DELTAS_MAX),
    )
    return _Job(snapshot, made_of, last, edition)


def _serve(site: Site, job: _Job) -> bool:
    """Wait for the edition and serve it; say whether there was anything new in it."""
    if not job.edition:
        return False
    snapshot = job.snapshot
    anew = set(snapshot.withdrawn) - _withdrawn_before(job.last)
    kept = 1 if anew else KEPT_EDITIONS
    edition, made_of = job.edition.result(), job.made_of.pages.of
    save_edition(
        site.database, edition, snapshot.pages, kept_editions=kept, made_of=made_of
    )  # now it is served
    if anew:
        site.search.forget(snapshot.region, snapshot.locale)
    return True


def _withdrawn_before(last: Edition | None) -> set[str]:
    return set(json.loads(last.manifest)["withdrawn"]) if last else set()


def _chosen(guides: Guides, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the wanted regions, all where none is named.  Raises UnknownRegion."""
    there = regions(guides)
    chosen = tuple(wanted) or there
    for region in chosen:
        if region not in there:
            raise UnknownRegion(f"no region {region!r}; there are: {', '.join(there) or 'none'}")
    return chosen


def _removed(site: Site, guide: Guide) -> tuple[Entry, ...]:
    """Return the entries this guide once had, or puts away while it rests: their pages say that they are gone."""
    layers = {layer.id for layer in guide.chain}
    present = {entry.address for entry in guide.entries}
    present |= {alias for entry in guide.entries for alias in entry.aliases}
    gone = [entry for entry in removed_entries(site.database) if entry.layer in layers]
    gone += guide.put_away
    return tuple({entry.address: entry for entry in gone if entry.address not in present}.values())


def _withdrawn(site: Site, guide: Guide, removed: Iterable[Entry]) -> tuple[str, ...]:
    """Return the addresses of those removed entries that any of the guide's layers withdrew."""
    withdrawn = withdrawn_items(site.database)
    layers = [layer.id for layer in guide.chain]
    return tuple(
        entry.address
        for entry in removed
        if any(f"entry/{layer}/{entry.address}" in withdrawn for layer in layers)
    )


def _drop_blobs_nothing_needs(site: Site, *, now: float) -> None:
    """Keep what the last editions need: deltas are made from them, and a download of one may be under way."""
    recent = recent_manifests(site.database, count=DELTAS_MAX)
    needed = (
        name
        for manifests in recent
        for manifest in before_withdrawal(manifests)
        for name in blobs_named(manifest, site.blobs)
    )
    site.blobs.prune(needed, now=now)


def before_withdrawal(manifests: Sequence[str]) -> Sequence[str]:
    """Return the manifests, newest first, as far as none is older than a page's withdrawal."""
    withdrawn = [set(json.loads(manifest)["withdrawn"]) for manifest in manifests]
    for place, (newer, older) in enumerate(itertools.pairwise(withdrawn), start=1):
        if newer - older:
            return manifests[:place]
    return manifests


def _drop_what_was_made_of_old_editions(site: Site, *, now: float) -> None:
    """Remove the sheets and single files of former editions: their names begin with the edition's number."""
    served = {str(edition.number) for edition in newest_editions(site.database)}
    for folder in (site.sheets, site.singles):
        drop_leftovers(folder, now=now)
        for path in folder.rglob("[0-9]*-*.*"):
            if path.name.partition("-")[0] not in served:
                path.unlink(missing_ok=True)
