"""Phrases: can they be said in the host language of each guide that shows them, and are their slots and sounds known?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.content.pronunciation import unknown_sounds
from orientation.domain.inheritance import Guide, regions, resolve
from orientation.domain.phrases import LANGUAGE, OPENING, SLOT, Phrase, language_slug
from orientation.errors import Finding
from orientation.findings import Said


def check_phrases(library: Library) -> Iterator[Finding]:
    for phrase in library.guides.phrases:
        origin = library.reading.origin(phrase)
        for keys, problem in (*_slots(phrase), *_sounds(phrase)):
            yield Finding(origin.path, origin.line(*keys), problem.at(".".join((phrase.slug, *keys))))
    for region in regions(library.guides):
        yield from _unsaid(library, resolve(library.guides, region))


def _slots(phrase: Phrase) -> Iterator[tuple[tuple[str, str], Said]]:
    for field, texts in (("texts", phrase.texts), ("ipa", phrase.ipa)):
        for tag, text in texts:
            rest = text.replace(SLOT, "") if phrase.slug == OPENING else text
            if "{" in rest or "}" in rest:
                yield (field, tag), Said("braces", opening=OPENING, slot=SLOT)


def _sounds(phrase: Phrase) -> Iterator[tuple[tuple[str, str], Said]]:
    texts = dict(phrase.texts)
    for tag, ipa in phrase.ipa:
        if tag not in texts:
            yield ("ipa", tag), Said("sound_no_text", locale=tag)
        elif unknown := unknown_sounds(ipa.replace(SLOT, "")):
            yield ("ipa", tag), Said("sound_unknown", sounds=unknown)


def _unsaid(library: Library, guide: Guide) -> Iterator[Finding]:
    """Yield, as warnings, what a region's readers will not find."""
    host, known = guide.host_locale(), {phrase.slug for phrase in guide.phrases}
    for phrase in guide.phrases:
        if host not in dict(phrase.texts) and phrase.slug != language_slug(host):
            origin = library.reading.origin(phrase)
            problem = Said("phrase_unsaid", phrase=phrase.slug, locale=host)
            yield Finding(origin.path, origin.line(), problem, warning=True)
    for tag in guide.region.locales:
        if OPENING in known and tag != host and language_slug(tag) not in known:
            origin = library.reading.origin(guide.region)
            problem = Said("language_unsaid", kind=LANGUAGE, phrase=language_slug(tag), locale=tag)
            yield Finding(origin.path, origin.line("locales"), problem, warning=True)
