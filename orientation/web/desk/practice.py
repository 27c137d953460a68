"""The region to practise in."""

from __future__ import annotations

from flask import current_app, flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.sandbox import open_sandbox, reset_sandbox
from orientation.domain.roles import SANDBOX
from orientation.web.desk.blueprint import clock, database, desk, person, signed_in
from orientation.web.desk.words import _


@desk.post("/practice/")
@signed_in
def practise() -> BaseResponse:
    open_sandbox(database(), person(), clock=clock)
    return redirect(_region(), 303)


@desk.post("/practice/reset/")
@signed_in
def start_afresh() -> BaseResponse:
    reset_sandbox(database(), person(), clock=clock)
    flash(_("The practice region is as it was at first."))
    return redirect(_region(), 303)


def _region() -> str:
    """Return where the region's pages are edited."""
    there = "desk.show_region" in current_app.view_functions
    return url_for("desk.show_region", region=SANDBOX) if there else url_for("desk.show_home")
