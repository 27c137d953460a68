"""A published desk, readers who say something about it, and curators."""

from __future__ import annotations

from datetime import UTC, datetime

from desk_builders import add, sign_in
from flask import Flask

from orientation.desk.publish import publish
from orientation.domain.roles import Grant
from orientation.domain.voices import Voice
from orientation.web.services import EXTENSION

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
SAY = "/es/es-soria/say/"
TOKEN = "0123456789abcdef" * 2


def now() -> datetime:
    return NOW


def publish_all(app: Flask) -> None:
    services = app.extensions[EXTENSION]
    publish(services.site, services, clock=now)


def database_of(app: Flask):
    return app.extensions[EXTENSION].site.database


def say(app: Flask, at: str = SAY, **fields: str):
    """Post what a reader says, as a page without JavaScript does."""
    given = {"page": "banking/account/", "kind": "wrong", "fact": "phone", "words": "", "edition": "7"}
    return app.test_client().post(at, data=given | fields)


def voice(**changed: object) -> Voice:
    given = {"region": "es-soria", "locale": "es", "path": "banking/account/", "edition": 7, "kind": "wrong"}
    return Voice(**(given | changed))


def curator(app: Flask, name: str = "Ana", region: str = "es-soria", role: str = "curator"):
    person = add(app, name, Grant(role, region))
    return person, sign_in(app, name)
