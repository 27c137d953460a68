"""Cuts of the line and kills of the worker, while a phone keeps a guide or brings it up to date."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

from .claims import Wrong, leftovers, lost, mixed, wrongs_inside, wrongs_shown
from .guide import LOCALES, WORD, Known
from .line import Line
from .phone import ANSWER_LIMIT_S, ARGUMENTS, CHROMIUM, Phone, at_most, front
from .seen import Inside, Shown
from .servers import Servers

SYNC_LIMIT_S = 20  # for a sync that nothing disturbs
FAULT_LIMIT_S = 180  # for all of a fault
RECOVERY_LIMIT_S = 60  # for one that is taken up again
_PRESS_EVERY_S = 1.5
_RELOAD_EVERY_S = 15
_TIDY_LIMIT_S = 3
_NOTHING_LIMIT_S = 1.5  # for a page of a guide that is not there, on a dead line
_PAGES_READ = 3  # in each locale, besides the front page and a search


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a phone does when the fault comes. The editions are those of servers.py."""

    name: str
    before: str  # the edition that is kept; "" where none is
    after: str  # the one that is being fetched
    later: str  # one that may be published by the time the line is back
    weight: int  # how many of a hundred cuts
    locales: tuple[str, ...] = ("ar",)  # whose guides are kept
    by_itself: bool = False  # nobody presses: the worker asks once a day


SCENARIOS = {
    one.name: one
    for one in (
        Scenario("first", "", "A", "B", 20),
        Scenario("all", "A", "B", "C", 30),
        Scenario("few", "B", "C", "C", 20),
        Scenario("release", "C", "R", "R", 10),
        Scenario("daily", "B", "C", "C", 8, by_itself=True),
        Scenario("both", "C", "R", "R", 12, locales=LOCALES),
    )
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, with all that was left to chance."""

    name: str  # under which it can be run again
    scenario: Scenario
    back_to: str  # the server when the line is back
    dice: random.Random
    share: float = 0.0  # of a cut: after how much of all bytes
    silent: bool = False  # of a cut: nothing is closed, nobody answers
    power: bool = False  # then the browser is killed too
    number: int = 0  # of a kill: the await
    at_pass: int = 0  # and which time it is passed


@dataclass(slots=True)
class Outcome:
    """What came of a fault."""

    wrongs: list[Wrong] = field(default_factory=list)
    held: str = ""  # what was whole after it, in each locale: old, new, nothing
    happened: bool = False  # else the sync was through before


@dataclass(frozen=True, slots=True)
class Measured:
    """What a sync takes that nothing disturbs."""

    down_bytes: int
    passed: Mapping[int, int]  # how often each await was passed


class Bench:
    """What the phone's faults need: a browser, the line, the servers."""

    def __init__(self, playwright: Playwright, line: Line, servers: Servers) -> None:
        self._playwright, self._line, self._servers = playwright, line, servers
        self._browser: Browser | None = None
        self._known: dict[str, dict[int, Known]] = {locale: {} for locale in LOCALES}
        for editions in servers.known.values():
            for locale, edition in editions.items():
                self._known[locale][edition.number] = edition
        self._measured: dict[str, Measured] = {}

    def measure(self, scenario: Scenario) -> Measured:
        """Run a scenario undisturbed, once.  Raises RuntimeError where even that does not work."""
        if scenario.name not in self._measured:
            self._measured[scenario.name] = self._measure(scenario)
        return self._measured[scenario.name]

    def run(self, fault: Fault) -> Outcome:
        """Let a fault happen and look what came of it."""
        self.measure(fault.scenario)
        outcome = Outcome()
        try:
            with at_most(FAULT_LIMIT_S):
                outcome.wrongs.extend(self._run(fault, outcome))
        except Error as error:
            outcome.wrongs.append(lost(f"the phone does not answer: {error.message.splitlines()[0]}"))
        return outcome

    def close(self) -> None:
        if self._browser:
            self._browser.close()

    def _measure(self, scenario: Scenario) -> Measured:
        with self._phone(scenario, power=False) as phone:
            self._prepare(phone, scenario, hooked=True)
            before = self._line.down_bytes
            self._begin(phone, scenario)
            if not phone.wait_through(self._editions(scenario, scenario.after), limit_s=SYNC_LIMIT_S):
                raise RuntimeError(f"{scenario.name}: the guide cannot be kept, though nothing disturbs")
            while not self._line.is_calm():
                phone.wait(0.05)
            return Measured(self._line.down_bytes - before, phone.passed())

    # -- a fault --------------------------------------------------------------------------------------------------

    def _run(self, fault: Fault, outcome: Outcome) -> Iterator[Wrong]:
        with self._phone(fault.scenario, power=fault.power) as phone:
            if not self._prepare(phone, fault.scenario, hooked=bool(fault.number)):
                yield lost("the guide could not be kept, before any fault")
                return
            outcome.happened = self._kill(phone, fault) if fault.number else self._cut(phone, fault)
            if fault.power:
                phone.cut_power()
            else:
                phone.leave_pages()
            found = phone.look_inside()
            outcome.held = self._held(found, fault.scenario)
            yield from self._wrongs_on_a_dead_line(phone, fault, found)
            self._line.lead_to(self._servers.ports[fault.back_to])
            yield from self._wrongs_on_a_line_that_is_back(phone, fault)

    def _prepare(self, phone: Phone, scenario: Scenario, *, hooked: bool) -> bool:
        """Bring a phone to where the sync can begin; say whether it went well."""
        self._line.hooked = hooked
        self._line.lead_to(self._servers.ports[scenario.before or scenario.after])
        phone.open_fronts()
        if not scenario.before:
            return True
        before = self._editions(scenario, scenario.before)
        for locale in scenario.locales:  # one after the other: at once is another story
            phone.press(locale)
            kept = phone.wait_through({locale: before[locale]}, limit_s=SYNC_LIMIT_S)
        self._line.lead_to(self._servers.ports[scenario.after])
        if scenario.by_itself:
            phone.let_a_day_pass()
        if hooked:
            phone.stop_workers()  # the next one asks what is armed
        return kept

    def _begin(self, phone: Phone, scenario: Scenario) -> None:
        """Let the sync begin."""
        if scenario.by_itself:
            phone.read(front(scenario.locales[0]))
        else:
            phone.press_all()

    def _cut(self, phone: Phone, fault: Fault) -> bool:
        """Cut the line; say whether the sync was still under way."""
        left = round(fault.share * self.measure(fault.scenario).down_bytes)
        self._line.cut_after(left, silent=fault.silent)
        self._begin(phone, fault.scenario)
        self._wait_for(phone, fault, lambda: self._line.is_dead)
        happened = self._line.is_dead
        self._line.cut(silent=fault.silent)
        phone.wait(fault.dice.uniform(0, 0.3))  # what has come may still be worked on
        return happened

    def _kill(self, phone: Phone, fault: Fault) -> bool:
        """Kill the worker; say whether it had come to where it was to be killed."""
        self._line.arm(fault.number, at_pass=fault.at_pass)
        self._begin(phone, fault.scenario)
        self._wait_for(phone, fault, self._line.reached.is_set)
        happened = self._line.reached.is_set()
        phone.stop_workers()
        self._line.cut()
        return happened

    def _wait_for(self, phone: Phone, fault: Fault, happened: Callable[[], bool]) -> None:
        """Wait until it happened, or the sync is through without it."""
        wanted = self._editions(fault.scenario, fault.scenario.after)
        end = time.monotonic() + SYNC_LIMIT_S
        while not happened() and time.monotonic() < end:
            if self._line.is_calm() and phone.is_through(wanted):
                return
            phone.wait(0.01)

    # -- what is true after it ------------------------------------------------------------------------------------

    def _wrongs_on_a_dead_line(self, phone: Phone, fault: Fault, found: Inside) -> Iterator[Wrong]:
        """The old edition or the new one must be there whole; neither, where none was kept before."""
        yield from wrongs_inside(found, self._known)
        some = any(found.whole_edition(locale) for locale in fault.scenario.locales)
        shown = self._read(phone, fault, limit_s=ANSWER_LIMIT_S if some else _NOTHING_LIMIT_S)
        said = {locale: phone.said_at_last(locale) for locale in fault.scenario.locales}
        now = phone.look_inside()
        yield from wrongs_inside(now, self._known)
        for one in shown:
            yield from wrongs_shown(one, self._known, whole=bool(found.whole_edition(one.locale)))
        for locale in fault.scenario.locales:
            allowed = self._allowed(fault.scenario, locale)
            first, last = found.whole_edition(locale), now.whole_edition(locale)
            if first not in allowed:
                yield lost(f"edition {first or 'none'} [{locale}] is kept, not one of {allowed}")
            if said[locale] not in (first, last):
                yield lost(
                    f"the page says that edition {said[locale] or 'none'} [{locale}] is kept, it is {last or 'none'}"
                )
            for one in shown:
                if one.locale == locale and one.edition and not first <= one.edition <= allowed[-1]:
                    yield mixed(f"{one.path} is of edition {one.edition}, beside {first} [{locale}]")

    def _wrongs_on_a_line_that_is_back(self, phone: Phone, fault: Fault) -> Iterator[Wrong]:
        """The sync must come to its end, with the new edition whole and nothing of another."""
        editions = self._editions(fault.scenario, fault.back_to)
        if not self._recover(phone, editions):
            numbers = ", ".join(str(edition) for edition in editions.values())
            yield lost(f"the sync to edition {numbers} did not end in {RECOVERY_LIMIT_S} s")
            return
        shown = self._read(phone, fault, limit_s=ANSWER_LIMIT_S)
        inside = self._tidy(phone, editions)
        yield from wrongs_inside(inside, self._known)
        yield from leftovers(inside, editions)
        for one in shown:
            yield from wrongs_shown(one, self._known, whole=True)
            if one.edition != editions[one.locale].number:
                yield mixed(
                    f"{one.path} is of edition {one.edition}, after the sync to {editions[one.locale]}"
                )

    def _recover(self, phone: Phone, editions: Mapping[str, Known]) -> bool:
        """Open the guide and see it come, by itself or by pressing."""
        begun = time.monotonic()
        loaded = pressed = 0.0
        while (now := time.monotonic()) - begun < RECOVERY_LIMIT_S:
            if now - loaded > _RELOAD_EVERY_S:
                for locale in editions:
                    phone.read(front(locale))
                loaded = now
            if all(phone.said(locale) == edition.number for locale, edition in editions.items()):
                return True
            if now - pressed > _PRESS_EVERY_S:
                phone.press_all()
                pressed = now
            phone.wait(0.05)
        return False

    def _tidy(self, phone: Phone, editions: Mapping[str, Known]) -> Inside:
        """Return what is stored, when the worker has had time to tidy up."""
        end = time.monotonic() + _TIDY_LIMIT_S
        while list(leftovers(inside := phone.look_inside(), editions)) and time.monotonic() < end:
            phone.wait(0.2)
        return inside

    def _read(self, phone: Phone, fault: Fault, *, limit_s: float) -> list[Shown]:
        """Read some pages of each guide, a search, and the front page last."""
        letters = {fault.scenario.before or fault.scenario.after, fault.scenario.after, fault.back_to}
        shown = []
        for locale in fault.scenario.locales:
            first = front(locale)
            known = {path for letter in letters for path in self._servers.known[letter][locale].pages}
            paths = fault.dice.sample(sorted(known - {first}), _PAGES_READ)
            shown += [
                phone.read(path, limit_s=limit_s) for path in (*paths, f"{first}search/?q={WORD}", first)
            ]
        return shown

    # -- editions -------------------------------------------------------------------------------------------------

    def _editions(self, scenario: Scenario, letter: str) -> dict[str, Known]:
        return {locale: self._servers.known[letter][locale] for locale in scenario.locales}

    def _allowed(self, scenario: Scenario, locale: str) -> list[int]:
        """Return the numbers of the editions that may be whole after a fault, the old one first; 0: none."""
        letters = (scenario.before, scenario.after)
        return [self._servers.known[letter][locale].number if letter else 0 for letter in letters]

    def _held(self, inside: Inside, scenario: Scenario) -> str:
        """Return which editions are whole, in a word for each locale."""
        words = []
        for locale in scenario.locales:
            number, allowed = inside.whole_edition(locale), self._allowed(scenario, locale)
            words.append("nothing" if not number else "new" if number == allowed[-1] else "old")
        return " and ".join(words)

    @contextmanager
    def _phone(self, scenario: Scenario, *, power: bool) -> Iterator[Phone]:
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with tempfile.TemporaryDirectory(prefix="orientation-phone-", ignore_cleanup_errors=True) as folder:
            phone = Phone(
                self._playwright, self._browser, self._line,
                locales=scenario.locales, folder=Path(folder) if power else None,
            )  # fmt: skip
            try:
                yield phone
            finally:
                phone.close()
