"""Translating an entry, sentence by sentence; each save is a draft like any other. Roles are asked here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from orientation.content.check_sentences import Problem, problem_with
from orientation.desk.access import Clock, stamp
from orientation.desk.drafting import Editing, begin, publish_draft, save, submit
from orientation.desk.translation_states import former_sources, memory_of, unchecked
from orientation.domain.guide import Entry, Text
from orientation.domain.inheritance import Guide
from orientation.domain.library import key_of
from orientation.domain.roles import Person
from orientation.domain.sentences import fingerprint, tidy
from orientation.domain.translation import Beside, Segment, compose, lay_beside, remember, segments_of
from orientation.errors import BadInput, EditConflict, NotAllowed, UnknownPage
from orientation.store.drafts import Draft
from orientation.store.pairs import confirm_pair, entry_at


@dataclass(frozen=True, slots=True)
class Translating:
    """An entry as somebody finds it who translates it."""

    editing: Editing
    entry: Entry  # the draft's, laid over the guide's where that changed meanwhile; else the guide's
    base: int  # the revision it stands on
    source: Text
    target: Text  # without a word where there is none yet
    theirs: Text | None  # the guide's text where somebody else changed it since the draft was begun
    beside: tuple[Beside, ...]
    former: dict[str, str]  # what the source said when an outdated sentence was made, by that sentence

    @property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(part for one in self.beside for part in one.segments)

    def beside_theirs(self) -> tuple[Segment, ...]:
        """Return the source beside the guide's text, where somebody else changed that."""
        return segments_of(self.source, self.theirs, {}) if self.theirs else ()

    @property
    def draft(self) -> Draft | None:
        return self.editing.draft


def may_translate(person: Person, region: str, layer: str, locale: str) -> bool:
    """Return whether somebody may write an entry's text in a locale. layer: the entry's."""
    return any(person.may("translate", one, locale=locale) for one in (region, layer))


def may_check(person: Person, region: str, layer: str, locale: str) -> bool:
    """Return whether somebody is known to read a locale, so that they can say that a text is right."""
    return any(person.may("check text", one, locale=locale) for one in (region, layer))


def open_translation(
    database: Database, person: Person, guide: Guide, address: str, *, locale: str, source_locale: str = ""
) -> Translating:
    """Return an entry of a guide to translate. source_locale: "" for the one it was written in.

    Raises UnknownPage where there is no such entry, locale or source; NotAllowed.
    """
    entry = guide.entry(address)
    if entry is None or locale not in {one.tag for one in guide.locales}:
        raise UnknownPage(f"{address} [{locale}]: no such entry or locale in {guide.region.id}")
    _ask_may_translate(person, guide.region.id, entry.layer, locale)
    editing = begin(database, person, key_of(entry), guide.region.id)
    working, base, theirs = _laid_over(database, editing, entry, locale)
    source = working.text(source_locale or working.source_locale)
    if source is None or source.locale == locale:
        raise UnknownPage(
            f"{address}: has no text in {source_locale or working.source_locale} to translate from"
        )
    target = working.text(locale) or Text(locale, "", "")
    memory = memory_of(database, editing.key, source.locale, locale)
    memory = remember(memory, entry.text(locale), source, target)  # what the draft says was made just now
    beside = lay_beside(source, target if target.title else None, memory)
    outdated = [part.target for one in beside for part in one.segments if part.state == "outdated"]
    former = former_sources(database, editing.key, source.locale, memory, outdated)
    return Translating(editing, working, base, source, target, theirs, beside, former)


def problems_with(work: Translating, said: Mapping[str, str], *, whole: bool = False) -> dict[str, Problem]:
    """Return what is wrong with new sentences, by the segments' names. whole: look also at those that stay."""
    found = {}
    for part in work.segments:
        words = tidy(said.get(part.name, part.target))
        if words and (whole or words != tidy(part.target)):
            problem = problem_with(part, words)
            if problem:
                found[part.name] = problem
    return found


def save_translation(
    database: Database,
    person: Person,
    work: Translating,
    said: Mapping[str, str],
    *,
    version: int,
    base: int,
    clock: Clock,
    fits: Collection[str] = (),
    check: bool = False,
) -> Draft | None:
    """Save sentences as somebody's draft and return it; None where nothing of the text changed.

    said: by the segments' names.  fits: names of outdated sentences that still say the same as the source.
    check: the person read the whole text, and it is right.  version, base: as they were shown.
    Raises EditConflict where something changed since, NotAllowed, BadInput.
    """
    locale, layer = work.target.locale, work.entry.layer
    _ask_may_translate(person, work.editing.region, layer, locale)
    if check and not may_check(person, work.editing.region, layer, locale):
        raise NotAllowed(
            f"person {person.id} is no translator for {locale}: they cannot say that a text is right"
        )
    if problems_with(work, said, whole=check):
        raise BadInput(f"{work.editing.key} [{locale}]: sentences that cannot be taken")
    if base != work.base or version != work.editing.version:
        raise EditConflict(f"{work.editing.key}: it changed since you opened it; look at both versions")
    text = _new_text(work, said, today=stamp(clock())[:10] if check else "")
    draft = work.draft
    if text != work.target:
        entry = with_text(work.entry, locale, text)
        draft = save(database, person, work.editing, entry, version=version, base=base, clock=clock)
    _confirm(database, person, work, said, fits, now=stamp(clock()))
    return draft


def hand_on(database: Database, person: Person, draft: Draft, *, note: str = "", clock: Clock) -> bool:
    """Publish a draft where its author may, else hand it in for review; return whether it was published.

    Raises EditConflict, NotAllowed.
    """
    if person.may("publish", draft.layer):
        publish_draft(database, person, draft.id, version=draft.version, clock=clock)
        return True
    submit(database, person, draft.id, version=draft.version, note=note, clock=clock)
    return False


def with_text(entry: Entry, locale: str, text: Text | None) -> Entry:
    """Return an entry with another text in a locale; None or one without a word: with none."""
    others = [one for one in entry.texts if one.locale != locale]
    is_there = text is not None and (text.title or text.body)
    texts = [*others, text] if text and is_there else others
    return replace(entry, texts=tuple(sorted(texts, key=lambda one: one.locale)))


def _new_text(work: Translating, said: Mapping[str, str], *, today: str) -> Text:
    """Return the text with what was said. today: set where it was read and is right, YYYY-MM-DD."""
    text = compose(work.beside, said, work.target)
    if not text.title and text.body:
        text = replace(text, title=work.source.title)
    if today:
        return replace(text, state="checked", by="translator", on=today)
    guides = work.editing.current.item
    now = guides.text(text.locale) if isinstance(guides, Entry) else None
    if now and (now.title, now.body) == (text.title, text.body):
        return now if now.state == "checked" else text
    return text if text == work.target else unchecked(text)


def _confirm(
    database: Database,
    person: Person,
    work: Translating,
    said: Mapping[str, str],
    fits: Collection[str],
    *,
    now: str,
) -> None:
    """Remember what each new sentence was made from, and which old ones still stand for theirs."""
    locales = (work.source.locale, work.target.locale)
    for part in work.segments:
        words = tidy(said.get(part.name, part.target))
        stays = words == tidy(part.target)
        if part.source and words and (not stays or (part.name in fits and part.state == "outdated")):
            hashes = (fingerprint(part.source), fingerprint(words))
            confirm_pair(database, work.editing.key, locales, hashes, by=person.author, now=now)


def _laid_over(
    database: Database, editing: Editing, entry: Entry, locale: str
) -> tuple[Entry, int, Text | None]:
    """Return (the entry to work on, the revision it stands on, their text where it changed in both).

    Where the guide changed since the draft was begun and the draft changes nothing but texts, these are laid over the
    guide's; where others changed a text too that is not the one in question, the draft stays as it is.
    """
    draft, current = editing.item, editing.current
    if editing.draft is None or not isinstance(current.item, Entry):
        return entry, current.revision, None
    if not isinstance(draft, Entry):
        raise EditConflict(f"{editing.key}: your draft removes it; drop the draft first")
    if not editing.overtaken:
        return draft, editing.base, None
    before = entry_at(database, editing.base)
    if before is None or replace(before, texts=()) != replace(draft, texts=()):
        return draft, editing.base, None
    ours = {tag for tag in _tags(draft, before) if draft.text(tag) != before.text(tag)}
    both = {tag for tag in ours if current.item.text(tag) not in (before.text(tag), draft.text(tag))}
    if both - {locale}:
        return draft, editing.base, None
    laid = current.item
    for tag in ours:
        laid = with_text(laid, tag, draft.text(tag))
    return laid, current.revision, current.item.text(locale) if locale in both else None


def _tags(*entries: Entry) -> set[str]:
    return {text.locale for entry in entries for text in entry.texts}


def _ask_may_translate(person: Person, region: str, layer: str, locale: str) -> None:
    if not may_translate(person, region, layer, locale):
        raise NotAllowed(f"person {person.id} may not translate into {locale} in {region}")
