"""`orientation export xliff|po` and `orientation import xliff|po`: to translation tools and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from orientation.desk.translation_files import export_translation
from orientation.errors import BadInput
from orientation.exchange.po import read_translation_po, write_translation_po
from orientation.exchange.translation_folder import import_translation
from orientation.exchange.units import Translation
from orientation.exchange.xliff import read_xliff, write_xliff
from orientation.store.files import write_whole
from orientation.store.items import read_guide
from orientation.web.app import Settings, create_app
from orientation.web.cli_options import data_option, services_of

Write = Callable[[Translation], bytes]
Read = Callable[[bytes], Translation]
# By the file's ending: how it is written and read, and what it is called.
FORMATS: dict[str, tuple[Write, Read, str]] = {
    "xlf": (write_xliff, read_xliff, "XLIFF 2.0"),
    "po": (write_translation_po, read_translation_po, "PO"),
}


def _exporter(name: str, ending: str) -> click.Command:
    write, _, called = FORMATS[ending]

    @click.command(name, help=f"Write a guide's sentences with their translations as {called}.")
    @click.argument("region")
    @click.argument("locale")
    @click.option(
        "--source", default="", help="The locale to translate from; else the one most was written in."
    )
    @click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
    @data_option
    def command(region: str, locale: str, source: str, output: Path, data: Path) -> None:
        database = services_of(create_app(Settings(data))).site.database
        guide = read_guide(database, region)
        found = export_translation(database, guide, locale, source_locale=source)
        try:
            write_whole(output, write(found))
        except OSError as error:
            raise BadInput(f"{output} cannot be written ({error.strerror})") from error
        missing = sum(not unit.target for unit in found.units)
        click.echo(
            f"written: {output}; {len(found.units)} sentences, {missing} of them without a translation"
        )

    return command


def _importer(name: str, ending: str) -> click.Command:
    _, read, called = FORMATS[ending]

    @click.command(
        name, help=f"Write the translations of a file in {called} into the texts of a content folder."
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--to", "folder", required=True, type=click.Path(path_type=Path), help="The content folder."
    )
    def command(file: Path, folder: Path) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise BadInput(f"{file} cannot be read ({error.strerror})") from error
        try:
            found = read(data)
        except BadInput as error:
            raise BadInput(f"{file}: {error}") from error
        done = import_translation(found, folder)
        for note in done.notes:
            click.echo(note)
        for path in done.written:
            click.echo(f"written: {path}")
        click.echo(
            f"{done.sentences} sentences written to {folder}; {len(done.notes)} left out (listed above)"
        )

    return command


exporters = (_exporter("xliff", "xlf"), _exporter("po", "po"))
importers = (_importer("xliff", "xlf"), _importer("po", "po"))
