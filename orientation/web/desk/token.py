"""A fresh token for a form that was typed while there was no connection."""

from __future__ import annotations

from flask import Response, g, jsonify
from flask_wtf.csrf import generate_csrf

from orientation.web.desk.blueprint import desk


@desk.get("/token/")
def give_token() -> tuple[Response, int]:
    """Return who is signed in and the token their forms need; 403 where nobody is."""
    if g.person is None:
        return jsonify(), 403
    return jsonify(person=g.person.id, token=generate_csrf()), 200
