"""Items <-> the fields of a form. What is typed is read by the code that reads the files, so both ask the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from orientation.content import tables, values
from orientation.content.entries import read_entry
from orientation.content.lines import Path
from orientation.content.table import Notes, Table
from orientation.content.write import table_of
from orientation.desk.form_table import FIELDS, Field
from orientation.desk.tidy import duration_of, tidy, tidy_phone
from orientation.domain.guide import Entry, Layer
from orientation.domain.library import Item
from orientation.findings import Said

Typed = Mapping[str, Sequence[str]]  # what a form was sent with: "source.url" -> what was typed there


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an item, at a field of its form."""

    field: str  # "" where the item as a whole is meant
    told: Said
    warning: bool = False


def fields_of(item: Item) -> dict[str, Any]:
    """Return what an item says as the table of its file; an entry's texts stand elsewhere."""
    own = {fact.name: table_of(fact) for fact in item.facts} if isinstance(item, Entry) else {}
    return {**table_of(item), **({"facts": own} if own else {})}


def overlaid(fields: Mapping[str, Any], typed: Typed, kind: type[Item], *, country: str) -> dict[str, Any]:
    """Return an item's table with what was typed laid over it; a field that the form had not stays as it was."""
    found = _copy(fields)
    for field in FIELDS[kind]:
        if field.widget in ("names", "longnames"):
            for name in [one for one in typed if one.startswith(f"{field.name}.")]:
                _put(found, tuple(name.split(".")), _last(typed, name))
        elif field.name in typed:
            _put(found, field.keys, _read(field, typed, country=country))
    for table in ("source", "schedule", "helper", "responsible"):
        kept = {name: value for name, value in found.get(table, {}).items() if value != {}}
        if set(kept) - {"confidence"}:
            found[table] = kept
        else:
            found.pop(table, None)
    if kind is Entry:
        _put(found, ("sources",), _sources(typed, found.get("sources", [])))
    return {name: value for name, value in found.items() if value not in ({}, "")}


def read_fields(
    kind: type[Item], layer: str, name: str, fields: Mapping[str, Any]
) -> tuple[Item | None, tuple[Problem, ...]]:
    """Return the item of a table and what is wrong with it; wrong values are kept, so that they can be mended.

    name: within the layer: an entry's address, a place's slug, a fact's name. None where that is no good name.
    """
    try:
        return _read_item(_Kept, kind, layer, name, fields)
    except (ValueError, ArithmeticError):  # a reader could not go on with a value that is wrong
        return _read_item(Table, kind, layer, name, fields)


def problems_with_fields(item: Item) -> tuple[Problem, ...]:
    """Return which values of an item are not what their fields want."""
    return read_fields(type(item), *_place_of(item), fields_of(item))[1] if type(item) in FIELDS else ()


def without_wrong_values(item: Item) -> Item | None:
    """Return an item, an entry without its texts, without what its fields do not want; None where nothing is left."""
    return _read_item(Table, type(item), *_place_of(item), fields_of(item))[0]


def _place_of(item: Item) -> tuple[str, str]:
    """Return an item's layer and its name in that."""
    if isinstance(item, Layer):
        return item.id, ""
    name = item.address if isinstance(item, Entry) else getattr(item, "slug", "") or getattr(item, "name", "")
    return getattr(item, "layer", ""), str(name)


class _Noted(Notes):
    """Notes that keep the keys apart from what is said of them."""

    def add(self, keys: Path, problem: Said) -> None:
        self.findings.append(_Told(keys, problem))  # type: ignore[arg-type]  # read back by _read_item alone


@dataclass(frozen=True, slots=True)
class _Told:
    keys: Path
    problem: Said


class _Kept(Table):
    """A table whose wrong values are noted and kept."""

    def _is_fine(self, name: str, value: str, check: values.Check) -> bool:
        super()._is_fine(name, value, check)
        return bool(value)


def _read_item(
    table: type[Table], kind: type[Item], layer: str, name: str, fields: Mapping[str, Any]
) -> tuple[Item | None, tuple[Problem, ...]]:
    notes = _Noted("")
    item: Item | None
    if kind is Entry:
        item = read_entry(table(fields, notes), layer=layer, address=name)
    elif kind is Layer:
        item = tables.read_layer(table(fields, notes), layer)
    else:
        item = next(iter(tables.READERS[kind](table({name: fields}, notes), layer)), None)
    skipped = 0 if kind in (Entry, Layer) else 1
    told: Sequence[Any] = notes.findings
    return item, tuple(Problem(*_where(one.keys[skipped:], one.problem)) for one in told)


def _where(keys: Path, problem: Said) -> tuple[str, Said]:
    """Return the field and the problem: "names is missing" is said of the table around the field."""
    name = (problem.values["name"],) if problem.code == "missing" else ()
    return ".".join((*keys, *name)), problem


def _read(field: Field, typed: Typed, *, country: str) -> object:
    value = _last(typed, field.name)
    match field.widget:
        case "list":
            words = re.split(r"[\s,;،]+", " ".join(typed[field.name]))
            return list(dict.fromkeys(word for word in words if word))
        case "flag":
            return {"yes": True, "no": False}.get(value)
        case "yes":
            return True if value else None
        case "number":
            return int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else value
        case "phone":
            return tidy_phone(value, country)
        case "value":
            return typed_value(typed, field.name, _last(typed, "kind"), country=country)
    if field.name.endswith(("url", "website")):
        return tidy("url", value, country)
    return tidy("money", value, country) if field.name == "price" else value


def typed_value(typed: Typed, name: str, kind: str, *, country: str) -> str:
    """Return a fact's value as it was typed; a duration has its unit in a field beside it."""
    value = _last(typed, name)
    return (
        duration_of(value, _last(typed, f"{name}-unit")) if kind == "duration" else tidy(kind, value, country)
    )


def _sources(typed: Typed, before: list[Any]) -> list[dict[str, str]]:
    """Return the sources typed, without those left empty; those there were where the form had none."""
    numbers = sorted(
        {int(found[1]) for name in typed if (found := re.fullmatch(r"sources\.(\d{1,3})\.url", name))}
    )
    if not numbers:
        return before
    kept = []
    for number in numbers:
        one = {
            name: _last(typed, f"sources.{number}.{name}") for name in ("url", "title", "confidence", "as_of")
        }
        one["url"] = tidy("url", one["url"], "")
        if one["url"] or one["title"]:
            kept.append({name: value for name, value in one.items() if value})
    return kept


def _last(typed: Typed, name: str) -> str:
    """Return what was typed in a field, a checkbox's own value after that of the hidden field before it."""
    given = typed.get(name, ())
    return re.sub(r"\r\n?", "\n", given[-1]).strip() if given else ""


def _put(table: dict[str, Any], keys: Path, value: object) -> None:
    """Set a field of a table, or take it away where it says nothing."""
    for key in keys[:-1]:
        table = table.setdefault(key, {})
    if value in ("", None, 0, []) and value is not False:
        table.pop(keys[-1], None)
    else:
        table[keys[-1]] = value


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copy(one) for name, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list | tuple) else value


def in_layer(item: Item, layer: str) -> Item:
    """Return a copy of an item for another layer, with the facts that are its own."""
    if isinstance(item, Entry):
        return replace(item, layer=layer, facts=tuple(replace(fact, layer=layer) for fact in item.facts))
    return replace(item, layer=layer)  # type: ignore[arg-type]  # never a topic, locale or layer
