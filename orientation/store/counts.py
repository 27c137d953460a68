"""How often something was fetched, by day: a number, and nothing about who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.store.database import transaction


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted."""

    region: str
    day: str  # YYYY-MM-DD
    what: str  # "asked" (manifests), "kept" (packs), "updated" (deltas), "sheet", "wrong", "helped", …
    locale: str
    edition: int = 0


def add_counts(database: Database, counts: Mapping[Counted, int]) -> None:
    """Add to what is counted already, in one transaction."""
    with transaction(database):
        count_within(database, counts)


def count_within(database: Database, counts: Mapping[Counted, int]) -> None:
    """Add to what is counted already, within the caller's transaction."""
    database.conn.executemany(
        "INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
        [(one.region, one.day, one.what, one.locale, one.edition, n) for one, n in counts.items()],
    )


def counts_of(database: Database, region: str, *, year: int) -> dict[tuple[str, str, int], int]:
    """Return a region's counts of a year by (what, locale, edition)."""
    rows = database.execute(
        "SELECT what, locale, edition, sum(n) FROM counts WHERE region = ? AND day BETWEEN ? AND ?"
        " GROUP BY what, locale, edition",
        (region, f"{year}-01-01", f"{year}-12-31"),
    )
    return {(what, locale, edition): n for what, locale, edition, n in rows.fetchall()}


def years_counted(database: Database, region: str) -> tuple[int, ...]:
    """Return the years in which anything was counted, newest first."""
    rows = database.execute(
        "SELECT DISTINCT substr(day, 1, 4) FROM counts WHERE region = ? ORDER BY 1 DESC", (region,)
    )
    return tuple(int(year) for (year,) in rows.fetchall())


def purge_counts(database: Database, *, before: str) -> None:
    database.execute("DELETE FROM counts WHERE day < ?", (before,))
