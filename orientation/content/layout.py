"""Where each item of a library stands under guides/."""

from __future__ import annotations

import re

from orientation.domain.checklists import Checklist
from orientation.domain.courses import Course, Event, Organisation
from orientation.domain.guide import Entry, Fact, Layer, Place, Topic, Villages, Word
from orientation.domain.library import Item
from orientation.domain.locale import Locale
from orientation.domain.phrases import Phrase
from orientation.domain.timetable import Timetable
from orientation.errors import BadInput

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAG = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
)  # BCP 47: language, script, region
TOPICS, LOCALES = "topics.toml", "locales.toml"
ENTRY = "entry.toml"
LAYER_FILES: dict[type[Item], str] = {
    Layer: "layer.toml",
    Fact: "facts.toml",
    Place: "places.toml",
    Word: "words.toml",
    Villages: "villages.csv",
    Timetable: "transport/lines.toml",
    Course: "courses.toml",
    Event: "events.toml",
    Organisation: "organisations.toml",
    Phrase: "phrases.toml",
    Checklist: "checklists.toml",
}


def layer_path(layer: str, name: str) -> str:
    """Return the path of a layer's file.  Raises BadInput for an id that is no slug."""
    return f"{_slug(layer)}/{name}"


def entry_path(entry: Entry, name: str) -> str:
    """Return the path of a file of an entry.  Raises BadInput where a part of it is no slug."""
    return f"{_slug(entry.layer)}/{_slug(entry.topic)}/{_slug(entry.slug)}/{name}"


def text_path(entry: Entry, locale: str) -> str:
    """Return the path of an entry's words.  Raises BadInput for what is no locale."""
    if not TAG.fullmatch(locale):
        raise BadInput(f"{locale!r} is no locale such as ar or fa-AF")
    return entry_path(entry, f"{locale}.md")


def path_of(item: Item) -> str:
    """Return the path of the file that holds an item, relative to guides/.  Raises BadInput."""
    match item:
        case Topic():
            return TOPICS
        case Locale():
            return LOCALES
        case Entry():
            return entry_path(item, ENTRY)
    layer = item.id if isinstance(item, Layer) else item.layer
    return layer_path(layer, LAYER_FILES[type(item)])


def is_content(path: str) -> bool:
    """Tell whether a file at that path, relative to guides/, would be read."""
    *folders, name = path.split("/")
    if not all(map(SLUG.fullmatch, folders)):
        return False
    if "/".join([*folders[1:], name]) in LAYER_FILES.values():
        return bool(folders)
    in_entry = name == ENTRY or (name.endswith(".md") and TAG.fullmatch(name[:-3]) is not None)
    return {0: name in (TOPICS, LOCALES), 3: in_entry}.get(len(folders), False)


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise BadInput(f"{text!r} is no slug: lower-case letters, digits and hyphens")
    return text
