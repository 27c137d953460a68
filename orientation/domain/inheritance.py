"""What a region's guide is made of, once its layers are laid over each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from orientation.domain.checklists import Checklist
from orientation.domain.courses import Course, Event, Organisation
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place, Topic, Village, Word
from orientation.domain.locale import Locale
from orientation.domain.own_values import entry_facts, is_own_value
from orientation.domain.phrases import Phrase
from orientation.domain.timetable import Timetable
from orientation.errors import UnknownRegion

T = TypeVar("T")
S = TypeVar("S", Course, Event, Organisation, Phrase)


@dataclass(frozen=True, slots=True)
class Guide:
    """One region's guide, resolved: the nearest layer has won, entry by entry and fact by fact."""

    region: Layer
    chain: tuple[Layer, ...]  # nearest first
    topics: tuple[Topic, ...]  # by order; those that have an entry or a place
    entries: tuple[Entry, ...]  # by topic, order, slug
    places: tuple[Place, ...]  # by topic, order, slug
    words: tuple[Word, ...]  # by name
    facts: tuple[Fact, ...]
    villages: tuple[Village, ...]
    locales: tuple[Locale, ...]  # every declared one
    timetables: tuple[Timetable, ...] = ()  # by slug
    courses: tuple[Course, ...] = ()  # by first day, those without dates last
    events: tuple[Event, ...] = ()  # likewise
    organisations: tuple[Organisation, ...] = ()  # by slug
    phrases: tuple[Phrase, ...] = ()  # by order, slug
    checklists: tuple[Checklist, ...] = ()  # by order, slug
    intervals: tuple[
        tuple[str, int], ...
    ] = ()  # (item's key, days): how often it is checked, where that was chosen
    resting: str = (
        ""  # "asleep" or "closed": then only what holds in an emergency and in the whole country is here
    )
    put_away: tuple[Entry, ...] = ()  # what a resting guide leaves out

    def entry(self, address: str) -> Entry | None:
        """Return the entry at "topic/slug"."""
        return next((entry for entry in self.entries if entry.address == address), None)

    def place(self, slug: str) -> Place | None:
        return next((place for place in self.places if place.slug == slug), None)

    def word(self, name: str) -> Word | None:
        return next((word for word in self.words if word.name == name), None)

    def organisation(self, slug: str) -> Organisation | None:
        return next((one for one in self.organisations if one.slug == slug), None)

    def phrase(self, slug: str) -> Phrase | None:
        return next((phrase for phrase in self.phrases if phrase.slug == slug), None)

    def topic(self, slug: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.slug == slug), None)

    def locale(self, tag: str) -> Locale:
        return next((one for one in self.locales if one.tag == tag), Locale(tag, tag, "ltr", "Latn"))

    def facts_for(self, entry: Entry | None) -> dict[str, Fact]:
        """Return the facts an entry's text may name: its own first, with what a layer set for it; then the chain's."""
        facts = {fact.name: fact for fact in self.facts}
        found = {name: fact for name, fact in facts.items() if not is_own_value(name)}
        return found | (entry_facts(entry, facts, [one.id for one in self.chain]) if entry else {})

    def interval(self, key: str) -> int:
        """Return how often an item is checked, in days; 0 where nobody chose that."""
        return dict(self.intervals).get(key, 0)

    def host_locale(self) -> str:
        """Return the language at the counter, "en" where no layer names one."""
        return next((layer.host_locale for layer in self.chain if layer.host_locale), "en")

    def setting(self, name: str) -> str:
        """Return a layer setting (country, subdivision, timezone) from the nearest layer that has it."""
        return next((str(value) for layer in self.chain if (value := getattr(layer, name))), "")


def chain_of(guides: Guides, layer_id: str) -> tuple[Layer, ...]:
    """Return a layer and all it inherits from, nearest first. A circle ends where it closes."""
    by_id = {layer.id: layer for layer in guides.layers}
    chain: list[Layer] = []
    while layer_id in by_id and by_id[layer_id] not in chain:
        chain.append(by_id[layer_id])
        layer_id = chain[-1].parent
    return tuple(chain)


def resolve(guides: Guides, region: str) -> Guide:
    """Return the guide of one region, or of what is there to practise with.  Raises UnknownRegion."""
    chain = chain_of(guides, region)
    if not chain or chain[0].kind not in ("region", "practice"):
        raise UnknownRegion(f"no region {region!r}; there are: {', '.join(regions(guides)) or 'none'}")
    order = {topic.slug: topic.order for topic in guides.topics}
    entries = _nearest(chain, ((one.layer, one.address, one) for one in guides.entries))
    places = _nearest(chain, ((one.layer, one.slug, one) for one in guides.places))
    used = {entry.topic for entry in entries} | {place.topic for place in places}
    return Guide(
        region=chain[0],
        chain=chain,
        topics=tuple(sorted((t for t in guides.topics if t.slug in used), key=lambda t: (t.order, t.slug))),
        entries=tuple(sorted(entries, key=lambda e: (order.get(e.topic, 0), e.topic, e.order, e.slug))),
        places=tuple(sorted(places, key=lambda p: (order.get(p.topic, 0), p.topic, p.order, p.slug))),
        words=tuple(
            sorted(_nearest(chain, ((w.layer, w.name, w) for w in guides.words)), key=lambda w: w.name)
        ),
        facts=tuple(_nearest(chain, ((one.layer, one.name, one) for one in guides.facts))),
        villages=next((one.villages for one in guides.villages if one.layer == region), ()),
        locales=guides.locales,
        timetables=tuple(_nearest(chain, ((one.layer, one.slug, one) for one in guides.timetables))),
        courses=tuple(sorted(_nearest_slugs(chain, guides.courses), key=_by_start)),
        events=tuple(sorted(_nearest_slugs(chain, guides.events), key=_by_start)),
        organisations=tuple(sorted(_nearest_slugs(chain, guides.organisations), key=lambda one: one.slug)),
        phrases=tuple(sorted(_nearest_slugs(chain, guides.phrases), key=lambda one: (one.order, one.slug))),
        checklists=tuple(
            sorted(
                _nearest(chain, ((one.layer, one.slug, one) for one in guides.checklists)),
                key=lambda one: (one.order, one.slug),
            )
        ),
    )


def regions(guides: Guides) -> tuple[str, ...]:
    """Return the ids of all regions: what is published."""
    return tuple(layer.id for layer in guides.layers if layer.kind == "region")


def _nearest(chain: tuple[Layer, ...], found: Iterable[tuple[str, str, T]]) -> list[T]:
    """Keep, of (layer, key, value) triples, the value of the nearest layer for each key."""
    distance = {layer.id: index for index, layer in enumerate(chain)}
    best: dict[str, tuple[int, T]] = {}
    for layer, key, value in found:
        if layer in distance and (key not in best or distance[layer] < best[key][0]):
            best[key] = (distance[layer], value)
    return [value for _, value in best.values()]


def _nearest_slugs(chain: tuple[Layer, ...], found: Iterable[S]) -> list[S]:
    return _nearest(chain, ((one.layer, one.slug, one) for one in found))


def _by_start(event: Event) -> tuple[bool, str, str]:
    return event.schedule is None, event.schedule.first if event.schedule else "", event.slug
