"""`orientation close`: a guide that nobody keeps any more leaves a last archive, and says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from orientation.desk.resting import close_region, reopen_region
from orientation.errors import NotPublished
from orientation.store.editions import newest_editions
from orientation.store.files import write_whole
from orientation.web.app import Settings, create_app
from orientation.web.cli_options import data_option, publish_all, services_of, stop_where_failed, url_option
from orientation.web.services import services
from orientation.web.single import kept_single


@click.command()
@click.argument("region")
@click.option("--archive", type=click.Path(path_type=Path), help="The folder for the last files.")
@click.option("--reopen", is_flag=True, help="Take a closing back.")
@data_option
@url_option
def close(region: str, archive: Path | None, reopen: bool, data: Path, url: str) -> None:
    """Close a region's guide: write its last files, then publish that it is closed and where to ask."""
    if reopen == (archive is not None):
        raise click.UsageError("give --archive FOLDER to close, or --reopen")
    app = create_app(Settings(data, url))
    site = services_of(app).site
    if archive is None:
        reopen_region(site.database, region, clock=_now)
    else:
        with app.app_context():
            _write_archive(archive, region)
        close_region(site.database, region, clock=_now)
    stop_where_failed(publish_all(app, (region,)))


def _write_archive(folder: Path, region: str) -> None:
    """Write each language's guide as it is served now into one file.  Raises NotPublished."""

    found = services()
    locales = [one.locale for one in newest_editions(found.site.database) if one.region == region]
    if not locales:
        raise NotPublished(f"{region}: not published, there is nothing to archive")
    for locale in locales:
        path = folder / f"{region}-{locale}.html"
        write_whole(path, kept_single(found, region, locale))
        click.echo(f"written: {path}")


def _now() -> datetime:
    return datetime.now(UTC)
