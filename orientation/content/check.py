"""Check a content folder across its files: what points at nothing, what is missing, what must not be said.

`read` finds what is wrong with one file; the modules check_* each look at one kind of item.
"""

from __future__ import annotations

from pathlib import Path

from orientation.content.check_checklists import check_checklists
from orientation.content.check_courses import check_courses
from orientation.content.check_entries import check_entries
from orientation.content.check_facts import check_facts
from orientation.content.check_layers import check_layers
from orientation.content.check_names import check_names
from orientation.content.check_numbers import check_numbers
from orientation.content.check_phrases import check_phrases
from orientation.content.check_places import check_places
from orientation.content.check_texts import check_texts
from orientation.content.check_timetables import check_timetables
from orientation.content.library import Library
from orientation.content.read import Reading, read
from orientation.errors import Finding


def check(source: Reading | Path, *, today: str) -> tuple[Finding, ...]:
    """Return everything wrong with a content folder, sorted by file and line.

    today: YYYY-MM-DD.
    """
    reading = source if isinstance(source, Reading) else read(source)
    library = Library(reading)
    found = {
        *reading.findings,
        *check_layers(library),
        *check_names(library),
        *check_places(library),
        *check_facts(library),
        *check_courses(library),
        *check_phrases(library),
        *check_checklists(library),
        *check_entries(library, today=today),
        *check_texts(library),
        *check_timetables(library, today=today),
    }
    return tuple(sorted(found))


def compare(reading: Reading) -> tuple[Finding, ...]:
    """Return, as warnings, the numbers that texts type and where the locales of an entry say different things."""
    return tuple(sorted(check_numbers(Library(reading))))
