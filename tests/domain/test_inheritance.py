"""What a region inherits: the nearest layer wins, entry by entry and fact by fact."""

from __future__ import annotations

import pytest

from orientation.domain.address import relative
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place, Text, Topic
from orientation.domain.inheritance import chain_of, resolve
from orientation.domain.locale import fallback_chain, in_locale
from orientation.domain.phrases import Phrase
from orientation.errors import UnknownRegion

EU, ES = (
    Layer("eu", ()),
    Layer("es", (), parent="eu", host_locale="es", country="ES", timezone="Europe/Madrid"),
)
SORIA = Layer("es-soria", (("ar", "صوريا"),), parent="es", kind="region", locales=("es", "ar"))
TOPICS = (
    Topic("banking", "banking", 20, ()),
    Topic("emergency", "emergency", 10, ()),
    Topic("lines", "x", 5, ()),
)


def make_entry(layer: str, slug: str = "account", topic: str = "banking", **fields: object) -> Entry:
    return Entry(layer, topic, slug, "ar", (Text("ar", f"حساب {layer}", "نص"),), **fields)


def make_guide(*, layers: tuple[Layer, ...] = (EU, ES, SORIA), **parts: object):
    return resolve(Guides(topics=TOPICS, layers=layers, **parts), "es-soria")


def test_nearest_entry_wins_and_the_rest_is_inherited():
    guide = make_guide(entries=(make_entry("eu"), make_entry("es-soria"), make_entry("eu", "card")))
    assert [(entry.slug, entry.layer) for entry in guide.entries] == [("account", "es-soria"), ("card", "eu")]


def test_nearest_phrase_wins_and_phrases_stand_by_order():
    phrases = (
        Phrase("eu", "help", "phone", (("es", "¡Ayuda!"),), order=20),
        Phrase("es", "help", "phone", (("es", "¡Socorro!"),), order=20),
        Phrase("eu", "hello", "phone", (("es", "Hola."),), order=10),
    )
    guide = make_guide(phrases=phrases)
    assert [(one.slug, one.layer) for one in guide.phrases] == [("hello", "eu"), ("help", "es")]


def test_region_sets_one_fact_without_forking_a_text():
    facts = (
        Fact("es", "phone", "phone", "060"),
        Fact("es-soria", "phone", "phone", "012"),
        Fact("es", "fee", "money", "3 EUR"),
    )
    guide = make_guide(entries=(make_entry("es"),), facts=facts)
    found = guide.facts_for(guide.entries[0])
    assert (found["phone"].value, found["fee"].value) == ("012", "3 EUR")


def test_entrys_own_fact_comes_before_its_layers():
    entry = make_entry("es", facts=(Fact("es", "fee", "money", "1 EUR"),))
    guide = make_guide(entries=(entry,), facts=(Fact("es-soria", "fee", "money", "2 EUR"),))
    assert guide.facts_for(entry)["fee"].value == "1 EUR"


def test_value_that_a_layer_sets_for_an_entry_wins_in_that_entry_alone():
    account, card = (
        make_entry("es", slug, facts=(Fact("es", "fee", "money", "1 EUR"),)) for slug in ("account", "card")
    )
    facts = (
        Fact("eu", "banking/card/fee", "money", "9 EUR"),  # farther than the entry
        Fact("es", "banking/account/fee", "money", "2 EUR"),
        Fact("es-soria", "banking/account/fee", "money", "3 EUR"),
    )
    guide = make_guide(entries=(account, card), facts=facts)
    assert [guide.facts_for(one)["fee"].value for one in guide.entries] == ["3 EUR", "1 EUR"]
    assert guide.facts_for(account)["fee"].layer == "es-soria"
    assert list(guide.facts_for(account)) == ["fee"]  # no text can name "banking/account/fee"


def test_value_set_for_an_entry_stays_where_the_same_layer_writes_the_entry_anew():
    forked = make_entry("es-soria", facts=(Fact("es-soria", "fee", "money", "1 EUR"),))
    near, far = (Fact(layer, "banking/account/fee", "money", "3 EUR") for layer in ("es-soria", "es"))
    assert make_guide(entries=(forked,), facts=(near,)).facts_for(forked)["fee"].value == "3 EUR"
    assert make_guide(entries=(forked,), facts=(far,)).facts_for(forked)["fee"].value == "1 EUR"


def test_what_another_region_has_is_not_seen():
    guide = make_guide(entries=(make_entry("fr-isere"),), places=(Place("fr-isere", "hall", ()),))
    assert (guide.entries, guide.places) == ((), ())


def test_topics_without_anything_in_them_are_left_out_and_the_rest_is_in_order():
    guide = make_guide(entries=(make_entry("es"),), places=(Place("eu", "112", (), topic="emergency"),))
    assert [topic.slug for topic in guide.topics] == ["emergency", "banking"]


def test_setting_comes_from_the_nearest_layer_that_has_it():
    guide = make_guide()
    assert (guide.setting("timezone"), guide.setting("country"), guide.host_locale()) == (
        "Europe/Madrid",
        "ES",
        "es",
    )


def test_circle_of_layers_ends():
    circle = (Layer("a", (), parent="b"), Layer("b", (), parent="a"))
    assert [layer.id for layer in chain_of(Guides(layers=circle), "a")] == ["a", "b"]


@pytest.mark.parametrize("name", ["nowhere", "es", ""])
def test_what_is_no_region_is_refused_by_name(name):
    with pytest.raises(UnknownRegion, match="there are: es-soria"):
        resolve(Guides(layers=(EU, ES, SORIA)), name)


@pytest.mark.parametrize(
    ("wanted", "chain"),
    [
        ("ar", ("ar", "es", "en")),
        ("fa-AF", ("fa-AF", "fa", "es", "en")),
        ("es", ("es", "en")),
        ("en", ("en", "es")),
    ],
)
def test_fallback_chain_drops_subtags_from_the_end(wanted, chain):
    assert fallback_chain(wanted, host="es") == chain


def test_words_come_in_the_first_locale_that_has_them():
    assert in_locale((("en", "Bus"), ("ar", "حافلة")), ("uk", "ar", "en")) == "حافلة"
    assert in_locale((), ("ar",), otherwise="bus") == "bus"


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("", "", "./"),
        ("", "banking/", "banking/"),
        ("banking/", "", "../"),
        ("banking/account/", "banking/account/", "./"),
        ("banking/account/", "banking/", "../"),
        ("banking/account/", "health/card/", "../../health/card/"),
        ("banking/account/", "places/#hall", "../../places/#hall"),
    ],
)
def test_link_from_page_to_page_is_relative(page, target, link):
    assert relative(page, target) == link
