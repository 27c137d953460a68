"""How the shipped phrases sound, as espeak-ng says it: nobody changed a sentence and forgot its sounds."""

from __future__ import annotations

from pathlib import Path

from phrase_sounds import hosts_of, speaker, spoken

from orientation.content.read import read_guides

GUIDES = Path(__file__).parents[2] / "guides"


def test_sounds_are_those_of_the_sentences():
    guides, speak = read_guides(GUIDES), speaker()
    hosts = hosts_of(guides)
    stale = [one.slug for one in guides.phrases if spoken(one, hosts[one.layer], speak) != one]
    assert stale == [], "run `make ipa`"
