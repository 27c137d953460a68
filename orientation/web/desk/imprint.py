"""The imprint of a region: which organisation answers for its guide."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.imprint import region_layer, set_responsible
from orientation.domain.guide import Responsible
from orientation.errors import BadField
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.words import _


@desk.get("/in/<region>/imprint/")
@signed_in
def show_imprint(region: str) -> Response:
    layer = region_layer(database(), person(), region)
    return page("imprint", layer=layer, given=layer.responsible or Responsible(""), told="")


@desk.post("/in/<region>/imprint/")
@signed_in
def save_imprint(region: str) -> BaseResponse:
    given = Responsible(
        *(" ".join(request.form.get(name, "").split()) for name in ("name", "contact", "url"))
    )
    try:
        set_responsible(database(), person(), region, given, clock=clock)
    except BadField as error:
        layer = region_layer(database(), person(), region)
        return page("imprint", status=400, layer=layer, given=given, told=_told_of(error))
    flash(_("Saved. The region is published now."))
    return redirect(url_for("desk.show_home"), 303)


def _told_of(error: BadField) -> str:
    if error.field == "url":
        return _("The website is a whole address that begins with https://")
    return _("Name and contact are both needed, one line each.")
