"""`orientation invite`: a one-time link to the desk, for whoever runs the server."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from orientation.desk.access import LINK_DAYS, first_link
from orientation.desk.site import Site
from orientation.web.app import Settings, create_app
from orientation.web.cli_options import data_option, services_of, url_option


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Where no address is set.")
@data_option
@url_option
def invite(port: int, data: Path, url: str) -> None:
    """Print a one-time link for an administrator; the desk invites all others."""
    site = services_of(create_app(Settings(data, url))).site
    click.echo(desk_link(site, port))
    click.echo(f"it holds once, for {LINK_DAYS} days; whoever opens it may do everything at the desk")


def desk_link(site: Site, port: int) -> str:
    """Return the address of a new one-time link for an administrator."""
    secret = first_link(site.database, clock=lambda: datetime.now(UTC))
    return f"{site.url or f'http://127.0.0.1:{port}'}/desk/join/{secret}/"
