"""`orientation sheet`: one sheet, or many at once, into a file, a folder or a ZIP."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from orientation.domain.choice import LAYOUTS, ODT, Choice, read_choice
from orientation.domain.many import EVERY, sheet_name
from orientation.errors import BadChoice, BadInput, OrientationError
from orientation.exchange.zips import zip_stream
from orientation.sheets.logo import safe_logo
from orientation.store.editions import pages_of
from orientation.store.files import write_whole
from orientation.web.app import Settings, create_app
from orientation.web.cli_options import data_option, services_of, show_progress, url_option
from orientation.web.kept_sheets import suffix_of
from orientation.web.services import Services
from orientation.web.sheet_tasks import CheckTask, InProcess, Printer, SheetTask, Task
from orientation.web.sheet_workers import SheetWorkers, cores

CHECK = "check"
NO_URL = "no QR code and no address on paper: ORIENTATION_URL is not set"
_OF_TOPICS = ("a4", "large")
_SINGLE = (".pdf", ".png", ".odt")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one wants of each sheet, whatever its language."""

    region: str
    topics: tuple[str, ...]  # a sheet each
    takes: tuple[str, ...]  # together on one sheet
    layout: str
    second: str
    words: tuple[tuple[str, str], ...]  # title, name, hours, format
    logo: bytes


@click.command()
@click.argument("region")
@click.argument("locales", nargs=-1, required=True)
@click.option(
    "--topic", "topics", multiple=True, help="A sheet of its own; every topic where nothing is named."
)
@click.option("--take", "takes", multiple=True, help="Together on one sheet: health, places/townhall …")
@click.option(
    "--layout",
    type=click.Choice([*LAYOUTS, CHECK]),
    default=LAYOUTS[0],
    show_default=True,
    help="check: to check a translation by, line by line; of all topics what fits on one sheet of paper.",
)
@click.option(
    "--with", "--beside", "second", default="",
    help="The language beside; for check else the one at the counter.",
)  # fmt: skip
@click.option(
    "--format", "file_format", type=click.Choice(["print", ODT]), default="print", show_default=True,
    help="odt: the A4 sheet as a document to edit.",
)  # fmt: skip
@click.option("--title", default="", help="Else that of what is chosen.")
@click.option("--name", default="", help="Of the organisation that hands it out.")
@click.option("--hours", default="", help="When its desk is open.")
@click.option("--logo", type=click.Path(path_type=Path), help="A picture: PNG, JPEG, WebP or GIF.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True,
    help="A .pdf, .png or .odt; a .zip or a folder for several.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1), default=cores, help="Processes that lay out; one for each core."
)
@data_option
@url_option
def sheet(
    region: str, locales: tuple[str, ...], topics: tuple[str, ...], takes: tuple[str, ...], layout: str,
    second: str, file_format: str, title: str, name: str, hours: str, logo: Path | None, output: Path, jobs: int, data: Path,
    url: str,
) -> None:  # fmt: skip
    """Lay sheets out, ready to print: LOCALES, or "*" for every language of the guide."""
    found = services_of(create_app(Settings(data, url)))
    if layout == CHECK and file_format == ODT:
        raise BadChoice("layout", layout, "editable")
    words = (("title", title), ("name", name), ("hours", hours), *_format(file_format))
    wanted = Wanted(region, topics, takes, layout, second, words, _read_logo(logo))
    tasks = dict(_tasks(found, wanted, _locales(found, region, locales)))
    if len(tasks) > 1 and output.suffix in _SINGLE:
        raise BadInput(f"{output}: {len(tasks)} sheets do not fit into one file; name a folder or a .zip")
    for name in tasks:
        _check_ending(output, name)
    jobs = min(jobs, len(tasks))
    printer = SheetWorkers(found, data, at_once=jobs) if jobs > 1 else InProcess(found)
    try:
        failed = _make(printer, tasks, _where(output), threads=jobs)
    finally:
        printer.close()
    if not url and layout != CHECK:
        click.echo(NO_URL, err=True)
    sys.exit(1 if failed else 0)


def _format(wanted: str) -> tuple[tuple[str, str], ...]:
    return (("format", wanted),) if wanted == ODT else ()


def _check_ending(output: Path, name: str) -> None:
    """Raise BadInput where a file of another kind would be written under this name."""
    if output.suffix in _SINGLE and output.suffix != Path(name).suffix:
        raise BadInput(
            f"{output}: this sheet is a {Path(name).suffix}; name it so, or say --format odt for a document to edit"
        )


def _tasks(found: Services, wanted: Wanted, locales: tuple[str, ...]) -> Iterator[tuple[str, Task]]:
    """Yield each sheet by the name of its file.  Raises NotPublished, BadChoice."""
    for locale in locales:
        if wanted.layout == CHECK:
            yield (
                f"{wanted.region}-check-{locale}.pdf",
                CheckTask(wanted.region, locale, wanted.topics, wanted.second),
            )
            continue
        for takes in _sheets(found, wanted, locale):
            choice = _choice(wanted, locale, takes)
            yield f"{sheet_name(choice)}.{suffix_of(choice)}", SheetTask(choice, wanted.logo)


def _sheets(found: Services, wanted: Wanted, locale: str) -> list[tuple[str, ...]]:
    """Return what is taken on each sheet."""
    together = [wanted.takes] if wanted.takes else []
    topics = wanted.topics
    if not topics and not together:
        if wanted.layout not in _OF_TOPICS:
            return [()]  # a poster, a card: what it says is the guide's
        found.edition(wanted.region, locale)
        pages = pages_of(found.site.database, wanted.region, locale)
        topics = tuple(page.topic for page in pages if page.kind == "topic")
    return [*((topic,) for topic in topics), *together]


def _choice(wanted: Wanted, locale: str, takes: tuple[str, ...]) -> Choice:
    pairs = [("layout", wanted.layout), ("with", wanted.second), *wanted.words]
    return read_choice(wanted.region, locale, [*pairs, *(("take", take) for take in takes)])


def _locales(found: Services, region: str, locales: tuple[str, ...]) -> tuple[str, ...]:
    if EVERY not in locales:
        return tuple(dict.fromkeys(locales))
    return tuple(tag for tag, _ in found.languages_of(region))


def _read_logo(path: Path | None) -> bytes:
    """Return the logo as it is printed.  Raises BadInput, BadChoice."""
    try:
        return safe_logo(path.read_bytes()) if path else b""
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error


class _Folder:
    """Writes each file as it comes, whole or not at all."""

    def __init__(self, path_of: Callable[[str], Path]) -> None:
        self._path_of = path_of

    def add(self, name: str, made: bytes) -> None:
        path = self._path_of(name)
        write_whole(path, made)
        click.echo(f"written: {path}")

    def end(self) -> None:
        pass


class _Zip:
    """Holds the files until all are there, and writes them as one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[str, bytes] = {}

    def add(self, name: str, made: bytes) -> None:
        self._held[name] = made
        click.echo(f"ready: {name}")

    def end(self) -> None:
        """Write them in the order of their names: the same sheets give the same file."""
        if self._held:
            write_whole(self._path, b"".join(zip_stream(sorted(self._held.items()))))
            click.echo(f"written: {self._path}")


def _where(output: Path) -> _Folder | _Zip:
    if output.suffix == ".zip":
        return _Zip(output)
    return _Folder(lambda name: output if output.suffix in _SINGLE else output / name)


@contextmanager
def _leaving_what_waits(pool: ThreadPoolExecutor) -> Iterator[ThreadPoolExecutor]:
    """Begin nothing more where the block fails or Ctrl+C is pressed."""
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _make(printer: Printer, tasks: dict[str, Task], into: _Folder | _Zip, *, threads: int) -> int:
    """Write each sheet as it is ready, say in a line what could not be made, and return how many those are."""
    failed = 0
    with _leaving_what_waits(ThreadPoolExecutor(threads)) as pool:
        asked = {pool.submit(printer.run, task): name for name, task in tasks.items()}
        for done, one in enumerate(as_completed(asked)):
            show_progress(asked[one], done, len(tasks))
            try:
                into.add(asked[one], one.result())
            except OrientationError as error:
                failed += 1
                click.echo(f"orientation: {asked[one]}: {error}", err=True)
            except OSError as error:
                raise BadInput(f"{asked[one]}: cannot be written ({error.strerror})") from error
    show_progress("", len(tasks), len(tasks))
    into.end()
    return failed
