"""The page of an entry as readers would see it, before anybody saved it."""

from flask import Response

from orientation.web.desk.blueprint import desk, page, signed_in


@desk.post("/preview/")
@signed_in
def show_preview() -> Response:
    return page("trouble", title="…", told="…")
