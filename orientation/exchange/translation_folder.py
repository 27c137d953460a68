"""What a translation tool wrote, into content files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from orientation.content.layout import text_path
from orientation.content.read import read_guides
from orientation.content.texts import write_text
from orientation.domain.guide import Entry, Text
from orientation.domain.inheritance import resolve
from orientation.domain.translation import compose, lay_beside, remember
from orientation.errors import BadInput
from orientation.exchange.units import Translation, take
from orientation.store.files import write_whole


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file."""

    written: tuple[str, ...]  # paths within the content folder
    sentences: int
    notes: tuple[str, ...]  # one line for each sentence that was left out


def import_translation(found: Translation, folder: Path) -> Imported:
    """Write what a file changes into the texts of a content folder; each is "machine" then, until a person checks it.

    Raises BadContent for a folder that cannot be read, UnknownRegion, BadInput for a locale it does not declare.
    """
    guides = read_guides(folder)
    guide = resolve(guides, found.region)
    tags = {one.tag for one in guides.locales}
    if {found.locale, found.source_locale} - tags or found.locale == found.source_locale:
        raise BadInput(
            f"{found.source_locale} to {found.locale}: the folder's locales.toml does not name both"
        )
    texts: dict[str, Text] = {}
    notes: list[str] = []
    sentences = 0
    for address in found.entries():
        entry = guide.entry(address)
        source = entry.text(found.source_locale) if entry else None
        if entry is None or source is None:
            notes.append(f"{address}: no such entry with a text in {found.source_locale!r}")
            continue
        text, count, left = _translated(entry, source, found)
        notes += left
        sentences += count
        if count:
            texts[text_path(entry, found.locale)] = text
    for path, text in texts.items():
        write_whole(folder / path, write_text(text).encode())
    return Imported(tuple(texts), sentences, tuple(notes))


def _translated(entry: Entry, source: Text, found: Translation) -> tuple[Text, int, tuple[str, ...]]:
    """Return the new text, how many sentences changed in it, and what was left out."""
    target = entry.text(found.locale)
    beside = lay_beside(source, target, remember({}, None, source, target))
    taken = take([part for one in beside for part in one.segments], found.of_entry(entry.address))
    text = compose(beside, taken.said, target or Text(found.locale, "", ""))
    text = replace(text, title=text.title or source.title, state="machine", by="", on="")
    return text, len(taken.said), tuple(map(str, taken.left))
