"""courses.toml and events.toml: what takes place, when, and how one gets in; `write.py` has the way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orientation.content import values
from orientation.content.schedules import problem_with
from orientation.content.sources import read_source
from orientation.content.table import Table
from orientation.domain.courses import LEVELS, WHERE, Course, Event, Schedule
from orientation.findings import Said


def read_courses(table: Table, layer: str) -> Iterator[Course]:
    """Yield the courses of courses.toml, by slug."""
    for slug, one in table.named_tables(values.slug):
        levels = one.texts("levels", values.one_of(*LEVELS))
        yield Course(layer, slug, **_fields(one), levels=levels)
        one.finish()


def read_events(table: Table, layer: str) -> Iterator[Event]:
    """Yield the events of events.toml, by slug."""
    for slug, one in table.named_tables(values.slug):
        yield Event(layer, slug, **_fields(one))
        one.finish()


def _fields(one: Table) -> dict[str, Any]:
    """Return what courses and events have in common."""
    found: dict[str, Any] = {
        "names": one.names("names", required=True),
        "what": one.names("what"),
        "organisation": one.text("organisation", values.slug),
        "more": one.text("more", values.address),
        "schedule": _schedule(one.table("schedule")),
        "where": one.texts("where", values.one_of(*WHERE)),
        "address": one.text("address"),
        "town": one.text("town"),
        "free": one.flag("free"),
        "price": one.text("price", values.money),
        "childcare": one.flag("childcare"),
        "languages": one.texts("languages", values.tag),
        "enrol": one.names("enrol"),
        "phone": one.text("phone", values.phone),
        "email": one.text("email", values.email),
        "website": one.text("website", values.url),
        "read_on": one.text("read_on", values.month),
        "as_of": one.text("as_of", values.age),
        "source": read_source(one.table("source")),
    }
    if found["free"] and found["price"]:
        one.say("price", Said("free_and_price"))
    return found


def _schedule(table: Table | None) -> Schedule | None:
    """Return when it takes place, None where the file does not say or says it wrong."""
    if table is None:
        return None
    found = Schedule(
        first=table.text("first", values.day, required=True),
        starts=table.text("starts", values.time, required=True),
        ends=table.text("ends", values.time, required=True),
        last=table.text("last", values.day),
        rule=table.text("rule"),
        without=table.texts("without", values.day),
    )
    table.finish()
    if not (found.first and found.starts and found.ends):
        return None
    field, problem = problem_with(found)
    if problem:
        table.say(field, problem)
    return None if problem else found
