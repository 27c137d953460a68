"""Pages and requests in small, in the shape that publishing gives them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from orientation.domain.choice import Choice
from orientation.domain.edition import Frame, Page
from orientation.sheets.request import SheetRequest, Side

ASSETS = Path(__file__).parents[2] / "static"
ADDRESS = "https://guide.example.org/{}/es-soria/emergency/"
RTL = ("ar", "fa")
NAMES = {"en": "English", "es": "Español", "ar": "العربية", "el": "Ελληνικά", "uk": "Українська"}
TITLES = {
    "en": "Emergency",
    "es": "Emergencias",
    "ar": "الطوارئ",
    "el": "Έκτακτη ανάγκη",
    "uk": "Екстрена допомога",
}
TEXTS = {
    "en": (
        "Call the emergency number",
        "The call to {} is free, 09:00-14:00.",
        "What to say",
        "Say where you are.",
    ),
    "es": (
        "Llamar a emergencias",
        "La llamada al {} es gratis, 09:00-14:00.",
        "Qué decir",
        "Di dónde estás.",
    ),
    "ar": (
        "الاتصال برقم الطوارئ",
        "الاتصال بالرقم {} مجاني، 09:00-14:00 (abono único).",
        "ماذا تقول؟",
        "قل أين أنت.",
    ),
    "el": ("Καλέστε τον αριθμό", "Η κλήση στο {} είναι δωρεάν.", "Τι να πείτε", "Πείτε πού είστε."),
    "uk": (
        "Номер екстреної допомоги",
        "Дзвінок на {} безкоштовний.",
        "Що казати",
        "Скажіть, де ви; ґанок, їжак, є.",
    ),
}
PHONE = '<a href="tel:{0}" dir="ltr">{0}</a>'


def make_entry(locale: str, *, slug: str = "call-112", body: str = "", **changes: str) -> Page:
    """Return an entry's page; body: HTML below the title, else a few words in the locale."""
    title, first, heading, step = TEXTS[locale]
    body = body or f"<p>{first.format(PHONE.format('112'))}</p><h2>{heading}</h2><ol><li>{step}</li></ol>"
    html = (
        f'<p class="crumb">crumb</p><!--c--><h1>{title}</h1>{body}<!--/c--><button hidden>Share</button>'
        '<!--t--><section><h2>Trust</h2><p data-translation="machine">state</p><p data-read-on="2026-11">Read 2026-11.'
        '</p><ul><li><a href="https://www.112.es/"><bdi>Ley 12/2009</bdi></a> (2023)</li></ul></section><!--/t-->'
    )
    page = Page(
        f"/{locale}/es-soria/emergency/{slug}/", title, html, kind="entry", topic="emergency", state="machine"
    )
    return replace(page, **changes)


def make_topic(locale: str) -> Page:
    """Return the emergency topic's page, with one number to call."""
    html = (
        f'<h1>{TITLES[locale]}</h1><ul class="calls"><li><a href="tel:016"><b><svg></svg><bdi dir="ltr">016</bdi></b> '
        f"<span>{TEXTS[locale][0]}</span></a><p>{TEXTS[locale][3]}</p></li></ul>"
        '<ul class="list"><li><a href="../places/#hospital">x</a></li></ul>'
    )
    return Page(f"/{locale}/es-soria/emergency/", TITLES[locale], html, kind="topic", topic="emergency")


def make_places(locale: str) -> Page:
    """Return the places page: one that the topic links to, one that it does not."""
    article = '<article id="{}"><h2>{}</h2><p><a class="call" href="tel:{}">{}</a></p><p class="from">{}</p></article>'
    html = article.format(
        "hospital", "Hospital Santa Bárbara", "+34975000000", "975 000 000", "Source: Sacyl"
    )
    html += article.format("bank", "Caja Rural", "+34975111111", "975 111 111", "")
    return Page(f"/{locale}/es-soria/places/", "Places", html, kind="places")


def make_side(locale: str, *pages: Page) -> Side:
    """Return one language of a small guide; pages: else topic, one entry and the places."""
    pages = pages or (make_topic(locale), make_entry(locale), make_places(locale))
    return Side(locale, "rtl" if locale in RTL else "ltr", NAMES[locale], pages, lambda message: message)


def make_request(
    locale: str = "en", *pages: Page, host: Side | None = None, alone: bool = False, **changes: Any
) -> SheetRequest:
    """Return the emergency sheet of a small guide.

    pages: in the sheet's language.  host: the language at the counter, else Spanish.  alone: there is none.
    changes: of the choice, by its fields' names.
    """
    beside = None if alone or locale == "es" else host or make_side("es")
    return SheetRequest(
        choice=Choice(**{"region": "es-soria", "locale": locale, "takes": ("emergency",)} | changes),
        own=make_side(locale, *pages),
        host=beside,
        frame=make_frame(locale),
        edition=1795296000,
        published="2026-11-21T10:00:00Z",
        url="https://guide.example.org",
    )


def make_frame(locale: str) -> Frame:
    return Frame(
        region="es-soria",
        name="صوريا" if locale == "ar" else "Soria",
        timezone="Europe/Madrid",
        holidays=(),
        emergency="emergency/",
        helper='<p><b>Cruz Roja</b><p><a class="call" href="tel:+34900000000"><bdi dir="ltr">900 000 000</bdi></a>',
        responsible="Ayuntamiento de Soria",
        host="" if locale == "es" else "es",
        host_name="" if locale == "es" else "Español",
        languages=(),
    )


def tool(name: str) -> str:
    """Return a program of poppler-utils."""
    found = shutil.which(name)
    assert found, f"{name} is not installed: apt-get install poppler-utils"
    return found


def text_of(pdf: bytes, *, page: int = 0) -> str:
    """Return a PDF's words; page: 1-based, 0 for all."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    run = subprocess.run(
        [tool("pdftotext"), "-layout", *pages, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return run.stdout.decode()


def info_of(pdf: bytes) -> dict[str, str]:
    """Return what pdfinfo tells."""
    run = subprocess.run([tool("pdfinfo"), "-"], input=pdf, capture_output=True, check=True)
    lines = (line.partition(":") for line in run.stdout.decode().splitlines())
    return {name: value.strip() for name, _, value in lines}


def streams_of(pdf: bytes) -> Iterator[bytes]:
    """Yield a PDF's streams, unpacked."""
    for found in re.finditer(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def a_logo() -> bytes:
    """Return a dark disk beside a dark bar."""
    picture = Image.new("RGB", (300, 100), "white")
    drawn = ImageDraw.Draw(picture)
    drawn.ellipse((4, 4, 96, 96), fill="black")
    drawn.rectangle((110, 35, 296, 65), fill="gray")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
