"""`orientation export`: editions as files for who has no server."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from orientation.errors import BadInput, NotPublished
from orientation.store.editions import newest_editions
from orientation.store.files import write_whole
from orientation.web.app import Settings, create_app
from orientation.web.cli_options import data_option, services_of, show_progress, url_option
from orientation.web.single import kept_single, singles_index


@click.group("export")
def export() -> None:
    """Write what is published into files."""


@export.command("single")
@click.argument("region", required=False)
@click.argument("locale", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The .html file to write.")
@click.option(
    "--all",
    "folder",
    type=click.Path(path_type=Path),
    help="Every guide in every language, into this folder.",
)
@data_option
@url_option
def export_single(
    region: str | None, locale: str | None, output: Path | None, folder: Path | None, data: Path, url: str
) -> None:
    """Write a whole guide into one file, for a messenger or a memory card; or all guides into a folder."""
    one = (region, locale, output)
    if (folder is None and None in one) or (folder is not None and one != (None, None, None)):
        raise click.UsageError("give REGION LOCALE -o FILE, or --all FOLDER")
    app = create_app(Settings(data, url))
    if folder:
        _export_all(app, folder)
    elif region and locale and output:
        _write(output, _single(app, region, locale))


def _export_all(app: Flask, folder: Path) -> None:
    """Fill a memory stick: a folder a region, and a page at its top that leads to each file."""
    editions = newest_editions(services_of(app).site.database)
    if not editions:
        raise NotPublished("nothing is published yet: run `orientation load` and `orientation publish`")
    for done, edition in enumerate(editions):
        show_progress(f"{edition.region} [{edition.locale}]", done, len(editions))
        name = f"{edition.region}-{edition.locale}.html"
        html = _single(app, edition.region, edition.locale)
        show_progress("", done, len(editions))
        _write(folder / edition.region / name, html)
    with app.app_context():
        _write(folder / "index.html", singles_index(services_of(app)).encode())


def _single(app: Flask, region: str, locale: str) -> bytes:
    with app.app_context():
        return kept_single(services_of(app), region, locale)


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror})") from error
    click.echo(f"written: {path} ({len(data) / 1000:.0f} KB)")
