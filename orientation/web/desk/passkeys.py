"""Passkeys: made on one's own page, used to sign in. They need JavaScript; the password works without."""

from __future__ import annotations

from flask import Response, abort, current_app, flash, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk import passkeys
from orientation.desk.passkeys import Challenges, RelyingParty
from orientation.errors import BadInput
from orientation.store.passkeys import drop_passkey
from orientation.web.desk.blueprint import clock, database, desk, own_path, page, person, signed_in
from orientation.web.desk.getting_in import SignInForm, begin_session, device_name
from orientation.web.desk.words import _
from orientation.web.services import services

_CHALLENGES = "orientation-desk-challenges"


@desk.post("/me/passkeys/options/")
@signed_in
def ask_new_passkey() -> Response:
    return _json(passkeys.register_options(database(), person(), _party(), _new_challenge()))


@desk.post("/me/passkeys/")
@signed_in
def add_passkey() -> BaseResponse:
    try:
        passkeys.register(
            database(),
            person(),
            request.form.get("credential", ""),
            party=_party(),
            challenge=_challenge(),
            name=device_name(),
            clock=clock,
        )
        flash(_("This phone can sign in with its own lock now."))
    except BadInput:
        flash(_("That did not work. Your password works as before."))
    return redirect(url_for("desk.show_me"), 303)


@desk.post("/me/passkeys/drop/")
@signed_in
def drop_own_passkey() -> BaseResponse:
    drop_passkey(database(), person().id, request.form.get("passkey", ""))
    flash(_("This passkey does not open the desk any more. Delete it on the phone too."))
    return redirect(url_for("desk.show_me"), 303)


@desk.post("/sign-in/passkey/options/")
def ask_passkey() -> Response:
    return _json(passkeys.sign_in_options(_party(), _new_challenge()))


@desk.post("/sign-in/passkey/")
def use_passkey() -> BaseResponse:
    wanted = request.form.get("next", "")
    try:
        answer = request.form.get("credential", "")
        found = passkeys.check_passkey(database(), answer, party=_party(), challenge=_challenge())
    except BadInput:
        found = None
    if found is None:
        told = _("The passkey did not work. Sign in with name and password.")
        return page("sign_in", status=403, form=SignInForm(formdata=None), next=wanted, told=told)
    begin_session(found.id)
    return redirect(own_path(wanted), 303)


@desk.context_processor
def _whether_passkeys_work() -> dict[str, bool]:
    return {"passkeys_work": passkeys.relying_party(services().site.url, request.host) is not None}


def _party() -> RelyingParty:
    party = passkeys.relying_party(services().site.url, request.host)
    return party or abort(404)


def _challenges() -> Challenges:
    found: Challenges = current_app.extensions.setdefault(_CHALLENGES, Challenges())
    return found


def _new_challenge() -> str:
    session["challenge"] = _challenges().make(clock=clock)
    return str(session["challenge"])


def _challenge() -> bytes:
    """Use up the challenge this browser was given.  Raises BadInput."""
    return _challenges().use(session.pop("challenge", ""), clock=clock)


def _json(text: str) -> Response:
    return make_response(text, {"Content-Type": "application/json"})
