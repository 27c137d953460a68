"""The page contract: what must hold on every page of the guide we ship, in every locale on offer."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

import brotli
import pytest
from render_builders import ROOT, YEARS, make_guide, renderer, soria, soup, whole

from orientation.domain.edition import Page
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Locale
from orientation.web.shells import content_security_policy

PAGE_WIRE_BYTES = 7000  # of a page's HTML with its style, Brotli-11
LIST_WIRE_BYTES = 9050  # of a page that lists every place, or every word of the offices
VILLAGES_WIRE_BYTES = 10_000  # of a page that lists 162 villages by all their names
STYLE_BYTES = 9940  # 120 more since readers may say what is wrong, 140 since a page prints well
ICON_BYTES = 400


@cache
def every_page() -> list[tuple[Guide, str, Page]]:
    guides = [(soria(), ("ar", "en", "es")), (make_guide(), ("ar", "es"))]
    return [
        (guide, locale, page)
        for guide, locales in guides
        for locale in locales
        for page in renderer().pages(guide, locale, years=YEARS)
    ]


def outside() -> list[str]:
    arabic = Locale("ar", "العربية", "rtl", "Arab")
    english = Locale("en", "English", "ltr", "Latn")
    return [
        renderer().languages_page((arabic, english)),
        renderer().regions_page(arabic, (("es-soria", "صوريا"),)),
        renderer().regions_page(english, ()),
    ]


def faults(html: str) -> list[str]:
    """Return what is wrong with a whole page."""
    page = soup(html)
    found = []
    if page.html.get("lang") is None or page.html.get("dir") not in ("ltr", "rtl"):
        found.append("no language or direction")
    heads = page.find_all("h1")
    if len(heads) != 1:
        found.append(f"{len(heads)} h1")
    elif heads[0].get_text(strip=True) not in page.title.text:
        found.append(f"title {page.title.text!r} does not say {heads[0].text!r}")
    ids = [one["id"] for one in page.select("[id]")]
    found += [f"id {one} twice" for one in set(ids) if ids.count(one) > 1]
    loaded = [one[name] for name in ("src", "srcset", "poster", "data") for one in page.select(f"[{name}]")]
    loaded += [link["href"] for link in page.select("link[href]")]
    found += [
        f"loads {address}" for address in loaded if not re.match(r"((\.\./\.\.)?/static/|data:)", address)
    ]
    found += [
        f"inline style or script: {one.name}" for one in page.select("[style],script:not([src]),[onclick]")
    ]
    found += [f"without words: {one}" for one in page.select("img:not([alt])")]
    found += re.findall(r"\{\{.*?\}\}", html)
    return found


def test_every_page_keeps_the_contract():
    wrong = {page.path: faults(whole(guide, page, locale)) for guide, locale, page in every_page()}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_every_page_outside_the_guides_keeps_the_contract():
    assert [faults(html) for html in outside()] == [[], [], []]


def test_every_page_names_its_own_direction():
    heads = {(locale, soup(whole(guide, page, locale)).html["dir"]) for guide, locale, page in every_page()}
    assert heads == {("ar", "rtl"), ("en", "ltr"), ("es", "ltr")}


def test_every_page_has_emergency_helper_languages_imprint_and_erasing():
    guide = soria()
    page = renderer().pages(guide, "ar", years=YEARS)[3]
    html = soup(whole(guide, page, "ar"))
    assert html.select_one("header a.sos")["href"] == "/ar/es-soria/emergency/"
    assert html.select_one("section.helper").text.strip() != ""
    assert [one.text for one in html.select("footer nav a")] == [
        guide.locale(tag).name for tag in guide.region.locales if tag != "ar"
    ]
    assert {one["href"].partition("#")[2] for one in html.select("ul.who a")} >= {
        "imprint",
        "privacy",
        "accessibility",
    }
    assert html.select_one('button[data-action="erase-all"]') is not None
    assert html.select_one('form[role="search"] input[name="q"]') is not None
    assert html.select_one('button[data-action="keep"]') is not None


def test_fragments_hold_nothing_of_the_moment():
    html = "".join(page.html for _, _, page in every_page())
    assert re.findall(r"data-edition|https?://(?:localhost|127\.)|/packs/|token", html) == []


def test_fragments_are_squeezed():
    html = "".join(page.html for _, _, page in every_page())
    assert re.findall(r".{20}(?:\n|\t|  ).{20}", html) == []


def test_every_entry_says_how_far_to_trust_it():
    entries = [soup(page.html) for _, _, page in every_page() if page.kind == "entry"]
    assert all(one.select_one("[data-read-on]") and one.select_one("[data-translation]") for one in entries)


def test_policy_takes_the_style_in_the_page_and_no_other():
    guide = soria()
    style = soup(whole(guide, renderer().pages(guide, "en", years=YEARS)[0], "en")).style.string
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in content_security_policy(renderer().style)


def test_style_is_small():
    assert len(renderer().style.encode()) <= STYLE_BYTES


@pytest.mark.slow
def test_no_page_is_larger_than_promised():
    large = {}
    most = {
        "places": LIST_WIRE_BYTES,
        "words": LIST_WIRE_BYTES,
        "phrases": LIST_WIRE_BYTES,
        "villages": VILLAGES_WIRE_BYTES,
    }
    for guide, locale, page in every_page():
        size = len(brotli.compress(whole(guide, page, locale).encode(), quality=11))
        if size > most.get(page.kind, PAGE_WIRE_BYTES):
            large[page.path] = size
    assert large == {}


def test_every_topic_has_a_pictogram_of_its_own():
    missing = [
        topic.icon for topic in soria().topics if not (ROOT / f"static/icons/{topic.icon}.svg").exists()
    ]
    assert missing == []


def test_pictograms_are_small():
    icons = {path.name: path.stat().st_size for path in (ROOT / "static/icons").glob("*.svg")}
    welcome = icons.pop("welcome.svg")
    assert {name: size for name, size in icons.items() if size > ICON_BYTES} == {}
    assert welcome <= 3 * ICON_BYTES
