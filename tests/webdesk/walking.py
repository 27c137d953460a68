"""Every route of the app with something in its place-holders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from desk_builders import add
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from orientation.desk.confirming import make_confirm_link
from orientation.desk.drafting import begin, drop, save, submit
from orientation.domain.guide import Entry, Place, Source, Text
from orientation.domain.roles import Grant, Person
from orientation.domain.voices import Voice
from orientation.store import keeping
from orientation.store.library import append_item
from orientation.store.voices import add_voice, voices_of
from orientation.web.services import EXTENSION

GIVEN = {
    "region": "es-soria",
    "layer": "es-soria",
    "locale": "en",
    "topic": "transport",
    "slug": "bus",
    "other": "es",
    "kind": "place",
    "name": "town-hall",
    "key": "entry/es-soria/transport/bus",
    "ending": "po",
}
PASSED = "2026-11-20T10:00:00Z"


@dataclass(frozen=True, slots=True)
class Sample:
    """Things of a region to ask for, made anew for one question: a place, an entry, a draft of the place, ..."""

    region: str
    layer: str  # in which all but the voice stands
    name: str  # of the place, the slug of the entry
    place: int  # the revision of the place that stands
    entry: int
    draft: int
    version: int
    confirmation: int  # "still true" said of the place
    voice: int
    token: str  # of a confirm link for the place

    @property
    def key(self) -> str:
        return f"place/{self.layer}/{self.name}"

    def given(self, **more: Any) -> dict[str, Any]:
        """Return what the place-holders of a route stand for."""
        return {"region": self.region, "layer": self.layer, "kind": "place", "name": self.name, "key": self.key,
                "topic": "transport", "slug": self.name, "locale": "ar", "draft": self.draft, "token": self.token,
                "voice": self.voice, "revision": self.place} | more  # fmt: skip


def now() -> datetime:
    return datetime.now(UTC)


def make_sample(
    app: Flask, region: str, name: str, author: Person, *, layer: str = "", state: str = "review"
) -> Sample:
    """Make things to ask for. author: of the draft; layer: below the region; state: of the draft."""
    layer = layer or region
    database = app.extensions[EXTENSION].site.database
    source = Source("https://example.org/", "Ley", as_of="2026-10")
    place = Place(layer, name, (("es", "Oficina"),), topic="transport", phone="+34975000000", source=source)
    texts = (Text("es", "El tren", "Sale a las diez."), Text("ar", "القطار", "يغادر في العاشرة."))
    entry = Entry(layer, "transport", name, "es", texts, sources=(source,))
    key = f"place/{layer}/{name}"
    append_item(database, key, place, author="somebody", now=PASSED)
    changed = replace(place, town="Soria")
    revision = append_item(database, key, changed, author="somebody", now=PASSED)
    of_entry = append_item(database, f"entry/{layer}/transport/{name}", entry, author="somebody", now=PASSED)
    editing = begin(database, author, key, region)
    draft = save(database, author, editing, replace(changed, town="Almazán"), version=0, clock=now)
    if state == "review":
        submit(database, author, draft.id, version=draft.version, note="", clock=now)
    elif state == "dropped":
        drop(database, author, draft.id, clock=now)
    add_voice(database, Voice(region, "es", f"transport/{name}/", 1, "wrong", "phone", name), token_hash="", day="2026-11-20")  # fmt: skip
    heard = voices_of(database, [region], risk_of=(), closed=False, limit=1000, skip=0)
    confirmation = keeping.add_confirmation(database, key, day="2026-11-20", how="tap", result="true", person=author.id)  # fmt: skip
    keeper = add(app, f"Keeper {region} {name}"[:30], Grant("curator", layer))
    token = make_confirm_link(database, keeper, key, region, secret=app.config["SECRET_KEY"], clock=now)
    voice = next(one.id for one in heard if one.voice.text == name)
    return Sample(
        region, layer, name, revision, of_entry, draft.id, draft.version, confirmation, voice, token
    )


def rules_of(app: Flask, method: str, *, under: str = "/desk/") -> Iterator[Rule]:
    """Yield the routes that take a method, by address."""
    found = [
        one
        for one in app.url_map.iter_rules()
        if method in (one.methods or ()) and one.rule.startswith(under)
    ]
    yield from sorted(found, key=lambda one: one.rule)


def address_of(app: Flask, rule: Rule, **given: Any) -> str:
    """Return an address of a route. given: for its place-holders, where the usual will not do."""
    values = {
        name: given.get(name, 1 if isinstance(converter, IntegerConverter) else GIVEN.get(name, "x"))
        for name, converter in rule._converters.items()
    }
    with app.test_request_context():
        return app.url_map.bind("localhost").build(
            rule.endpoint, values, method=next(iter(rule.methods - {"HEAD", "OPTIONS"}))
        )
