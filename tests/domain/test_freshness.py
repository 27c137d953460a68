"""When something is due, and from when on readers call first."""

from __future__ import annotations

from orientation.domain.freshness import Check, call_first_from, days_after
from orientation.domain.guide import Entry, Place


def check(key: str = "entry/es/health/card", **more: object) -> Check:
    return Check(key, 1, **{"topic": "health", "read_on": "2026-01-01", **more})  # type: ignore[arg-type]


def test_entries_are_due_after_180_days_places_and_emergencies_after_90():
    assert check().due_on == "2026-06-30"
    assert check("place/es/clinic").due_on == "2026-04-01"
    assert check(topic="emergency").due_on == "2026-04-01"


def test_chosen_interval_wins():
    assert check(own_days=30).due_on == "2026-01-31"


def test_last_confirmation_counts_and_so_does_a_later_reading():
    assert check(confirmed_on="2026-03-01", own_days=30).due_on == "2026-03-31"
    assert check(confirmed_on="2025-03-01", own_days=30).due_on == "2026-01-31"


def test_what_nobody_ever_checked_is_due_at_once():
    assert check(read_on="").is_due("2026-01-01")


def test_emergencies_come_first_then_the_most_overdue_and_what_was_tried_waits():
    old, new = check("entry/es/a/a", read_on="2025-01"), check("entry/es/a/b", read_on="2025-03")
    urgent = check("entry/es/emergency/c", topic="emergency", read_on="2025-06")
    tried = check("entry/es/a/d", read_on="2024-01", tried_on="2026-01-05")
    order = sorted((new, tried, old, urgent), key=lambda one: one.order("2026-01-06"))
    assert [one.key[-1] for one in order] == ["c", "a", "b", "d"]
    again = sorted((new, tried, old, urgent), key=lambda one: one.order("2026-01-12"))
    assert [one.key[-1] for one in again] == ["c", "d", "a", "b"]


def test_two_missed_intervals_make_readers_call_first():
    place = Place("es", "clinic", (), read_on="2026-01-01", topic="health")
    assert call_first_from(place) == "2026-06-30"
    assert call_first_from(place, 30) == "2026-03-02"
    assert call_first_from(Entry("es", "health", "card", "es", (), read_on="2026-01")) == "2026-12-27"
    assert call_first_from(Place("es", "clinic", ())) == ""


def test_a_month_counts_from_its_first_day():
    assert days_after("2026-10", 90) == "2026-12-30"
    assert days_after("", 90) == ""
