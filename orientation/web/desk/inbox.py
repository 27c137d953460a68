"""What readers say, and what they looked for in vain: read, answered, closed."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk import voices
from orientation.domain.address import guide_path
from orientation.domain.voices import roughly
from orientation.errors import BadInput, EditConflict, UnknownRegion
from orientation.store.items import read_layers
from orientation.store.voices import Heard
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.home import own_regions
from orientation.web.desk.names import layer_names
from orientation.web.desk.words import _
from orientation.web.services import services


@desk.get("/inbox/")
@signed_in
def show_inbox() -> Response:
    region, closed = request.args.get("region", ""), "answered" in request.args
    number = max(0, request.args.get("page", 0, type=int))
    found = voices.read_inbox(database(), person(), region=region, closed=closed, number=number)
    return page(
        "inbox",
        inbox=found,
        regions=[one.id for one in own_regions(person()) if one.kind == "region"],
        names=layer_names(),
        region=region,
        closed=closed,
        number=number,
        words=_words(),
        locale_of=services().locale,
        address_of=address_of,
        title_of=lambda heard: _title(found.titles, heard),
    )


def address_of(heard: Heard) -> str:
    """Return the address of the page that a voice is about."""
    return guide_path(heard.voice.locale, heard.voice.region) + heard.voice.path


def _title(titles: dict[tuple[str, str, str], str], heard: Heard) -> str:
    voice = heard.voice
    return titles.get((voice.region, voice.locale, voice.path), voice.path)


def _words() -> dict[str, str]:
    """Return what a reader chose, in the words of the desk."""
    return {
        "wrong": _("Something is wrong"),
        "helped": _("It helped"),
        "missing": _("Could not find something"),
        "phone": _("Phone number"),
        "hours": _("Opening hours"),
        "address": _("Address"),
        "fee": _("What it costs"),
        "papers": _("What to bring"),
        "other": _("Something else"),
        "changed": _("Thanks, we changed it"),
        "right": _("Thanks, it was right"),
        "looking": _("Thanks, we are looking"),
    }


@desk.post("/inbox/<int:voice>/")
@signed_in
def answer_voice(voice: int) -> BaseResponse:
    answer = request.form.get("answer", "")
    try:
        if answer == "reopen":
            voices.reopen_voice(database(), person(), voice, clock=clock)
            flash(_("It is open again."))
        else:
            voices.answer_voice(database(), person(), voice, "" if answer == "close" else answer, clock=clock)
            flash(
                _("The reader gets the answer with the next update.") if answer != "close" else _("Closed.")
            )
    except EditConflict:
        flash(_("Somebody else answered this a moment ago."))
    return redirect(url_for("desk.show_inbox", **_back()), 303)


def _back() -> dict[str, Any]:
    return {name: request.form[name] for name in ("region", "answered", "page") if request.form.get(name)}


@desk.get("/in/<region>/people-at-risk/")
@signed_in
def show_risk_readers(region: str) -> Response:
    return _risk_page(_known(region))


@desk.post("/in/<region>/people-at-risk/")
@signed_in
def name_risk_readers(region: str) -> BaseResponse:
    chosen = [int(one) for one in request.form.getlist("person") if one.isdecimal()]
    try:
        voices.name_readers(database(), person(), _known(region), chosen, clock=clock)
    except BadInput:
        return _risk_page(region, status=400, told=_("Choose two persons at most."), chosen=chosen)
    flash(_("Saved."))
    return redirect(url_for("desk.show_risk_readers", region=region), 303)


def _risk_page(
    region: str, *, status: int = 200, told: str = "", chosen: list[int] | None = None
) -> Response:
    possible = voices.possible_readers(database(), person(), region)
    named = [one.id for one in voices.named_readers(database(), region)]
    return page(
        "people_at_risk",
        status=status,
        region=region,
        possible=possible,
        named=named if chosen is None else chosen,
        told=told,
    )


def _known(region: str) -> str:
    """Return a region's id where it is one.  Raises UnknownRegion."""
    if not any(one.id == region and one.kind == "region" for one in read_layers(database())):
        raise UnknownRegion(f"{region}: no such region")
    return region


@desk.get("/in/<region>/looked-for/")
@signed_in
def show_looked_for(region: str) -> Response:
    found = voices.looked_for(database(), person(), _known(region))
    return page("looked_for", region=region, found=found, roughly=roughly, locale_of=services().locale)


@desk.post("/in/<region>/looked-for/")
@signed_in
def forget_looked_for(region: str) -> BaseResponse:
    locale, words = request.form.get("locale", ""), request.form.get("words", "")
    voices.forget_looked_for(database(), person(), _known(region), locale, words)
    flash(_("Taken off the list: %(words)s", words=words))
    return redirect(url_for("desk.show_looked_for", region=region), 303)
