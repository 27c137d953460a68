"""What is there and what is missing, region by region: docs/coverage.md."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.domain.guide import Entry, Guides
from orientation.domain.inheritance import Guide, regions, resolve

_HEAD = """# What the guides cover

Made by `make coverage` from `guides/`; a test compares. Each cell counts the entries that have a text in that language,
those of the layers a region inherits among them; of these, in brackets, how many texts a person has checked. An entry
without a text in the reader's language is shown in another. In the languages on offer in part, only emergency and what
is asked most is meant to be written.
"""


def coverage(guides: Guides) -> str:
    """Return the coverage of all regions as Markdown."""
    parts = [_HEAD, *(_region(resolve(guides, region)) for region in regions(guides))]
    return "\n".join(parts)


def _region(guide: Guide) -> str:
    locales = sorted({text.locale for entry in guide.entries for text in entry.texts})
    offered = set(guide.region.locales)
    marks = {tag: "_" if tag in guide.region.partial else "**" for tag in offered}
    heads = [f"{marks.get(locale, '')}{locale}{marks.get(locale, '')}" for locale in locales]
    rows = [_row(["topic", "entries", *heads]), _row(["---", *("---:" for _ in range(len(locales) + 1))])]
    for topic in guide.topics:
        entries = [entry for entry in guide.entries if entry.topic == topic.slug]
        rows.append(_row([topic.slug, str(len(entries)), *_cells(entries, locales)]))
    rows.append(_row(["**all**", str(len(guide.entries)), *_cells(guide.entries, locales)]))
    return (
        f"\n## {guide.region.id}\n\nLanguages on offer in bold, those on offer in part slanted. {_facts(guide)}\n\n"
        + "\n".join(rows)
    )


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(entries: list[Entry] | tuple[Entry, ...], locales: list[str]) -> Iterator[str]:
    for locale in locales:
        texts = [text for entry in entries for text in entry.texts if text.locale == locale]
        checked = sum(text.state == "checked" for text in texts)
        yield f"{len(texts)} ({checked})"


def _facts(guide: Guide) -> str:
    """Say how many values the guide's texts can name, and of how many the source's age is known."""
    facts = [*guide.facts, *(fact for entry in guide.entries for fact in entry.facts)]
    dated = sum(bool(fact.as_of or (fact.source and fact.source.as_of)) for fact in facts)
    places = len(guide.places)
    aged = sum(bool(place.as_of) for place in guide.places)
    return (
        f"Facts: {len(facts)}, {dated} from a source of known age. Places: {places}, {aged} from a source of known age."
        f" Villages: {len(guide.villages)}."
    )
