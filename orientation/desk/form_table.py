"""Which fields the forms of items have, in the order they stand in; `content/tables.py` says what may stand in each."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.content import values
from orientation.content.lines import Path
from orientation.domain.courses import LEVELS, ORGANISATIONS, WHERE, Course, Event, Organisation
from orientation.domain.guide import Entry, Fact, Layer, Place, Word
from orientation.domain.library import Item


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form."""

    name: str  # keys with dots between: "source.url"; of widget "names": each locale's below it
    widget: str = "line"  # line, long, names, longnames, flag, yes, choice, list, number, phone, value
    choices: tuple[str, ...] = ()
    more: bool = False  # stands among what is seldom needed

    @property
    def keys(self) -> Path:
        return tuple(self.name.split("."))


_SOURCE = (
    Field("source.url"),
    Field("source.title"),
    Field("source.as_of"),
    Field("source.confidence", "choice", ("page", "elsewhere", "memory")),
)
_SENSITIVE = Field("sensitive", "choice", ("", "violence"), more=True)
_EVENT = (
    Field("names", "names"),
    Field("what", "longnames"),
    Field("organisation", more=True),
    Field("more", more=True),
    *(Field(f"schedule.{name}") for name in ("first", "starts", "ends", "last", "rule")),
    Field("schedule.without", "list", more=True),
    Field("where", "list", WHERE),
    Field("address"),
    Field("town"),
    Field("free", "flag"),
    Field("price"),
    Field("childcare", "flag"),
    Field("languages", "list"),
    Field("enrol", "longnames"),
    Field("phone", "phone"),
    Field("email"),
    Field("website"),
    *_SOURCE,
    Field("read_on", more=True),
    Field("as_of", more=True),
)
FIELDS: dict[type[Item], tuple[Field, ...]] = {
    Fact: (Field("kind", "choice", tuple(values.FACT_KINDS)), Field("value", "value"), *_SOURCE, Field("as_of", more=True)),
    Place: (
        Field("names", "names"),
        Field("what_for", "longnames"),
        Field("topic", "choice"),
        Field("phone", "phone"),
        Field("address"),
        Field("town"),
        Field("hours"),
        Field("languages", "list"),
        Field("bring", "longnames"),
        Field("free", "flag"),
        Field("website"),
        *_SOURCE,
        Field("read_on"),
        Field("as_of", more=True),
        Field("location", "choice", ("public", "by phone only"), more=True),
        Field("protected", "yes", more=True),
        Field("latitude", more=True),
        Field("longitude", more=True),
        _SENSITIVE,
        Field("kind", "choice", ("", "interpreter"), more=True),
        Field("gender_on_request", "flag", more=True),
        Field("who_pays", "longnames", more=True),
        Field("order", "number", more=True),
    ),
    Word: (Field("term"), Field("locale"), Field("meaning", "names"), Field("also", "list", more=True)),
    Event: _EVENT,
    Course: (*_EVENT, Field("levels", "list", LEVELS)),
    Organisation: (
        Field("names", "names"),
        Field("kind", "choice", ("", *ORGANISATIONS)),
        Field("what", "longnames"),
        Field("phone", "phone"),
        Field("email"),
        Field("website"),
        Field("address"),
        Field("town"),
        *_SOURCE,
        Field("pilot", "longnames", more=True),
        Field("learned", "longnames", more=True),
        Field("more", more=True),
        Field("protected", "yes", more=True),
        Field("read_on", more=True),
        Field("as_of", more=True),
    ),
    Layer: (
        Field("names", "names"),
        Field("helper.phone", "phone"),
        Field("helper.names", "names"),
        Field("helper.hours"),
        Field("helper.languages", "list"),
        Field("helper.free", "flag"),
        Field("responsible.name"),
        Field("responsible.contact"),
        Field("responsible.url"),
    ),
    Entry: (
        Field("read_on"),
        Field("words", "list", more=True),
        _SENSITIVE,
        Field("audience", "list", more=True),
        Field("parent", more=True),
        Field("review_after", more=True),
        Field("as_of", more=True),
        Field("order", "number", more=True),
    ),
}  # fmt: skip
