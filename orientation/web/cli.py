"""The `orientation` command."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask

from orientation import __version__
from orientation.content.check import check as check_folder
from orientation.content.check import compare
from orientation.content.coverage import coverage as coverage_of
from orientation.content.read import read
from orientation.desk import find
from orientation.desk.load import dump_folder, load_folder
from orientation.desk.regions import new_region as make_region
from orientation.domain.choice import Choice
from orientation.errors import BadContent, BadInput, OrientationError
from orientation.exchange.integreat import Region, import_integreat
from orientation.search.snippet import END, FOUND
from orientation.store.database import backup as backup_database
from orientation.store.database import restore as restore_database
from orientation.store.editions import pages_of
from orientation.store.files import write_whole
from orientation.web.app import Settings, create_app
from orientation.web.assets import bundled
from orientation.web.check_sheets import write_check
from orientation.web.cli_close import close
from orientation.web.cli_desk import invite
from orientation.web.cli_export import export
from orientation.web.cli_gtfs import import_gtfs_feed
from orientation.web.cli_options import (
    data_option,
    now,
    publish_all,
    services_of,
    show_progress,
    stop_where_failed,
    url_option,
)
from orientation.web.cli_serve import serve
from orientation.web.cli_translation import exporters, importers
from orientation.web.cli_trust import keys, withdraw
from orientation.web.sheet_requests import write_sheet
from orientation.web.stamp import stamp as stamp_worker

guides_argument = click.argument("folder", type=click.Path(path_type=Path), required=False)


class _OneLine(click.Group):
    """Says what is wrong in one line each, and exits with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BadContent as error:
            for finding in error.findings:
                click.echo(str(finding), err=True)
        except OrientationError as error:
            click.echo(f"orientation: {error}", err=True)
        sys.exit(1)


@click.group(cls=_OneLine)
@click.version_option(__version__)
def main() -> None:
    """An offline-first guide that helps newcomers find their way in a rural region."""


for command in (serve, close, export, invite, keys, withdraw):
    main.add_command(command)


@main.command()
@guides_argument
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def check(folder: Path | None, as_json: bool) -> None:
    """Read the content files and name every mistake with file and line."""
    reading = read(folder or bundled("guides"))
    findings = sorted((*check_folder(reading, today=_today()), *compare(reading)))
    if as_json:
        fields = ("path", "line", "message", "warning")
        click.echo(
            json.dumps(
                [{name: getattr(one, name) for name in fields} for one in findings], ensure_ascii=False
            )
        )
    else:
        for finding in findings:
            click.echo(str(finding))
    errors = sum(not finding.warning for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings", err=True)
    sys.exit(1 if errors else 0)


@main.command()
@guides_argument
def coverage(folder: Path | None) -> None:
    """Print, as Markdown, how much of each guide is there in which language."""
    click.echo(coverage_of(read(folder or bundled("guides")).guides))


@main.command()
@guides_argument
@data_option
@click.option(
    "--theirs", is_flag=True, help="Where the desk has a newer revision, take the files all the same."
)
def load(folder: Path | None, data: Path, theirs: bool) -> None:
    """Take what changed in the content files since the last load."""
    site = services_of(create_app(Settings(data))).site
    report = load_folder(site.database, folder or bundled("guides"), now=now(), theirs=theirs)
    for key in report.conflicts:
        click.echo(
            f"conflict: {key}: the desk has a newer revision; nothing was applied (--theirs takes the file)"
        )
    click.echo(f"{len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed")
    sys.exit(1 if report.conflicts else 0)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def dump(folder: Path, data: Path) -> None:
    """Write the library into content files."""
    dump_folder(services_of(create_app(Settings(data))).site.database, folder)
    click.echo(f"written to {folder}")


@main.command()
@click.argument("regions", nargs=-1)
@data_option
@url_option
def publish(regions: tuple[str, ...], data: Path, url: str) -> None:
    """Make editions of what changed; they are served at once."""
    stop_where_failed(publish_all(create_app(Settings(data, url)), regions))


@main.command()
@click.argument("region")
@click.argument("locale")
@click.argument("query")
@data_option
@click.option("--json", "as_json", is_flag=True)
def search(region: str, locale: str, query: str, data: Path, as_json: bool) -> None:
    """Search a published guide."""
    services = services_of(create_app(Settings(data)))
    services.edition(region, locale)
    hits = find.search(services.site, region, locale, query, 10)
    if as_json:
        click.echo(json.dumps([{"path": hit.path, "title": hit.title} for hit in hits], ensure_ascii=False))
    for hit in () if as_json else hits:
        click.echo(f"{hit.title}\n  {hit.path}\n  {hit.snippet.replace(FOUND, '').replace(END, '')}")


@main.command()
@click.argument("region")
@click.argument("locales", nargs=-1, required=True)
@click.option("--topic", "topics", multiple=True, help="One or more; all where none is named.")
@click.option(
    "--layout",
    type=click.Choice(["topic", "check"]),
    default="topic",
    show_default=True,
    help="topic: to read. check: to check a translation by, line by line; of all topics what fits on one sheet of paper.",
)
@click.option("--beside", default="", help="check: the language beside; else the one at the counter.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="A .pdf, or a folder for several."
)
@data_option
@url_option
def sheet(
    region: str,
    locales: tuple[str, ...],
    topics: tuple[str, ...],
    layout: str,
    beside: str,
    output: Path,
    data: Path,
    url: str,
) -> None:
    """Lay a published topic out on A4, ready to print."""
    app = create_app(Settings(data, url))
    if layout == "check":
        _check_sheets(app, region, locales, topics, beside=beside, output=output)
        return
    jobs = [(locale, topic) for locale in locales for topic in topics or _topics(app, region, locale)]
    if len(jobs) > 1 and output.suffix == ".pdf":
        raise BadInput(f"{output}: {len(jobs)} sheets do not fit into one file; name a folder")
    for done, (locale, topic) in enumerate(jobs):
        show_progress(f"{topic} [{locale}]", done, len(jobs))
        path = output if output.suffix == ".pdf" else output / f"{region}-{topic}-{locale}.pdf"
        with app.app_context():
            write_whole(
                path, write_sheet(services_of(app), Choice(region=region, locale=locale, takes=(topic,)))
            )
        click.echo(f"written: {path}")
    if not url:
        click.echo("no QR code and no address on paper: ORIENTATION_URL is not set", err=True)


@main.group("import")
def import_() -> None:
    """Turn foreign data into content files."""


@import_.command("integreat")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--region", required=True, help="The id of the region to make, like de-rems-murr.")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path))
@click.option("--parent", default="", help="The layer it inherits from, where the folder has it: eu.")
def import_integreat_files(files: tuple[Path, ...], region: str, folder: Path, parent: str) -> None:
    """Import Integreat's pages JSON, one file a language."""
    imported = import_integreat(
        files,
        region=Region(region, parent=parent),
        folder=folder,
        today=datetime.now(UTC).date(),
        progress=show_progress,
    )
    for note in imported.notes:
        click.echo(note)
    texts = sum(len(entry.texts) for entry in imported.guides.entries)
    click.echo(f"{len(imported.guides.entries)} entries with {texts} texts written to {folder}; ", nl=False)
    click.echo(f"{len(imported.notes)} things could not be carried over (listed above)")


for command in (import_gtfs_feed, *importers):
    import_.add_command(command)
for command in exporters:
    export.add_command(command)


@main.command("new-region")
@click.argument("region")
@click.option("--to", "folder", type=click.Path(path_type=Path), default="guides", show_default=True)
@click.option("--parent", default="eu", show_default=True, help="The layer it inherits from.")
@click.option("--name", default="", help="Its name in the host language.")
@click.option("--host-locale", default="en", show_default=True, help="The language at the counter.")
def new_region(region: str, folder: Path, parent: str, name: str, host_locale: str) -> None:
    """Make the files of a new region, filled in as far as can be."""
    name, month = name or region, _today()[:7]
    for path in make_region(folder, region, parent=parent, name=name, host_locale=host_locale, month=month):
        click.echo(f"written: {path}")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def backup(file: Path, data: Path) -> None:
    """Write the whole database into one file, while the site runs."""
    backup_database(services_of(create_app(Settings(data))).site.database, file)
    click.echo(f"written: {file}; keep {data / 'keys'} beside it, in a safe place")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def restore(file: Path, data: Path) -> None:
    """Put a backup in the place of the database; stop the site first."""
    restore_database(file, data / "orientation.db")
    click.echo("restored; run `orientation publish` and start the site")


@main.command()
def stamp() -> None:
    """Write the digest of its scripts into service-worker.js (for developers)."""
    click.echo(stamp_worker(bundled("service-worker.js"), bundled("static")))


def _check_sheets(
    app: Flask, region: str, locales: tuple[str, ...], topics: tuple[str, ...], *, beside: str, output: Path
) -> None:
    if len(locales) > 1 and output.suffix == ".pdf":
        raise BadInput(f"{output}: {len(locales)} sheets do not fit into one file; name a folder")
    for done, locale in enumerate(locales):
        show_progress(f"check [{locale}]", done, len(locales))
        path = output if output.suffix == ".pdf" else output / f"{region}-check-{locale}.pdf"
        with app.app_context():
            write_whole(path, write_check(services_of(app), region, locale, topics=topics, beside=beside))
        click.echo(f"written: {path}")


def _topics(app: Flask, region: str, locale: str) -> list[str]:
    services = services_of(app)
    services.edition(region, locale)
    return [page.topic for page in pages_of(services.site.database, region, locale) if page.kind == "topic"]


def _today() -> str:
    return now()[:10]
