"""One's own page: language, password, where one is signed in."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.access import SESSION_DAYS, digest, stamp
from orientation.store import persons
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.words import LOCALES, _
from orientation.web.services import services


@desk.get("/me/")
@signed_in
def show_me() -> Response:
    since = stamp(clock() - timedelta(days=SESSION_DAYS))
    return page(
        "me",
        sessions=persons.sessions_of(database(), person().id, since=since),
        here=digest(session["secret"]),
        locales=[services().locale(tag) for tag in LOCALES],
    )


@desk.post("/me/locale/")
@signed_in
def set_locale() -> BaseResponse:
    wanted = request.form.get("locale", "")
    if wanted in LOCALES:
        persons.set_locale(database(), person().id, wanted)
    return redirect(url_for("desk.show_me"), 303)


@desk.post("/me/sessions/end/")
@signed_in
def end_sessions() -> BaseResponse:
    """End one session, or all but this one."""
    only = request.form.get("session", "")
    persons.drop_sessions(database(), person().id, only=only, but=digest(session["secret"]))
    flash(_("Signed out there."))
    return redirect(url_for("desk.show_me"), 303)
