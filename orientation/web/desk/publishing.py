"""What is being published, what waits, and what went wrong."""

from __future__ import annotations

from flask import Response, flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.publishing import ask_again
from orientation.store.publishings import Publishing, publishings_waiting, recent_publishings
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.names import layer_names
from orientation.web.desk.words import _
from orientation.web.services import services

_SHOWN = 10  # regions that were published last


@desk.get("/publishing/")
@signed_in
def show_publishing() -> Response:
    waiting = publishings_waiting(database())
    return page(
        "publishing",
        under_way=[one for one in waiting if one.started_at],
        waiting=[one for one in waiting if not one.started_at],
        finished=_not_waiting(recent_publishings(database(), count=_SHOWN), waiting),
        names=layer_names(),
    )


def _not_waiting(finished: tuple[Publishing, ...], waiting: tuple[Publishing, ...]) -> list[Publishing]:
    """Leave out what went wrong and waits again."""
    again = {one.region for one in waiting}
    return [one for one in finished if not (one.failed and one.region in again)]


@desk.post("/publishing/<region>/")
@signed_in
def publish_again(region: str) -> BaseResponse:
    if not ask_again(services().site, person(), region, clock=clock):
        flash(
            _("No organisation has signed for this region yet. An administrator fills in its imprint first.")
        )
    return redirect(url_for("desk.show_publishing"), 303)
