"""A reading, indexed for `check`: who inherits from whom, and what is seen where."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orientation.content.read import Reading
from orientation.domain.guide import Entry, Fact, Place
from orientation.domain.inheritance import chain_of
from orientation.domain.own_values import entry_facts, own_value_name


class Library:
    """Everything under guides/ by layer and name."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.guides = reading.guides
        self.chains = {
            one.id: tuple(link.id for link in chain_of(self.guides, one.id)) for one in self.guides.layers
        }
        self.regions = {one.id: one for one in self.guides.layers if one.kind == "region"}
        self.topics = {topic.slug for topic in self.guides.topics}
        self.locales = {locale.tag for locale in self.guides.locales}
        self._facts = {(fact.layer, fact.name): fact for fact in self.guides.facts}
        self._places = {(place.layer, place.slug): place for place in self.guides.places}
        self._words = {(word.layer, word.name) for word in self.guides.words}
        self._entries = {(entry.layer, entry.address): entry for entry in self.guides.entries}
        used: tuple[Entry | Place, ...] = (*self.guides.entries, *self.guides.places)
        self._used_topics = {(one.layer, one.topic) for one in used}
        self._moved = {
            (one.layer, alias): one.address for one in self.guides.entries for alias in one.aliases
        }

    def chain(self, layer: str) -> tuple[str, ...]:
        """Return a layer's id and those it inherits from, nearest first."""
        return self.chains.get(layer, (layer,))

    def fact(self, layer: str, name: str) -> Fact | None:
        return next((self._facts[one, name] for one in self.chain(layer) if (one, name) in self._facts), None)

    def fact_of(self, layer: str, entry: Entry | None, name: str) -> Fact | None:
        """Return what a text of an entry would name in a layer's guide: the entry's own first, as the layers set it."""
        own = next((one for one in entry.facts if one.name == name), None) if entry else None
        if entry is None or own is None:
            return self.fact(layer, name)
        wanted = own_value_name(entry.address, name)
        known = {wanted: found} if (found := self.fact(layer, wanted)) else {}
        return entry_facts(entry, known, self.chain(layer))[name]

    def place(self, layer: str, slug: str) -> Place | None:
        return next(
            (self._places[one, slug] for one in self.chain(layer) if (one, slug) in self._places), None
        )

    def has_word(self, layer: str, name: str) -> bool:
        return any((one, name) in self._words for one in self.chain(layer))

    def entry(self, layer: str, address: str) -> Entry | None:
        known = (self._entries.get((one, address)) for one in self.chain(layer))
        return next((entry for entry in known if entry), None)

    def moved_to(self, layer: str, alias: str) -> str:
        """Return where an entry went that had this address once, "" for an address that never was."""
        return next((self._moved[one, alias] for one in self.chain(layer) if (one, alias) in self._moved), "")

    def uses_topic(self, layer: str, topic: str) -> bool:
        return any((one, topic) in self._used_topics for one in self.chain(layer))

    def showing(self, entry: Entry) -> Iterator[str]:
        """Yield the regions whose guides show an entry: they inherit it and have none of their own there."""
        for region in self.regions:
            if entry.layer in self.chains[region] and self.entry(region, entry.address) is entry:
                yield region

    def lacking(self, entry: Entry, *, has: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the layers to name where something is missing that an entry relies on.

        It may come from the entry's own chain, or else from every region that shows the entry.
        """
        if has(entry.layer):
            return ()
        regions = tuple(self.showing(entry))
        lacking = tuple(one for one in regions if not has(one))
        return lacking if len(lacking) < len(regions) else (entry.layer,)

    def are_related(self, one: str, other: str) -> bool:
        """Tell whether one guide can show both layers."""
        return one in self.chain(other) or other in self.chain(one)
