"""Every route of the app with something in its place-holders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

GIVEN = {
    "region": "es-soria",
    "layer": "es-soria",
    "locale": "en",
    "topic": "transport",
    "slug": "bus",
    "other": "es",
}


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
