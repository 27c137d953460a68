"""The desk's blueprint: who asks, whether a form is ours, and how an answer looks."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlite_utils import Database
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.access import SESSION_DAYS, Tries, person_of_session
from orientation.domain.roles import Person
from orientation.errors import BadContent, LinkUsedUp, NotAllowed, NotFound, OrientationError, TooManyTries
from orientation.store.files import write_first
from orientation.web.assets import asset_url
from orientation.web.desk.words import desk_locale, gettext, ngettext
from orientation.web.services import services

desk = Blueprint("desk", __name__, url_prefix="/desk")
_csrf = CSRFProtect()
_TRIES = "orientation-desk-tries"
# Previews are shown in a frame of ours; nothing comes from elsewhere and nothing runs that is not a file of ours.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
P = ParamSpec("P")
T = TypeVar("T")


def set_up_desk(app: Flask, *, secure: bool) -> None:
    """Register the desk. secure: the site is reached by https, so its cookie goes no other way."""
    app.config.update(
        SECRET_KEY=_secret(services_data(app)),
        SESSION_COOKIE_NAME="desk",
        SESSION_COOKIE_PATH="/desk",  # readers' pages never see it
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        PERMANENT_SESSION_LIFETIME=timedelta(days=SESSION_DAYS),
        MAX_CONTENT_LENGTH=4_000_000,  # bytes of a form or an uploaded file
        MAX_FORM_MEMORY_SIZE=2_000_000,
        WTF_CSRF_CHECK_DEFAULT=False,  # asked for in `_greet`
        WTF_CSRF_TIME_LIMIT=None,  # a draft written offline is sent days later
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer
    )
    app.extensions[_TRIES] = Tries()
    _csrf.init_app(app)
    app.register_blueprint(desk)


def services_data(app: Flask) -> Path:
    return Path(app.extensions["orientation"].site.data)


def _secret(data: Path) -> bytes:
    """Return the key that signs the desk's cookies, made at the first start."""
    path = data / "keys" / "desk.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_first(path, secrets.token_bytes(32))
    return path.read_bytes()


def clock() -> datetime:
    return datetime.now(UTC)


def database() -> Database:
    return services().site.database


def tries() -> Tries:
    found: Tries = current_app.extensions[_TRIES]
    return found


def person() -> Person:
    """Return who is signed in; only within a view that is `signed_in`."""
    found: Person = g.person
    return found


def signed_in(view: Callable[P, T]) -> Callable[P, T | BaseResponse]:
    """Let only those in who are signed in; others are asked to, and come back to the page then."""

    @functools.wraps(view)
    def guarded(*args: P.args, **given: P.kwargs) -> T | BaseResponse:
        if g.person is None:
            wanted = request.full_path.rstrip("?") if request.method == "GET" else url_for("desk.show_home")
            return redirect(url_for("desk.show_sign_in", next=wanted))
        return view(*args, **given)

    return guarded


def own_path(wanted: str) -> str:
    """Return a path of the desk to go on to; the desk's first page where somebody gave another address."""
    inside = wanted.startswith("/desk/") and "\\" not in wanted and "//" not in wanted
    return wanted if inside and wanted.isprintable() else url_for("desk.show_home")


def page(template: str, *, status: int = 200, **given: object) -> Response:
    """Return a page of the desk, templates/desk/<template>.html."""
    return make_response(render_template(f"desk/{template}.html", **given), status)


@desk.before_request
def _greet() -> None:
    secret = session.get("secret", "")
    g.person = person_of_session(database(), secret, clock=clock) if secret else None
    g.desk_locale = desk_locale().tag.replace("-", "_")
    if request.method == "POST":
        _csrf.protect()


@desk.context_processor
def _words() -> dict[str, object]:
    return {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "locale": desk_locale(),
        "me": getattr(g, "person", None),
        "asset_url": asset_url,
    }


@desk.after_request
def _seal(response: Response) -> Response:
    """Nothing of the desk stays in a browser's or proxy's store."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("ETag", f'"{secrets.token_hex(4)}"')
    return response


@desk.errorhandler(CSRFError)
def _show_stale(error: CSRFError) -> Response:
    told = gettext(
        "This form is too old, or you were signed out meanwhile. Go back, load the page again and send it."
    )
    return page("trouble", status=400, title=gettext("That did not work"), told=told)


@desk.errorhandler(OrientationError)
def show_trouble(error: OrientationError) -> Response:
    current_app.logger.error(
        "%s at %r", type(error).__name__, str(request.url_rule)
    )  # a path may hold a link
    return page("trouble", status=error.status, title=gettext("That did not work"), told=told_of(error))


@desk.errorhandler(OverflowError)
def _show_no_such_number(_error: OverflowError) -> Response:
    """A number in an address that is more than SQLite can hold names nothing."""
    return page(
        "trouble", status=404, title=gettext("That did not work"), told=gettext("There is no such page.")
    )


@desk.errorhandler(HTTPException)
def _show_http_trouble(error: HTTPException) -> Response:
    told = (
        gettext("There is no such page.") if error.code == 404 else gettext("The server could not do that.")
    )
    if error.code == 413:
        told = gettext("That is too large to be sent.")
    return page("trouble", status=error.code or 500, title=gettext("That did not work"), told=told)


def told_of(error: OrientationError) -> str:
    """Return an error in the words of somebody who did nothing wrong."""
    if isinstance(error, NotAllowed):
        return gettext("Your role here does not allow that. Ask an administrator of your region.")
    if isinstance(error, BadContent):
        return gettext("Something in this draft is still to be mended. Open it to see what.")
    if isinstance(error, LinkUsedUp):
        return gettext("This link was used already, or it is too old. Ask for a new one.")
    if isinstance(error, TooManyTries):
        return gettext("Too many wrong passwords. Wait a quarter of an hour and try again.")
    if isinstance(error, NotFound):
        return gettext("There is no such page.")
    return gettext("The server could not do that. Nothing was changed.")


@desk.route("/<path:anything>")
def show_nothing(anything: str) -> Response:
    abort(404)
