"""What the fields of the desk's forms are called, and what may stand in them, in the desk's words."""

from __future__ import annotations

import functools
from collections.abc import Callable

from flask import g

from orientation.web.desk.words import _


def once(words: Callable[[], dict[str, str]]) -> Callable[[], dict[str, str]]:
    """Make the words of a request's locale at its first question alone: a form has a hundred fields."""

    @functools.wraps(words)
    def kept() -> dict[str, str]:
        name = f"desk_{words.__name__}"
        if name not in g:
            setattr(g, name, words())
        found: dict[str, str] = getattr(g, name)
        return found

    return kept


@once
def labels() -> dict[str, str]:
    """Return what each field is called, by the last or all of its keys."""
    return {
        "names": _("Name"),
        "what_for": _("What one goes there for"),
        "what": _("What it is"),
        "topic": _("Topic"),
        "phone": _("Phone"),
        "address": _("Address"),
        "town": _("Town or village"),
        "hours": _("Opening hours"),
        "languages": _("Languages spoken there"),
        "bring": _("What to bring"),
        "free": _("Does it cost nothing?"),
        "website": _("Website"),
        "email": _("E-mail"),
        "read_on": _("When you read the sources"),
        "as_of": _("How old the information is"),
        "location": _("May one go there?"),
        "protected": _("People who need protection live there"),
        "latitude": _("Degrees north"),
        "longitude": _("Degrees east"),
        "sensitive": _("Is it about something others should not see?"),
        "kind": _("Kind"),
        "gender_on_request": _("May one ask for a woman or a man?"),
        "who_pays": _("Who pays"),
        "order": _("Place in the list (a number)"),
        "value": _("Value"),
        "term": _("Word"),
        "locale": _("Language of the word"),
        "meaning": _("What it means"),
        "also": _("Other forms of the word"),
        "organisation": _("Organisation (its short name)"),
        "more": _("Page that tells more (topic/page)"),
        "schedule.first": _("First day"),
        "schedule.starts": _("Begins at"),
        "schedule.ends": _("Ends at"),
        "schedule.last": _("Last day"),
        "schedule.rule": _("How it repeats"),
        "schedule.without": _("Days without it"),
        "where": _("Where it takes place"),
        "price": _("Price"),
        "childcare": _("Are children looked after?"),
        "enrol": _("How to enrol"),
        "levels": _("Levels"),
        "pilot": _("What was tried out"),
        "learned": _("What that taught"),
        "helper.phone": _("Phone of the helper line"),
        "helper.names": _("Who answers"),
        "helper.hours": _("When somebody answers"),
        "helper.languages": _("Languages they speak"),
        "helper.free": _("Does the call cost nothing?"),
        "responsible.name": _("Who runs this guide"),
        "responsible.contact": _("How to reach them: a role and an office, no person"),
        "responsible.url": _("Their website"),
        "words": _("Words that one hears there"),
        "audience": _("For whom"),
        "parent": _("Belongs under (topic/page)"),
        "review_after": _("Read the sources again after"),
        "url": _("Where you read it (web address)"),
        "title": _("Title of that page"),
        "confidence": _("How sure it is"),
        "as_of_source": _("Date on that page"),
    }


def label(name: str) -> str:
    """Return what a field is called; its key where it has no name."""
    known, last = labels(), name.rpartition(".")[2]
    if name.startswith(("source.", "sources.")) and last == "as_of":
        return known["as_of_source"]
    return known.get(name) or known.get(last) or name


def hint(name: str, kind: str = "") -> str:
    """Return how to write a field, "" where that goes without saying. kind: of a fact."""
    return hints().get(kind if name == "value" else name.rpartition(".")[2], "")


@once
def hints() -> dict[str, str]:
    """Return how fields are written, by their last key or a fact's kind."""
    return {
        "phone": _("As people dial it there. Write the country code of a number abroad, such as +48."),
        "hours": _("For example: Mo-Fr 09:00-14:00; Sa 10:00-13:00; PH off"),
        "money": _("For example: 3.50 EUR"),
        "price": _("For example: 20 EUR"),
        "date": _("For example: 2026-12-31"),
        "time": _("For example: 09:30"),
        "read_on": _("Year and month, for example 2026-11"),
        "as_of": _("Year, or year and month, for example 2026-11. Leave it empty if you do not know."),
        "languages": _("Short names of languages, for example: es ar fr"),
        "levels": _("For example: A1 A2"),
        "review_after": _("For example: 2026-12-31"),
        "first": _("For example: 2026-12-31"),
        "last": _("For example: 2026-12-31"),
        "starts": _("For example: 09:30"),
        "ends": _("For example: 11:00"),
    }


def choice(field: str, value: str) -> str:
    """Return a choice of a field in words."""
    if not value:
        return _("No") if field == "sensitive" else _("Not said")
    return choices().get(value, value)


@once
def choices() -> dict[str, str]:
    """Return the choices of all fields in words."""
    return {
        "page": _("I read it on that page"),
        "elsewhere": _("I read it on another page"),
        "memory": _("I know it, but did not read it"),
        "violence": _("Yes: violence. Readers can leave the page fast."),
        "public": _("Yes"),
        "by phone only": _("No, one can only call"),
        "near": _("In a room nearby"),
        "online": _("Online"),
        "literacy": _("Reading and writing"),
        "interpreter": _("Interpreter"),
        "town-hall": _("Town hall"),
        "public-office": _("Public office"),
        "association": _("Association"),
        "school": _("School"),
        "bank": _("Bank"),
        "employer": _("Employer"),
        "phone": _("Phone number"),
        "money": _("Price or sum of money"),
        "duration": _("Length of time"),
        "date": _("Day"),
        "time": _("Time of day"),
        "number": _("Number"),
        "address": _("Address"),
        "code": _("Code or name of a form"),
        "url": _("Web address"),
        "email": _("E-mail address"),
    }


def units() -> tuple[tuple[str, str], ...]:
    """Return the units of a length of time."""
    return (
        ("PTM", _("minutes")),
        ("PTH", _("hours")),
        ("PD", _("days")),
        ("PW", _("weeks")),
        ("PM", _("months")),
        ("PY", _("years")),
    )


def kinds() -> dict[str, str]:
    """Return what the kinds of items are called, many of them."""
    return {
        "entry": _("Pages"),
        "place": _("Places"),
        "fact": _("Numbers and other values"),
        "course": _("Courses"),
        "event": _("Events"),
        "organisation": _("Organisations"),
        "word": _("Words of the offices"),
    }


def new_kinds() -> dict[str, str]:
    """Return what one can add to a region."""
    return {
        "entry": _("New page"),
        "place": _("New place"),
        "fact": _("New number or other value"),
        "course": _("New course"),
        "event": _("New event"),
        "organisation": _("New organisation"),
        "word": _("New word of the offices"),
    }
