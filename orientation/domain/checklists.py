"""Checklists: the first steps of one situation, and how long one has for them."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.domain.locale import Names


@dataclass(frozen=True, slots=True)
class Deadline:
    """A rule that gives a last day. How long it is and where that was read stand in the fact."""

    fact: str  # a duration of days, weeks, months or years, with a source
    counts_from: Names  # a day that the reader knows: "the day you asked for asylum"
    before: bool = False  # the time ends that long before the day: "the day your card ends"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    slug: str
    names: Names  # one short line
    entry: str = ""  # "topic/slug" that explains it
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The first steps of people in one situation, in order."""

    layer: str
    slug: str
    names: Names  # the situation: "You asked for asylum"
    steps: tuple[Step, ...]
    order: int = 0
    entry: str = ""  # "topic/slug" that tells the same in sentences
    lawyer: str = ""  # "topic/slug" on free legal help; needed where a step has a deadline
    note: Names = ()  # what is in doubt about the whole list
