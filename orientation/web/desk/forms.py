"""An item's fields as the templates show them, with what is wrong beside each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from orientation.content import words
from orientation.desk.form_table import FIELDS, Field
from orientation.desk.item_fields import Problem, Typed, fields_of
from orientation.desk.tidy import duration_parts
from orientation.desk.writing import Writing
from orientation.domain.guide import Entry, Fact
from orientation.domain.inheritance import Guide
from orientation.domain.library import Item
from orientation.web.desk.field_words import choice, hint, label, units
from orientation.web.desk.names import name_of_fact
from orientation.web.desk.problem_words import told_of_problem
from orientation.web.desk.words import _, desk_locale

_TYPES = {"phone": "tel", "url": "url", "website": "url", "email": "email", "order": "number"}


_LTR = ("phone", "url", "website", "email", "latitude", "longitude", "read_on", "as_of", "hours")


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a form."""

    name: str
    label: str
    value: str = ""
    widget: str = "line"  # line, long, choice, checks, yes
    type: str = "text"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    lang: str = ""  # of what is typed, where that is another than the desk's
    dir: str = ""
    problems: tuple[str, ...] = ()
    ltr: bool = False  # numbers and addresses run from left to right everywhere
    keyboard: str = ""  # inputmode

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-").replace("_", "-")

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.value.split())


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of an item, those seldom needed and those of further languages apart."""

    first: tuple[Input, ...]
    more: tuple[Input, ...]
    others: tuple[Input, ...] = ()  # names in languages that are not the host's or the person's


def typed() -> dict[str, list[str]]:
    """Return what the form was sent with."""
    return request.form.to_dict(flat=False)


def inputs_of(item: Item, guide: Guide, problems: Iterable[Problem], *, only: Iterable[str] = ()) -> Inputs:
    """Return the inputs of an item. only: the names of the fields wanted; () for all."""
    table, told = fields_of(item), _by_field(problems)
    wanted = tuple(only)
    fields = [one for one in FIELDS[type(item)] if not wanted or one.name in wanted]
    first: list[Input] = []
    more: list[Input] = []
    others: list[Input] = []
    for field in fields:
        if field.widget in ("names", "longnames"):
            own, rest = _names(field, table, guide, told)
            (more if field.more else first).extend(own)
            others.extend(rest)
        elif field.widget == "value" and isinstance(item, Fact):
            value, *unit = fact_inputs("value", item, guide, problems)
            first.extend((replace(value, label=label("value")), *unit))
        else:
            (more if field.more else first).append(_input(field, table, guide, told))
    return Inputs(tuple(first), tuple(more), tuple(others))


def source_inputs(entry: Entry, problems: Iterable[Problem]) -> tuple[tuple[Input, ...], ...]:
    """Return the inputs of an entry's sources, with one more that is empty."""
    told, table = _by_field(problems), fields_of(entry).get("sources", [])
    fields = [one for one in FIELDS[Fact] if one.name.startswith("source.")]
    return tuple(
        tuple(
            _plain(
                Field(f"sources.{number}.{field.keys[1]}", field.widget, field.choices),
                str(one.get(field.keys[1], "")),
                told,
            )
            for field in fields
        )
        for number, one in enumerate([*table, {}])
    )


def fact_inputs(name: str, fact: Fact, guide: Guide, problems: Iterable[Problem]) -> tuple[Input, ...]:
    """Return the inputs of a fact's value: a length of time has its unit in a second one."""
    told, host = _by_field(problems), guide.setting("country")
    said = told.get("value", ()) or told.get(name, ())
    title = name_of_fact(fact)
    ltr = fact.kind not in ("address", "code")
    type_ = _TYPES.get(fact.kind, "text")
    keyboard = {"phone": "tel", "money": "text", "number": "decimal"}.get(fact.kind, "")
    if fact.kind == "duration":
        number, unit = duration_parts(fact.value)
        return (
            Input(name, title, number, problems=said, ltr=True, keyboard="numeric"),
            Input(f"{name}-unit", _("Unit"), unit, "choice", choices=units()),
        )
    value = shown_value(fact.kind, fact.value, host)
    return (
        Input(name, title, value, type=type_, hint=hint("value", fact.kind), problems=said, ltr=ltr, keyboard=keyboard),
    )  # fmt: skip


def shown_value(kind: str, value: str, country: str) -> str:
    """Return a value as a person types it: a phone grouped for reading."""
    return words.phone_text(value, country=country) if kind == "phone" else value


def told_at(problems: Iterable[Problem], *fields: str) -> tuple[str, ...]:
    """Return what is said of these fields."""
    return tuple(told_of_problem(one) for one in problems if one.field in fields)


def _by_field(problems: Iterable[Problem]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        told = told_of_problem(problem)
        if told not in found.get(problem.field, ()):
            found[problem.field] = (*found.get(problem.field, ()), told)
    return found


def _names(
    field: Field, table: Mapping[str, Any], guide: Guide, told: Mapping[str, tuple[str, ...]]
) -> tuple[list[Input], list[Input]]:
    """Return the inputs of a name, those in the host's and the person's language apart from the others."""
    known = _value(field, table) or {}
    mine = tuple(dict.fromkeys((guide.host_locale(), desk_locale().tag)))
    tags = dict.fromkeys((*mine, *guide.region.locales, *known))
    widget = "long" if field.widget == "longnames" else "line"
    found = []
    for tag in tags:
        locale = guide.locale(tag)
        title = _("%(field)s, in %(language)s", field=label(field.name), language=locale.name)
        problems = told.get(f"{field.name}.{tag}", ()) or (told.get(field.name, ()) if tag == mine[0] else ())
        name = f"{field.name}.{tag}"
        found.append(
            Input(name, title, str(known.get(tag, "")), widget, lang=tag, dir=locale.direction, problems=problems)
        )  # fmt: skip
    return found[: len(mine)], found[len(mine) :]


def _input(
    field: Field, table: Mapping[str, Any], guide: Guide, told: Mapping[str, tuple[str, ...]]
) -> Input:
    value = _value(field, table)
    if field.name == "topic":
        topics = tuple((one.slug, _name_of(one.names, one.slug)) for one in guide.topics)
        return Input(
            "topic", label("topic"), str(value or ""), "choice", choices=(("", _("Not said")), *topics)
        )
    if field.name == "words":
        choices = tuple((one.name, one.term) for one in guide.words)
        return Input("words", label("words"), " ".join(value or ()), "checks", choices=choices)
    if field.widget == "phone":
        value = shown_value("phone", str(value or ""), guide.setting("country"))
    return _plain(field, value, told)


def _plain(field: Field, value: Any, told: Mapping[str, tuple[str, ...]]) -> Input:
    last = field.keys[-1]
    problems = told.get(field.name, ()) or told.get(field.keys[0] if last in ("url", "first") else "-", ())
    ltr = last in _LTR
    empty = Input(
        field.name, label(field.name), type=_TYPES.get(last, "text"), hint=hint(field.name), problems=problems, ltr=ltr
    )  # fmt: skip
    match field.widget:
        case "flag":
            said = {True: "yes", False: "no"}.get(value, "")
            flags = (("", _("Not known")), ("yes", _("Yes")), ("no", _("No")))
            return replace(empty, value=said, widget="choice", choices=flags)
        case "yes":
            return replace(empty, value="yes" if value else "", widget="yes")
        case "choice":
            choices = tuple((one, choice(field.name, one)) for one in field.choices)
            return replace(empty, value=str(value or ""), widget="choice", choices=choices)
        case "list":
            checks = tuple((one, choice(field.name, one)) for one in field.choices)
            widget = "checks" if checks else "line"
            return replace(empty, value=" ".join(value or ()), widget=widget, choices=checks)
    return replace(empty, value="" if value is None else str(value))


def _value(field: Field, table: Mapping[str, Any]) -> Any:
    found: Any = table
    for key in field.keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _name_of(names: Iterable[tuple[str, str]], otherwise: str) -> str:
    known = dict(names)
    return known.get(desk_locale().tag) or known.get("en") or otherwise


def act_of(given: Typed) -> str:
    """Return which button the form was sent with."""
    act = (given.get("act") or ["save"])[-1]
    return act if act in ("save", "submit", "publish") else "save"


def version_of(given: Typed, name: str = "version") -> int:
    """Return the version of the draft that was edited, 0 where the form says none."""
    found = (given.get(name) or ["0"])[-1]
    return int(found) if found.isdecimal() and len(found) < 10 else 0


def base_of(given: Typed, name: str = "base") -> str:
    """Return what of the guide the form was filled from (Writing.base), "" where it says nothing."""
    return (given.get(name) or [""])[-1]


def state_of(writing: Writing) -> str:
    """Return a mark of what the server has of an item, the guide's and one's own; a save or publishing changes it."""
    sides = (writing.here, writing.there)
    return ".".join(
        f"{one.current.revision}-{one.draft.id if one.draft else 0}-{one.version}" for one in sides
    )
