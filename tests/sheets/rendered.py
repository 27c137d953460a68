"""Sheets' requests from guides in memory: their pages rendered as publishing does, without a database."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel

from orientation.domain.choice import Choice
from orientation.domain.inheritance import Guide
from orientation.sheets.request import SheetRequest, Side
from orientation.web.render import Renderer

ROOT = Path(__file__).resolve().parents[2]
YEARS = (2026, 2027)


@cache
def renderer() -> Renderer:
    app = Flask("orientation", static_folder=str(ROOT / "static"), template_folder="templates")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    Babel(app)
    return Renderer(app, url="https://guide.example.org")


@cache
def side_of(guide: Guide, locale: str) -> Side:
    known = guide.locale(locale)
    words = gettext.translation(
        "messages", str(ROOT / "translations"), [locale.replace("-", "_")], fallback=True
    )
    pages = tuple(renderer().pages(guide, locale, years=YEARS))
    return Side(locale, known.direction, known.name, pages, words.gettext)


def request_of(
    guide: Guide, locale: str, *, published: str = "2026-11-21T10:00:00Z", logo: bytes = b"", **choice: Any
) -> SheetRequest:
    """Return what a sheet of a guide is made from; choice: its fields."""
    frame = renderer().frame(guide, locale, years=YEARS)
    second = choice.get("second", "")
    return SheetRequest(
        choice=Choice(region=guide.region.id, locale=locale, **choice),
        own=side_of(guide, locale),
        host=side_of(guide, frame.host) if frame.host else None,
        second=side_of(guide, second) if second else None,
        offered=tuple(
            Side(tag, guide.locale(tag).direction, guide.locale(tag).name, (), side_of(guide, tag).translate)
            for tag in guide.region.locales
        ),
        frame=frame,
        edition=1795296000,
        published=published,
        url="https://guide.example.org",
        logo=logo,
    )
