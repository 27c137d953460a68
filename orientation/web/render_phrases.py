"""The page of phrases: what to say in the host language, what it means, and how to read it out."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from orientation.content.pronunciation import pronunciation_html
from orientation.domain.phrases import OPENING, SITUATIONS, SLOT, Phrase, language_slug
from orientation.web.render_views import Said
from orientation.web.render_voice import Voice


@dataclass(frozen=True, slots=True)
class PhraseView:
    """One sentence; nothing but the host's words on a page in the host language."""

    host: str
    meaning: Said
    sound: Markup  # in the reader's letters, "" where nobody wrote them
    opening: bool  # said at the start of each call


@dataclass(frozen=True, slots=True)
class SituationView:
    id: str
    title: str
    phrases: tuple[PhraseView, ...]


def situation_views(voice: Voice) -> tuple[SituationView, ...]:
    """Return the guide's phrases by situation, without those that nobody can say in the host language."""
    titles = _titles()
    shelves = {slug: _phrases(voice, slug) for slug in SITUATIONS}
    return tuple(
        SituationView(f"say-{slug}", titles[slug], phrases) for slug, phrases in shelves.items() if phrases
    )


def _titles() -> dict[str, str]:
    return {
        "emergency": gettext("In an emergency"),
        "phone": gettext("On the phone"),
        "doctor": gettext("At the doctor"),
        "town-hall": gettext("At the town hall"),
        "bank": gettext("At the bank"),
        "bus": gettext("On the bus"),
        "school": gettext("At school"),
    }


def _phrases(voice: Voice, situation: str) -> tuple[PhraseView, ...]:
    found = (_view(voice, phrase) for phrase in voice.guide.phrases if phrase.situation == situation)
    return tuple(view for view in found if view)


def _view(voice: Voice, phrase: Phrase) -> PhraseView | None:
    host, ipa = dict(phrase.texts).get(voice.host, ""), dict(phrase.ipa).get(voice.host, "")
    if SLOT in host:
        name = voice.guide.phrase(language_slug(voice.locale.tag))
        spoken = dict(name.texts).get(voice.host, "") if name else ""
        sound = dict(name.ipa).get(voice.host, "") if name else ""
        host = host.replace(SLOT, spoken) if spoken else ""
        ipa = ipa.replace(SLOT, sound) if sound else ""
    if not host:
        return None
    if voice.locale.tag == voice.host:
        return PhraseView(host, Said(""), Markup(""), opening=False)
    others = tuple(pair for pair in phrase.texts if pair[0] != voice.host)
    return PhraseView(
        host=host,
        meaning=voice.name(others),
        sound=Markup(pronunciation_html(ipa, voice.locale.tag)),
        opening=phrase.slug == OPENING,
    )
