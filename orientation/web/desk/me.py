"""One's own page: language, password, where one is signed in."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.access import SESSION_DAYS, change_password, digest, stamp
from orientation.errors import BadField, TooManyTries
from orientation.store import persons
from orientation.store.passkeys import passkeys_of
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in, told_of, tries
from orientation.web.desk.getting_in import told_of_input
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
        passkeys=passkeys_of(database(), person().id),
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


@desk.get("/me/password/")
@signed_in
def show_password() -> Response:
    return page("me_password", told="")


@desk.post("/me/password/")
@signed_in
def set_password() -> BaseResponse:
    """Change one's password, the old one asked; all other browsers are signed out."""
    try:
        change_password(
            database(),
            person(),
            request.form.get("old", ""),
            request.form.get("new", ""),
            tries=tries(),
            address=request.remote_addr or "",
            session=session["secret"],
            clock=clock,
        )
    except TooManyTries as error:
        return page("me_password", status=429, told=told_of(error))
    except BadField as error:
        told = _("The old password is another.") if error.field == "old password" else told_of_input(error)
        return page("me_password", status=400, told=told)
    flash(_("The password is changed. All your other phones and browsers are signed out."))
    return redirect(url_for("desk.show_me"), 303)
