"""What an anonymous visitor sends: there is no cookie whose rights could be borrowed, but it is to come from our pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from orientation.errors import NotAllowed
from orientation.web.services import services


def ask_is_ours(what: str) -> None:
    """Raises NotAllowed where a browser says that another site's page sends this.

    Browsers that say nothing, or "null" since our pages send no referrer, are let pass.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "null")
    own = (request.host, urlsplit(services().site.url).netloc)
    if site not in (None, "same-origin") or (
        site is None and origin != "null" and urlsplit(origin).netloc not in own
    ):
        raise NotAllowed(f"{what} comes from a guide's own pages")
