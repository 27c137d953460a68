"""`orientation import gtfs`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from orientation.errors import BadInput
from orientation.exchange.gtfs import Wanted, import_gtfs
from orientation.exchange.gtfs_region import Box


@click.command("gtfs")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--region", required=True, help="The id of the region, like pl-mazowieckie.")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="The content folder.")
@click.option("--box", default="", help="Only trips that stop within: SOUTH,WEST,NORTH,EAST in degrees.")
@click.option("--stops", multiple=True, help="Only trips that stop here: an id or a name; may be repeated.")
@click.option("--name", default="", help="Of the timetable in the region's file; else the feed file's.")
@click.option("--licence", default="", help="Of the data, like CC BY 4.0: the pages say it.")
@click.option("--licence-url", default="", help="Where the licence stands.")
@click.option("--source", default="", help="Where the feed was fetched; else its publisher's address.")
def import_gtfs_feed(
    file: Path,
    region: str,
    folder: Path,
    box: str,
    stops: tuple[str, ...],
    name: str,
    licence: str,
    licence_url: str,
    source: str,
) -> None:
    """Import the lines of a GTFS feed into a region's transport/lines.toml."""
    wanted = Wanted(region, name, licence, licence_url, source, _box(box), stops)
    today = datetime.now(UTC).date()
    found = import_gtfs(file, wanted, folder=folder, today=today)
    for note in found.notes:
        click.echo(note)
    lines, held = found.timetable.lines, found.timetable.stops
    click.echo(f"{len(lines)} lines, {len(held)} stops, {found.trips} trips written to {found.path}")
    last = max(service.end for service in found.timetable.services)
    if last < today.isoformat():
        click.echo(f"this timetable ended on {last}; readers are told so, and asked to call")


def _box(given: str) -> Box | None:
    if not given:
        return None
    try:
        south, west, north, east = map(float, given.split(","))
    except ValueError:
        south, west, north, east = 1.0, 1.0, 0.0, 0.0
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise BadInput(
            f"--box {given}: write four degrees as SOUTH,WEST,NORTH,EAST, like 52.1,21.4,52.3,21.7"
        )
    return south, west, north, east
