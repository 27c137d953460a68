"""`orientation keys` and `orientation withdraw`: what phones trust, and what must go from them."""

from __future__ import annotations

from pathlib import Path

import click

from orientation.desk.withdraw import withdraw_entry
from orientation.errors import BadInput
from orientation.packs.keys import fingerprint
from orientation.store.files import write_first
from orientation.web.app import Settings, create_app
from orientation.web.cli_options import (
    data_option,
    now,
    publish_all,
    services_of,
    stop_where_failed,
    url_option,
)


@click.command()
@click.option(
    "--backup", type=click.Path(path_type=Path), help="Copy the key into a new file, for a safe place."
)
@data_option
def keys(backup: Path | None, data: Path) -> None:
    """Show the key that phones trust, and copy it to a safe place."""
    site = services_of(create_app(Settings(data))).site
    click.echo(f"key: {fingerprint(site.key)}")
    click.echo(f"in:  {site.key_path}")
    if backup is None:
        click.echo("lost for good, phones refuse all that is published later: copy it with --backup FILE")
        return
    if backup.exists():
        raise BadInput(f"{backup}: exists already; name another file")
    write_first(backup, site.key_path.read_bytes())
    click.echo(f"written: {backup}; whoever has it can sign in this site's name")


@click.command()
@click.argument("region")
@click.argument("entry")
@data_option
@url_option
def withdraw(region: str, entry: str, data: Path, url: str) -> None:
    """Take an entry (TOPIC/ENTRY) from the site at once, and from each phone at its next contact."""
    app = create_app(Settings(data, url))
    site = services_of(app).site
    gone = withdraw_entry(site, region, entry.strip("/"), author="command line", clock=now)
    for key in gone:
        click.echo(f"withdrawn: {key}")
    stop_where_failed(publish_all(app))
    click.echo("phones drop it when they next ask; on paper and in files it stays: tell those who have them")
