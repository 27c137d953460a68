"""How the shipped phrases sound, as espeak-ng says it: nobody changed a sentence and forgot its sounds."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from orientation.content.read import read_guides

ROOT = Path(__file__).parent.parent


def test_sounds_are_those_of_the_sentences():
    spec = importlib.util.spec_from_file_location("ipa", ROOT / "tools" / "ipa.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    guides, speak = read_guides(ROOT / "guides"), tool.speaker()
    hosts = tool.hosts_of(guides)
    stale = [one.slug for one in guides.phrases if tool.spoken(one, hosts[one.layer], speak) != one]
    assert stale == [], "run `make ipa`"
