"""The Flask app, made from settings that are handed in."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, g, request
from flask_babel import Babel
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from orientation.content.read import read_declared_locales
from orientation.desk.site import Site
from orientation.desk.voices import CLOSED_DAYS
from orientation.domain.locale import Locale
from orientation.errors import NotFound, NotPublished, OrientationError
from orientation.store.library import read_locales
from orientation.web import sheet_builder as _sheet_builder  # noqa: F401  - its views register themselves
from orientation.web import sheet_many as _sheet_many  # noqa: F401  - so do these
from orientation.web.assets import bundled
from orientation.web.calendars import calendars
from orientation.web.counting import Counts
from orientation.web.desk import pages as _desk_pages  # noqa: F401  - they register themselves
from orientation.web.desk.blueprint import set_up_desk
from orientation.web.finding import finding
from orientation.web.packs import packs
from orientation.web.reader import reader, show_not_found, show_trouble
from orientation.web.services import EXTENSION, Services
from orientation.web.sheets import sheets
from orientation.web.single import single
from orientation.web.voices import voices


class LocaleTag(BaseConverter):
    """A BCP 47 tag in an address, so that /favicon.ico is not taken for a language."""

    regex = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"


class _App(Flask):
    """Writes of an exception where it happened, never its message or a query: they may hold a reader's words."""

    def log_exception(self, exc_info: Any) -> None:
        kind, _, trace = exc_info
        where = "".join(traceback.format_tb(trace))
        path = (
            str(request.url_rule) if request.path.startswith("/desk/") else request.path
        )  # or a link's secret
        self.logger.error("%s at %r\n%s", kind.__name__, path, where)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation is told from outside."""

    data: Path  # ORIENTATION_DATA
    url: str = ""  # ORIENTATION_URL: the public address, "https://guide.example.org"
    answer_days: int = CLOSED_DAYS  # ORIENTATION_ANSWER_DAYS: how long an answer to a reader is kept
    proxies: int = (
        0  # ORIENTATION_PROXIES: how many stand in front, each adding to X-Forwarded-For who asked it
    )


def create_app(settings: Settings) -> Flask:
    """Return the app of one installation."""
    app = _App("orientation", static_folder=None, template_folder="templates")
    app.static_folder = str(bundled("static"))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(bundled("translations"))
    app.url_map.converters["tag"] = LocaleTag
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=lambda: g.get("desk_locale", "en"))
    site = Site(settings.data, settings.url.rstrip("/"))
    counts = Counts(site, clock=lambda: datetime.now(UTC), closed_days=settings.answer_days)
    app.extensions[EXTENSION] = Services(app, site, _locales(site), counts)
    app.register_blueprint(packs)
    app.register_blueprint(sheets)
    app.register_blueprint(single)
    app.register_blueprint(finding)
    app.register_blueprint(calendars)
    app.register_blueprint(voices)
    app.register_blueprint(reader)
    set_up_desk(app, secure=site.url.startswith("https:"))
    if settings.proxies:  # else anybody could say they ask from anywhere
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    app.after_request(_protect)
    app.after_request(_stay_here)
    for trouble in (OrientationError, HTTPException):
        app.register_error_handler(trouble, show_trouble)
    for kind in (NotFound, NotPublished, 404):
        app.register_error_handler(kind, show_not_found)
    return app


def _locales(site: Site) -> tuple[Locale, ...]:
    """Return the declared locales: the library's, or those shipped where nothing was loaded yet."""
    return read_locales(site.database) or read_declared_locales(bundled("guides"))


def _stay_here(response: Response) -> Response:
    """Say where a redirect leads by its path alone: what a client calls our host is not to be believed."""
    if "Location" in response.headers:
        _, _, path, query, fragment = urlsplit(response.headers["Location"])
        response.headers["Location"] = urlunsplit(("", "", "/" + path.lstrip("/\\"), query, fragment))
        response.set_data(b"")  # Werkzeug's says the address too
        response.headers.setdefault("Cache-Control", "no-store")  # it may hold a search
    return response


def _protect(response: Response) -> Response:
    """Add what every answer says: no sniffing, no referrer, no policy left open."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.mimetype != "text/html":
        return response  # what follows protects pages; on a bad line each header is a cost
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()"
    return response
