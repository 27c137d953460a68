"""Courses, events and organisations: what takes place in a region, and who is behind it.

Field formats are those of docs/guides.md. Optional strings are "" where absent.
"""

from __future__ import annotations

from dataclasses import dataclass

from orientation.domain.locale import Names
from orientation.domain.source import Source


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something takes place, by the clocks there: once on its first day, or again and again by a rule."""

    first: str  # YYYY-MM-DD, the first meeting
    starts: str  # HH:MM
    ends: str  # HH:MM, later on the same day
    last: str = ""  # YYYY-MM-DD; with a rule that does not count its meetings
    rule: str = ""  # RFC 5545 RRULE without UNTIL; "": once
    without: tuple[str, ...] = ()  # days of the rule on which there is none


@dataclass(frozen=True, slots=True)
class Event:
    """Something that newcomers can join."""

    layer: str
    slug: str
    names: Names
    what: Names = ()
    organisation: str = ""  # slug
    more: str = ""  # "topic/slug" of the entry that tells more
    schedule: Schedule | None = None  # None: the dates are to be asked for
    where: tuple[str, ...] = ()  # online, near; () where not known
    address: str = ""
    town: str = ""
    free: bool | None = None  # None: not known
    price: str = ""  # "20 EUR"
    childcare: bool | None = None  # None: not known
    languages: tuple[str, ...] = ()  # spoken there
    enrol: Names = ()  # how to enrol
    phone: str = ""
    email: str = ""
    website: str = ""
    read_on: str = ""
    as_of: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Course(Event):
    """An event where one learns."""

    levels: tuple[str, ...] = ()  # literacy, A1 … C2 (Common European Framework of Reference for Languages)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who does something for newcomers in a region."""

    layer: str
    slug: str
    names: Names
    kind: str = ""  # one of ORGANISATIONS; "" where none fits or it is not known
    what: Names = ()
    pilot: Names = ()  # what they tried out in the region
    learned: Names = ()  # what the evaluation of that taught
    more: str = ""  # "topic/slug" of the entry that tells more
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""  # of an office
    town: str = ""
    read_on: str = ""
    as_of: str = ""
    protected: bool = False  # people who need protection live there
    source: Source | None = None


LEVELS = ("literacy", "A1", "A2", "B1", "B2", "C1", "C2")
WHERE = ("near", "online")
ORGANISATIONS = ("town-hall", "public-office", "association", "school", "bank", "employer")
