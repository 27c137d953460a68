"""How far translations are: the memory of an entry, read off its revisions, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from orientation.desk.layering import nearest
from orientation.domain.guide import Entry, Text
from orientation.domain.inheritance import Guide
from orientation.domain.library import Item, key_of
from orientation.domain.sentences import fingerprint
from orientation.domain.translation import Memory, remember, said_in, segments_of
from orientation.store.items import current_item, read_layers
from orientation.store.pairs import (
    Tally,
    confirmed_pairs,
    entries_over_time,
    read_tallies,
    revisions_now,
    save_tallies,
)


def memory_of(database: Database, key: str, source_locale: str, locale: str) -> Memory:
    """Return which sentences of an entry's text were made from which of another locale's, up to now."""
    return _memory(database, key, entries_over_time(database, key), (source_locale, locale))


def former_sources(
    database: Database, key: str, source_locale: str, memory: Memory, targets: Iterable[str]
) -> dict[str, str]:
    """Return what outdated sentences were made from, by the sentence; the newest where there were several."""
    made_from: dict[str, set[str]] = {}
    for source, target in memory:
        made_from.setdefault(target, set()).add(source)
    wanted = {target: made_from.get(fingerprint(target), set()) for target in targets}
    found: dict[str, str] = {}
    for entry in entries_over_time(database, key) if any(wanted.values()) else ():
        text = entry.text(source_locale) if entry else None
        said = {fingerprint(one): one for one in said_in(text)} if text else {}
        for target, sources in wanted.items():
            for name in sources & said.keys():
                found[target] = said[name]
    return found


def tallies_of(database: Database, guide: Guide, locales: Iterable[str]) -> dict[tuple[str, str], Tally]:
    """Return how far each entry of a guide is in each locale but its own, by (key, locale).

    Each is counted beside the locale it was written in; only what changed since it was last asked for is counted.
    """
    entries = {key_of(entry): entry for entry in guide.entries}
    wanted = [
        (key, locale) for key, entry in entries.items() for locale in locales if locale != entry.source_locale
    ]
    known = read_tallies(database, entries, {locale for _, locale in wanted})
    revisions = revisions_now(database, entries)
    counted: dict[tuple[str, str], Tally] = {}
    history: dict[str, Sequence[Entry | None]] = {}
    for key, locale in wanted:
        if (key, locale) not in known:
            if key not in history:
                history[key] = entries_over_time(database, key)
            counted[key, locale] = _tally(database, entries[key], history[key], locale)
    if counted:
        save_tallies(database, counted, revisions)
    return known | counted


def settled(database: Database, item: Item | None, *, may_check: Callable[[str], bool]) -> Item | None:
    """Return an item as it is to be published: a text is no longer "checked" once a sentence of it is not.

    That is where its words changed since somebody read it, or those of the text it was made from. One that is newly
    "checked" is so where its author may say so.  may_check: a locale -> whether they may.
    """
    if not isinstance(item, Entry):
        return item
    current = current_item(database, key_of(item)).item
    before = current if isinstance(current, Entry) else None
    texts = (
        _settled_text(database, item, before, text)
        if before and _read_before(before, text)
        else _vouched(database, item, text, may_check)
        for text in item.texts
    )
    return replace(item, texts=tuple(texts))


def _read_before(current: Entry, text: Text) -> bool:
    """Return whether a text is "checked" by the reading that the guide's has already."""
    before = current.text(text.locale)
    return before is not None and _reading(before) == _reading(text)


def _vouched(database: Database, item: Entry, text: Text, may_check: Callable[[str], bool]) -> Text:
    """Return a text "checked" anew where its author may say so, or it was once, here or in the layer below."""
    if text.state != "checked" or may_check(text.locale) or _was_checked(database, item, text):
        return text
    return unchecked(text)


def _was_checked(database: Database, item: Entry, text: Text) -> bool:
    key = key_of(item)
    below = nearest(database, read_layers(database), key, but_own=True)
    keys = [key, *([key_of(below.item)] if below and below.item else [])]
    former = (entry for one in keys for entry in entries_over_time(database, one))
    return any(entry.text(text.locale) == text for entry in former if entry)


def unchecked(text: Text) -> Text:
    """Return a text as one that nobody has checked."""
    return replace(text, state="machine", by="", on="")


def _settled_text(database: Database, item: Entry, current: Entry, text: Text) -> Text:
    before = current.text(text.locale)
    if text.state != "checked" or before is None:
        return text  # nothing to lose
    source, source_before = item.text(item.source_locale), current.text(item.source_locale)
    if text.locale == item.source_locale or source is None:
        return text if _words(text) == _words(before) else unchecked(text)
    if source_before and _words(source) == _words(source_before) and _words(text) == _words(before):
        return text
    memory = memory_of(database, key_of(item), item.source_locale, text.locale)
    memory = remember(memory, before, source, text)
    is_checked = all(one.state == "checked" for one in segments_of(source, text, memory))
    return text if is_checked else unchecked(text)


def _reading(text: Text) -> tuple[str, str, str]:
    return text.state, text.by, text.on


def _words(text: Text) -> tuple[str, str]:
    return text.title, text.body


def _memory(
    database: Database, key: str, history: Sequence[Entry | None], locales: tuple[str, str]
) -> dict[tuple[str, str], str]:
    """Go through an entry's revisions. locales: of source and target."""
    memory = dict.fromkeys(confirmed_pairs(database, key, *locales), "machine")
    source = target = None
    for entry in history:
        found = (entry.text(locales[0]), entry.text(locales[1])) if entry else (None, None)
        if entry and found != (source, target):
            memory = remember(memory, target, *found)
            source, target = found
    return memory


def _tally(database: Database, entry: Entry, history: Sequence[Entry | None], locale: str) -> Tally:
    source, target = entry.text(entry.source_locale), entry.text(locale)
    if source is None:
        return Tally()
    memory = _memory(database, key_of(entry), history, (entry.source_locale, locale)) if target else {}
    return Tally(**Counter(one.state for one in segments_of(source, target, memory)))
