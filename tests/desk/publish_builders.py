"""A small library in two languages, loaded and published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from orientation.desk.publish import PublishReport, publish
from orientation.domain.guide import Entry, Guides, Layer, Source, Text, Topic
from orientation.domain.locale import Locale
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION, Services

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
SOURCE = Source("https://example.org/", "Gesetz")


def make_guides(body: str = "اذهب إلى البلدية.") -> Guides:
    return Guides(
        topics=(Topic("services", "services", 10, (("ar", "خدمات"),)),),
        locales=(Locale("ar", "العربية", "rtl", "Arab"), Locale("en", "English", "ltr", "Latn")),
        layers=(Layer("xx-test", (("en", "Test"),), kind="region", timezone="Europe/Berlin", host_locale="en",
                      locales=("ar", "en")),),
        entries=(Entry("xx-test", "services", "office", "ar", (Text("ar", "البلدية", body),), sources=(SOURCE,)),),
    )  # fmt: skip


def open_services(data: Path) -> Services:
    services: Services = create_app(Settings(data)).extensions[EXTENSION]
    return services


def publish_now(services: Services, *, seconds: int = 0, **more: object) -> PublishReport:
    return publish(services.site, services, clock=lambda: NOW + timedelta(seconds=seconds), **more)
