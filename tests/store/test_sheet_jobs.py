"""Sheets that were asked for many at once, in the database."""

from __future__ import annotations

from orientation.domain.choice import Choice
from orientation.store import database as module
from orientation.store.database import open_database
from orientation.store.sheet_jobs import add_job, find_job, jobs_under_way

CHOICE = Choice(region="es-soria", locale="ar", takes=("health",))


def test_job_of_a_former_version_goes_on(tmp_path, monkeypatch):
    path = tmp_path / "orientation.db"
    with monkeypatch.context() as former:
        former.setattr(module, "MIGRATIONS", module.MIGRATIONS[:11])
        database = open_database(path)
        database.execute(
            "INSERT INTO sheet_jobs (id, token, region, digest, logo, asked_at) VALUES (7, 'known', 'es-soria', 'd', x'89', '2026')"
        )
        database.execute(
            "INSERT INTO sheet_files (job, place, locale, query) VALUES (7, 0, 'ar', 'take=health')"
        )
        database.conn.commit()
        database.conn.close()
    database = open_database(path)
    job = find_job(database, "es-soria", "known")
    assert job is not None
    assert (job.logo, job.under_way, [file.query for file in job.files]) == (b"\x89", True, ["take=health"])
    assert add_job(database, [CHOICE], token="new", now="2026", jobs_max=2)
    assert jobs_under_way(database) == {"known", "new"}
    assert not add_job(database, [CHOICE], token="more", now="2026", jobs_max=2)
    database.conn.close()
