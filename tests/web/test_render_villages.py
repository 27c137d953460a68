"""Villages, distances and the map, as the fragments tell them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask_babel import Babel
from render_builders import ROOT, YEARS, make_guide, make_place, page_at, renderer, show, soria, soup

from orientation.content.read import read_guides
from orientation.domain.guide import Village
from orientation.domain.inheritance import Guide, regions, resolve
from orientation.packs.parts import cut_parts, part_json
from orientation.search.documents import documents
from orientation.web.render import Renderer

PART_MAX = 20_000  # bytes on the wire
MAP_MAX = 3_000
HOSTILE = Village('<b>"A', ("Алмасан", "<i>"), "41.40", "-2.60", 10)
VILLAGES_OF_REGION = (
    Village("Soria", ("صوريا", "Сорія"), "41.76401", "-2.46883", 39112),
    Village("Almazán", ("آلمازان",), "41.48648", "-2.53088", 5773),
    HOSTILE,
)


def guide_with_villages(*places: object) -> Guide:
    guide = make_guide(places=tuple(places)) if places else make_guide()  # type: ignore[arg-type]
    return replace(guide, villages=VILLAGES_OF_REGION)


@pytest.fixture(scope="module")
def shipped() -> list[Guide]:
    """Every shipped guide, without what has nothing to do with villages."""
    guides = read_guides(ROOT / "guides")
    return [replace(resolve(guides, region), entries=(), words=()) for region in regions(guides)]


def test_each_village_is_an_item_with_position_name_and_other_names():
    page = page_at(guide_with_villages(), "villages/", locale="ar")
    assert page.kind == "villages"
    assert '<li id="almazan" data-at="41.486 -2.531">Almazán <bdi>آلمازان</bdi><li ' in page.html
    assert '<li id="soria" data-at="41.764 -2.469">Soria <bdi>صوريا</bdi> <bdi>Сорія</bdi></ul>' in page.html


def test_each_village_is_found_by_each_of_its_names():
    found = [
        (one.path.rpartition("#")[2], one.title, one.terms)
        for one in documents(page_at(guide_with_villages(), "villages/"))
    ]
    assert found == [
        ("almazan", "Almazán", "آلمازان"),
        ("b-a", '<b>"A', "<i> Алмасан"),
        ("soria", "Soria", "صوريا Сорія"),
    ]


def test_names_are_escaped():
    html = "".join(page_at(guide_with_villages(), path).html for path in ("villages/", "places/"))
    assert "<b>&#34;A" not in html.replace("&lt;b&gt;", "")
    assert '<b>"A' not in html
    assert "<i>" not in html


def test_page_of_villages_names_where_they_are_from():
    assert "GeoNames, CC BY 4.0" in show(guide_with_villages(), "villages/").text


def test_guide_without_villages_has_no_page_of_them_no_map_and_asks_for_no_position():
    html = "".join(page.html for page in renderer().pages(make_guide(), "en", years=YEARS))
    assert "villages/" not in html
    assert "<title>" not in html
    assert "data-island=near" not in html


def test_village_keeps_its_address_where_a_place_has_that_name_on_another_page():
    guide = guide_with_villages(make_place(), make_place("soria"))
    assert show(guide, "villages/").find("li", id="soria")
    assert show(guide, "places/").find("article", id="soria")


def test_emergency_page_offers_to_say_where_one_is_and_other_topics_do_not():
    guide = guide_with_villages()
    assert show(guide, "emergency/").select_one("[data-island=near][hidden] button")
    assert not show(guide, "health/").select_one("[data-island=near]")


def test_place_of_a_known_town_has_that_position_and_leads_to_the_town_on_a_map():
    article = show(guide_with_villages(), "places/").find(id="clinic")
    assert (article["data-at"], "data-about" in article.attrs) == ("41.764 -2.469", True)
    link = article.select_one("a[href^=geo]")
    assert (link["href"], link.text) == ("geo:41.76401,-2.46883", "Soria")
    assert link.parent.text == "Calle Mayor 1, Soria"


def test_place_with_a_position_leads_there_by_its_whole_address():
    place = make_place(latitude="41.7650", longitude="-2.4700")
    article = show(guide_with_villages(place), "places/").find(id="clinic")
    assert (article["data-at"], "data-about" in article.attrs) == ("41.765 -2.47", False)
    link = article.select_one("a[href^=geo]")
    assert (link["href"], link.text) == ("geo:41.765,-2.47", "Calle Mayor 1, Soria")


@pytest.mark.parametrize("hidden", [{"protected": True}, {"location": "by phone only"}])
def test_hidden_place_is_on_no_map_and_has_no_distance(hidden):
    place = make_place(latitude="41.7650", longitude="-2.4700", **hidden)
    page = page_at(guide_with_villages(place), "places/")
    assert "geo:" not in page.html
    assert not soup(page.html).select("article[data-at]")
    assert page_at(guide_with_villages(place), "places/").html.count("a6 6") == 0
    assert page_at(guide_with_villages(), "places/").html.count("a6 6") == 1


def test_map_has_north_at_the_top_and_says_in_words_what_it_is():
    drawing = show(guide_with_villages(), "places/").select_one(".map svg")
    towns = {one.text: int(one["y"]) for one in drawing.find_all("text")}
    assert towns["Soria"] < towns["Almazán"] < towns['<b>"A']
    assert drawing.title.text == "Map of Soria"
    assert drawing.desc.text.startswith("It shows the villages")
    assert "style" not in str(drawing)


def test_town_has_its_name_in_the_readers_script_where_one_is_known():
    assert "آلمازان" in show(guide_with_villages(), "places/", locale="ar").select_one(".map").text
    assert "Almazán" in show(guide_with_villages(), "places/", locale="es").select_one(".map").text


def _speaking_spanish(folder: Path) -> Renderer:
    """Return a renderer that knows one sentence in Spanish."""
    catalog = Catalog(locale="es")
    catalog.add("Call 112 and read this aloud:", "Llama al 112 y lee esto:")
    (folder / "es" / "LC_MESSAGES").mkdir(parents=True)
    with (folder / "es" / "LC_MESSAGES" / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    app = Flask("orientation", static_folder=str(ROOT / "static"), template_folder="templates")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    Babel(app)
    return Renderer(app)


def test_what_to_say_on_the_phone_is_in_the_language_of_whoever_answers_then_in_the_readers(tmp_path):
    pages = _speaking_spanish(tmp_path).pages(guide_with_villages(), "en", years=YEARS)
    page = next(soup(page.html) for page in pages if page.kind == "villages")
    voices = [(one["lang"], one["data-read"]) for one in page.select("[data-say]")]
    assert voices == [("es", "Llama al 112 y lee esto:"), ("en", "Call 112 and read this aloud:")]
    assert page.h1.text == "Villages and towns"


def test_host_locale_needs_what_to_say_once():
    assert len(show(guide_with_villages(), "villages/", locale="es").select("[data-say]")) == 1


def test_each_digit_has_a_word():
    voice = show(guide_with_villages(), "villages/").select_one("[data-say]")
    assert len(voice["data-digits"].split(" ")) == 12


def test_soria_is_not_written_as_syria_in_arabic_letters():
    html = page_at(soria(), "villages/", locale="ar").html + page_at(soria(), "places/", locale="ar").html
    assert not re.search("سور[يی]", html)
    assert "صوريا" in html


@pytest.mark.slow
def test_shipped_villages_travel_in_one_part_and_maps_are_small(shipped):
    wire: dict[str, int] = {}
    for guide in shipped:
        pages = renderer().pages(guide, "ar", years=YEARS)
        frame = renderer().frame(guide, "ar", years=YEARS)
        part = next(one for one in cut_parts(pages) if one.name == "villages")
        wire[guide.region.id] = len(brotli.compress(part_json(part, frame)))
        places = next(page.html for page in pages if page.kind == "places")
        assert len(brotli.compress(places.partition("<svg")[2].partition("</svg>")[0].encode())) < MAP_MAX
    assert len(wire) == 10
    assert {region: size for region, size in wire.items() if size > PART_MAX} == {}
