"""Published editions and their pages. The newest row of a (region, locale) is what is served."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlite_utils import Database

from orientation.domain.edition import Frame, Page
from orientation.store.database import transaction

KEPT_EDITIONS = 5  # of each (region, locale); older ones lose their pages


@dataclass(frozen=True, slots=True)
class Edition:
    """A published snapshot of a guide in one locale, without its pages."""

    region: str
    locale: str
    number: int
    published_at: str  # UTC ISO 8601
    content_digest: str  # of pages, frame and shell: equal content makes no new edition
    frame: Frame
    manifest: str  # the signed JSON, byte for byte as it is served
    host_bytes: int = 0  # of the pack now served in the language at the counter; 0 where that is no other


_COLUMNS = (
    "editions.region, editions.locale, edition, published_at, content_digest, frame, manifest,"
    " (SELECT json_extract(host.manifest, '$.pack.wire_bytes') FROM editions AS host"
    " WHERE host.region = editions.region AND host.locale = json_extract(editions.frame, '$.host')"
    " ORDER BY host.edition DESC LIMIT 1)"
)
_PAGE_COLUMNS = "path, title, html, kind, words, topic, position, state, target, sensitive"
_NEWEST = "FROM editions WHERE region = :region AND locale = :locale ORDER BY edition DESC LIMIT 1"


def save_edition(
    database: Database,
    edition: Edition,
    pages: Sequence[Page],
    *,
    kept_editions: int = KEPT_EDITIONS,
    made_of: Callable[[Page], str] = lambda page: "",
) -> None:
    """Save an edition with its pages in one transaction: from then on it is what is served.

    kept_editions: how many keep their pages, this one among them; 1 where something was withdrawn.
    made_of: gives a digest of what a page was made of, "" where nobody is to take it over into the next edition.
    """
    with transaction(database):
        cursor = database.execute(
            "INSERT INTO editions (region, locale, edition, published_at, content_digest, frame, manifest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                edition.region,
                edition.locale,
                edition.number,
                edition.published_at,
                edition.content_digest,
                msgspec.json.encode(edition.frame).decode(),
                edition.manifest,
            ),
        )
        _save_pages(database, int(cursor.lastrowid or 0), [(page, made_of(page)) for page in pages])
        if _forget_old(database, edition, kept_editions):
            database.execute("DELETE FROM fragments WHERE sha256 NOT IN (SELECT fragment FROM pages)")


def note_made_of(
    database: Database, region: str, locale: str, made_of: str, *, resting: str, year: int
) -> None:
    """Remember what the newest edition of a region in a locale was made of, whether it rests, and for which year."""
    database.execute(
        "UPDATE editions SET made_of = :made_of, resting = :resting, year = :year"
        f" WHERE id = (SELECT id {_NEWEST})",
        {"region": region, "locale": locale, "made_of": made_of, "resting": resting, "year": year},
    )


def is_made_of(database: Database, region: str, locale: str, made_of: str) -> bool:
    """Return whether the newest edition of a region in a locale was made of this, and so would come out the same."""
    row = database.execute(f"SELECT made_of {_NEWEST}", {"region": region, "locale": locale}).fetchone()
    return row is not None and row[0] == made_of


@dataclass(frozen=True, slots=True)
class ServedAs:
    """As what a region is served in a locale."""

    locale: str
    resting: str  # "asleep", "closed" or ""
    year: int  # for which it was made


def served_as(database: Database, region: str) -> tuple[ServedAs, ...]:
    """Return as what a region is served, in each locale that it was ever published in."""
    rows = database.execute(
        "SELECT locale, resting, year FROM editions WHERE region = :region AND edition ="
        " (SELECT max(edition) FROM editions AS newer WHERE newer.region = :region"
        "  AND newer.locale = editions.locale)",
        {"region": region},
    )
    return tuple(ServedAs(*row) for row in rows.fetchall())


def was_published(database: Database, region: str) -> bool:
    """Return whether a region is served in any locale."""
    return (
        database.execute("SELECT 1 FROM editions WHERE region = ? LIMIT 1", (region,)).fetchone() is not None
    )


def newest_edition(database: Database, region: str, locale: str) -> Edition | None:
    """Return what is served for a region in a locale."""
    row = database.execute(f"SELECT {_COLUMNS} {_NEWEST}", {"region": region, "locale": locale}).fetchone()
    return _edition(row) if row else None


def newest_editions(database: Database) -> tuple[Edition, ...]:
    """Return everything that is served, by region and locale."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM editions JOIN (SELECT region AS r, locale AS l, max(edition) AS e FROM editions"
        " GROUP BY region, locale) ON region = r AND locale = l AND edition = e ORDER BY region, locale"
    )
    return tuple(_edition(row) for row in rows.fetchall())


def newest_numbers(database: Database) -> dict[str, int]:
    """Return the number of the newest edition of each locale that anything is published in."""
    rows = database.execute("SELECT locale, max(edition) FROM editions GROUP BY locale")
    return dict(rows.fetchall())


def recent_manifests(database: Database, *, count: int) -> tuple[tuple[str, ...], ...]:
    """Return, of every region and locale, the manifests of its last `count` editions, newest first."""
    rows = database.execute(
        "SELECT age, manifest FROM (SELECT *, row_number() OVER"
        " (PARTITION BY region, locale ORDER BY edition DESC) AS age FROM editions)"
        " WHERE age <= ? ORDER BY region, locale, age",
        (count,),
    )
    found: list[list[str]] = []
    for age, manifest in rows.fetchall():
        if age == 1:
            found.append([])
        found[-1].append(manifest)
    return tuple(map(tuple, found))


def former_manifests(database: Database, region: str, locale: str, *, count: int) -> tuple[str, ...]:
    """Return the manifests of the last `count` editions of a region in a locale, newest first."""
    rows = database.execute(
        "SELECT manifest FROM editions WHERE region = ? AND locale = ? ORDER BY edition DESC LIMIT ?",
        (region, locale, count),
    )
    return tuple(manifest for (manifest,) in rows.fetchall())


def find_page(database: Database, region: str, locale: str, path: str) -> tuple[Edition, Page] | None:
    """Return one page of what is served, with its edition: a single look-up by primary keys."""
    row = database.execute(
        f"SELECT {_COLUMNS}, {_PAGE_COLUMNS}"
        f" FROM (SELECT * {_NEWEST}) AS editions"
        " JOIN pages ON pages.edition_id = editions.id AND pages.path = :path"
        " JOIN fragments ON fragments.sha256 = pages.fragment",
        {"region": region, "locale": locale, "path": path},
    ).fetchone()
    return (_edition(row[:8]), _page(row[8:])) if row else None


def pages_of(database: Database, region: str, locale: str) -> tuple[Page, ...]:
    """Return all pages of what is served, in the order they were published in."""
    rows = database.execute(
        f"SELECT {_PAGE_COLUMNS} FROM pages"
        " JOIN fragments ON fragments.sha256 = pages.fragment"
        f" WHERE edition_id = (SELECT id {_NEWEST}) ORDER BY topic, position, path",
        {"region": region, "locale": locale},
    )
    return tuple(_page(row) for row in rows.fetchall())


def pages_with_made_of(database: Database, region: str, locale: str) -> tuple[tuple[Page, str], ...]:
    """Return all pages of what is served, each with the digest of what it was made of."""
    rows = database.execute(
        f"SELECT {_PAGE_COLUMNS}, pages.made_of FROM pages"
        " JOIN fragments ON fragments.sha256 = pages.fragment"
        f" WHERE edition_id = (SELECT id {_NEWEST})",
        {"region": region, "locale": locale},
    )
    return tuple((_page(row[:-1]), row[-1]) for row in rows.fetchall())


def pages_before(
    database: Database, region: str, locale: str, *, since: int | None = None
) -> tuple[Page, ...]:
    """Return all pages of a former edition: number `since`, else the one before the newest; none where it is forgotten."""
    wanted = "edition = :since" if since is not None else f"id < (SELECT id {_NEWEST})"
    rows = database.execute(
        f"SELECT {_PAGE_COLUMNS} FROM pages JOIN fragments ON fragments.sha256 = pages.fragment"
        " WHERE edition_id = (SELECT id FROM editions WHERE region = :region AND locale = :locale"
        f" AND {wanted} ORDER BY edition DESC LIMIT 1) ORDER BY topic, position, path",
        {"region": region, "locale": locale, "since": since},
    )
    return tuple(_page(row) for row in rows.fetchall())


def _save_pages(database: Database, edition_id: int, pages: Sequence[tuple[Page, str]]) -> None:
    digests = {page.path: hashlib.sha256(page.html.encode()).hexdigest() for page, _ in pages}
    database.conn.executemany(
        "INSERT OR IGNORE INTO fragments (sha256, html) VALUES (?, ?)",
        [(digests[page.path], page.html) for page, _ in pages],
    )
    database.conn.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                edition_id,
                page.path,
                page.title,
                page.kind,
                page.words,
                page.topic,
                page.order,
                page.state,
                page.target,
                page.sensitive,
                digests[page.path],
                made_of,
            )
            for page, made_of in pages
        ],
    )


def _forget_old(database: Database, edition: Edition, kept_editions: int) -> int:
    """Drop the pages of all but the last few editions; the manifests stay as history. Return how many went."""
    old = (
        "SELECT id FROM editions WHERE region = ? AND locale = ?"
        f" ORDER BY edition DESC LIMIT -1 OFFSET {kept_editions}"
    )
    where = (edition.region, edition.locale)
    return int(database.execute(f"DELETE FROM pages WHERE edition_id IN ({old})", where).rowcount)


def _edition(row: Sequence[Any]) -> Edition:
    region, locale, number, published_at, digest, frame, manifest, host_bytes = row
    frame = msgspec.json.decode(frame, type=Frame)
    return Edition(region, locale, number, published_at, digest, frame, manifest, host_bytes or 0)


def _page(row: Sequence[Any]) -> Page:
    page = Page(*row)
    return replace(page, sensitive=bool(page.sensitive))  # SQLite knows no truth values
