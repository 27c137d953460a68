""" "Mend this number": from a public page to its numbers, fees and hours as fields, and on to "published" in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.checking import problems_of
from orientation.desk.item_fields import Problem
from orientation.desk.mending import PublicPage, entry_at, named_on, public_page, sentence_with
from orientation.desk.own_values import stands_apart, value_below
from orientation.desk.writing import Writing, ask_may_write, find_writing, guide_of
from orientation.domain.guide import Entry, Fact, Place, Text
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Locale
from orientation.domain.own_values import own_value_name
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.field_words import label
from orientation.web.desk.forms import Input, fact_inputs, inputs_of, state_of
from orientation.web.desk.names import name_of_fact
from orientation.web.desk.own_values import Beside, beside_of
from orientation.web.desk.problem_words import told_of_problem
from orientation.web.desk.region import address_of, name_of, title_in

_PLACE = ("phone", "hours", "address", "town")  # what changes most often


@dataclass(frozen=True, slots=True)
class Mend:
    """Something on the page, with a short form of its own."""

    id: str
    title: str
    lang: str  # of the title; "" where it is the desk's
    kind: str  # of a fact: its value is read by it
    inputs: tuple[Input, ...]
    told: tuple[str, ...]
    action: str
    more: str  # address of its whole form
    version: int
    base: str  # of the guide: Writing.base
    state: str
    inherited_from: str = ""  # a layer's name
    shared: bool = False
    drafted: bool = False
    beside: Beside | None = None  # of a value that the region sets for an inherited entry
    said: str = ""  # the sentence that names it
    said_in: Locale | None = None


@desk.get("/mend/")
@signed_in
def show_mend() -> BaseResponse:
    """Show what can be mended on ?page=, a public address."""
    address = request.args.get("page", "")
    wanted = public_page(address)
    guide = guide_of(database(), wanted.region)
    ask_may_write(person(), wanted.region)
    found = list(_mends(guide, wanted))
    entry = entry_at(guide, wanted.path)
    if not found and not entry:
        return redirect(url_for("desk.show_region", region=wanted.region))
    return _page(guide, wanted, entry, found)


def _page(guide: Guide, wanted: PublicPage, entry: Entry | None, found: list[Mend]) -> Response:
    public = f"/{wanted.locale}/{wanted.region}/{wanted.path}"
    title, lang = title_in(guide, entry, name_of(guide.region.names, guide, otherwise=wanted.region))
    text = f"{address_of(wanted.region, 'entry', entry.address)}?locale={wanted.locale}" if entry else ""
    return page(
        "mend",
        title=title,
        lang=guide.locale(lang) if lang else None,
        region=name_of(guide.region.names, guide, otherwise=wanted.region),
        public=public,
        back=url_for("desk.show_mend", page=public),
        text=text,
        mends=found,
        here=wanted.region,
        may_publish=person().may("publish", wanted.region),
    )


def _mends(guide: Guide, wanted: PublicPage) -> Iterator[Mend]:
    named = named_on(guide, wanted.path, wanted.locale)
    entry = entry_at(guide, wanted.path)
    own = {fact.name for fact in entry.facts} if entry else set()
    for fact in named.facts:
        found = _of_entry(guide, entry, fact) if entry and fact.name in own else _fact(guide, fact, fact.name)
        text = best_of(entry, wanted.locale)
        said = sentence_with(text.body, fact.name) if text else ""
        yield replace(found, said=said, said_in=guide.locale(text.locale) if text else None)
    for place in named.places:
        yield _place(guide, place)


def best_of(entry: Entry | None, locale: str) -> Text | None:
    """Return an entry's text in a locale, else in its first one."""
    return (entry.text(locale) or entry.text(entry.source_locale)) if entry else None


def _valued(inputs: tuple[Input, ...]) -> tuple[Input, ...]:
    """Return a value's inputs; what it is stands above them already."""
    return (replace(inputs[0], label=label("value")), *inputs[1:])


def _fact(guide: Guide, fact: Fact, name: str) -> Mend:
    """Return a value of the layers, of that name in its layer."""
    writing = find_writing(database(), person(), guide, "fact", name)
    shown = writing.item if isinstance(writing.item, Fact) else fact
    problems = _problems(writing)
    inputs = _valued(fact_inputs("value", shown, guide, problems))
    found = _mend(guide, writing, "fact", name, (name_of_fact(fact), ""), inputs, problems, shown.kind)
    return replace(found, beside=beside_of(guide, writing, value_below(database(), guide, name)))


def _of_entry(guide: Guide, entry: Entry, fact: Fact) -> Mend:
    """Return an entry's own value: where the entry is inherited, the region sets its own, else it is saved with its entry."""
    writing = find_writing(database(), person(), guide, "entry", entry.address)
    name = own_value_name(entry.address, fact.name)
    if stands_apart(writing, find_writing(database(), person(), guide, "fact", name)):
        return _fact(guide, fact, name)
    item = writing.item if isinstance(writing.item, Entry) else entry
    shown = next((one for one in item.facts if one.name == fact.name), fact)
    inputs = _valued(fact_inputs(f"fact.{fact.name}", shown, guide, ()))
    return _mend(guide, writing, "entry", entry.address, (name_of_fact(fact), ""), inputs, (), "")


def _place(guide: Guide, place: Place) -> Mend:
    writing = find_writing(database(), person(), guide, "place", place.slug)
    shown = writing.item if isinstance(writing.item, Place) else place
    problems = _problems(writing)
    hidden = shown.protected or shown.location != "public"
    only = _PLACE[:2] if hidden else _PLACE
    inputs = inputs_of(shown, guide, problems, only=only).first
    return _mend(
        guide, writing, "place", place.slug, title_in(guide, shown, place.slug), inputs, problems, ""
    )


def _mend(
    guide: Guide,
    writing: Writing,
    kind: str,
    name: str,
    title: tuple[str, str],
    inputs: tuple[Input, ...],
    problems: tuple[Problem, ...],
    fact_kind: str,
) -> Mend:
    beside = {told for one in inputs for told in one.problems}
    layers = {layer.id: name_of(layer.names, guide, otherwise=layer.id) for layer in guide.chain}
    layer = writing.there.key.split("/")[1]
    action = address_of(guide.region.id, kind, name)
    return Mend(
        id=f"{kind}-{name}-{inputs[0].name}".replace("/", "-").replace(".", "-"),
        title=title[0],
        lang=title[1],
        kind=fact_kind,
        inputs=inputs,
        told=tuple(said for one in problems if (said := told_of_problem(one)) not in beside),
        action=action,
        more=action,
        version=writing.editing.version,
        base=writing.base,
        state=state_of(writing),
        inherited_from=layers.get(layer, layer) if writing.inherited else "",
        shared=writing.shared,
        drafted=writing.editing.draft is not None,
    )


def _problems(writing: Writing) -> tuple[Problem, ...]:
    """Return the errors of one's own draft; what the guide itself lacks is no matter of a quick mend."""
    if not writing.editing.draft or writing.item is None:
        return ()
    found = problems_of(database(), writing.item, today=clock().date().isoformat())
    return tuple(one for one in found if not one.warning)
