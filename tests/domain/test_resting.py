"""What is left of a guide that nobody keeps true."""

from __future__ import annotations

from orientation.domain.guide import Entry, Guides, Layer, Place, Text, Topic
from orientation.domain.resting import ASLEEP, is_asleep, rested, sleeps_on


def entry(layer: str, topic: str, slug: str, body: str = "") -> Entry:
    return Entry(layer, topic, slug, "es", (Text("es", slug, body),))


def make(*entries: Entry, places: tuple[Place, ...] = ()) -> Guides:
    layers = (Layer("es", ()), Layer("es-soria", (), parent="es", kind="region"))
    topics = (Topic("emergency", "x", 1, ()), Topic("health", "x", 2, ()))
    return Guides(topics=topics, layers=layers, entries=entries, places=places)


GUIDES = make(
    entry("es", "health", "card"),
    entry("es-soria", "health", "card"),
    entry("es-soria", "health", "doctor"),
    entry("es-soria", "emergency", "fire", "Call {place.hall.phone}, see [it](places/clinic)."),
    places=(Place("es-soria", "hall", ()), Place("es-soria", "clinic", ()), Place("es-soria", "shop", ())),
)


def test_emergency_and_country_stay_and_the_country_shows_through():
    guide = rested(GUIDES, "es-soria", ASLEEP)
    assert [(one.layer, one.slug) for one in guide.entries] == [("es-soria", "fire"), ("es", "card")]
    assert [one.slug for one in guide.put_away] == ["doctor"]


def test_places_that_an_emergency_names_stay():
    assert [one.slug for one in rested(GUIDES, "es-soria", ASLEEP).places] == ["clinic", "hall"]


def test_guide_that_would_be_empty_stays_whole():
    guide = rested(make(entry("es-soria", "health", "doctor")), "es-soria", ASLEEP)
    assert [one.slug for one in guide.entries] == ["doctor"]
    assert guide.resting == ASLEEP


def test_awake_guide_is_whole():
    guide = rested(GUIDES, "es-soria", "")
    assert (guide.resting, guide.put_away, len(guide.entries)) == ("", (), 3)


def test_sleep_comes_after_a_year():
    assert not is_asleep("2025-11-21T10:00:00Z", "2026-11-20")
    assert is_asleep("2025-11-21T10:00:00Z", "2026-11-21")
    assert not is_asleep("", "2026-11-21")
    assert sleeps_on("2025-11-21T10:00:00Z") == "2026-11-21"
    assert sleeps_on("") == ""
