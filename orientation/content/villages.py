"""villages.csv <-> the villages of a layer, in the file's order."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from orientation.content import values
from orientation.content.table import Notes
from orientation.domain.guide import Village, Villages
from orientation.findings import FINE, Said

HEADER = ["name", "alternate_names", "latitude", "longitude", "population"]


def read_villages(source: str, layer: str, notes: Notes) -> Villages:
    """Return the villages of a file without the rows that are wrong."""
    rows = csv.reader(io.StringIO(source, newline=""), strict=True)
    try:
        if next(rows, None) != HEADER:
            notes.add_line(1, Said("csv_header", header=",".join(HEADER)))
            return Villages(layer, ())
        found = [_village(row, rows.line_num, notes) for row in rows if row]
    except csv.Error as error:
        notes.add_line(rows.line_num, Said("no_csv", problem=error))
        return Villages(layer, ())
    return Villages(layer, tuple(village for village in found if village))


def write_villages(villages: Villages) -> str:
    """Return the file of a layer's villages."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    for one in villages.villages:
        alternates = "|".join(one.alternate_names)
        writer.writerow([one.name, alternates, one.latitude, one.longitude, one.population])
    return file.getvalue()


def _village(row: Sequence[str], line: int, notes: Notes) -> Village | None:
    problem = _problem(row)
    if problem:
        notes.add_line(line, problem)
        return None
    name, alternates, latitude, longitude, population = row
    names = tuple(one.strip() for one in alternates.split("|") if one.strip())
    return Village(name.strip(), names, latitude, longitude, int(population))


def _problem(row: Sequence[str]) -> Said:
    if len(row) != len(HEADER):
        return Said("csv_columns", count=len(row), most=len(HEADER), header=",".join(HEADER))
    name, alternates, latitude, longitude, population = row
    if not name.strip():
        return Said("csv_empty").at("name")
    if not (population.isascii() and population.isdigit()):
        return Said("whole").at(f"population: {population!r}")
    checks = {"name": values.any_text(name + alternates), "latitude": values.latitude(latitude)}
    checks["longitude"] = values.longitude(longitude)
    return next((problem.at(column) for column, problem in checks.items() if problem), FINE)
