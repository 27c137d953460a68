"""What the commands share: options, progress, the site they work on."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask

from orientation.desk.publish import publish
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


def publish_all(app: Flask, regions: tuple[str, ...] = ()) -> None:
    """Make editions of the regions (all, where none is named) and say how many."""
    report = publish(
        services_of(app).site,
        services_of(app),
        wanted=regions,
        clock=lambda: datetime.now(UTC),
        progress=show_progress,
    )
    click.echo(f"{len(report.published)} published, {len(report.unchanged)} unchanged")


def show_progress(what: str, done: int, of: int) -> None:
    """Say on one line of a terminal what is being done; "" ends it."""
    if what and sys.stderr.isatty():
        click.echo(f"\r[{done + 1}/{of}] {what}\033[K", nl=False, err=True)
    elif sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)


def now() -> str:
    """Return the moment as UTC ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
