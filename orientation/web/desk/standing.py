"""How an item stands in a region: inherited or its own, and what one can do about that."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.history import ask_may_see
from orientation.desk.overriding import (
    changed_below,
    keep_own,
    stand,
    take_back,
    write_own,
)
from orientation.desk.withdraw import keys_to_withdraw, withdraw_at_desk
from orientation.errors import EditConflict
from orientation.store.items import current_item, layer_of, read_revision, regions_with
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.names import layer_names, title_of
from orientation.web.desk.words import _


@desk.get("/in/<region>/standing/<kind>/<path:name>/")
@signed_in
def show_standing(region: str, kind: str, name: str) -> Response:
    standing = stand(database(), person(), region, kind, name)
    key = standing.shown.key
    return page(
        "standing",
        standing=standing,
        kind=kind,
        name=name,
        key=key,
        title=title_of(standing.shown.item, key),
        names=layer_names(),
        edit=f"/desk/in/{region}/{kind}/{name}/edit/",
        may_withdraw=kind == "entry" and person().may("publish", standing.layer.id),
    )


@desk.post("/in/<region>/standing/<kind>/<path:name>/own/")
@signed_in
def begin_own(region: str, kind: str, name: str) -> BaseResponse:
    write_own(database(), person(), region, kind, name, clock=clock)
    return redirect(f"/desk/in/{region}/{kind}/{name}/edit/", 303)


@desk.post("/in/<region>/standing/<kind>/<path:name>/back/")
@signed_in
def begin_take_back(region: str, kind: str, name: str) -> BaseResponse:
    try:
        draft = take_back(database(), person(), region, kind, name, clock=clock)
    except EditConflict:
        flash(_("You have a draft of it already. Finish or drop that one first."))
        return redirect(url_for("desk.show_standing", region=region, kind=kind, name=name), 303)
    return redirect(url_for("desk.show_draft", draft=draft.id), 303)


@desk.get("/in/<region>/below/")
@signed_in
def show_below(region: str) -> Response:
    found = changed_below(database(), person(), region)
    return page(
        "below",
        region=region,
        changed=[(one, title_of(one.own, one.override.item)) for one in found],
        layer_of=layer_of,
        names=layer_names(),
        may_keep=person().may("edit", region),
    )


@desk.post("/in/<region>/below/")
@signed_in
def keep_ours(region: str) -> BaseResponse:
    key, revision = request.form.get("item", ""), request.form.get("revision", 0, type=int)
    keep_own(database(), person(), key, revision=revision, clock=clock)
    flash(_("Yours stays."))
    return redirect(url_for("desk.show_below", region=region), 303)


@desk.get("/in/<region>/withdraw/<topic>/<slug>/")
@signed_in
def show_withdraw(region: str, topic: str, slug: str) -> Response:
    address = f"{topic}/{slug}"
    keys = keys_to_withdraw(database(), region, address)
    ask_may_see(database(), person(), keys[0])
    layers, names = [layer_of(key) for key in keys], layer_names()
    return page(
        "withdraw",
        region=region,
        topic=topic,
        slug=slug,
        title=title_of(current_item(database(), keys[0]).item, keys[0]),
        told_layers=", ".join(names.get(layer, layer) for layer in layers),
        regions=sorted({one for layer in layers for one in regions_with(database(), layer)}),
        names=names,
        may=all(person().may("publish", layer) for layer in layers),
    )


@desk.post("/in/<region>/withdraw/<topic>/<slug>/")
@signed_in
def withdraw(region: str, topic: str, slug: str) -> BaseResponse:
    keys = withdraw_at_desk(database(), person(), region, f"{topic}/{slug}", clock=clock)
    revisions = [current_item(database(), key).revision for key in keys]
    for revision in revisions[1:]:  # the first one's undo stands on the page
        title = layer_names().get(layer_of(read_revision(database(), revision).key), "")
        flash({"revision": revision, "title": title}, "undo")  # type: ignore[arg-type]
    return redirect(url_for("desk.show_published", revision=revisions[0]), 303)
