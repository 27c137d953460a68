"""Phrases: can they be said in the host language of each guide that shows them, and are their slots and sounds known?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.content.pronunciation import unknown_sounds
from orientation.domain.inheritance import Guide, regions, resolve
from orientation.domain.phrases import LANGUAGE, OPENING, SLOT, Phrase, language_slug
from orientation.errors import Finding


def check_phrases(library: Library) -> Iterator[Finding]:
    for phrase in library.guides.phrases:
        origin = library.reading.origin(phrase)
        for keys, problem in (*_slots(phrase), *_sounds(phrase)):
            yield Finding(origin.path, origin.line(*keys), f"{phrase.slug}.{'.'.join(keys)}: {problem}")
    for region in regions(library.guides):
        yield from _unsaid(library, resolve(library.guides, region))


def _slots(phrase: Phrase) -> Iterator[tuple[tuple[str, str], str]]:
    for field, texts in (("texts", phrase.texts), ("ipa", phrase.ipa)):
        for tag, text in texts:
            rest = text.replace(SLOT, "") if phrase.slug == OPENING else text
            if "{" in rest or "}" in rest:
                yield (field, tag), f"braces stand only in {OPENING!r}, as {SLOT}; write it without"


def _sounds(phrase: Phrase) -> Iterator[tuple[tuple[str, str], str]]:
    texts = dict(phrase.texts)
    for tag, ipa in phrase.ipa:
        if tag not in texts:
            yield ("ipa", tag), f"there is no text in {tag!r} that sounds like this; remove it"
        elif unknown := unknown_sounds(ipa.replace(SLOT, "")):
            yield ("ipa", tag), f"nobody can spell {unknown!r}; `make ipa` writes it anew"


def _unsaid(library: Library, guide: Guide) -> Iterator[Finding]:
    """Yield, as warnings, what a region's readers will not find."""
    host, known = guide.host_locale(), {phrase.slug for phrase in guide.phrases}
    for phrase in guide.phrases:
        if host not in dict(phrase.texts) and phrase.slug != language_slug(host):
            origin = library.reading.origin(phrase)
            yield Finding(origin.path, origin.line(), f"{phrase.slug} has no text in {host}", warning=True)
    for tag in guide.region.locales:
        if OPENING in known and tag != host and language_slug(tag) not in known:
            origin = library.reading.origin(guide.region)
            problem = f"no {LANGUAGE} phrase {language_slug(tag)!r}: who reads {tag} gets no words to begin a call with"
            yield Finding(origin.path, origin.line("locales"), problem, warning=True)
