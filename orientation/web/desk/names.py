"""How items, layers and people are called at the desk, in the words of whoever is signed in."""

from __future__ import annotations

from collections.abc import Iterable

from orientation.desk.layering import nearest
from orientation.desk.writing import told_name_of
from orientation.domain.guide import Entry, Fact, Layer
from orientation.domain.library import Item, name_in_layer
from orientation.domain.locale import fallback_chain, in_locale
from orientation.domain.own_values import meant_by, told_name
from orientation.store.drafts import Draft
from orientation.store.items import current_item, read_layers
from orientation.store.library import decode, read_topics
from orientation.store.persons import names_of
from orientation.web.desk.blueprint import database, desk
from orientation.web.desk.field_words import choice
from orientation.web.desk.words import _, desk_locale
from orientation.web.services import services


def layer_names() -> dict[str, str]:
    """Return the names of all layers, regions too, by their ids."""
    return {layer.id: layer_name(layer) for layer in read_layers(database())}


def layer_name(layer: Layer) -> str:
    return in_locale(layer.names, _chain(layer.names), otherwise=layer.id)


@desk.app_template_filter("layer_name")
def name_of_layer(layer: str) -> str:
    """Return the name of a layer by its id, for templates."""
    found = current_item(database(), f"layer/{layer}").item
    return layer_name(found) if isinstance(found, Layer) else layer


def title_of(item: Item | None, key: str) -> str:
    """Return what an item is called: an entry's title, a place's name; its key's last part where it has none."""
    if isinstance(item, Entry):
        names = tuple((text.locale, text.title) for text in item.texts)
        return in_locale(names, (*_chain(()), item.source_locale, *dict(names)), otherwise=item.slug)
    if isinstance(item, Fact):
        return name_of_fact(item)
    names = getattr(item, "names", ())
    otherwise = getattr(item, "term", "") or (told_name_of(item) if item else "")
    return in_locale(names, _chain(names), otherwise=otherwise or _name_in(key))


def name_of_fact(fact: Fact) -> str:
    """Return what a value is called: its kind in words, its short name, and the title of the page it is for."""
    address, _name = meant_by(fact.name)
    found = nearest(database(), read_layers(database()), f"entry/{fact.layer}/{address}") if address else None
    return fact_in_words(fact, title_of(found.item if found else None, address))


def fact_in_words(fact: Fact, title: str) -> str:
    """Return a value's kind and short name; title: of the page it is for, if it is for one."""
    address, name = meant_by(fact.name)
    said = f"{choice('kind', fact.kind)}: {name.replace('_', ' ')}"
    return f"{said} ({title})" if address else said


def _name_in(key: str) -> str:
    """Return what a key says of what its item is called: of a fact all of its name, of others the last part."""
    return told_name(key.split("/", 2)[2]) if key.startswith("fact/") else key.rpartition("/")[2]


@desk.app_template_filter("item_title")
def title_of_item(item: Item) -> str:
    """Return what an item is called, for templates."""
    return title_of(item, name_in_layer(item))


def title_of_draft(draft: Draft) -> str:
    """Return what the item of a draft is called; of a removal, what is to be removed."""
    item = decode(draft.item, draft.data) if draft.data else current_item(database(), draft.item).item
    return title_of(item, draft.item)


def people_of(persons: Iterable[int | None]) -> dict[int, str]:
    """Return the pseudonyms of these people; somebody who was erased has a word in its place."""
    found = names_of(database(), [one for one in persons if one is not None])
    return {number: name or _("somebody who left") for number, name in found.items()}


def topic_name(slug: str) -> str:
    """Return what a topic is called; its slug where there is none."""
    names = next((one.names for one in read_topics(database()) if one.slug == slug), ())
    return in_locale(names, _chain(names), otherwise=slug)


def native_name(locale: str) -> str:
    return services().locale(locale).name


def direction(locale: str) -> str:
    return services().locale(locale).direction


def _chain(names: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the locales to try: one's own, English, then whatever there is."""
    return (*fallback_chain(desk_locale().tag, host="en"), *dict(names))
