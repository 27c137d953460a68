"""Who works at the desk: invite, change roles, help after a lost phone, remove."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as BaseResponse
from wtforms import RadioField, SelectField
from wtforms.validators import AnyOf

from orientation.desk import people
from orientation.desk.access import LINK_DAYS, invite, recover
from orientation.domain.roles import EVERYWHERE, ROLES, SANDBOX, Grant, may_manage
from orientation.errors import BadField
from orientation.store.items import read_layers
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.names import layer_names
from orientation.web.desk.words import _
from orientation.web.render_share import share_code
from orientation.web.services import services


class RoleForm(FlaskForm):
    role = RadioField(validators=[AnyOf(ROLES)])
    scope = SelectField(validate_choice=True)
    locale = SelectField(validate_choice=True)

    def grant(self) -> Grant:
        """Return the role that was chosen; the language counts for a translator alone."""
        role = self.role.data or ""
        return Grant(role, self.scope.data or "", (self.locale.data or "") if role == "translator" else "")


@desk.get("/people/")
@signed_in
def show_people() -> Response:
    links = people.links_seen(database(), person(), clock=clock)
    return page(
        "people", teams=people.teams(database(), person()), links=links, layer_name=_scope_names(), **_words()
    )


@desk.get("/people/invite/")
@signed_in
def show_invite() -> Response:
    people.ask_may_invite(person())
    return page("people_invite", form=_role_form(), told="", **_words())


@desk.post("/people/invite/")
@signed_in
def make_invitation() -> BaseResponse:
    people.ask_may_invite(person())
    form = _role_form()
    try:
        grant = _chosen(form)
    except BadField as error:
        return page("people_invite", status=400, form=form, told=_told_of(error), **_words())
    session["link"] = invite(database(), person(), [grant], clock=clock)
    return redirect(url_for("desk.show_link"), 303)


@desk.get("/people/link/")
@signed_in
def show_link() -> Response:
    """Show a link that was just made, once: the server keeps only its hash."""
    secret = session.pop("link", "")
    path = url_for("desk.show_join", secret=secret) if secret else ""
    address = f"{services().site.url or request.url_root.rstrip('/')}{path}" if secret else ""
    code = share_code(address) if secret else None
    return page("people_link", address=address, code=code, days=LINK_DAYS)


@desk.post("/people/links/drop/")
@signed_in
def drop_link() -> BaseResponse:
    people.take_back(database(), person(), request.form.get("link", ""), clock=clock)
    flash(_("The link holds no more."))
    return redirect(url_for("desk.show_people"), 303)


@desk.get("/people/<int:number>/")
@signed_in
def show_person(number: int) -> Response:
    return _person_page(number)


@desk.post("/people/<int:number>/roles/add/")
@signed_in
def add_role(number: int) -> BaseResponse:
    people.ask_may_invite(person())
    form = _role_form()
    other = people.person_seen(database(), person(), number)
    try:
        people.add_role(database(), person(), other, _chosen(form), clock=clock)
    except BadField as error:
        return _person_page(number, status=400, form=form, told=_told_of(error))
    flash(_("Saved."))
    return redirect(url_for("desk.show_person", number=number), 303)


@desk.post("/people/<int:number>/roles/drop/")
@signed_in
def drop_role(number: int) -> BaseResponse:
    other = people.person_seen(database(), person(), number)
    gone = Grant(*(request.form.get(name, "") for name in ("role", "scope", "locale")))
    try:
        people.change_roles(database(), person(), other, set(other.grants) - {gone}, clock=clock)
    except BadField as error:
        return _person_page(number, status=400, told=_told_of(error))
    flash(_("Saved."))
    return redirect(url_for("desk.show_person", number=number), 303)


@desk.post("/people/<int:number>/recover/")
@signed_in
def make_recovery(number: int) -> BaseResponse:
    other = people.person_seen(database(), person(), number)
    session["link"] = recover(database(), person(), other, clock=clock)
    return redirect(url_for("desk.show_link"), 303)


@desk.get("/people/<int:number>/erase/")
@signed_in
def show_erase(number: int) -> Response:
    other = people.person_seen(database(), person(), number)
    people.ask_may_erase(person(), other)
    return page("people_erase", other=other)


@desk.post("/people/<int:number>/erase/")
@signed_in
def erase_person(number: int) -> BaseResponse:
    """Forget somebody; whoever erases themselves is signed out."""
    other = people.person_seen(database(), person(), number)
    people.erase(database(), person(), other, clock=clock)
    if other.id == person().id:
        session.clear()
        return redirect(url_for("desk.show_sign_in"), 303)
    flash(_("Removed. What this person wrote stays, without a name."))
    return redirect(url_for("desk.show_people"), 303)


def _person_page(number: int, *, status: int = 200, form: RoleForm | None = None, told: str = "") -> Response:
    other = people.person_seen(database(), person(), number)
    return page(
        "people_person",
        status=status,
        other=other,
        form=form or _role_form(),
        told=told,
        manages=may_manage(person(), other),
        invites=person().may_anywhere("invite") and other.id != person().id,
        droppable=[one for one in other.grants if person().may("manage people", one.scope)],
        layer_name=_scope_names(),
        **_words(),
    )


def _chosen(form: RoleForm) -> Grant:
    """Return the role of a form.  Raises BadField."""
    if not form.validate():
        raise BadField("role", "choose one")
    grant = form.grant()
    people.check_grant(grant)
    return grant


def _role_form() -> RoleForm:
    """Return a form that offers what its user may give: "" stands for nothing chosen."""
    form = RoleForm()
    form.role.choices = [(one, one) for one in ROLES]
    names = _scope_names()
    scopes = person().scopes("invite")
    offered = [EVERYWHERE, *_region_ids()] if EVERYWHERE in scopes else list(scopes)
    form.scope.choices = [(one, names[one]) for one in offered if one in names]
    tags = sorted({tag for layer in read_layers(database()) for tag in layer.locales})
    form.locale.choices = [("", "–"), *((tag, services().locale(tag).name) for tag in tags)]
    if not form.is_submitted():
        form.role.data = "suggester"
        form.scope.data = next((one for one in offered if one != EVERYWHERE), EVERYWHERE)
    return form


def _region_ids() -> list[str]:
    found = [one for one in read_layers(database()) if one.id != SANDBOX]
    layers = sorted(found, key=lambda one: (one.kind != "region", one.id))
    return [one.id for one in layers]


def _scope_names() -> dict[str, str]:
    """Return the names of all layers in the desk's language, of "everywhere" too."""
    return {EVERYWHERE: _("Everywhere"), **layer_names()}


def _words() -> dict[str, Any]:
    """Return what each role is called, and what it may do, in one sentence."""
    return {
        "role_names": {
            "suggester": _("Suggester"),
            "translator": _("Translator"),
            "curator": _("Curator"),
            "publisher": _("Publisher"),
            "administrator": _("Administrator"),
        },
        "role_means": {
            "suggester": _("Suggests changes. Somebody else reads them first."),
            "translator": _("Writes and checks texts in one language."),
            "curator": _("Changes everything, reads suggestions, answers readers. Somebody else publishes."),
            "publisher": _("Does all that, and publishes."),
            "administrator": _("Does all that, and decides who works here."),
        },
    }


def _told_of(error: BadField) -> str:
    if error.field == "locale":
        return _("Choose the language of the translator.")
    if error.field == "roles":
        return _("This is the last role of this person. Remove the person instead.")
    return _("Choose a role and a region.")
