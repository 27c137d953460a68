"""From the library to editions that are served."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from orientation.desk import pressing
from orientation.desk.leftovers import drop_blobs_nothing_needs, drop_what_was_made_of_old_editions
from orientation.desk.made_of import MadeOf, PagesMadeOf, guide_made_of, pages_made_of
from orientation.desk.pressing import Pressing
from orientation.desk.resting import guide_as_kept
from orientation.desk.site import Site
from orientation.desk.snapshot import Renderer, take_snapshot
from orientation.domain.guide import Guides
from orientation.domain.inheritance import Guide, regions
from orientation.domain.resting import ASLEEP
from orientation.errors import OrientationError, UnknownRegion
from orientation.store.files import locked
from orientation.store.library import layer_states, read_library

Job = tuple[Guide, str]  # a region's guide, and the locale it is published in
Progress = Callable[[str, int, int], None]  # (what, done, of)
_THREADS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
WAITING = "waiting: another process is publishing"


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
        run = _Run(site, renderer, clock=clock)
        jobs = run.jobs(wanted)
        report = run.publish(jobs, progress)
        drop_blobs_nothing_needs(site, now=clock().timestamp())
        drop_what_was_made_of_old_editions(site, now=clock().timestamp())
        progress("", len(jobs), len(jobs))
    return report


class _Run:
    """One publishing: region after region in its locales, rendered here and pressed by threads."""

    def __init__(self, site: Site, renderer: Renderer, *, clock: Callable[[], datetime]) -> None:
        self._site, self._renderer, self._clock = site, renderer, clock
        self._year = clock().year
        self._program = f"{renderer.digest()} {self._year}"
        self._states = layer_states(
            site.database
        )  # before all is read: what is saved meanwhile is for the next run
        self._pages_of: dict[str, PagesMadeOf] = {}  # by region
        self._under_way: deque[Pressing] = deque()
        self._published: list[str] = []
        self._unchanged: list[str] = []
        self._asleep: tuple[str, ...] = ()
        self._failed: dict[str, str] = {}  # why, by region

    def jobs(self, wanted: Iterable[str]) -> list[Job]:
        """Return the wanted regions' guides as they are to be published today, locale by locale.  Raises UnknownRegion."""
        library, day = read_library(self._site.database), self._clock().strftime("%Y-%m-%d")
        found: list[Guide] = []
        for region in _chosen(library, wanted):
            with self._noting(region):
                found.append(guide_as_kept(self._site.database, library, region, day=day))
        self._asleep = tuple(guide.region.id for guide in found if guide.resting == ASLEEP)
        jobs = [(guide, locale) for guide in found for locale in guide.region.locales]
        return sorted(jobs, key=lambda job: job[1])  # regions share what a locale's pages are made of

    def publish(self, jobs: Sequence[Job], progress: Progress) -> PublishReport:
        """Make an edition of each and serve it as soon as it is made."""
        with ThreadPoolExecutor(_THREADS) as presses:
            for done, (guide, locale) in enumerate(jobs):
                progress(f"{guide.region.id}/{locale}", done, len(jobs))
                self._begin(guide, locale, presses)
                self._finish(under_way=_THREADS)
            self._finish(under_way=0)
        failed = tuple(self._failed.items())
        return PublishReport(tuple(self._published), tuple(self._unchanged), failed, self._asleep)

    def _begin(self, guide: Guide, locale: str, presses: Executor) -> None:
        """Render a guide in one locale and have it pressed, unless it would be the same, or its region failed."""
        region, made_of = guide.region.id, guide_made_of(guide, self._states, self._program)
        if region in self._failed:
            return
        with self._noting(region):
            if pressing.would_be_the_same(self._site, region, locale, made_of=made_of):
                self._unchanged.append(f"{region}/{locale}")
            else:
                self._under_way.append(self._render(guide, locale, made_of, presses))

    def _render(self, guide: Guide, locale: str, made_of: str, presses: Executor) -> Pressing:
        region = guide.region.id
        if region not in self._pages_of:
            self._pages_of[region] = pages_made_of(guide, self._program)
        made = MadeOf(made_of, guide.resting, self._year, self._pages_of[region])
        snapshot = take_snapshot(self._site, self._renderer, guide, locale, made_of=made)
        return pressing.begin(self._site, snapshot, made, presses=presses, clock=self._clock)

    def _finish(self, *, under_way: int) -> None:
        """Serve what is pressed, the first begun first, until only so many are under way."""
        while len(self._under_way) > under_way:
            one = self._under_way.popleft()
            new = pressing.finish(self._site, one)
            (self._published if new else self._unchanged).append(one.name)

    @contextmanager
    def _noting(self, region: str) -> Iterator[None]:
        """Note what goes wrong with a region, so that the others go on."""
        try:
            yield
        except OrientationError as error:
            self._failed[region] = str(error)


def _chosen(guides: Guides, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the wanted regions, all where none is named.  Raises UnknownRegion."""
    there = regions(guides)
    chosen = tuple(wanted) or there
    for region in chosen:
        if region not in there:
            raise UnknownRegion(f"no region {region!r}; there are: {', '.join(there) or 'none'}")
    return chosen
