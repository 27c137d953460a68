"""Publishing passes by what nothing happened to, and by nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from publish_builders import make_guides, open_services, publish_now

from orientation.domain.library import items_of
from orientation.store.library import load_items
from orientation.web.services import Services


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = open_services(tmp_path)
    load(services)
    publish_now(services)
    return services


def load(services: Services, body: str = "اذهب إلى البلدية.") -> None:
    load_items(services.site.database, items_of(make_guides(body)), now="2026-11-21T10:00:00Z")


def rendered(services: Services, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Watch which locales are rendered from now on."""
    seen: list[str] = []
    pages = services.pages
    monkeypatch.setattr(
        services, "pages", lambda guide, locale, **more: seen.append(locale) or pages(guide, locale, **more)
    )
    return seen


def test_what_nothing_happened_to_is_not_rendered_again(services: Services, monkeypatch: pytest.MonkeyPatch):
    seen = rendered(services, monkeypatch)
    report = publish_now(services, seconds=60)
    assert report.unchanged == ("xx-test/ar", "xx-test/en")
    assert seen == []


def test_change_of_one_word_is_published(services: Services, monkeypatch: pytest.MonkeyPatch):
    seen = rendered(services, monkeypatch)
    load(services, "اذهب إلى المدرسة.")
    assert publish_now(services, seconds=60).published == ("xx-test/ar", "xx-test/en")
    assert seen == ["ar", "en"]


def test_newer_program_is_rendered_with(services: Services, monkeypatch: pytest.MonkeyPatch):
    seen = rendered(services, monkeypatch)
    monkeypatch.setattr(services, "digest", lambda: "of another program")
    publish_now(services, seconds=60)
    assert seen == ["ar", "en"]


def test_next_year_is_rendered_with_its_holidays(services: Services, monkeypatch: pytest.MonkeyPatch):
    seen = rendered(services, monkeypatch)
    publish_now(services, seconds=int(timedelta(days=366).total_seconds()))
    assert seen == ["ar", "en"]


def test_lost_blob_is_made_again(services: Services, monkeypatch: pytest.MonkeyPatch):
    for path in (services.site.data / "blobs").rglob("*"):
        if path.is_file():
            path.unlink()
    seen = rendered(services, monkeypatch)
    publish_now(services, seconds=60)
    assert seen == ["ar", "en"]
