"""Who keeps which items true, how often, and what they found out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.domain.freshness import Check

_READING = (
    "{0}id, coalesce(json_extract({0}data, '$.topic'), ''), coalesce(json_extract({0}data, '$.read_on'), '')"
)
_KEPT = "{0}data NOT NULL AND ({0}item LIKE 'entry/%' OR {0}item LIKE 'place/%')"
_TABLES = (
    """
    CREATE TABLE keepers (
        item TEXT NOT NULL,
        rank INTEGER NOT NULL CHECK (rank IN (1, 2)),
        person INTEGER NOT NULL REFERENCES persons (id),
        PRIMARY KEY (item, rank)
    ) WITHOUT ROWID""",
    "CREATE INDEX keepers_person ON keepers (person)",
    "CREATE TABLE intervals (item TEXT PRIMARY KEY, days INTEGER NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE confirmations (
        id INTEGER PRIMARY KEY,
        item TEXT NOT NULL,
        day TEXT NOT NULL,
        how TEXT NOT NULL CHECK (how IN ('tap', 'link', 'round')),
        result TEXT NOT NULL CHECK (result IN ('true', 'changed', 'unknown')),
        person INTEGER REFERENCES persons (id),
        text TEXT NOT NULL,
        revision INTEGER REFERENCES revisions (id),
        before INTEGER REFERENCES revisions (id),
        done_at TEXT
    )""",
    "CREATE INDEX revisions_desk ON revisions (item, saved_at) WHERE origin = 'desk'",  # for `last_kept`
    "CREATE INDEX confirmations_item ON confirmations (item, result, day)",
    """
    CREATE TABLE keeping_settings (
        person INTEGER PRIMARY KEY REFERENCES persons (id),
        hours INTEGER NOT NULL DEFAULT 0,
        paused_until TEXT NOT NULL DEFAULT '',
        calendar_hash TEXT UNIQUE
    )""",
    # What a list of checks needs of each revision: with it no list has to read any texts.
    "CREATE TABLE readings (revision INTEGER PRIMARY KEY, topic TEXT NOT NULL, read_on TEXT NOT NULL)",
    f"INSERT INTO readings SELECT {_READING.format('')} FROM revisions WHERE {_KEPT.format('')}",
    f"""
    CREATE TRIGGER revisions_read AFTER INSERT ON revisions WHEN {_KEPT.format("NEW.")}
    BEGIN INSERT INTO readings SELECT {_READING.format("NEW.")}; END""",
    "CREATE TABLE closed_regions (region TEXT PRIMARY KEY, closed_at TEXT NOT NULL) WITHOUT ROWID",
)
# done_at of a confirmation: it was taken back; of a proposal ("changed"): somebody looked at it.

_CHECKS = """
    SELECT items.item, items.revision, topic, read_on,
        coalesce((SELECT max(day) FROM confirmations AS one
            WHERE one.item = items.item AND result = 'true' AND done_at IS NULL), ''),
        coalesce((SELECT max(day) FROM confirmations AS one
            WHERE one.item = items.item AND result = 'unknown'), ''),
        coalesce((SELECT days FROM intervals WHERE intervals.item = items.item), 0),
        (SELECT json_group_array(person) FROM
            (SELECT person FROM keepers WHERE keepers.item = items.item ORDER BY rank))
    FROM items JOIN readings ON readings.revision = items.revision WHERE true"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What somebody found out about an item."""

    id: int
    item: str
    day: str  # YYYY-MM-DD
    how: str  # tap, round, or link: somebody there, without an account
    result: str  # true; changed: a proposal to look at; unknown: nobody answered
    person: int | None
    text: str  # what changed, in the words of whoever opened the link or called
    revision: int | None  # that carries the day to readers
    before: int | None  # the revision it followed
    done_at: str | None  # when it was taken back, or a proposal was looked at


@dataclass(frozen=True, slots=True)
class KeepingSettings:
    """How much somebody offers to do."""

    hours: int = 0  # a month; 0: they did not say
    paused_until: str = ""  # YYYY-MM-DD


def make_keeping_tables(database: Database) -> None:
    """Version 8: keepers, intervals, confirmations, and what each keeper offers."""
    for table in _TABLES:
        database.execute(table)


# -- what is to be checked ---------------------------------------------------------------------------------


def checks_in(
    database: Database, layers: Iterable[str], *, kinds: Iterable[str] = ("entry", "place")
) -> tuple[Check, ...]:
    """Return the entries and places of these layers, texts left aside."""
    found: list[Check] = []
    for kind in kinds:
        for layer in layers:  # "0" follows "/": one range of the primary key each
            span = (f"{kind}/{layer}/", f"{kind}/{layer}0")
            rows = database.execute(f"{_CHECKS} AND items.item >= ? AND items.item < ?", span)
            found += map(_check, rows)
    return tuple(found)


def checks_of(database: Database, person: int, *, day: str) -> tuple[Check, ...]:
    """Return what somebody has to keep that day: as the first keeper, or for a first one who pauses or is gone."""
    rows = database.execute(
        f"{_CHECKS} AND items.item IN (SELECT item FROM keepers AS own WHERE person = ? AND (rank = 1"
        " OR NOT EXISTS (SELECT 1 FROM keepers AS first LEFT JOIN keeping_settings AS said USING (person)"
        "  WHERE first.item = own.item AND first.rank = 1 AND coalesce(said.paused_until, '') <= ?)))",
        (person, day),
    )
    return tuple(map(_check, rows))


def check_of(database: Database, item: str) -> Check | None:
    """Return one item; None where it is not there, or nobody could keep its kind."""
    row = database.execute(f"{_CHECKS} AND items.item = ?", (item,)).fetchone()
    return _check(row) if row and item.partition("/")[0] in ("entry", "place") else None


def _check(row: tuple[str, int, str, str, str, str, int, str]) -> Check:
    return Check(*row[:7], keepers=tuple(json.loads(row[7])))


def set_keepers(database: Database, item: str, persons: Iterable[int]) -> None:
    """Say who keeps an item, the first before the second."""
    database.execute("DELETE FROM keepers WHERE item = ?", (item,))
    for rank, person in enumerate(dict.fromkeys(persons), start=1):
        database.execute("INSERT INTO keepers (item, rank, person) VALUES (?, ?, ?)", (item, rank, person))


def set_interval(database: Database, item: str, days: int) -> None:
    """Choose an item's interval; 0: the default of its kind."""
    database.execute("DELETE FROM intervals WHERE item = ?", (item,))
    if days:
        database.execute("INSERT INTO intervals (item, days) VALUES (?, ?)", (item, days))


def intervals_in(database: Database) -> Mapping[str, int]:
    """Return the chosen intervals, by item."""
    return dict(database.execute("SELECT item, days FROM intervals").fetchall())


# -- what was found out ------------------------------------------------------------------------------------

_COLUMNS = "id, item, day, how, result, person, text, revision, before, done_at"


def add_confirmation(
    database: Database,
    item: str,
    *,
    day: str,
    how: str,
    result: str,
    person: int | None,
    text: str = "",
    revision: int | None = None,
    before: int | None = None,
) -> int:
    """Save what somebody found out and return its number."""
    cursor = database.execute(
        "INSERT INTO confirmations (item, day, how, result, person, text, revision, before)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (item, day, how, result, person, text, revision, before),
    )
    return int(cursor.lastrowid or 0)


def find_confirmation(database: Database, number: int) -> Confirmation | None:
    row = database.execute(f"SELECT {_COLUMNS} FROM confirmations WHERE id = ?", (number,)).fetchone()
    return Confirmation(*row) if row else None


def finish_confirmation(database: Database, number: int, *, now: str) -> None:
    """Note that it was taken back, or that somebody looked at the proposal."""
    database.execute("UPDATE confirmations SET done_at = ? WHERE id = ? AND done_at IS NULL", (now, number))


def proposals(database: Database) -> tuple[Confirmation, ...]:
    """Return what is said to have changed and nobody has looked at, oldest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM confirmations WHERE result = 'changed' AND done_at IS NULL ORDER BY id"
    )
    return tuple(Confirmation(*row) for row in rows)


def checks_done(database: Database, person: int, *, since: str) -> int:
    """Return how many items somebody has looked into since a day."""
    row = database.execute(
        "SELECT count(*) FROM confirmations WHERE person = ? AND day >= ?", (person, since)
    ).fetchone()
    return int(row[0])


def is_open_proposal(database: Database, item: str, text: str) -> bool:
    """Return whether the very same was said already and waits."""
    row = database.execute(
        "SELECT 1 FROM confirmations WHERE item = ? AND result = 'changed' AND text = ? AND done_at IS NULL",
        (item, text),
    ).fetchone()
    return row is not None


def last_kept(database: Database) -> dict[str, str]:
    """Return when somebody last saved an item of a layer at the desk, or confirmed one, by layer; UTC ISO 8601.

    What was loaded from files does not count, nor a layer's own settings: to sign an imprint is not to keep a guide.
    """
    rows = database.execute(
        "SELECT substr(rest, 1, instr(rest || '/', '/') - 1), max(moment) FROM ("
        " SELECT substr(item, instr(item, '/') + 1) AS rest, saved_at AS moment FROM revisions"
        " WHERE origin = 'desk' AND item NOT LIKE 'layer/%'"
        " UNION ALL SELECT substr(item, instr(item, '/') + 1), day FROM confirmations"
        " WHERE result = 'true' AND done_at IS NULL) GROUP BY 1"
    )
    return dict(rows.fetchall())


# -- what a keeper offers ----------------------------------------------------------------------------------


def settings_of(database: Database, person: int) -> KeepingSettings:
    row = database.execute(
        "SELECT hours, paused_until FROM keeping_settings WHERE person = ?", (person,)
    ).fetchone()
    return KeepingSettings(*row) if row else KeepingSettings()


def save_settings(database: Database, person: int, settings: KeepingSettings) -> None:
    database.execute(
        "INSERT INTO keeping_settings (person, hours, paused_until) VALUES (?, ?, ?) ON CONFLICT (person)"
        " DO UPDATE SET hours = excluded.hours, paused_until = excluded.paused_until",
        (person, settings.hours, settings.paused_until),
    )


def set_calendar(database: Database, person: int, secret_hash: str) -> None:
    """Give somebody's calendar another secret; the former one opens nothing any more."""
    database.execute(
        "INSERT INTO keeping_settings (person, calendar_hash) VALUES (?, ?) ON CONFLICT (person)"
        " DO UPDATE SET calendar_hash = excluded.calendar_hash",
        (person, secret_hash),
    )


def person_of_calendar(database: Database, secret_hash: str) -> int | None:
    row = database.execute(
        "SELECT person FROM keeping_settings WHERE calendar_hash = ?", (secret_hash,)
    ).fetchone()
    return int(row[0]) if row else None


# -- closed guides -----------------------------------------------------------------------------------------


def set_closed(database: Database, region: str, *, now: str) -> None:
    """Close a region's guide. now: "" opens it again."""
    database.execute("DELETE FROM closed_regions WHERE region = ?", (region,))
    if now:
        database.execute("INSERT INTO closed_regions VALUES (?, ?)", (region, now))


def closed_regions(database: Database) -> frozenset[str]:
    """Return the ids of the regions whose guides are closed."""
    return frozenset(region for (region,) in database.execute("SELECT region FROM closed_regions"))


def forget_proposals(database: Database, *, before: str) -> None:
    """Forget what was said to have changed and somebody looked at before that moment."""
    database.execute("DELETE FROM confirmations WHERE result = 'changed' AND done_at < ?", (before,))
