"""The pages of many sheets in one go: how far they are, and that too many are being made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Response, request

from orientation.domain.address import guide_path
from orientation.domain.choice import Choice
from orientation.domain.edition import Page
from orientation.domain.many import sheet_name
from orientation.store.editions import Edition, pages_of
from orientation.store.sheet_jobs import SheetFile, SheetJob, choice_of
from orientation.web.kept_sheets import sheet_path, suffix_of
from orientation.web.reader import html_page
from orientation.web.responses import NO_STORE
from orientation.web.services import services
from orientation.web.sheet_builder import safety_of, styled

RETRY_AFTER_S = 120
REFRESH = '<noscript><meta http-equiv="refresh" content="5"></noscript>'  # where no script looks for itself


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet as the page shows it."""

    name: str  # of its file
    title: str
    language: str  # in itself
    locale: str
    direction: str
    state: str
    reason: str


def named_files(job: SheetJob) -> dict[str, SheetFile]:
    """Return a job's sheets by the names of their files."""
    named: dict[str, SheetFile] = {}
    for file in job.files:
        choice = choice_of(file)
        name, suffix = sheet_name(choice), suffix_of(choice)
        again = f"-{file.place}" if f"{name}.{suffix}" in named else ""
        named[f"{name}{again}.{suffix}"] = file
    return named


def job_page(edition: Edition, job: SheetJob) -> Response:
    """Return the page that shows how far a job is."""
    rows = tuple(rows_of(edition, job))
    titles = {row.title for row in rows}
    main = services().part(
        edition.locale,
        "reader/sheets_many.html",
        job=job,
        safety=_safety(edition, map(choice_of, job.files)),
        title=titles.pop() if len(titles) == 1 else "",
        rows=rows,
        query=job.files[0].query,
        size_kb=_size_kb(job),
    )
    return _whole(edition, "sheets_many", main, path=f"{job.token}/", head=REFRESH if job.under_way else "")


def rows_of(edition: Edition, job: SheetJob) -> Iterator[Row]:
    """Yield a job's sheets as a page in the edition's language names them."""
    titles = dict(edition.frame.topics)
    for name, file in named_files(job).items():
        locale, choice = services().locale(file.locale), choice_of(file)
        yield Row(
            name, _title(choice, titles), locale.name, locale.tag, locale.direction, file.state, file.reason
        )


def _title(choice: Choice, titles: dict[str, str]) -> str:
    """Return what a sheet is about, in the page's language; "" where no few words say it."""
    return choice.title or (titles.get(choice.takes[0], "") if len(choice.takes) == 1 else "")


def _size_kb(job: SheetJob) -> int:
    """Return how large the ZIP is; 0 where something of it is still to be made."""
    paths = [
        sheet_path(services(), choice_of(file), logo=job.logo) for file in job.files if file.state == "ready"
    ]
    if job.under_way or not paths or not all(path.exists() for path in paths):
        return 0
    return sum(path.stat().st_size for path in paths) // 1000 + 1


def full_page(edition: Edition, choices: Iterable[Choice], action: str) -> Response:
    """Say that too many are being made, with what was asked for ready to be sent again, to the address `action`."""
    main = services().part(
        edition.locale,
        "reader/sheets_full.html",
        safety=_safety(edition, choices),
        fields=tuple(request.form.items(multi=True)),
        logo=bool(request.files.get("logo")),
        action=action,
    )
    response = _whole(edition, "sheets_full", main, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _safety(edition: Edition, choices: Iterable[Choice]) -> str:
    pages = tuple(pages_of(services().site.database, edition.region, edition.locale))
    return safety_of(choices, pages)


def _whole(
    edition: Edition, name: str, main: str, *, path: str = "", head: str = "", status: int = 200
) -> Response:
    shell = styled(services().shell_of(edition.locale))
    title = services().part(edition.locale, f"reader/{name}.txt")
    html = shell.page(edition, Page(many_address(edition) + path, title, main, "sheet"))
    return html_page(html.replace("</head>", f"{head}</head>", 1), shell, status=status, cache=NO_STORE)


def many_address(edition: Edition) -> str:
    """Return where many sheets are asked for; a job stands below."""
    return f"{guide_path(edition.locale, edition.region)}sheet/many/"
