"""What the shipped guides must never say: where people live whom somebody may look for; one country's site in all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from orientation.content.read import read
from orientation.domain.guide import Guides

GUIDES = Path(__file__).resolve().parents[2] / "guides"
WHERE = ("address", "town", "latitude", "longitude")
# Words, in the languages of offices and in ours, for housing of people who flee violence or wait for asylum.
HOUSING = re.compile(
    r"shelter|refuge\b|women.s house|accommodation|reception (?:centre|flat)|casas? de acogida|pisos? de acogida"
    r"|albergue|hébergement|foyer|CADA\b|CAES\b|HUDA\b|ξενών|καταφύγι|δομή φιλοξενίας|schronisk|ośrodek dla cudzoziemców"
    r"|dom samotnej|مأوى|притулок для|сховище",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\b(?:calle|c/|avenida|plaza|paseo|rue|avenue|boulevard|place de|chemin|ul\.|ulica|aleja|al\.|οδός|οδό|πλατεία)\s"
    r"[^.;:\n]{2,40}?\d+",
    re.IGNORECASE,
)


@cache
def guides() -> Guides:
    return read(GUIDES).guides


def test_place_of_protected_people_is_a_telephone_number_and_nothing_else():
    protected = [place for place in guides().places if place.protected or place.sensitive]
    assert len(protected) >= 5
    given = [
        f"{place.layer}/{place.slug}" for place in protected if any(getattr(place, one) for one in WHERE)
    ]
    assert given == []


def test_place_that_houses_people_has_no_address():
    given = []
    for place in guides().places:
        words = " ".join(said for _, said in (*place.names, *place.what_for))
        if HOUSING.search(words) and any(getattr(place, one) for one in WHERE):
            given.append(f"{place.layer}/{place.slug}")
    assert given == []


def test_text_on_violence_or_housing_names_no_street():
    given = []
    for entry in guides().entries:
        for text in entry.texts:
            risky = entry.sensitive or HOUSING.search(f"{text.title}\n{text.body}")
            if risky and (found := STREET.search(text.body)):
                given.append(f"{entry.layer}/{entry.address} [{text.locale}]: {found[0]}")
    assert given == []


@pytest.mark.parametrize(
    "words",
    ["Vete a la calle Real 7.", "Allez 12, rue des Lilas 4", "Idź na ul. Polną 3", "στην οδό Αθηνών 5"],
)
def test_streets_are_recognised(words: str):
    assert STREET.search(words)


def test_every_entry_on_violence_offers_leave_now():
    told = [entry for entry in guides().entries if "violence" in entry.slug]
    assert told
    assert [entry.address for entry in told if entry.sensitive != "violence"] == []


MOBILES = {  # of offices; a person's needs consent, written down
    "+34600000016": "016, the state's line on violence, by WhatsApp",
    "+48791576459": "the counselling service of NOMADA, Wrocław",
    "+48721390112": "the office of roads and transport of Mińsk Mazowiecki, of its timetable feed",
    "+48513061457": "free legal help of Polkowice county",
}


def test_mobile_numbers_are_those_of_offices():
    mobile = re.compile(r"\+34[67]|\+33[67]|\+306|\+48(?:45|5[0137]|6[069]|7[2389]|88)")
    numbers = {
        number
        for path in GUIDES.rglob("*.toml")
        for number in re.findall(r'"(\+\d{8,})"', path.read_text("utf-8"))
    }
    assert {number for number in numbers if mobile.match(number)} == set(MOBILES)


def test_what_all_countries_inherit_sends_nobody_to_the_site_of_one():
    given = [
        f"{place.slug}: {place.website}" for place in guides().places if place.layer == "eu" and place.website
    ]
    assert [one for one in given if not re.search(r"https://(?:[\w-]+\.)*\w+\.eu/", one)] == []
