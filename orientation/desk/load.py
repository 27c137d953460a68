"""From files to the store and back."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from orientation.content.check import check
from orientation.content.check_facts import stands_for_nothing
from orientation.content.library import Library
from orientation.content.read import Reading, read
from orientation.content.write import write_guides
from orientation.domain.library import assemble, items_of, key_of
from orientation.domain.roles import SANDBOX
from orientation.errors import BadContent
from orientation.store.items import layer_of
from orientation.store.library import LoadReport, load_items, read_library


def load_folder(database: Database, folder: Path, *, now: str, theirs: bool = False) -> LoadReport:
    """Take what changed under a content folder since the last load; all of it or nothing.

    now: UTC ISO 8601.  theirs: where the desk has a newer revision, take the files' version all the same.
    Raises BadContent with every error found: a folder with errors changes nothing.
    """
    reading = read(folder)
    errors = tuple(found for found in check(reading, today=now[:10]) if not found.warning)
    if errors:
        raise BadContent(errors)
    return load_items(database, items_of(reading.guides), now=now, theirs=theirs)


def dump_folder(database: Database, folder: Path) -> None:
    """Write the library as it stands into a content folder, without what is there to practise with.

    Own values for facts that went since are left out: `load` would refuse the folder.
    """
    found = read_library(database)
    library = Library(Reading(found))
    hollow = {key_of(fact) for fact in found.facts if stands_for_nothing(library, fact)}
    items = {key: item for key, item in items_of(found).items() if key not in hollow}
    write_guides(assemble({key: item for key, item in items.items() if layer_of(key) != SANDBOX}), folder)
