"""The desk's words: a catalogue of their own, in the languages that its volunteers write in."""

from __future__ import annotations

from flask import current_app, g, request
from flask_babel import Domain

from orientation.domain.locale import Locale
from orientation.web.assets import bundled
from orientation.web.services import services

LOCALES = ("en", "es", "fr", "el", "pl", "ar")
_DOMAIN = "desk"


def desk_locale() -> Locale:
    """Return the locale this request is answered in: the person's, else what their browser asks for."""
    person = getattr(g, "person", None)
    wanted = person.locale if person else request.accept_languages.best_match(LOCALES)
    return services().locale(wanted if wanted in LOCALES else "en")


def gettext(message: str, **given: object) -> str:
    return str(_domain().gettext(message, **given))


def ngettext(one: str, many: str, num: int, **given: object) -> str:
    return str(_domain().ngettext(one, many, num, **given))


_ = gettext


def _domain() -> Domain:
    domain = current_app.extensions.get("orientation-desk-words")
    if domain is None:
        domain = Domain(translation_directories=[str(bundled("translations"))], domain=_DOMAIN)
        current_app.extensions["orientation-desk-words"] = domain
    return domain
