"""Who keeps an item true, and how often."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk import keeping as desk_keeping
from orientation.desk.history import ask_may_see
from orientation.domain.freshness import INTERVAL_MAX, INTERVAL_MIN, Check, default_days
from orientation.domain.guide import Entry, Place
from orientation.domain.roles import Person
from orientation.errors import BadInput, UnknownPage
from orientation.store import keeping
from orientation.store.items import current_items, layer_of
from orientation.store.persons import all_persons
from orientation.web.desk.asked import around, title_of
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.due import number_of
from orientation.web.desk.words import _, desk_locale


@desk.get("/keepers/")
@signed_in
def show_keepers() -> Response:
    return _keepers_page(request.args.get("item", ""), request.args.get("region", ""))


@desk.post("/keepers/")
@signed_in
def set_keepers() -> BaseResponse:
    key, region = request.form.get("item", ""), request.form.get("region", "")
    keepers = [int(one) for one in request.form.getlist("keeper") if one.isdigit()]
    try:
        desk_keeping.set_keepers(database(), person(), key, keepers, days=number_of("days"), clock=clock)
    except BadInput:
        told = _(
            "Write a number of days from %(least)s to %(most)s, or 0.", least=INTERVAL_MIN, most=INTERVAL_MAX
        )
        return _keepers_page(key, region, told=told, status=400)
    flash(_("Saved."))
    return redirect(url_for("desk.show_keepers", item=key, region=region), 303)


def _keepers_page(key: str, region: str, *, told: str = "", status: int = 200) -> Response:
    check, item = keeping.check_of(database(), key), current_items(database(), [key]).get(key)
    if check is None or not isinstance(item, Entry | Place):
        raise UnknownPage(f"{key}: nothing to keep")
    ask_may_see(database(), person(), key)
    may = person().may("keep", layer_of(key))
    return page(
        "keepers",
        status=status,
        check=check,
        region=region,
        title=title_of(item, desk_locale().tag, host=around(layer_of(key)).host),
        persons=_persons(check, may=may),
        keepers=(*check.keepers, 0, 0)[:2],
        usual=default_days(key, check.topic),
        may=may,
        told=told,
    )


def _persons(check: Check, *, may: bool) -> list[Person]:
    """Return who may keep an item; to whom does not keep it, just its keepers, without their names."""
    if not may:
        return [Person(number, _("Keeper")) for number in check.keepers]
    return [one for one in all_persons(database()) if one.may("keep", layer_of(check.key))]
