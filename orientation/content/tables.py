"""The TOML files of a layer: topics, locales, layer, facts, places, words; `write.py` has the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orientation.content import values
from orientation.content.checklists import read_checklists
from orientation.content.courses import read_courses, read_events
from orientation.content.organisations import read_organisations
from orientation.content.phrases import read_phrases
from orientation.content.sources import read_source
from orientation.content.table import Table
from orientation.content.timetables import read_timetables
from orientation.domain.checklists import Checklist
from orientation.domain.courses import Course, Event, Organisation
from orientation.domain.guide import Fact, Helper, Layer, Place, Responsible, Topic, Word
from orientation.domain.library import Item
from orientation.domain.locale import Locale
from orientation.domain.phrases import Phrase
from orientation.domain.timetable import Timetable
from orientation.findings import Said


def read_topics(table: Table) -> Iterator[Topic]:
    """Yield the topics of topics.toml, by slug."""
    for slug, one in table.named_tables(values.slug):
        icon = one.text("icon", values.slug, required=True)
        yield Topic(slug, icon, order=one.number("order"), names=one.names("names", required=True))
        one.finish()


def read_locales(table: Table) -> Iterator[Locale]:
    """Yield the locales of locales.toml, by tag."""
    for tag, one in table.named_tables(values.tag):
        direction = one.text("direction", values.one_of("ltr", "rtl"), required=True)
        script = one.text("script", values.script, required=True)
        yield Locale(tag, one.text("name", required=True), direction, script)
        one.finish()


def read_layer(table: Table, layer: str) -> Layer:
    """Return what layer.toml says."""
    country = table.text("country", values.country)
    found = Layer(
        id=layer,
        names=table.names("names", required=True),
        parent=table.text("parent", values.slug),
        kind=table.text("kind", values.one_of("layer", "region"), required=True),
        country=country,
        subdivision=table.text("subdivision", lambda value: values.subdivision(value, country)),
        timezone=table.text("timezone", values.timezone),
        host_locale=table.text("host_locale", values.tag),
        locales=table.texts("locales", values.tag),
        partial=table.texts("partial", values.tag),
        nuts=table.text("nuts", values.nuts),
        bounding_box=_bounding_box(table),
        helper=_helper(table.table("helper")),
        responsible=_responsible(table.table("responsible")),
    )
    table.finish()
    return found


def read_facts(table: Table, layer: str) -> Iterator[Fact]:
    """Yield the facts of facts.toml, by name."""
    return facts_named(table, layer, values.layer_fact_name)


def facts_named(table: Table, layer: str, check: values.Check) -> Iterator[Fact]:
    """Yield the facts of a table whose names are good ones."""
    for name, one in table.named_tables(check):
        kind = one.text("kind", values.one_of(*values.FACT_KINDS), required=True)
        value = one.text("value", values.FACT_KINDS.get(kind, values.any_text), required=True)
        as_of = one.text("as_of", values.age)
        yield Fact(layer, name, kind, value, as_of=as_of, source=read_source(one.table("source")))
        one.finish()


def read_places(table: Table, layer: str) -> Iterator[Place]:
    """Yield the places of places.toml, by slug."""
    for slug, one in table.named_tables(values.slug):
        yield _place(one, layer=layer, slug=slug)
        one.finish()


def read_words(table: Table, layer: str) -> Iterator[Word]:
    """Yield the words of words.toml, by name."""
    for name, one in table.named_tables(values.slug):
        yield Word(
            layer,
            name,
            one.text("term", required=True),
            one.text("locale", values.tag, required=True),
            meaning=one.names("meaning", required=True),
            also=one.texts("also"),
        )
        one.finish()


READERS: dict[type[Item], Callable[..., Iterator[Item]]] = {
    Fact: read_facts,
    Place: read_places,
    Word: read_words,
    Timetable: read_timetables,
    Course: read_courses,
    Event: read_events,
    Organisation: read_organisations,
    Phrase: read_phrases,
    Checklist: read_checklists,
}


def _place(one: Table, *, layer: str, slug: str) -> Place:
    latitude, longitude = one.text("latitude", values.latitude), one.text("longitude", values.longitude)
    if bool(latitude) != bool(longitude):
        one.say("latitude" if latitude else "longitude", Said("half_position"))
    return Place(
        layer=layer,
        slug=slug,
        names=one.names("names", required=True),
        what_for=one.names("what_for"),
        kind=one.text("kind", values.one_of("interpreter")),
        topic=one.text("topic", values.slug),
        order=one.number("order"),
        phone=one.text("phone", values.phone),
        location=one.text("location", values.one_of("public", "by phone only")) or "public",
        address=one.text("address"),
        town=one.text("town"),
        latitude=latitude,
        longitude=longitude,
        hours=one.text("hours", values.hours),
        languages=one.texts("languages", values.tag),
        bring=one.names("bring"),
        gender_on_request=one.flag("gender_on_request"),
        who_pays=one.names("who_pays"),
        free=one.flag("free"),
        website=one.text("website", values.url),
        read_on=one.text("read_on", values.month),
        as_of=one.text("as_of", values.age),
        sensitive=one.text("sensitive", values.one_of("violence")),
        protected=one.flag("protected") or False,
        source=read_source(one.table("source")),
    )


def _bounding_box(table: Table) -> tuple[str, ...]:
    box = table.texts("bounding_box", values.number, repeated=True)
    south, west, north, east = [float(side) for side in box] if len(box) == 4 else (1.0, 1.0, 0.0, 0.0)
    if not box or (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        return box
    table.say("bounding_box", Said("box"))
    return ()


def _helper(table: Table | None) -> Helper | None:
    if table is None:
        return None
    found = Helper(
        phone=table.text("phone", values.phone, required=True),
        names=table.names("names"),
        hours=table.text("hours", values.hours),
        languages=table.texts("languages", values.tag),
        free=table.flag("free"),
    )
    table.finish()
    return found


def _responsible(table: Table | None) -> Responsible | None:
    if table is None:
        return None
    name, contact = table.text("name", required=True), table.text("contact")
    found = Responsible(name, contact, table.text("url", values.url))
    table.finish()
    return found
