"""A whole guide in one file: made once an edition, kept in the data folder, answered with a policy of its own."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import mimetypes
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from flask import Blueprint, Response
from flask_babel import force_locale, gettext
from markupsafe import Markup

from orientation.domain.address import guide_path
from orientation.domain.locale import Locale
from orientation.exchange import single as exchange_single
from orientation.exchange.single import TEMPLATES, SingleFile, SingleLook, build_single
from orientation.exchange.single_index import Shelved, build_index
from orientation.packs.parts import canonical_json
from orientation.store.editions import Edition, newest_editions
from orientation.store.files import drop_leftovers, write_whole
from orientation.web.assets import bundled, read_asset
from orientation.web.render_html import minify_css, read_icons
from orientation.web.responses import NO_STORE, answer
from orientation.web.scripts import sent
from orientation.web.services import Services, services

single = Blueprint("single", __name__)

SCRIPTS = ("js/search/fold.js", "js/single.js", "js/call-first.js")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@single.get("/<tag:locale>/<region>/guide.html")
def show_single(locale: str, region: str) -> Response:
    html = kept_single(services(), region, locale).decode()
    response = answer(html, "text/html", cache=NO_STORE)  # it holds what no browser may store
    response.headers["Content-Security-Policy"] = single_policy(html)
    response.headers["Content-Disposition"] = f'inline; filename="{region}-{locale}.html"'
    return response


def single_policy(html: str) -> str:
    """Return the policy of a guide's file: its own styles and script, pictures within it, and nothing else.

    Only its head is trusted: no words of a guide stand there but the title.
    """
    head = html.partition("</head>")[0]
    styles = " ".join(_hash(style) for style in _STYLE.findall(head))
    scripts = " ".join(_hash(script) for script in _SCRIPT.findall(head))
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; img-src data:; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def kept_single(found: Services, region: str, locale: str) -> bytes:
    """Return a guide's file from the disk, where it is made once an edition.  Raises NotPublished."""
    edition = found.edition(region, locale)
    path = _path(found, edition)
    with suppress(FileNotFoundError):
        return path.read_bytes()
    html = write_single(found, edition).encode()
    write_whole(path, html)
    _drop_former(path, edition)
    return html


def write_single(found: Services, edition: Edition) -> str:
    """Return an edition as one file, within an app context."""
    address = guide_path(edition.locale, edition.region)
    look = SingleLook(
        style=_own_style(),
        script=_script(),
        address=found.site.url + address if found.site.url else "",
        image=_image,
        icon=_icon,
        translate=gettext,
    )
    with force_locale(edition.locale.replace("-", "_")):
        return build_single(_blobs_of(found, edition), look)


def singles_index(found: Services) -> str:
    """Return a page that leads to <region>/<region>-<locale>.html of all that is published, within an app context."""
    regions: dict[str, list[Edition]] = {}
    for edition in newest_editions(found.site.database):
        regions.setdefault(edition.region, []).append(edition)
    shelved = [_shelved(found, editions) for editions in regions.values()]
    with force_locale("en"):
        return build_index(shelved, style=found.style().decode(), icon=_icon, words=gettext)


def _shelved(found: Services, editions: Sequence[Edition]) -> Shelved:
    """Return one region's files, English first; its name as people there call it first."""
    files = [(found.locale(one.locale), f"{one.region}/{one.region}-{one.locale}.html") for one in editions]
    names: dict[str, Locale] = {}
    for one in sorted(editions, key=lambda one: one.frame.host != ""):
        names.setdefault(one.frame.name, found.locale(one.locale))
    return Shelved(
        names=tuple((locale, name) for name, locale in names.items()),
        files=tuple(sorted(files, key=lambda file: (file[0].tag != "en", file[0].name))),
    )


def _blobs_of(found: Services, edition: Edition) -> SingleFile:
    def blob(name: str) -> bytes:
        return found.site.blobs.read(name, plain=True)

    manifest = json.loads(edition.manifest)
    shell = blob(manifest["shell"]).decode()
    style = blob(json.loads(shell)["style"]).decode()
    parts = tuple(blob(part["sha256"]) for part in manifest["parts"])
    return SingleFile(edition.manifest, shell, style, parts)


def _path(found: Services, edition: Edition) -> Path:
    """Return where a file is kept: another name for each edition, address and version of this program."""
    digest = hashlib.sha256(canonical_json([edition.manifest, found.site.url, _design()])).hexdigest()[:16]
    folder = found.site.data / "singles" / edition.region
    return folder / f"{edition.number}-{edition.locale}-{digest}.html"


def _drop_former(path: Path, edition: Edition) -> None:
    """Remove the files of the same guide and locale that this one follows."""
    drop_leftovers(path.parent, now=path.stat().st_mtime)
    name = re.compile(rf"[0-9]+-{re.escape(edition.locale)}-[0-9a-f]{{16}}\.html")
    for one in path.parent.iterdir():
        if name.fullmatch(one.name) and one != path:
            one.unlink(missing_ok=True)


@functools.cache
def _design() -> str:
    """Return a SHA-256 of what else a file is made with: templates, code and words of this program."""
    digest = hashlib.sha256(f"{_own_style()}{_script()}".encode())
    code = Path(exchange_single.__file__).parent.glob("single*.py")
    for path in sorted([*code, *TEMPLATES.glob("*.html"), *bundled("translations").rglob("*.mo")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@functools.cache
def _own_style() -> str:
    return minify_css(read_asset("css/single.css").plain.decode())


@functools.cache
def _script() -> str:
    return "".join(sent(name).decode() for name in SCRIPTS)


@functools.cache
def _icons() -> dict[str, Markup]:
    return read_icons(bundled("static") / "icons")


def _icon(name: str) -> Markup:
    return _icons().get(name) or _icons()["about"]


def _image(address: str) -> str:
    """Return a picture of ours as a data: address; an empty one where this version has it no more."""
    name = address.partition("?")[0].removeprefix("/static/")
    try:
        plain = read_asset(name).plain
    except OSError:
        return "data:,"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(plain).decode()}"
