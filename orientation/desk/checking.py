"""What is wrong with an item as somebody proposes it: the checks of the files, asked about that item alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from sqlite_utils import Database

from orientation.content.check import check
from orientation.content.read import Origin, Reading
from orientation.desk.item_fields import Problem, problems_with_fields
from orientation.desk.naming import problems_of_emptying, problems_of_removal
from orientation.domain.guide import Entry
from orientation.domain.library import Item, assemble, items_of, key_of
from orientation.errors import BadContent, Finding
from orientation.store.items import (
    current_item,
    layer_of,
    read_chain,
    read_kind,
    regions_with,
)

_ITEM = "item"  # the path that findings about the item itself have
_RELIED_ON = ("fact", "place", "word")  # kinds that an entry may take from each region that shows it


def problems_of(database: Database, item: Item, *, today: str) -> tuple[Problem, ...]:
    """Return what is wrong with an item as it would stand in the library, errors first.

    today: YYYY-MM-DD.  The library is not changed.
    """
    library = _around(database, item)
    reading = Reading(assemble(library), origins=_origins(item))
    found = [_problem(one, item) for one in check(reading, today=today) if one.path.split("/")[0] == _ITEM]
    emptied = problems_of_emptying(database, item)
    all_of_them = dict.fromkeys((*problems_with_fields(item), *emptied, *found))
    return tuple(sorted(all_of_them, key=lambda problem: problem.warning))


def refuse_wrong(database: Database, key: str, item: Item | None, *, today: str) -> None:
    """Raises BadContent where an item has errors, or where pages name one that is to be removed: it stays a draft.

    item: None for a removal.
    """
    found = problems_of(database, item, today=today) if item else problems_of_removal(database, key)
    wrong = [one for one in found if not one.warning]
    if wrong:
        raise BadContent(
            tuple(Finding(key, 0, one.told.at(one.field) if one.field else one.told) for one in wrong)
        )


def _around(database: Database, item: Item) -> dict[str, Item]:
    """Return what the checks must know to judge an item, the item in its place; of other entries no texts."""
    key = key_of(item)
    layer = layer_of(key)
    found = items_of(read_chain(database, layer))
    if isinstance(item, Entry):
        found |= _relied_on(database, layer, item.address)
    light = {name: replace(one, texts=()) if isinstance(one, Entry) else one for name, one in found.items()}
    kinds = ("timetable", "villages")
    return {name: one for name, one in light.items() if name.partition("/")[0] not in kinds} | {key: item}


def _relied_on(database: Database, layer: str, address: str) -> dict[str, Item]:
    """Return what an entry of a layer may rely on in each region that shows it, and the regions' own entries there."""
    found: dict[str, Item] = {}
    for region in regions_with(database, layer):
        if region == layer:
            continue
        for kind in _RELIED_ON:
            found |= read_kind(database, kind, region)
        for own in (f"layer/{region}", f"entry/{region}/{address}"):
            current = current_item(database, own).item
            found |= {own: current} if current else {}
    return found


def _origins(item: Item) -> dict[str, Origin]:
    """Return origins of an item in which each field has a line of its own, so that a finding tells its field."""
    key = key_of(item)
    found = {key: Origin(_ITEM, {(name,): line for line, name in enumerate(_names(item), start=1)})}
    for text in item.texts if isinstance(item, Entry) else ():
        found[f"{key}/{text.locale}"] = Origin(f"{_ITEM}/{text.locale}", {("title",): 1, ("body",): 2})
    return found


def _names(item: Item) -> tuple[str, ...]:
    return tuple(one.name for one in fields(item))


def _problem(finding: Finding, item: Item) -> Problem:
    """Return a finding as a problem: of a field, or of a text's title or body: "text.es", "title.es"."""
    locale = finding.path.partition("/")[2]
    if locale:
        field = f"{'title' if finding.message.code == 'title_value' else 'text'}.{locale}"
    else:
        field = _names(item)[finding.line - 1] if finding.line else ""
    return Problem(field, finding.message, finding.warning)


def errors_in(problems: Iterable[Problem]) -> bool:
    return any(not one.warning for one in problems)
