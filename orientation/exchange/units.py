"""A guide's sentences as they travel to translation tools and back, whatever the format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orientation.content.check_sentences import Problem, problem_with
from orientation.domain.sentences import PLACEHOLDER, fingerprint, tidy
from orientation.domain.translation import Segment
from orientation.errors import BadTranslationFile

FILE_MAX = 20_000_000  # bytes of a file that is read
UNITS_MAX = 100_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with its translation."""

    entry: str  # "topic/slug"
    name: str  # Segment.name
    kind: str  # Segment.kind; "" where a tool dropped it
    source: str
    target: str  # "": not translated yet
    state: str  # missing, outdated, machine, checked


@dataclass(frozen=True, slots=True)
class Translation:
    """What a file holds."""

    region: str
    source_locale: str
    locale: str
    units: tuple[Unit, ...]  # entry by entry, in the order of their texts

    def of_entry(self, address: str) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.entry == address)

    def entries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit.entry for unit in self.units))


@dataclass(frozen=True, slots=True)
class Left:
    """A unit, or an entry with all its units, that cannot be taken, and why."""

    entry: str  # "topic/slug"
    why: str  # gone: no longer says the words; wrong: `problem` is; no entry; draft: it removes the entry
    words: str = ""  # of the source where it is gone, of the translation where that is wrong
    problem: Problem | None = None

    def __str__(self) -> str:
        said = {
            "gone": f"no longer says {_short(self.words)}",
            "wrong": f"{_short(self.words)}: {self.problem}",
            "no entry": "no such entry, or it has no text in the source's locale",
            "draft": "your draft removes it; drop the draft first",
        }
        return f"{self.entry}: {said[self.why]}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file says about one entry."""

    said: dict[str, str]  # new words by the segments' names
    fits: frozenset[str]  # names of outdated segments that it calls translated as they are
    left: tuple[Left, ...]  # what cannot be taken


def units_of(address: str, segments: Iterable[Segment]) -> tuple[Unit, ...]:
    """Return the segments of an entry that have a source."""
    return tuple(
        Unit(address, part.name, part.kind, part.source, part.target, part.state)
        for part in segments
        if part.source
    )


def take(segments: Sequence[Segment], units: Sequence[Unit]) -> Taken:
    """Return what units change in an entry; what it no longer says, and what cannot be taken, is named and left."""
    parts = {part.name: part for part in segments}
    said: dict[str, str] = {}
    fits: set[str] = set()
    left: list[Left] = []
    seen: Counter[str] = Counter()
    for unit in units:
        part = parts.get(_name(unit, seen))
        words = tidy(unit.target)
        if not words:
            continue
        if part is None:
            left.append(Left(unit.entry, "gone", unit.source))
        elif words == tidy(part.target):
            fits |= (
                {part.name} if part.state == "outdated" and unit.state in ("machine", "checked") else set()
            )
        elif problem := problem_with(part, words):
            left.append(Left(unit.entry, "wrong", words, problem))
        else:
            said[part.name] = words
    return Taken(said, frozenset(fits), tuple(left))


def check_size(data: bytes) -> None:
    """Raises BadInput for what is too large to be a guide."""
    if len(data) > FILE_MAX:
        raise BadTranslationFile(
            "size", f"larger than {FILE_MAX // 1_000_000} MB: no file that this program wrote"
        )


def marked(sentence: str) -> list[str]:
    """Return a sentence cut at its values: words at even places, the values' "{name}" at odd ones."""
    found, at = [], 0
    for mark in PLACEHOLDER.finditer(sentence):
        found += [sentence[at : mark.start()], mark[0]]
        at = mark.end()
    return [*found, sentence[at:]]


def address_of(text: str) -> tuple[str, str]:
    """Return (region, "topic/slug") of "region/topic/slug".  Raises BadInput."""
    region, _, address = text.partition("/")
    if not region or address.count("/") != 1:
        raise BadTranslationFile("format", f"{text!r}: names no entry; it should read region/topic/entry")
    return region, address


def _name(unit: Unit, seen: Counter[str]) -> str:
    """Return the segment's name by the source's words: tools may give numbers of their own."""
    stem = f"s-{fingerprint(unit.source)}"
    number = seen[stem]
    seen[stem] += 1
    return unit.name if unit.name.rpartition("-")[0] == stem else f"{stem}-{number}"


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:59] + "…")
