"""Which faults are run, and what came of them."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from .claims import Wrong
from .line import Line
from .phone_faults import SCENARIOS, Bench, Fault, Outcome, Scenario
from .publish_kills import Publisher
from .servers import Servers

KINDS = ("cut", "kill", "publish")
_POWER = 0.05  # of the phone's faults: the browser is killed too, and started again
_SILENT = 0.25  # of the cuts
_LATER = 0.25  # of the faults: another edition is published by the time the line is back
_EDGE = 0.04  # of the cuts: before the first byte, or after the last
_TELL_EVERY = 25  # faults


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for."""

    seed: int = 1
    cuts: int = 200
    worker_kills: int = 0  # at so many awaits, taken by chance; 0: at every one
    publish_kills: int = 50
    scenarios: tuple[str, ...] = tuple(SCENARIOS)
    only: str = ""  # a kind, or the name of one fault
    verbose: bool = False  # a line for every fault

    def wants(self, kind: str, name: str = "") -> bool:
        return self.only in ("", kind, name) or (not name and self.only.startswith(f"{kind}:"))


class Tally:
    """What came of the faults so far; two threads count."""

    def __init__(self, options: Options) -> None:
        self.faults = self.lost = self.mixed = 0
        self._held: Counter[str] = Counter()  # what phones held after a fault that happened
        self._too_late = 0
        self._options = options
        self._begun = time.monotonic()
        self._lock = threading.Lock()

    def count(self, name: str, what: str, wrongs: Sequence[Wrong]) -> None:
        """Count one fault, by the worst that came of it, and tell of it where something went wrong."""
        kinds = {wrong.kind for wrong in wrongs}
        with self._lock:
            self.faults += 1
            self.lost += "lost" in kinds
            self.mixed += "mixed" in kinds and "lost" not in kinds
            self._tell(name, what, wrongs)

    def count_phone(self, fault: Fault, what: str, outcome: Outcome) -> None:
        self._held[outcome.held] += outcome.happened
        self._too_late += not outcome.happened
        self.count(fault.name, f"{what}; then {outcome.held} was whole", outcome.wrongs)

    def phones(self) -> str:
        """Return what the phones held after their faults."""
        held = ", ".join(f"{what} {times}" for what, times in sorted(self._held.items()))
        return f"whole on the phone after the fault: {held}; the sync was quicker: {self._too_late}"

    def _tell(self, name: str, what: str, wrongs: Sequence[Wrong]) -> None:
        seconds = time.monotonic() - self._begun
        if wrongs:
            words = "; ".join(dict.fromkeys(f"{wrong.kind}: {wrong.words}" for wrong in wrongs))
            again = f"python -m tests.faults --seed {self._options.seed} --only {name}"
            print(f"{name} ({what}): {words}\n  again: {again}", flush=True)
        elif self._options.verbose:
            print(f"{name} ({what}), {seconds:.0f} s", flush=True)
        if self.faults % _TELL_EVERY == 0:
            print(f"{self.faults} faults in {seconds:.0f} s", flush=True)

    def __str__(self) -> str:
        return f"{self.faults} faults, {self.lost} lost, {self.mixed} mixed"


def run(options: Options) -> Tally:
    """Let all faults happen that are asked for."""
    tally = Tally(options)
    with tempfile.TemporaryDirectory(prefix="orientation-faults-") as folder, ThreadPoolExecutor(1) as beside:
        publishing: Future[None] | None = None
        if options.publish_kills and options.wants("publish"):
            publishing = beside.submit(_run_publish_kills, options, tally, Path(folder))
        if (options.cuts and options.wants("cut")) or options.wants("kill"):
            _run_phone_faults(options, tally, Path(folder))
        if publishing:
            publishing.result()
    return tally


def _run_publish_kills(options: Options, tally: Tally, folder: Path) -> None:
    publisher = Publisher(folder)
    for n in range(options.publish_kills):
        name = f"publish:{n}"
        if options.wants("publish", name):
            what, wrongs = publisher.run(random.Random(f"{options.seed} {name}"))
            tally.count(name, what, wrongs)


def _run_phone_faults(options: Options, tally: Tally, folder: Path) -> None:
    scenarios = [SCENARIOS[name] for name in options.scenarios]
    letters = {letter for one in scenarios for letter in (one.before, one.after, one.later)}
    with sync_playwright() as playwright, Servers(folder, sorted(letters - {""})) as servers, Line() as line:
        bench = Bench(playwright, line, servers)
        for fault in (*_cuts(options, scenarios), *_kills(options, scenarios, bench)):
            if options.wants(fault.name.partition(":")[0], fault.name):
                tally.count_phone(fault, _told(fault, line), bench.run(fault))
        for around in sorted(line.skipped):
            print(f"no hook before the await in: {around}")
        bench.close()


def _cuts(options: Options, scenarios: Sequence[Scenario]) -> Iterator[Fault]:
    if not options.wants("cut"):
        return
    for n in range(options.cuts):
        name = f"cut:{n}"
        dice = random.Random(f"{options.seed} {name}")
        (scenario,) = dice.choices(scenarios, [one.weight for one in scenarios])
        share = float(dice.random() < 0.5) if dice.random() < _EDGE else dice.random()
        silent, power = dice.random() < _SILENT, dice.random() < _POWER
        yield Fault(name, scenario, _back_to(scenario, dice), dice, share=share, silent=silent, power=power)


def _kills(options: Options, scenarios: Sequence[Scenario], bench: Bench) -> Iterator[Fault]:
    """Every await of a first keep and of an update; then those that only other updates pass."""
    if not options.wants("kill"):
        return
    awaits = _awaits(scenarios, bench)
    if options.worker_kills:
        awaits = random.Random(options.seed).sample(awaits, min(options.worker_kills, len(awaits)))
    for scenario, number in awaits:
        name = f"kill:{scenario.name}:{number}"
        dice = random.Random(f"{options.seed} {name}")
        at_pass = dice.randint(1, bench.measure(scenario).passed[number])
        power = dice.random() < _POWER
        yield Fault(
            name, scenario, _back_to(scenario, dice), dice, number=number, at_pass=at_pass, power=power
        )


def _awaits(scenarios: Sequence[Scenario], bench: Bench) -> list[tuple[Scenario, int]]:
    found: list[tuple[Scenario, int]] = []
    of_updates: set[int] = set()
    for scenario in scenarios:
        passed = set(bench.measure(scenario).passed)
        found += [(scenario, number) for number in sorted(passed - of_updates)]
        of_updates |= passed if scenario.before else set()
    return found


def _back_to(scenario: Scenario, dice: random.Random) -> str:
    return scenario.later if dice.random() < _LATER else scenario.after


def _told(fault: Fault, line: Line) -> str:
    """Return what happens in a fault, in words."""
    back = f"back to {fault.back_to}" + (", power cut" if fault.power else "")
    if fault.number:
        code = line.awaits.get(fault.number, "?")
        return f"{fault.scenario.name}, worker killed at `{code}`, time {fault.at_pass}, {back}"
    return f"{fault.scenario.name}, cut at {fault.share:.4f}{' silently' if fault.silent else ''}, {back}"
