"""`orientation serve`: on this machine alone, behind a proxy, or as a hub for the phones of a village."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask

from orientation.desk.daily import Daily
from orientation.desk.load import load_folder
from orientation.desk.publishing import Publisher
from orientation.desk.voices import CLOSED_DAYS
from orientation.errors import BadInput
from orientation.store.persons import is_anybody_there
from orientation.web.app import Settings, create_app
from orientation.web.assets import bundled
from orientation.web.cli_desk import desk_link
from orientation.web.cli_options import data_option, now, publish_all, services_of, url_option
from orientation.web.hub import EVERYWHERE, local_addresses, qr_text
from orientation.web.sheet_runner import SheetRunner
from orientation.web.sheet_workers import SheetWorkers

HTTP_ALONE = (
    "phones read every page here and can save the whole guide as one file (guide.html); "
    'over plain http no browser offers "Keep this guide"'
)


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--lan", is_flag=True, help="For all phones of this network: listen on every address.")
@click.option("--qr", is_flag=True, help="With --lan: print QR codes also where no terminal shows them.")
@click.option(
    "--answer-days",
    envvar="ORIENTATION_ANSWER_DAYS",
    default=CLOSED_DAYS,
    show_default=True,
    type=click.IntRange(1),
    help="Forget what a reader said, and its answer, so many days after it was answered.",
)
@click.option(
    "--proxies",
    envvar="ORIENTATION_PROXIES",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="How many proxies stand in front and say in X-Forwarded-For who asks: wrong passwords are counted by that.",
)
@data_option
@url_option
def serve(
    port: int, host: str, lan: bool, qr: bool, answer_days: int, proxies: int, data: Path, url: str
) -> None:
    """Load and publish where that was never done, then serve."""
    if qr and not lan:
        raise click.UsageError("--qr goes with --lan")
    app = create_app(Settings(data, url, answer_days, proxies))
    site = services_of(app).site
    if not site.database.execute("SELECT 1 FROM items LIMIT 1").fetchone():
        load_folder(site.database, bundled("guides"), now=now())
    publish_all(app)
    logging.basicConfig()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    host = EVERYWHERE if lan else host
    server = listen(app, host, port, proxies=proxies)
    if not is_anybody_there(site.database):
        click.echo(f"the desk has nobody yet; open once to be its administrator: {desk_link(site, port)}")
    if lan:
        _say_where(port, qr=qr or sys.stdout.isatty())
    else:
        click.echo(f"serving on http://{host}:{port}/ (stop with Ctrl+C)")
    services_of(app).print_with(SheetWorkers(services_of(app), data))
    runner = SheetRunner(services_of(app))
    daily = Daily(site, clock=_clock)
    publisher = Publisher(site, services_of(app), clock=_clock)
    daily.start()
    publisher.start()
    runner.start()
    try:
        server.run()
    finally:
        publisher.stop()
        runner.stop()
        services_of(app).printer.close()
        daily.stop()
        services_of(app).counts.save()


def listen(app: Flask, host: str, port: int, *, proxies: int = 0) -> Any:
    """Return a waitress server for the app.  Raises BadInput where the port cannot be had.

    It takes away what nobody in front is trusted to say; of proxies, the app itself reads that (`Settings.proxies`).
    """
    import waitress

    trust = {"clear_untrusted_proxy_headers": not proxies}
    try:
        return waitress.create_server(app, host=host, port=port, threads=8, ident=None, **trust)
    except (OSError, OverflowError) as error:  # taken, not allowed, or no port at all
        problem = f"port {port} of {host} cannot be had ({error}); choose another with --port"
        raise BadInput(problem) from error


def _clock() -> datetime:
    return datetime.now(UTC)


def _say_where(port: int, *, qr: bool) -> None:
    """Print the addresses that phones of this network open."""
    addresses = local_addresses()
    for address in addresses:
        where = f"http://{address}:{port}/"
        click.echo(f"serving on {where} (stop with Ctrl+C)")
        if qr:
            click.echo(qr_text(where))
    if not addresses:
        click.echo(f"serving on port {port}, but this machine is in no network yet: start its hotspot")
    click.echo(HTTP_ALONE)
