"""What is due to be checked: one tap says that it is still true, another takes that back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.content.words import date_words
from orientation.desk import due as desk_due
from orientation.desk import keeping as desk_keeping
from orientation.desk.access import stamp
from orientation.desk.due import DueList
from orientation.domain.freshness import Check
from orientation.domain.guide import Entry, Guides, Place
from orientation.domain.inheritance import chain_of
from orientation.domain.roles import Person
from orientation.errors import BadInput, EditConflict
from orientation.store import keeping
from orientation.store.items import current_items, layer_of, read_layers
from orientation.store.keeping import Confirmation
from orientation.web.desk.asked import Around, Row, around, public_path, rows_of, title_of
from orientation.web.desk.blueprint import clock, database, desk, own_path, page, person, signed_in
from orientation.web.desk.words import _, desk_locale
from orientation.web.render_views import Said
from orientation.web.services import services

AT_ONCE = 30  # items on a page: more is no list for a phone


@dataclass(frozen=True, slots=True)
class DueView:
    """An item that is due, or that something is said about."""

    key: str
    revision: int
    region: str  # in whose guide it is met; "" where none has it
    region_name: Said
    title: Said
    rows: tuple[Row, ...]
    public: str  # the page readers see
    edit: str  # the form that changes it
    urgent: bool = False
    since: str = ""  # in words; "" where nobody ever checked it
    tried: str = ""  # in words
    proposal: Confirmation | None = None


@desk.get("/due/")
@signed_in
def show_due() -> Response:
    me, day = person(), today()
    due = desk_due.due_of(database(), me, day=day, at_once=AT_ONCE)
    said = desk_keeping.proposals_for(database(), me)[:AT_ONCE]
    return page(
        "due",
        region=None,
        due=due,
        views=views_of(due),
        proposals=_proposals(said),
        regions=_regions(me),
        settings=keeping.settings_of(database(), me.id),
        done=_done(me),
        here=url_for("desk.show_due"),
        paused_until=_words(due.paused_until),
    )


@desk.get("/in/<region>/due/")
@signed_in
def show_due_in(region: str) -> Response:
    me, day = person(), today()
    due = desk_due.due_in(database(), me, region, day=day, at_once=AT_ONCE)
    return page(
        "due",
        region=around(region).name(desk_locale().tag),
        region_id=region,
        due=due,
        views=views_of(due, region),
        proposals=(),
        regions=(),
        done=_done(me),
        here=url_for("desk.show_due_in", region=region),
        paused_until="",
    )


@desk.post("/due/")
@signed_in
def found_out() -> BaseResponse:
    """Take what somebody found out about one item."""
    key, found = request.form.get("item", ""), request.form.get("found", "")
    back = own_path(request.form.get("back", ""))
    number = 0
    if found == "true":
        try:
            number = desk_keeping.still_true(
                database(), person(), key, seen=number_of("revision"), clock=clock
            )
        except EditConflict:
            flash(_("Somebody changed this meanwhile. Look at it again."))
    elif found == "unknown":
        desk_keeping.not_found_out(database(), person(), key, clock=clock)
        flash(_("Noted. It comes up again in a week."))
    return redirect(f"{back}?done={number}" if number else back, 303)


@desk.post("/due/<int:number>/undo/")
@signed_in
def undo_still_true(number: int) -> BaseResponse:
    try:
        desk_keeping.take_back(database(), person(), number, clock=clock)
        flash(_("Taken back."))
    except EditConflict:
        flash(_("Somebody changed this meanwhile, so it was not taken back."))
    return redirect(own_path(request.form.get("back", "")), 303)


@desk.post("/due/<int:number>/seen/")
@signed_in
def see_proposal(number: int) -> BaseResponse:
    desk_keeping.looked_at(database(), person(), number, clock=clock)
    flash(_("Done. It is off the list."))
    return redirect(url_for("desk.show_due"), 303)


@desk.post("/due/offer/")
@signed_in
def offer_time() -> BaseResponse:
    paused = request.form.get("paused_until", "").strip()
    try:
        if paused:
            paused = date.fromisoformat(paused).isoformat()
        desk_keeping.offer(database(), person(), hours=number_of("hours"), paused_until=paused)
        flash(_("Saved."))
    except (BadInput, ValueError):
        flash(_("Write the hours as a number from 0 to 200, and the day as year-month-day."))
    return redirect(url_for("desk.show_due"), 303)


@desk.post("/due/calendar/")
@signed_in
def renew_calendar() -> Response:
    """Make a new address of one's calendar; it is shown this once."""
    secret = secrets.token_urlsafe(24)
    desk_keeping.renew_calendar(database(), person(), secret)
    return page("due_calendar", address=full_address(url_for("desk.show_calendar", secret=secret)))


# -- what the templates are given --------------------------------------------------------------------------


def full_address(path: str) -> str:
    """Return an address to hand over: below the site's public one, else below the one that was asked."""
    return (services().site.url or request.host_url.rstrip("/")) + path


def today() -> str:
    return stamp(clock())[:10]


def views_of(due: DueList, region: str = "") -> tuple[DueView, ...]:
    """Return what is due as the page shows it. region: in whose guide; else where each is met."""
    return due_views(due.checks, region=region)


def due_views(
    checks: Iterable[Check], *, region: str = "", said: dict[str, Confirmation] | None = None
) -> tuple[DueView, ...]:
    """Return items as the page shows them, with what is said about them, by key."""
    found = list(checks)
    items = current_items(database(), [one.key for one in found])
    layers = read_layers(database())
    known: dict[str, Around] = {}
    met = {
        layer: region or desk_due.region_of(layers, person(), layer) or layer
        for layer in {layer_of(one.key) for one in found}
    }
    views = []
    for check in found:
        item = items.get(check.key)
        where = met[layer_of(check.key)]
        if isinstance(item, Entry | Place):
            about = known.get(where) or known.setdefault(where, around(where))
            views.append(_view(check, item, about, (said or {}).get(check.key)))
    return tuple(views)


def _view(check: Check, item: Entry | Place, about: Around, said: Confirmation | None) -> DueView:
    tag, region = desk_locale().tag, about.chain[0]
    return DueView(
        key=check.key,
        revision=check.revision,
        region=region.id,
        region_name=about.name(tag),
        title=title_of(item, tag, host=about.host),
        rows=rows_of(item, about, tag, year=int(today()[:4])),
        public=public_path(item, region, tag, host=about.host) if region.kind == "region" else "",
        edit=edit_path(check.key, region.id),
        urgent=check.urgent,
        since=_words(check.due_on),
        tried=_words(check.tried_on),
        proposal=said,
    )


def edit_path(key: str, region: str) -> str:
    """Return the address of the form that changes an item."""
    kind, _layer, name = key.split("/", 2)
    return f"/desk/in/{region}/{kind}/{name}/edit/"


def _proposals(said: Iterable[Confirmation]) -> tuple[DueView, ...]:
    found = {one.item: one for one in said}
    checks = (keeping.check_of(database(), key) for key in found)
    return due_views((one for one in checks if one), said=found)


def _done(me: Person) -> DueView | None:
    """Return what was confirmed a moment ago, for its undo."""
    number = request.args.get("done", "")
    found = keeping.find_confirmation(database(), int(number)) if number.isdigit() else None
    if found is None or found.person != me.id or found.done_at or found.result != "true":
        return None
    check = keeping.check_of(database(), found.item)
    views = due_views([check] if check else [], said={found.item: found})
    return views[0] if views else None


def _regions(me: Person) -> tuple[tuple[str, Said], ...]:
    """Return the regions whose lists somebody may open."""
    layers = read_layers(database())
    tag = desk_locale().tag
    found = []
    for layer in layers:
        chain = chain_of(Guides(layers=layers), layer.id)
        if layer.kind == "region" and any(me.may("keep", one.id) for one in chain):
            found.append((layer.id, Around(chain, {}).name(tag)))
    return tuple(found)


def _words(day: str) -> str:
    return date_words(day, desk_locale().tag) if day else ""


def number_of(name: str) -> int:
    """Return a number of the form; -1, which no rule takes, for anything else."""
    given = request.form.get(name, "").strip() or "0"
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else -1
