"""A small guide with everything a page can show, and pages set into their shell."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask
from flask_babel import Babel

from orientation.content.read import read_guides
from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.domain.guide import (
    Entry,
    Fact,
    Guides,
    Helper,
    Layer,
    Place,
    Responsible,
    Source,
    Text,
    Topic,
    Word,
)
from orientation.domain.inheritance import Guide, resolve
from orientation.domain.locale import Locale
from orientation.store.editions import Edition
from orientation.web.render import Renderer
from orientation.web.shells import Shell, build_shell, pack_bytes

ROOT = Path(__file__).resolve().parents[2]
YEARS = (2026, 2027)
LOCALES = (
    Locale("ar", "العربية", "rtl", "Arab"),
    Locale("en", "English", "ltr", "Latn"),
    Locale("es", "Español", "ltr", "Latn"),
)
SOURCE = Source("https://www.boe.es/a?b=1&c=2", "Ley 7/1985")


def make_entry(slug: str = "card", topic: str = "health", **more: object) -> Entry:
    given: dict[str, object] = {
        "texts": (
            Text("ar", "البطاقة الصحية", "اطلبها في {place.clinic.name}.\n\n## الخطوات\n- واحد"),
            Text(
                "en",
                "The health card",
                "Ask for it. Call {line} or {place.clinic.phone}.\n\n## Steps\n1. One",
            ),
            Text("es", "La tarjeta sanitaria", "Pídala en [el centro](places/clinic)."),
        ),
        "read_on": "2026-11",
        "review_after": "2027-05-01",
        "sources": (SOURCE,),
    }
    return Entry("region", topic, slug, "es", **{**given, **more})  # type: ignore[arg-type]


def make_place(slug: str = "clinic", **more: object) -> Place:
    given: dict[str, object] = {
        "names": (("en", "Health centre"), ("es", "Centro de salud")),
        "what_for": (("en", "Doctors and nurses."),),
        "topic": "health",
        "phone": "+34975000000",
        "address": "Calle Mayor 1",
        "town": "Soria",
        "hours": "Mo-Fr 09:00-14:00",
        "languages": ("es",),
        "read_on": "2026-11",
        "source": SOURCE,
    }
    return Place("region", slug, **{**given, **more})  # type: ignore[arg-type]


EMERGENCY = make_place(
    "all",
    topic="emergency",
    phone="112",
    location="by phone only",
    names=(("ar", "112 الطوارئ"), ("en", "112 Emergency")),
    hours="24/7",
    free=True,
)


def make_guide(
    *entries: Entry,
    places: tuple[Place, ...] = (EMERGENCY, make_place()),
    words: tuple[Word, ...] = (),
    helper: Helper | None = None,
    responsible: Responsible | None = None,
) -> Guide:
    region = Layer(
        "region",
        (("ar", "صوريا"), ("es", "Soria")),
        kind="region",
        country="ES",
        subdivision="CL",
        timezone="Europe/Madrid",
        host_locale="es",
        locales=("ar", "en", "es"),
        helper=helper,
        responsible=responsible,
    )
    topics = (
        Topic("emergency", "emergency", 10, (("ar", "الطوارئ"), ("en", "Emergency"), ("es", "Emergencias"))),
        Topic("health", "health", 20, (("en", "Health"), ("es", "Salud"))),
    )
    facts = (Fact("region", "line", "phone", "+34900000000"),)
    guides = Guides(topics, LOCALES, (region,), facts, places, words, entries or (make_entry(),))
    return resolve(guides, "region")


@cache
def renderer(url: str = "") -> Renderer:
    app = Flask("orientation", static_folder=str(ROOT / "static"), template_folder="templates")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    Babel(app)
    return Renderer(app, url=url)


@cache
def soria() -> Guide:
    return resolve(read_guides(ROOT / "guides"), "es-soria")


def page_at(guide: Guide, path: str, *, locale: str = "en") -> Page:
    """Return one page of a guide, given its path within it."""
    wanted = guide_path(locale, guide.region.id) + path
    return next(page for page in renderer().pages(guide, locale, years=YEARS) if page.path == wanted)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html5lib")


def show(guide: Guide, path: str, *, locale: str = "en") -> BeautifulSoup:
    """Return one page's fragment, parsed."""
    return soup(page_at(guide, path, locale=locale).html)


def whole(guide: Guide, page: Page, locale: str) -> str:
    """Return a page set into its shell, as both servers do it."""
    frame = renderer().frame(guide, locale, years=YEARS)
    direction = guide.locale(locale).direction
    slots = renderer().slots(locale, direction=direction)
    style = renderer().style
    shell = Shell.read(build_shell(locale, direction, slots=slots, style=style), slots=slots, style=style)
    manifest = '{"pack":{"wire_bytes":38000}}'
    edition = Edition(frame.region, locale, 1795000000, "2026-11-21T10:00:00Z", "", frame, manifest)
    return shell.page(replace(edition, host_bytes=pack_bytes(edition) if frame.host else 0), page)
