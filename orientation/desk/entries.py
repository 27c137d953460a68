"""An entry as a form shows it: one text of it, the values that the text names, and the rest of its fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from orientation.content import values
from orientation.content.check_texts import PLACE_FIELDS
from orientation.content.layout import SLUG
from orientation.content.markup import internal_links, placeholders
from orientation.content.texts import normalise
from orientation.desk.item_fields import (
    Typed,
    fields_of,
    overlaid,
    read_fields,
    typed_value,
    without_wrong_values,
)
from orientation.desk.tidy import tidy
from orientation.domain.address import RESERVED_SLUGS
from orientation.domain.guide import Entry, Fact, Place, Source, Text
from orientation.domain.inheritance import Guide
from orientation.domain.library import Item
from orientation.domain.own_values import own_value_name
from orientation.errors import BadInput

_TEXT_FIELD = ("title", "text")


@dataclass(frozen=True, slots=True)
class Named:
    """The values and places that texts name."""

    facts: tuple[Fact, ...]
    places: tuple[Place, ...]


def named_in(guide: Guide, entry: Entry, bodies: Iterable[str]) -> Named:
    """Return the facts that texts of an entry name, and the places that they name or link to, in their order."""
    known = guide.facts_for(entry)
    names: dict[str, None] = {}
    slugs: dict[str, None] = {}
    for body in bodies:
        for name in placeholders(body):
            (slugs if name.startswith("place.") else names)[name.split(".")[1] if "." in name else name] = (
                None
            )
        links = (link.partition("#")[0] for link in internal_links(body))
        slugs |= {link.removeprefix("places/"): None for link in links if link.startswith("places/")}
    places = (guide.place(slug) for slug in slugs if slug)
    return Named(tuple(known[name] for name in names if name in known), tuple(one for one in places if one))


def text_locale(entry: Entry, wanted: str, own: str) -> str:
    """Return the locale of the text to edit: the one asked for, else the person's own where there is one."""
    if wanted:
        return wanted
    return own if entry.text(own) else entry.source_locale


def entry_as_typed(entry: Entry, typed: Typed, locale: str, *, country: str) -> Entry:
    """Return an entry with what was typed of one of its texts, its own values and its other fields."""
    fields = overlaid(fields_of(entry), typed, Entry, country=country)
    found, _ = read_fields(Entry, entry.layer, entry.address, fields)
    assert isinstance(found, Entry)  # an address that a page has is a good name
    facts = tuple(fact_as_typed(fact, typed, country=country) for fact in entry.facts)
    return replace(found, texts=_texts(entry, typed, locale), facts=facts)


def fact_as_typed(fact: Fact, typed: Typed, *, country: str) -> Fact:
    """Return a fact with the value typed in the form of a text that names it, "fact.<name>"; unchanged without one."""
    field = f"fact.{fact.name}"
    if field not in typed:
        return fact
    value = typed_value({**typed, "kind": [fact.kind]}, field, fact.kind, country=country)
    read_at = next(iter(typed.get(f"{field}.read_at", ())), "").strip()
    found = fact if value == fact.value else replace(fact, value=value, as_of="")
    return replace(found, as_of="", source=read_source_at(read_at)) if read_at else found


def with_source_typed(before: Item | None, after: Item, typed: Typed) -> Item:
    """Return a fact or place as somebody changed it in a short form: where they read it, in "read_at", is its source.

    How old a value is, is no longer known of one that was changed without saying so.
    """
    if not isinstance(after, Fact | Place):
        return after
    read_at = next(iter(typed.get("read_at", ())), "").strip()
    if read_at:
        return replace(after, as_of="", source=read_source_at(read_at))
    if isinstance(before, Fact) and isinstance(after, Fact):
        changed = before.value != after.value and before.as_of == after.as_of
        return replace(after, as_of="") if changed else after
    return after


def as_previewed(guide: Guide, entry: Entry, typed: Typed, *, country: str) -> tuple[Guide, Entry]:
    """Return a guide and its entry as they would be with what was typed, fit to be rendered.

    A name that nobody defined stays as it was typed, in its braces; a text without a title gets "…" for one. Other
    values that are not what their fields want are left out; a fact's stays as it was.
    """
    typed_own = {
        own_value_name(entry.address, one.name) for one in entry.facts if f"fact.{one.name}" in typed
    }
    facts = tuple(
        _fit_fact(fact, fact_as_typed(fact, typed, country=country))
        for fact in guide.facts
        if fact.name not in typed_own  # the entry has it as it was typed
    )
    entry = _fit_entry(entry)
    others = tuple(one for one in guide.entries if one.address != entry.address)
    changed = replace(guide, facts=facts, entries=(*others, entry))
    texts = (
        replace(one, title=one.title or "…", body=_sound(changed, entry, one.body)) for one in entry.texts
    )
    shown = replace(entry, texts=tuple(texts))
    return replace(changed, entries=(*others, shown)), shown


def _fit_entry(entry: Entry) -> Entry:
    found = without_wrong_values(entry)
    return replace(found, texts=entry.texts) if isinstance(found, Entry) else entry


def _fit_fact(before: Fact, typed: Fact) -> Fact:
    found = before if typed is before else without_wrong_values(typed)
    return found if isinstance(found, Fact) and found.value else before


def _sound(guide: Guide, entry: Entry, body: str) -> str:
    """Return a text in which what names no value is plain words."""
    known = guide.facts_for(entry)
    for name in set(placeholders(body)):
        _, _, rest = name.partition("place.")
        slug, _, field = rest.partition(".")
        fine = (guide.place(slug) and field in PLACE_FIELDS) if rest else name in known
        if not fine:
            body = body.replace(f"{{{name}}}", f"{{{{{name}}}")
    return body


def read_source_at(address: str) -> Source:
    """Return a web address as the source of a value, with the name of its site as title."""
    url = tidy("url", address, "")
    return Source(url, url if values.url(url) else urlsplit(url).hostname or url)


def new_entry(guide: Guide, topic: str, title: str, locale: str) -> Entry:
    """Return an entry with a title and nothing else, under an address that the guide has not yet.  Raises BadInput."""
    if not title.strip():
        raise BadInput("title: it is missing")
    if topic not in {one.slug for one in guide.topics}:
        raise BadInput(f"{topic}: no topic")
    taken = {one.slug for one in guide.entries if one.topic == topic} | RESERVED_SLUGS
    slug = free_slug(title, taken)
    return Entry(guide.region.id, topic, slug, locale, (Text(locale, " ".join(title.split()), ""),))


def free_slug(title: str, taken: Iterable[str]) -> str:
    """Return a slug made of a title that nothing has yet; "new" where the title has no letters of ours.

    >>> free_slug("¿Cómo pido cita?", ["como-pido-cita"])
    'como-pido-cita-2'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "new"
    used, number = set(taken), 2
    found = slug
    while found in used:
        found, number = f"{slug}-{number}", number + 1
    return found if SLUG.fullmatch(found) else "new"


def _texts(entry: Entry, typed: Mapping[str, object], locale: str) -> tuple[Text, ...]:
    """Return an entry's texts with the one that was typed; one left wholly empty is taken away."""
    if not all(name in typed for name in _TEXT_FIELD):
        return entry.texts
    title, body = (str(list(typed[name])[-1]) for name in _TEXT_FIELD)  # type: ignore[call-overload]
    before = entry.text(locale)
    written = replace(before or Text(locale, "", ""), title=" ".join(title.split()), body=normalise(body))
    if not (written.title or written.body):
        return tuple(text for text in entry.texts if text.locale != locale)
    if before:
        return tuple(written if text is before else text for text in entry.texts)
    return tuple(sorted((*entry.texts, written), key=lambda text: text.locale))
