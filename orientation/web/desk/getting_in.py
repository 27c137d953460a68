"""Signing in and out, and one-time links."""

from __future__ import annotations

from flask import Response, g, redirect, request, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as BaseResponse
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from orientation.desk.access import check_password, digest, join, open_link, start_session
from orientation.domain.roles import Person
from orientation.errors import BadField, TooManyTries
from orientation.store import persons
from orientation.web.desk.blueprint import (
    clock,
    database,
    desk,
    own_path,
    page,
    person,
    signed_in,
    told_of,
    tries,
)
from orientation.web.desk.words import LOCALES, _, desk_locale
from orientation.web.services import services


class SignInForm(FlaskForm):
    name = StringField(validators=[InputRequired(), Length(max=60)])
    password = PasswordField(validators=[InputRequired(), Length(max=300)])


class JoinForm(FlaskForm):
    name = StringField(validators=[Length(max=60)])
    password = PasswordField(validators=[InputRequired(), Length(max=300)])
    locale = SelectField(validators=[InputRequired()])


@desk.get("/sign-in/")
def show_sign_in() -> BaseResponse:
    if g.person:
        return redirect(own_path(request.args.get("next", "")))
    return page("sign_in", form=SignInForm(), next=request.args.get("next", ""), told="")


@desk.post("/sign-in/")
def sign_in() -> BaseResponse:
    form = SignInForm()
    wanted = request.form.get("next", "")
    try:
        found = _who_is_it(form) if form.validate() else None
    except TooManyTries as error:
        return page("sign_in", status=429, form=form, next=wanted, told=told_of(error))
    if found is None:
        told = _("Name and password do not go together. Write both anew.")
        return page("sign_in", status=403, form=form, next=wanted, told=told)
    begin_session(found.id)
    return redirect(own_path(wanted), 303)


def _who_is_it(form: SignInForm) -> Person | None:
    name, password = form.name.data or "", form.password.data or ""
    return check_password(database(), name, password, tries=tries(), address=request.remote_addr or "")


def begin_session(who: int) -> None:
    """Sign somebody in: a secret of its own each time, so that no older one holds."""
    session.clear()
    session.permanent = True
    session["secret"] = start_session(database(), who, device=device_name(), clock=clock)


def device_name() -> str:
    """Return the browser in few words, for the list of sessions: "Firefox, Android"."""
    agent = request.user_agent.string
    browser = next((name for name in ("Edg", "OPR", "Firefox", "Chrome", "Safari") if name in agent), "?")
    system = next(
        (name for name in ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux") if name in agent), "?"
    )
    return f"{browser}, {system}"


@desk.post("/sign-out/")
@signed_in
def sign_out() -> BaseResponse:
    """End the session; the answer also wipes what the desk's pages kept in this browser."""
    persons.drop_sessions(database(), person().id, only=digest(session["secret"]))
    session.clear()
    response = redirect(url_for("desk.show_sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@desk.get("/join/<secret>/")
def show_join(secret: str) -> Response:
    invitation = open_link(database(), secret, clock=clock)
    return page("join", form=_join_form(), invitation=invitation, told="")


@desk.post("/join/<secret>/")
def use_link(secret: str) -> BaseResponse:
    invitation = open_link(database(), secret, clock=clock)
    form = _join_form()
    if not form.validate():
        return page("join", status=400, form=form, invitation=invitation, told=_("Something is missing."))
    try:
        who = join(
            database(),
            secret,
            name=form.name.data or "",
            password=form.password.data or "",
            locale=form.locale.data or "en",
            clock=clock,
        )
    except BadField as error:
        return page("join", status=400, form=form, invitation=invitation, told=told_of_input(error))
    begin_session(who)
    return redirect(url_for("desk.show_home"), 303)


def _join_form() -> JoinForm:
    form = JoinForm()
    form.locale.choices = [(tag, services().locale(tag).name) for tag in LOCALES]
    if not form.is_submitted():
        form.locale.data = desk_locale().tag
    return form


def told_of_input(error: BadField) -> str:
    if error.field == "password":
        return _("The password needs 10 to 128 characters, at least five different ones.")
    if error.taken:
        return _("Somebody has this name already. Choose another.")
    return _("The name needs 2 to 30 letters or digits. It can be any name you like.")
