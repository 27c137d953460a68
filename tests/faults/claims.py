"""What must be true of a phone after any fault: the guide it claims is there, whole, and of one edition.

`known` holds every edition that was ever published, by locale and number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .guide import Known
from .seen import Inside, Kept, Shown

Editions = Mapping[str, Mapping[int, Known]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a fault did that it must not."""

    kind: str  # "lost": what was kept is not there, or a sync never ends.  "mixed": two editions, or wrong bytes
    words: str


def lost(words: str) -> Wrong:
    return Wrong("lost", words)


def mixed(words: str) -> Wrong:
    return Wrong("mixed", words)


# -- what stands inside ---------------------------------------------------------------------------------------------


def wrongs_inside(inside: Inside, known: Editions) -> Iterator[Wrong]:
    """Find what is wrong with what is stored, whether the guides are whole or still on their way."""
    for locale, kept in inside.guides.items():
        for sha256, part in kept.parts.items():
            yield from _wrongs_of_part(kept, sha256, part, known[locale])
        edition = known[locale].get(kept.whole_edition)
        if edition:
            yield from _wrongs_of_guide(inside, kept, edition)
        elif kept.whole_edition:
            yield mixed(f"edition {kept.whole_edition} [{locale}] is kept, and was never published")


def leftovers(inside: Inside, editions: Mapping[str, Known]) -> Iterator[Wrong]:
    """Find what is stored besides these editions, by locale."""
    shells = {edition.manifest["shell"] for edition in editions.values()}
    assets = {path for shell in shells for path in inside.shells.get(shell, ())}
    left = {
        "shells": {sha256[:8] for sha256 in set(inside.shells) - shells},
        "static files": inside.assets - assets,
    }
    for locale, kept in inside.guides.items():
        parts = editions[locale].parts if locale in editions else {}
        left[f"parts [{locale}]"] = {sha256[:8] for sha256 in kept.parts if sha256 not in parts}
        left[f"pages [{locale}]"] = {path for path, part in kept.pages if part not in parts}
    for what, found in left.items():
        if found:
            yield mixed(f"{what} of another edition were left behind: {', '.join(sorted(found))}")


def _wrongs_of_guide(inside: Inside, kept: Kept, edition: Known) -> Iterator[Wrong]:
    """Check a guide that is claimed to be whole."""
    assert kept.row is not None
    if kept.row["manifest"]["parts"] != edition.manifest["parts"]:
        yield mixed(f"the manifest kept for edition {edition} is not the one that was published")
    for sha256 in edition.parts:
        if sha256 not in kept.parts:
            yield lost(f"edition {edition} is kept without its part {sha256[:8]}")
    shell = edition.manifest["shell"]
    if shell not in inside.shells:
        yield lost(f"edition {edition} is kept without its shell")
    elif missing := inside.shells[shell] - inside.assets:
        yield lost(f"edition {edition} is kept without {', '.join(sorted(missing))}")


def _wrongs_of_part(
    kept: Kept, sha256: str, part: Mapping[str, Any], known: Mapping[int, Known]
) -> Iterator[Wrong]:
    """Check a part that is noted as being here: all its pages are here, as they were published."""
    if "text" in part and hashlib.sha256(part["text"].encode()).hexdigest() != sha256:
        yield mixed(f"the text of part {sha256[:8]} has another SHA-256")
    records = next((one.parts[sha256] for one in known.values() if sha256 in one.parts), None)
    if records is None:
        yield mixed(f"part {sha256[:8]} was never published")
        return
    for record in records:
        row = kept.pages.get((record["path"], sha256))
        if row is None:
            yield lost(f"part {sha256[:8]} is noted as here, without its page {record['path']}")
        elif wrong := [name for name, value in record.items() if row.get(name) != value]:
            yield mixed(f"{record['path']} of part {sha256[:8]} has another {', '.join(wrong)}")


# -- what is shown --------------------------------------------------------------------------------------------------


def wrongs_shown(shown: Shown, known: Editions, *, whole: bool) -> Iterator[Wrong]:
    """Find what is wrong with a page.  whole: the phone claims to hold the whole guide."""
    edition = known[shown.locale].get(shown.edition)
    if edition is None and shown.edition:
        yield mixed(f"{shown.path} says it is of edition {shown.edition}, which was never published")
    elif edition is None and whole:
        yield lost(f"{shown.path} is not shown (status {shown.status}), though the guide is kept")
    elif edition is not None and "/search/" in shown.path:
        yield from _wrongs_of_search(shown, edition, whole=whole)
    elif edition is not None:
        yield from _wrongs_of_page(shown, edition)


def _wrongs_of_search(shown: Shown, edition: Known, *, whole: bool) -> Iterator[Wrong]:
    titles = {path: page["title"] for path, page in edition.pages.items()}
    strange = {path for path, title in shown.results.items() if titles.get(path) != title}
    if strange:
        yield mixed(f"a search of edition {edition} found what is not of it: {', '.join(sorted(strange))}")
    if whole and not shown.results:
        yield lost(f"a search of edition {edition} found nothing")


def _wrongs_of_page(shown: Shown, edition: Known) -> Iterator[Wrong]:
    page = edition.pages.get(shown.path)
    wanted = 404 if page is None else 410 if page["kind"] == "removed" else 200
    where = f"{shown.path} of edition {edition}"
    if shown.status != wanted:
        yield (lost if wanted == 200 else mixed)(f"{where} has the status {shown.status}, not {wanted}")
    elif page is not None and shown.title != page["title"]:
        yield mixed(f"{where} is titled {shown.title!r}, not {page['title']!r}")
    elif page is not None and f'<main id="main">{page["html"]}</main>' not in shown.html:
        yield mixed(f"{where} has another text")
