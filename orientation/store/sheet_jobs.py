"""Many sheets that were asked for in one go: which, and how far they are. Nothing about who asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlite_utils import Database

from orientation.domain.choice import Choice, choice_query, read_choice
from orientation.store.database import transaction


@dataclass(frozen=True, slots=True)
class SheetFile:
    """One sheet of a job."""

    job: int
    place: int  # among the job's, from 0
    region: str
    locale: str
    query: str  # of the choice
    state: str  # waiting, ready, failed
    reason: str  # a code, where it failed


def choice_of(file: SheetFile) -> Choice:
    """Return what stands on a sheet.  Raises BadChoice."""
    return read_choice(file.region, file.locale, parse_qsl(file.query))


@dataclass(frozen=True, slots=True)
class SheetJob:
    """Sheets that were asked for together."""

    id: int
    token: str  # who knows it may see and stop the job
    region: str
    logo: bytes  # PNG; b"" for none
    stopped: bool
    files: tuple[SheetFile, ...]

    def count(self, state: str) -> int:
        return sum(file.state == state for file in self.files)

    @property
    def under_way(self) -> bool:
        return not self.stopped and self.count("waiting") > 0


_UNDER_WAY = (
    "NOT stopped AND EXISTS (SELECT 1 FROM sheet_files WHERE job = sheet_jobs.id AND state = 'waiting')"
)


def add_job(
    database: Database, choices: Sequence[Choice], *, token: str, now: str, jobs_max: int, logo: bytes = b""
) -> bool:
    """Save what is asked for, to be known by a token; False where too many jobs are under way.

    The same asked twice is two jobs, each stopped by who asked for it: the second finds the first one's sheets on the disk.
    """
    with transaction(database):
        if len(jobs_under_way(database)) >= jobs_max:
            return False
        job = database.execute(
            "INSERT INTO sheet_jobs (token, region, logo, asked_at) VALUES (?, ?, ?, ?)",
            (token, choices[0].region, logo, now),
        ).lastrowid
        database.conn.executemany(
            "INSERT INTO sheet_files (job, place, locale, query) VALUES (?, ?, ?, ?)",
            [(job, place, one.locale, choice_query(one)) for place, one in enumerate(choices)],
        )
    return True


def jobs_under_way(database: Database) -> frozenset[str]:
    """Return the tokens of the jobs that are under way."""
    return frozenset(
        row[0] for row in database.execute(f"SELECT token FROM sheet_jobs WHERE {_UNDER_WAY}").fetchall()
    )


def find_job(database: Database, region: str, token: str) -> SheetJob | None:
    query = "SELECT id, token, region, logo, stopped FROM sheet_jobs WHERE token = ? AND region = ?"
    row = database.execute(query, (token, region)).fetchone()
    if row is None:
        return None
    files = database.execute(f"{_FILES} WHERE job = ? ORDER BY place", (row[0],)).fetchall()
    number, known_by, of, logo, stopped = row
    return SheetJob(number, known_by, of, bytes(logo), bool(stopped), tuple(SheetFile(*one) for one in files))


_FILES = (
    "SELECT job, place, region, locale, query, state, reason FROM sheet_files"
    " JOIN sheet_jobs ON sheet_jobs.id = job"
)


def next_file(database: Database, *, but: Collection[tuple[int, int]]) -> SheetFile | None:
    """Return the sheet whose turn it is: each job gets one in turn, so that a small one does not wait for a large one.

    but: (job, place) of those that are being made.
    """
    rows = database.execute(
        f"{_FILES} WHERE state = 'waiting' AND NOT stopped ORDER BY place, job LIMIT ?", (len(but) + 1,)
    )
    files = (SheetFile(*row) for row in rows.fetchall())
    return next((file for file in files if (file.job, file.place) not in but), None)


def logo_of(database: Database, job: int) -> bytes:
    """Return a job's logo; b"" where it has none or was forgotten meanwhile."""
    row = database.execute("SELECT logo FROM sheet_jobs WHERE id = ?", (job,)).fetchone()
    return bytes(row[0]) if row else b""


def note_file(database: Database, file: SheetFile, state: str, *, reason: str = "") -> None:
    """Save what became of a sheet."""
    database.execute(
        "UPDATE sheet_files SET state = ?, reason = ? WHERE job = ? AND place = ?",
        (state, reason, file.job, file.place),
    )


def stop_job(database: Database, job: int) -> None:
    database.execute("UPDATE sheet_jobs SET stopped = 1 WHERE id = ?", (job,))


def take_up_job(database: Database, job: int, *, jobs_max: int) -> bool:
    """Go on with what was stopped, and try again what failed; False where too many jobs are under way."""
    with transaction(database):
        if len(jobs_under_way(database)) >= jobs_max:
            return False
        database.execute("UPDATE sheet_jobs SET stopped = 0 WHERE id = ?", (job,))
        database.execute(
            "UPDATE sheet_files SET state = 'waiting', reason = '' WHERE job = ? AND state = 'failed'", (job,)
        )
    return True


def forget_jobs(database: Database, *, before: str, most: int = -1) -> None:
    """Forget what was asked for before that moment, and of those not under way all but the newest. most: -1 for all."""
    database.execute("DELETE FROM sheet_jobs WHERE asked_at < ?", (before,))
    kept = f"SELECT id FROM sheet_jobs WHERE NOT ({_UNDER_WAY}) ORDER BY id DESC LIMIT ?"
    done = f"DELETE FROM sheet_jobs WHERE NOT ({_UNDER_WAY}) AND id NOT IN ({kept})"
    database.execute(done, (most,))
