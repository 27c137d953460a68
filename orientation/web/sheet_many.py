"""Many sheets in one go: asked for, watched, stopped, taken home as one ZIP. It needs no account, so it has bounds."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from flask import Response, current_app, redirect, request, stream_with_context
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.access import stamp
from orientation.domain.many import read_many
from orientation.errors import UnknownPage
from orientation.exchange.zips import zip_stream
from orientation.packs.parts import canonical_json
from orientation.sheets.logo import LOGO_MAX_KB
from orientation.store.editions import Edition
from orientation.store.sheet_jobs import (
    SheetFile,
    SheetJob,
    add_job,
    choice_of,
    find_job,
    forget_jobs,
    jobs_under_way,
    note_file,
    stop_job,
    take_up_job,
)
from orientation.web.desk.blueprint import clock
from orientation.web.kept_sheets import sheet_path
from orientation.web.responses import NO_STORE, answer
from orientation.web.same_site import ask_is_ours
from orientation.web.services import services
from orientation.web.sheet_askers import SheetAskers
from orientation.web.sheet_job_page import full_page, job_page, many_address, named_files, rows_of
from orientation.web.sheet_printing import keep_sheet, kept_sheet
from orientation.web.sheets import KINDS, disposition, read_logo, sent_pairs, sheets
from orientation.web.visitors import visitor

BODY_MAX = 100_000  # bytes of a form, without a logo
JOBS_MAX = 6  # under way at a time
JOBS_KEPT = 100  # that are not under way: whoever stops what was asked for may ask again and again
KEPT_HOURS = 24
ASKERS = "orientation-sheet-askers"
_JOB = "/<tag:locale>/<region>/sheet/many/<job>/"


@sheets.post("/<tag:locale>/<region>/sheet/many/")
def ask_for_many(locale: str, region: str) -> BaseResponse:
    """Take what is asked for, and lead to where one sees how far it is.  Raises NotPublished, BadChoice, NotAllowed."""
    request.max_content_length = LOGO_MAX_KB * 1000 + BODY_MAX
    edition = services().edition(region, locale)
    ask_is_ours("what is to be printed")
    pairs = sent_pairs()
    logo = read_logo(request.files.get("logo"))
    offered = [tag for tag, _ in services().languages_of(region)]
    choices = read_many(region, locale, pairs, offered=offered)
    database, now, token = services().site.database, clock(), secrets.token_urlsafe(16)
    forget_jobs(database, before=stamp(now - timedelta(hours=KEPT_HOURS)), most=JOBS_KEPT)
    add = partial(add_job, database, choices, token=token, now=stamp(now), jobs_max=JOBS_MAX, logo=logo)
    if not _begin(token, add):
        return full_page(edition, choices, "./")
    return redirect(f"{many_address(edition)}{token}/", 303)


@sheets.get(_JOB)
def show_many(locale: str, region: str, job: str) -> Response:
    """Show how far they are: as a page, or as JSON for its script."""
    edition, found = services().edition(region, locale), _job(region, job)
    if request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json":
        response = answer(canonical_json(_state(found)), "application/json", cache=NO_STORE)
    else:
        response = job_page(edition, found)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


@sheets.post(_JOB)
def stop_or_take_up(locale: str, region: str, job: str) -> BaseResponse:
    """Stop it, or go on with what was stopped or failed."""
    request.max_content_length = BODY_MAX
    edition, found = services().edition(region, locale), _job(region, job)
    ask_is_ours("what is to be printed")
    if request.form.get("do") == "stop":
        stop_job(services().site.database, found.id)
    elif not _begin(job, partial(take_up_job, services().site.database, found.id, jobs_max=JOBS_MAX)):
        return full_page(edition, map(choice_of, found.files), "./")
    return redirect(f"{many_address(edition)}{job}/", 303)


@sheets.get(f"{_JOB}<name>.<any({','.join(KINDS)}):suffix>")
def show_one_of_many(locale: str, region: str, job: str, name: str, suffix: str) -> BaseResponse:
    """Send one of them, once it is ready."""
    found = _job(region, job)
    file = named_files(found).get(f"{name}.{suffix}")
    if file is None:
        raise UnknownPage(f"{request.path}: no such sheet")
    if file.state != "ready":
        return redirect("./", 303)
    sheet = kept_sheet(services(), choice_of(file), logo=found.logo, who=visitor())
    response = answer(sheet, KINDS[suffix], cache=NO_STORE)
    response.headers["Content-Disposition"] = disposition(f"{name}.{suffix}")
    _count(response, file)
    return response


@sheets.get(f"{_JOB}sheets.zip")
def send_many(locale: str, region: str, job: str) -> BaseResponse:
    """Send all that are ready, once none is on its way; those of a guide that changed meanwhile are made anew before."""
    edition, found = services().edition(region, locale), _job(region, job)
    gone = [file for file in found.files if file.state == "ready" and not _is_kept(found, file)]
    for file in gone:
        note_file(services().site.database, file, "waiting")
    if gone or found.under_way or not found.count("ready"):
        return redirect("./", 303)
    response = Response(
        stream_with_context(zip_stream(_contents(edition, found))), mimetype="application/zip"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{region}-sheets.zip"'
    response.headers["Cache-Control"] = NO_STORE
    for file in found.files:
        _count(response, file)
    return response


def _contents(edition: Edition, job: SheetJob) -> Iterator[tuple[str, bytes]]:
    """Yield the sheets, and a note of those that could not be made."""
    found, notes = services(), ""
    for row, (name, file) in zip(rows_of(edition, job), named_files(job).items(), strict=True):
        if file.state == "ready":
            yield name, keep_sheet(found, choice_of(file), logo=job.logo)
        elif file.state == "failed":
            words = found.part(edition.locale, "reader/sheet_reason.html", reason=row.reason)
            notes += f"{name}\t{words}\r\n"
    if notes:
        yield "not-made.txt", notes.encode("utf-8-sig")


def _begin(token: str, begin: Callable[[], bool]) -> bool:
    """Begin a job, or go on with it; False where its visitor, or all together, have too many under way."""
    askers: SheetAskers = current_app.extensions.setdefault(ASKERS, SheetAskers())
    return askers.begin(
        visitor(), token, under_way=partial(jobs_under_way, services().site.database), begin=begin
    )


def _count(response: Response, file: SheetFile) -> None:
    if response.status_code == 200 and file.state == "ready":
        services().counts.count("sheet", services().edition(file.region, file.locale))


def _is_kept(job: SheetJob, file: SheetFile) -> bool:
    return sheet_path(services(), choice_of(file), logo=job.logo).exists()


def _job(region: str, token: str) -> SheetJob:
    found = find_job(services().site.database, region, token)
    if found is None:
        raise UnknownPage(f"{request.path}: no such sheets, or no longer")
    return found


def _state(job: SheetJob) -> dict[str, object]:
    states = [file.state for file in job.files]
    return {"files": states, "ready": job.count("ready"), "under_way": job.under_way}
