"""What readers said and looked for in vain. No address, no time of day, no name: there is none to save."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.domain.voices import Voice

_COLUMNS = (
    "id, region, locale, path, edition, kind, fact, text, risk, day, count, answer, coalesce(closed_on, '')"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice as it lies in the inbox."""

    id: int
    voice: Voice
    day: str  # YYYY-MM-DD, when it was first said
    count: int  # how many said the same
    answer: str  # "" or one of ANSWERS
    closed_on: str  # YYYY-MM-DD; "" while it is open


@dataclass(frozen=True, slots=True)
class LookedFor:
    """Words that a search found nothing for, sent by readers who wanted to."""

    region: str
    locale: str
    words: str
    count: int
    day: str  # when last


def add_voice(database: Database, voice: Voice, *, token_hash: str, day: str) -> None:
    """Save what a reader said, within the caller's transaction; the same words again are counted.

    token_hash: of the secret by which the phone asks for the answer; "" where it keeps none. One that is known says
    that the phone sent this before and did not hear that it arrived.
    """
    known = "SELECT 1 FROM voice_tokens WHERE token_hash = ?"
    if token_hash and database.execute(known, (token_hash,)).fetchone():
        return
    row = database.execute(
        "INSERT INTO voices (region, locale, path, edition, kind, fact, text, risk, day, count)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
        " ON CONFLICT (region, locale, path, kind, fact, text, risk) WHERE closed_on IS NULL"
        " DO UPDATE SET count = count + 1, edition = max(edition, excluded.edition) RETURNING id",
        (
            voice.region,
            voice.locale,
            voice.path,
            voice.edition,
            voice.kind,
            voice.fact,
            voice.text,
            voice.risk,
            day,
        ),
    ).fetchone()
    if token_hash:
        database.execute("INSERT INTO voice_tokens VALUES (?, ?)", (token_hash, row[0]))


def count_open(database: Database, region: str) -> int:
    """Return how many different voices of a region nobody has answered yet."""
    query = "SELECT count(*) FROM voices WHERE closed_on IS NULL AND region = ?"
    return int(database.execute(query, (region,)).fetchone()[0])


def drop_oldest_helped(database: Database, region: str) -> bool:
    """Forget the oldest voice of a region that only said that a page helped; False where there is none."""
    cursor = database.execute(
        "DELETE FROM voices WHERE id = (SELECT min(id) FROM voices"
        " WHERE closed_on IS NULL AND region = ? AND kind = 'helped')",
        (region,),
    )
    return cursor.rowcount == 1


def voices_of(
    database: Database,
    regions: Iterable[str],
    *,
    risk_of: Iterable[str],
    closed: bool = False,
    limit: int = 50,
    skip: int = 0,
) -> tuple[Heard, ...]:
    """Return voices: at risk first, then what is wrong or missing, then what helped; newest first.

    regions: "*" among them: all.  risk_of: the regions whose voices about somebody at risk may be read.
    """
    wanted = list(regions)
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM voices WHERE closed_on IS {'NOT NULL' if closed else 'NULL'}"
        " AND (? OR region IN (SELECT value FROM json_each(?)))"
        " AND (NOT risk OR region IN (SELECT value FROM json_each(?)))"
        " ORDER BY risk DESC, kind = 'helped', id DESC LIMIT ? OFFSET ?",
        ("*" in wanted, json.dumps(wanted), json.dumps(list(risk_of)), limit, skip),
    )
    return tuple(map(_heard, rows.fetchall()))


def find_voice(database: Database, voice: int) -> Heard | None:
    row = database.execute(f"SELECT {_COLUMNS} FROM voices WHERE id = ?", (voice,)).fetchone()
    return _heard(row) if row else None


def risks_open(database: Database, regions: Iterable[str]) -> dict[str, int]:
    """Return, by region, how many open voices say that somebody may be at risk."""
    wanted = list(regions)
    rows = database.execute(
        "SELECT region, count(*) FROM voices WHERE closed_on IS NULL AND risk"
        " AND (? OR region IN (SELECT value FROM json_each(?))) GROUP BY region ORDER BY region",
        ("*" in wanted, json.dumps(wanted)),
    )
    return dict(rows.fetchall())


def set_answer(database: Database, voice: int, answer: str, *, closed_on: str | None) -> bool:
    """Answer an open voice, and close it where there is a day; False where somebody was quicker."""
    cursor = database.execute(
        "UPDATE voices SET answer = ?, closed_on = ? WHERE id = ? AND closed_on IS NULL",
        (answer, closed_on, voice),
    )
    return cursor.rowcount == 1


def open_again(database: Database, heard: Heard) -> None:
    """Take a closed voice up again, without its answer; where the same was said again since, the newer one stays."""
    database.execute("UPDATE OR IGNORE voices SET answer = '', closed_on = NULL WHERE id = ?", (heard.id,))


def answers_to(database: Database, token_hashes: Iterable[str]) -> dict[str, str]:
    """Return the answer by token hash: "" where there is none yet, "closed" where there will be none."""
    rows = database.execute(
        "SELECT token_hash, CASE WHEN answer = '' AND closed_on NOT NULL THEN 'closed' ELSE answer END"
        " FROM json_each(?) AS wanted JOIN voice_tokens ON token_hash = wanted.value"
        " JOIN voices ON voices.id = voice",
        (json.dumps(list(token_hashes)),),
    )
    return dict(rows.fetchall())


def titles_of(
    database: Database, addresses: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str, str], str]:
    """Return the titles of what is served at (region, locale, path within the guide), by that; one question for all."""
    wanted = json.dumps(sorted(set(addresses)))
    rows = database.execute(
        "WITH wanted AS (SELECT value ->> 0 AS r, value ->> 1 AS l, value ->> 2 AS p FROM json_each(?))"
        " SELECT r, l, p, title FROM wanted JOIN pages ON edition_id ="
        " (SELECT id FROM editions WHERE region = r AND locale = l ORDER BY edition DESC LIMIT 1)"
        " AND pages.path = '/' || l || '/' || r || '/' || p",
        (wanted,),
    )
    return {(region, locale, path): title for region, locale, path, title in rows.fetchall()}


def risk_readers(database: Database, region: str) -> tuple[int, ...]:
    """Return the persons who read that somebody may be at risk."""
    rows = database.execute("SELECT person FROM risk_readers WHERE region = ? ORDER BY person", (region,))
    return tuple(person for (person,) in rows.fetchall())


def regions_read_by(database: Database, person: int) -> tuple[str, ...]:
    """Return the regions in which somebody was named to read that a person may be at risk."""
    rows = database.execute("SELECT region FROM risk_readers WHERE person = ? ORDER BY region", (person,))
    return tuple(region for (region,) in rows.fetchall())


def set_risk_readers(database: Database, region: str, persons: Iterable[int]) -> None:
    """Replace the readers of a region, within the caller's transaction."""
    database.execute("DELETE FROM risk_readers WHERE region = ?", (region,))
    for person in persons:
        database.execute("INSERT INTO risk_readers VALUES (?, ?)", (region, person))


def add_looked_for(
    database: Database, region: str, locale: str, words: str, *, day: str, rows_max: int
) -> None:
    """Count words that found nothing, within the caller's transaction; of too many the rarest are forgotten."""
    database.execute(
        "INSERT INTO looked_for VALUES (?, ?, ?, 1, ?)"
        " ON CONFLICT DO UPDATE SET count = count + 1, day = excluded.day",
        (region, locale, words, day),
    )
    database.execute(
        "DELETE FROM looked_for WHERE region = ? AND (locale, words) IN (SELECT locale, words FROM looked_for"
        " WHERE region = ? ORDER BY count DESC, day DESC LIMIT -1 OFFSET ?)",
        (region, region, rows_max),
    )


def looked_for_in(database: Database, region: str, *, limit: int) -> tuple[LookedFor, ...]:
    """Return what was looked for in vain, what most did first."""
    rows = database.execute(
        "SELECT region, locale, words, count, day FROM looked_for WHERE region = ?"
        " ORDER BY count DESC, day DESC, words LIMIT ?",
        (region, limit),
    )
    return tuple(LookedFor(*row) for row in rows.fetchall())


def drop_looked_for(database: Database, region: str, locale: str, words: str) -> None:
    database.execute(
        "DELETE FROM looked_for WHERE region = ? AND locale = ? AND words = ?", (region, locale, words)
    )


def purge_voices(database: Database, *, closed_before: str, open_before: str) -> None:
    """Forget what was closed, and what was said or looked for, before these days."""
    database.execute("DELETE FROM voices WHERE closed_on < ?", (closed_before,))
    database.execute("DELETE FROM voices WHERE closed_on IS NULL AND day < ?", (open_before,))
    database.execute("DELETE FROM looked_for WHERE day < ?", (open_before,))


def _heard(row: tuple[object, ...]) -> Heard:
    number, region, locale, path, edition, kind, fact, text, risk, day, count, answer, closed_on = row
    voice = Voice(region, locale, path, edition, kind, fact, text, bool(risk))  # type: ignore[arg-type]
    return Heard(number, voice, day, count, answer, closed_on)  # type: ignore[arg-type]
