"""Layers, entries, facts, places: the values that curators write and editions are made from.

Field formats are those of docs/guides.md. Optional strings are "" where absent.
"""

from __future__ import annotations

from dataclasses import dataclass

from orientation.domain.checklists import Checklist
from orientation.domain.courses import Course, Event, Organisation
from orientation.domain.locale import Locale, Names
from orientation.domain.phrases import Phrase
from orientation.domain.source import Source as Source
from orientation.domain.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Fact:
    """A language-neutral value that texts refer to by name."""

    layer: str
    name: str
    kind: str  # phone, money, duration, date, time, number, address, code, url, email
    value: str
    as_of: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the host country's offices, kept in its own language."""

    layer: str
    name: str  # a slug: entries name the word by it
    term: str  # as it stands on doors and letters
    locale: str
    meaning: Names = ()
    also: tuple[str, ...] = ()  # other forms that readers see, hear or type: found by a search, shown nowhere


@dataclass(frozen=True, slots=True)
class Text:
    """An entry's words in one locale."""

    locale: str
    title: str
    body: str  # Markdown below the title line
    state: str = "machine"  # "machine" until a person checked it: "checked"
    by: str = ""  # the role of who checked
    on: str = ""  # YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Entry:
    """One question answered, in one topic of one layer."""

    layer: str
    topic: str
    slug: str
    source_locale: str
    texts: tuple[Text, ...]  # sorted by locale
    order: int = 0
    read_on: str = ""  # when the sources were read: YYYY-MM or YYYY-MM-DD
    as_of: str = ""  # age of the sources, where known
    review_after: str = ""  # YYYY-MM-DD
    parent: str = ""  # "topic/slug"
    audience: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # former "topic/slug"
    sensitive: str = ""  # "" or "violence"
    keywords: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (locale, words)
    words: tuple[str, ...] = ()  # names of words that one hears there
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()  # of this entry alone

    @property
    def address(self) -> str:
        """Return "topic/slug", the entry's name within any guide."""
        return f"{self.topic}/{self.slug}"

    @property
    def unverified(self) -> str:
        """Return "" when every source was read at its own address, "memory" when none was read, else "elsewhere"."""
        found = {source.confidence for source in self.sources}
        if found <= {"page"}:
            return ""
        return "memory" if found == {"memory"} else "elsewhere"

    def text(self, locale: str) -> Text | None:
        """Return the words in that very locale, if there are any."""
        return next((text for text in self.texts if text.locale == locale), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A counter, clinic or phone line that a newcomer can turn to."""

    layer: str
    slug: str
    names: Names
    what_for: Names = ()
    kind: str = ""  # or "interpreter": who speaks between a newcomer and an office
    topic: str = ""
    order: int = 0
    phone: str = ""  # short code or E.164
    location: str = "public"  # or "by phone only"
    address: str = ""
    town: str = ""
    latitude: str = ""  # degrees north, WGS 84
    longitude: str = ""  # degrees east, WGS 84
    hours: str = ""  # OpenStreetMap opening_hours
    languages: tuple[str, ...] = ()  # spoken there; by an interpreter, besides the host's
    bring: Names = ()  # what to bring
    gender_on_request: bool | None = None  # whether one may ask for a woman or a man; None: not known
    who_pays: Names = ()  # for the interpreter
    free: bool | None = None  # None: not known
    website: str = ""
    read_on: str = ""
    as_of: str = ""
    sensitive: str = ""
    protected: bool = False  # people who need protection live there
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Village:
    """A village of a region. Source of the shipped ones: GeoNames, CC BY 4.0."""

    name: str
    alternate_names: tuple[str, ...]
    latitude: str
    longitude: str
    population: int


@dataclass(frozen=True, slots=True)
class Villages:
    """All villages of one layer."""

    layer: str
    villages: tuple[Village, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A shelf of a guide."""

    slug: str
    icon: str  # static/icons/<icon>.svg
    order: int
    names: Names


@dataclass(frozen=True, slots=True)
class Helper:
    """The helper line: people who answer a newcomer's call."""

    phone: str
    names: Names = ()  # who answers
    hours: str = ""
    languages: tuple[str, ...] = ()
    free: bool | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who runs a region's guide."""

    name: str
    contact: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """Content that regions inherit, or a region itself."""

    id: str
    names: Names
    parent: str = ""
    kind: str = "layer"  # or "region"; "practice": edited like a region, never published
    country: str = ""  # ISO 3166-1 alpha-2
    subdivision: str = ""  # as the `holidays` library names it
    timezone: str = ""  # IANA
    host_locale: str = ""
    locales: tuple[str, ...] = ()  # on offer
    partial: tuple[str, ...] = ()  # those of them that only some entries are meant to be written in
    nuts: str = ""
    bounding_box: tuple[str, ...] = ()  # south, west, north, east
    helper: Helper | None = None
    responsible: Responsible | None = None


@dataclass(frozen=True, slots=True)
class Guides:
    """Everything under guides/: the whole library, unresolved, each tuple sorted by its key."""

    topics: tuple[Topic, ...] = ()
    locales: tuple[Locale, ...] = ()
    layers: tuple[Layer, ...] = ()
    facts: tuple[Fact, ...] = ()  # of layers; an entry's own are with the entry
    places: tuple[Place, ...] = ()
    words: tuple[Word, ...] = ()
    entries: tuple[Entry, ...] = ()
    villages: tuple[Villages, ...] = ()
    timetables: tuple[Timetable, ...] = ()
    courses: tuple[Course, ...] = ()
    events: tuple[Event, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    checklists: tuple[Checklist, ...] = ()
