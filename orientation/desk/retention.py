"""What the desk forgets, and when: the table in docs/privacy.md."""

from __future__ import annotations

from datetime import timedelta

from sqlite_utils import Database

from orientation.desk.access import SESSION_DAYS, Clock, stamp
from orientation.store.audit import drop_acts
from orientation.store.drafts import forget_decided
from orientation.store.keeping import forget_proposals
from orientation.store.persons import drop_old_links, drop_old_sessions
from orientation.store.publishings import drop_publishings
from orientation.store.sheet_jobs import forget_jobs

AUDIT_DAYS = 365
DECIDED_DAYS = 365  # what was said about a draft, and the words of one that was not taken
PUBLISHINGS_DAYS = 90
SHEET_JOBS_DAYS = 1  # many sheets asked for at once
PROPOSALS_DAYS = 180  # what somebody said has changed, once somebody looked at it


def forget_old(database: Database, *, clock: Clock) -> None:
    """Forget what is past its time. Run at the start and once a day; running it twice changes nothing."""

    def before(days: int) -> str:
        return stamp(clock() - timedelta(days=days))

    drop_acts(database, before=before(AUDIT_DAYS))
    drop_publishings(database, before=before(PUBLISHINGS_DAYS))
    drop_old_sessions(database, before=before(SESSION_DAYS))
    drop_old_links(database, now=stamp(clock()))
    forget_decided(database, before=before(DECIDED_DAYS))
    forget_jobs(database, before=before(SHEET_JOBS_DAYS))
    forget_proposals(database, before=before(PROPOSALS_DAYS))
