"""Rows on what a reader gets through a slow line: the first page, the guide kept, a line that dies, an update."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser, BrowserContext

from bench.browser import Kept, Pressed, answered_by_worker, keep, keep_until_dead, reader, update
from bench.edits import edited
from bench.installation import Installation, Published, Server
from bench.line import Profile
from bench.measuring import MeasurementError, measured
from bench.pack_rows import FIRST_PAGE_BAR, requests_note
from bench.subjects import FIRST_PAGES
from bench.table import Row
from bench.wire import Wire
from orientation.domain.inheritance import resolve

UPDATE_BAR = 4_000
ASKED_PAGES = 120  # at most, after the line has died
_NO_PAGE = ("moved", "removed")  # kinds that answer with another status than 200


@dataclass(frozen=True, slots=True)
class Reading:
    """A guide on a running server, read over one kind of line."""

    browser: Browser
    installation: Installation
    server: Server
    profile: Profile

    def rows(self, runs: int, *, turn: int) -> list[Row]:
        """Return all rows. turn: the how-manieth time it is that this installation's guide is changed."""
        name = self.profile.name
        rows = measured(f"{name}: click to kept", partial(self._kept_rows, runs, turn))
        return rows + measured(f"{name}: line dies half-way", self._dying_rows)

    @property
    def _locale(self) -> str:
        return self.installation.subject.locales[0]

    @property
    def _path(self) -> str:
        return f"/{self._locale}/{self.installation.subject.region}/"

    def _published(self) -> Published:
        return self.installation.published(self._locale)

    def _kept_rows(self, runs: int, turn: int) -> list[Row]:
        """Keep the guide on as many phones as there are runs; on the last, bring it up to date."""
        kept: list[Kept] = []
        updated: list[Row] = []
        while len(kept) < runs:
            with Wire(self.server.port, self.profile) as wire, reader(self.browser) as context:
                kept.append(keep(context, wire, self._path))
                if (
                    len(kept) == runs and len(self._published().pages) == FIRST_PAGES
                ):  # the bar speaks of them
                    update_rows = partial(self._update_rows, context, wire, turn)
                    updated = measured(f"{self.profile.name}: update", update_rows)
        return _first_page_rows(self.profile, kept) + _click_rows(self.profile, kept) + updated

    def _update_rows(self, context: BrowserContext, wire: Wire, turn: int) -> list[Row]:
        """Change three entries of the guide that a reader keeps, then let the reader ask."""
        subject = self.installation.subject
        before = self._published()
        self.installation.save(
            edited(resolve(subject.guides, subject.region).entries, self._locale, turn=turn)
        )
        pressed = update(context, wire, self._path)
        after = self._published()
        if pressed.edition != str(json.loads(after.manifest)["edition"]):
            raise MeasurementError(f"edition {pressed.edition} is kept, not the newest")
        return _updated_rows(self.profile, pressed, pages=_changed(before, after), of=len(after.pages))

    def _dying_rows(self) -> list[Row]:
        """Let the line die when half of the pack has come, then ask for pages spread evenly over the guide."""
        published = self._published()
        pages = [page["path"] for page in published.pages if page.get("kind") not in _NO_PAGE]
        every = math.ceil(len(pages) / ASKED_PAGES)
        pack = json.loads(published.manifest)["pack"]["wire_bytes"]
        with Wire(self.server.port, self.profile) as wire, reader(self.browser) as context:
            wire.die_after(published.pack_path, pack // 2)
            keep_until_dead(context, wire, self._path)
            answered = answered_by_worker(context, wire.url, pages[::every])
        asked = len(pages[::every])
        which = "all" if every == 1 else f"one in {every} of {len(pages)}"
        note = f"of {asked} asked for ({which}): {len(answered) / asked:.0%}; {pack // 2:,} of {pack:,} B of the pack had come"
        return [Row(f"{self.profile.name}: line dies half-way, pages kept", len(answered), "", note=note)]


def _first_page_rows(profile: Profile, kept: Sequence[Kept]) -> list[Row]:
    one = sorted((one.opened for one in kept), key=lambda opened: opened.shown_s)[len(kept) // 2]
    shown = f"{one.shown_bytes:,} B had come; first words after {one.painted_s:.2f} s"
    note = f"{_median_of(one.opened.shown_s for one in kept)}; {shown}"
    return [
        Row(
            f"{profile.name}: first page, all on the wire",
            one.traffic.down_bytes,
            bar=FIRST_PAGE_BAR,
            note=requests_note(one.traffic),
        ),
        Row(f"{profile.name}: first page, all of main shown", one.shown_s, "s", note=note),
    ]


def _click_rows(profile: Profile, kept: Sequence[Kept]) -> list[Row]:
    one = sorted((one.pressed for one in kept), key=lambda pressed: pressed.seconds)[len(kept) // 2]
    down = one.traffic.down_bytes
    return [
        Row(f"{profile.name}: click to kept, on the wire", down, note=requests_note(one.traffic)),
        Row(
            f"{profile.name}: click to kept",
            one.seconds,
            "s",
            profile.kept_within_s(down),
            _median_of(one.pressed.seconds for one in kept),
        ),
    ]


def _updated_rows(profile: Profile, pressed: Pressed, *, pages: int, of: int) -> list[Row]:
    return [
        Row(
            f"{profile.name}: update of {pages} of {of} pages",
            pressed.traffic.down_bytes,
            bar=UPDATE_BAR,
            note=requests_note(pressed.traffic),
        ),
        Row(f"{profile.name}: update, asked to kept", pressed.seconds, "s", note="once"),
    ]


def _changed(before: Published, after: Published) -> int:
    known = {page["path"]: page for page in before.pages}
    return sum(known.get(page["path"]) != page for page in after.pages)


def _median_of(seconds: Iterable[float]) -> str:
    times = sorted(seconds)
    return f"median of {' '.join(f'{one:.2f}' for one in times)}" if len(times) > 1 else "once"
