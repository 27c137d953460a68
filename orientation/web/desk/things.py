"""The form of all other items: places, values, courses, events, organisations, words, and the region itself."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.checking import problems_of
from orientation.desk.entries import free_slug, with_source_typed
from orientation.desk.form_table import FIELDS
from orientation.desk.item_fields import fields_of, overlaid, read_fields
from orientation.desk.naming import links_to
from orientation.desk.own_values import first_value, value_below
from orientation.desk.writing import Writing, as_seen, ask_may_write, find_writing, guide_of, save_writing
from orientation.domain.guide import Fact
from orientation.domain.inheritance import Guide
from orientation.domain.library import GROUPS, Item
from orientation.domain.own_values import meant_by
from orientation.errors import EditConflict, UnknownPage
from orientation.web.desk.blueprint import clock, database, desk, own_path, page, person, signed_in
from orientation.web.desk.field_words import choice, new_kinds
from orientation.web.desk.forms import act_of, base_of, inputs_of, state_of, typed, version_of
from orientation.web.desk.merging import two_saves
from orientation.web.desk.names import name_of_fact
from orientation.web.desk.own_values import beside_of
from orientation.web.desk.problem_words import told_of_problem
from orientation.web.desk.region import address_of, name_of, title_in
from orientation.web.desk.saving import give_up, go_on


@desk.get("/in/<region>/<kind>/new/")
@signed_in
def show_new(region: str, kind: str) -> BaseResponse:
    ask_may_write(person(), region)
    if kind == "entry":
        return redirect(url_for("desk.show_new_entry", region=region))
    return _new_page(guide_of(database(), region), kind)


@desk.post("/in/<region>/<kind>/new/")
@signed_in
def make_thing(region: str, kind: str) -> BaseResponse:
    """Begin an item with its name; the rest is typed on its own page."""
    guide = guide_of(database(), region)
    name = _free_name(guide, kind, request.form.get("name", ""))
    if not name:
        return _new_page(guide, kind, missing=True)
    writing = find_writing(database(), person(), guide, kind, name)
    fields = _first_fields(guide, kind, request.form.get("name", "").strip())
    item, _ = read_fields(GROUPS[kind][0], region, name, fields)
    if item is None:
        raise UnknownPage(f"{kind}/{name}: no good name")
    save_writing(database(), person(), writing, item, shared=False, version=writing.here.version, clock=clock)
    return redirect(address_of(region, kind, name), 303)


@desk.get("/in/<region>/<kind>/<path:name>/edit/")
@signed_in
def edit_thing(region: str, kind: str, name: str) -> Response:
    guide = guide_of(database(), region)
    writing = find_writing(database(), person(), guide, kind, name)
    return _page(guide, writing, _item_in(guide, writing), kind)


@desk.post("/in/<region>/<kind>/<path:name>/edit/")
@signed_in
def save_thing(region: str, kind: str, name: str) -> BaseResponse:
    """Save the fields that the form had: the short forms of "Mend this number" have only some."""
    guide, given = guide_of(database(), region), typed()
    writing = find_writing(database(), person(), guide, kind, name)
    writing = as_seen(database(), person(), writing, base_of(given))
    before = _item_in(guide, writing)
    fields = overlaid(fields_of(before), given, type(before), country=guide.setting("country"))
    read, _ = read_fields(type(before), getattr(before, "layer", region), name, fields)
    item = with_source_typed(before, read or before, given)
    shared = (given.get("for") or [""])[-1] == "layer" and writing.inherited
    draft = writing.editing.draft
    try:
        if item != writing.item or (draft and shared != writing.shared):
            version = version_of(given)
            draft = save_writing(
                database(), person(), writing, item, shared=shared, version=version, clock=clock
            )
    except EditConflict:
        again = find_writing(database(), person(), guide, kind, name)
        both = two_saves(again.editing.draft, item)
        return both or _page(guide, again, item, kind, theirs=_item_in(guide, again), status=409)
    back = own_path(request.form["back"]) if request.form.get("back") else address_of(region, kind, name)
    return go_on([draft] if draft else [], act_of(given), back=back)


@desk.post("/in/<region>/<kind>/<path:name>/remove/")
@signed_in
def remove_thing(region: str, kind: str, name: str) -> BaseResponse:
    guide = guide_of(database(), region)
    writing = find_writing(database(), person(), guide, kind, name)
    writing = as_seen(database(), person(), writing, base_of(typed()))
    version = version_of(typed())
    draft = save_writing(
        database(), person(), writing, None, shared=writing.inherited, version=version, clock=clock
    )
    return go_on([draft], act_of(typed()), back=address_of(region, kind, name))


@desk.post("/in/<region>/drafts/<int:draft>/drop/")
@signed_in
def drop_draft(region: str, draft: int) -> BaseResponse:
    return give_up(draft, back=url_for("desk.show_region", region=region))


def _item_in(guide: Guide, writing: Writing) -> Item:
    """Return the item to show; a region's own value that is not there yet begins with the one it inherits."""
    item = (
        writing.item or writing.editing.current.item or first_value(guide, writing.here.key.split("/", 2)[-1])
    )
    if item is None or type(item) not in FIELDS:
        raise UnknownPage(f"{writing.here.key}: no such item")
    return item


def _page(
    guide: Guide, writing: Writing, item: Item, kind: str, *, theirs: Item | None = None, status: int = 200
) -> Response:
    """Return the form of an item. theirs: what was saved elsewhere meanwhile."""
    drafted = writing.editing.draft is not None
    found = problems_of(database(), item, today=clock().date().isoformat()) if drafted or theirs else ()
    inputs = inputs_of(item, guide, found)
    shown = {problem for one in (*inputs.first, *inputs.more, *inputs.others) for problem in one.problems}
    told = [said for one in found if (said := told_of_problem(one)) not in shown]
    name = writing.here.key.split("/", 2)[-1]
    below = value_below(database(), guide, name)
    meant = guide.entry(meant_by(name)[0]) if below else None
    title, title_locale = title_in(guide, item, name)
    layers = {layer.id: name_of(layer.names, guide, otherwise=layer.id) for layer in guide.chain}
    return page(
        "thing",
        status=status,
        guide=guide,
        kind=kind,
        name=name,
        title=name_of_fact(item) if isinstance(item, Fact) else title,
        title_locale=guide.locale(title_locale) if title_locale else None,
        region=layers[guide.region.id],
        layer=layers.get(writing.there.key.split("/")[1], ""),
        writing=writing,
        state=state_of(writing),
        inputs=inputs,
        told=list(dict.fromkeys(told)),
        linked_from=(meant,) if meant else links_to(guide.entries, item),
        beside_it=beside_of(guide, writing, below),
        theirs=inputs_of(theirs, guide, ()).first if theirs else (),
        address=address_of,
        may_publish=person().may("publish", guide.region.id),
    )


def _free_name(guide: Guide, kind: str, said: str) -> str:
    """Return a name that no item of the kind has yet in the guide; "" where nothing was typed."""
    if kind not in new_kinds() or not said.strip():
        return ""
    items: tuple[Any, ...] = getattr(guide, GROUPS[kind][1])
    taken = {getattr(one, "slug", "") or getattr(one, "name", "") for one in items}
    if kind == "fact":
        return free_slug(said, {one.replace("_", "-") for one in taken}).replace("-", "_")
    return free_slug(said, taken)


def _first_fields(guide: Guide, kind: str, said: str) -> dict[str, Any]:
    host = guide.host_locale()
    if kind == "fact":
        known = request.form.get("fact_kind", "")
        return {"kind": known or "phone", "value": ""}
    return {"term": said, "locale": host, "meaning": {}} if kind == "word" else {"names": {host: said}}


def _new_page(guide: Guide, kind: str, *, missing: bool = False) -> Response:
    if kind not in new_kinds():
        raise UnknownPage(f"{kind}: nothing that one can add")
    kinds = [(one, choice("kind", one)) for one in FIELDS[GROUPS["fact"][0]][0].choices]
    return page(
        "new_thing",
        status=400 if missing else 200,
        title=new_kinds()[kind],
        guide=guide,
        kind=kind,
        fact_kinds=kinds if kind == "fact" else (),
        missing=missing,
        host=guide.locale(guide.host_locale()),
    )
