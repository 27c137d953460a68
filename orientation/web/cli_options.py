"""What the commands share: options, progress, the site they work on."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask

from orientation.desk.publish import PublishReport, publish
from orientation.web.services import EXTENSION, Services

data_option = click.option(
    "--data", type=click.Path(path_type=Path), envvar="ORIENTATION_DATA", default=".data", show_default=True,
    help="Folder of the database, blobs and keys (ORIENTATION_DATA).",
)  # fmt: skip
url_option = click.option(
    "--url",
    envvar="ORIENTATION_URL",
    default="",
    help="Public address of the site, for QR codes (ORIENTATION_URL).",
)


def services_of(app: Flask) -> Services:
    services: Services = app.extensions[EXTENSION]
    return services


def publish_all(app: Flask, regions: tuple[str, ...] = ()) -> PublishReport:
    """Make editions of the regions (all, where none is named); say how many, and which could not be made."""
    report = publish(
        services_of(app).site,
        services_of(app),
        wanted=regions,
        clock=lambda: datetime.now(UTC),
        progress=show_progress,
    )
    click.echo(f"{len(report.published)} published, {len(report.unchanged)} unchanged")
    for region in report.asleep:
        click.echo(
            f'{region}: asleep, nobody kept it for a year; one "still true" at the desk wakes it', err=True
        )
    for region, why in report.failed:
        click.echo(f"{region}: not published, readers get what was there before: {why}", err=True)
    return report


def stop_where_failed(report: PublishReport) -> None:
    """End with status 1 where a region could not be published."""
    if report.failed:
        sys.exit(1)


def show_progress(what: str, done: int, of: int) -> None:
    """Say on one line of a terminal what is being done; "" ends it."""
    if what and sys.stderr.isatty():
        click.echo(f"\r[{done + 1}/{of}] {what}\033[K", nl=False, err=True)
    elif sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)


def now() -> str:
    """Return the moment as UTC ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
