"""Which pages name an item, so that nothing they name is taken away or emptied under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlite_utils import Database

from orientation.content.check_texts import PLACE_FIELDS
from orientation.desk.item_fields import Problem
from orientation.desk.layering import key_in, nearest, regions_showing
from orientation.domain.checklists import Checklist
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place
from orientation.domain.inheritance import Guide, chain_of, resolve
from orientation.domain.library import Item, key_of
from orientation.findings import Said
from orientation.store.items import current_item, read_kind, read_layers

_NAMED = ("entry", "place", "fact")  # kinds that texts link to or name


def links_to(entries: Iterable[Entry], item: Item) -> tuple[Entry, ...]:
    """Return those of some entries whose texts name an entry, place or fact: they would lead nowhere without it."""
    return tuple(filter(_naming(_marks(item)), entries))


def problems_of_removal(database: Database, key: str) -> tuple[Problem, ...]:
    """Return what keeps an item from being removed: pages of any region that would then name nothing."""
    item = current_item(database, key).item
    if item is None or key.partition("/")[0] not in _NAMED:
        return ()
    shelf = _Shelf(database)
    found: list[str] = []
    for region in regions_showing(database, shelf.layers, key):
        after = shelf.without(region, key)
        marks = _marks_of_fields(item, after) if after else _marks(item)
        found += shelf.pages_naming(region, item, marks)
    return (_named_by(found),) if found else ()


def problems_of_emptying(database: Database, item: Item) -> tuple[Problem, ...]:
    """Return the fields of a place that it has no more, though pages of any region name them."""
    shelf = _Shelf(database)
    before = nearest(database, shelf.layers, key_of(item)) if isinstance(item, Place) else None
    marks = _marks_of_fields(before.item, item) if before else ()
    regions = regions_showing(database, shelf.layers, key_of(item)) if marks else ()
    found = {
        mark: [page for region in regions for page in shelf.pages_naming(region, item, [mark])]
        for mark in marks
    }
    return tuple(_named_by(pages, _field_of(mark)) for mark, pages in found.items() if pages)


def _named_by(pages: Iterable[str], field: str = "") -> Problem:
    return Problem(field, Said("named_by", pages=", ".join(dict.fromkeys(pages))))


# -- what stands in a text ---------------------------------------------------------------------------------


def _marks(item: Item) -> tuple[str, ...]:
    """Return what stands in a text that names or links to an item."""
    kind, _, rest = key_of(item).partition("/")
    name = rest.partition("/")[2]
    return {
        "entry": (f"]({name})", f"]({name}#"),
        "place": (f"](places/{name})", f"{{place.{name}."),
        "fact": (f"{{{name}}}",),
    }.get(kind, ())


def _marks_of_fields(before: Item | None, after: Item | None) -> tuple[str, ...]:
    """Return what stands in a text that names a field which a place has, and what takes its place lacks."""
    if not isinstance(before, Place):
        return ()
    lacking = (
        one for one in PLACE_FIELDS if getattr(before, _stored(one)) and not getattr(after, _stored(one), ())
    )
    return tuple(f"{{place.{before.slug}.{field}}}" for field in lacking)


def _field_of(mark: str) -> str:
    return _stored(mark.rstrip("}").rpartition(".")[2])


def _stored(field: str) -> str:
    return "names" if field == "name" else field


def _naming(marks: Sequence[str]) -> Callable[[Entry], bool]:
    return lambda entry: any(mark in text.body for text in entry.texts for mark in marks)


# -- who says so -------------------------------------------------------------------------------------------


class _Shelf:
    """What can name an item: the entries and checklists of each region. Each layer is read once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.layers = read_layers(database)
        self._read: dict[str, tuple[Item, ...]] = {}  # by layer

    def without(self, region: Layer, key: str) -> Item | None:
        """Return what a region shows in an item's place once that is removed."""
        layer = key.split("/", 2)[1]
        chain = [one.id for one in chain_of(Guides(layers=self.layers), region.id) if one.id != layer]
        others = (current_item(self._database, key_in(key, one)).item for one in chain)
        return next((one for one in others if one), None)

    def pages_naming(self, region: Layer, item: Item, marks: Sequence[str]) -> Iterator[str]:
        """Yield "topic/slug (region)" of a region's pages in which one of the marks stands, but the item's own."""
        if not marks:
            return
        guide, names = self._guide(region), _naming(marks)
        for entry in guide.entries:
            if names(entry) and key_of(entry) != key_of(item) and not _has_own(entry, item):
                yield f"{entry.address} ({region.id})"
        yield from (
            f"steps/{one.slug} ({region.id})" for one in guide.checklists if _counts_by(guide, one, item)
        )

    def _guide(self, region: Layer) -> Guide:
        chain = chain_of(Guides(layers=self.layers), region.id)
        items = [one for layer in chain for one in self._items(layer.id)]
        entries = tuple(one for one in items if isinstance(one, Entry))
        checklists = tuple(one for one in items if isinstance(one, Checklist))
        return resolve(Guides(layers=self.layers, entries=entries, checklists=checklists), region.id)

    def _items(self, layer: str) -> tuple[Item, ...]:
        if layer not in self._read:
            kinds = (read_kind(self._database, kind, layer) for kind in ("entry", "checklist"))
            self._read[layer] = tuple(one for found in kinds for one in found.values())
        return self._read[layer]


def _has_own(entry: Entry | None, item: Item) -> bool:
    """Return whether an entry has a fact of its own of that name."""
    own = entry.facts if entry else ()
    return isinstance(item, Fact) and any(fact.name == item.name for fact in own)


def _counts_by(guide: Guide, one: Checklist, item: Item) -> bool:
    """Return whether a step's last day is counted by a fact of the layers: without it none would be told."""
    if not isinstance(item, Fact):
        return False
    steps = (step for step in one.steps if step.deadline and step.deadline.fact == item.name)
    return any(not _has_own(guide.entry(step.entry), item) for step in steps)
