"""What phones fetch: manifests, blobs, the worker, static files."""

from __future__ import annotations

import mimetypes

from flask import Blueprint, Response, request

from orientation.errors import UnknownPage
from orientation.packs.parts import canonical_json
from orientation.web.assets import asset_url, bundled, read_asset
from orientation.web.responses import (
    COMPRESSED_BEFORE,
    REVALIDATE,
    accepts_brotli,
    answer,
    answer_asset,
    answer_compressed,
)
from orientation.web.scripts import sent, several, worker, worker_scripts, worker_version
from orientation.web.services import services
from orientation.web.shells import ASSETS

packs = Blueprint("packs", __name__)

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


@packs.get("/packs/<region>/<tag:locale>.json")
def show_manifest(region: str, locale: str) -> Response:
    edition = services().edition(region, locale)
    services().counts.count_manifest(edition)
    return answer(edition.manifest, "application/json", quality=COMPRESSED_BEFORE)


@packs.get("/packs/blobs/<name>")
def show_blob(name: str) -> Response:
    blobs = services().site.blobs
    plain = None if accepts_brotli() else blobs.read(name, plain=True)
    response = answer_compressed(blobs.read(name), plain, name, "application/json")
    services().counts.count_blob(name)
    return response


@packs.get("/static/<path:name>")
def show_asset(name: str) -> Response:
    try:
        asset = read_asset(_inside_static(name))
    except (OSError, ValueError) as error:  # also a name that is too long, or holds a NUL
        raise UnknownPage(f"/static/{name}: no such file") from error
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return answer_asset(sent(name), mimetype, versioned=_asked() in (asset.version, worker_version()))


@packs.get("/assets.txt")
def show_assets() -> Response:
    """Hand out those static files that a kept guide needs and a phone has not got."""
    names = request.args.get("of", "").split(",")
    if names != [name for name, _mark in ASSETS if name in names]:  # each order would be compressed anew
        raise UnknownPage("/assets.txt: name assets of a shell, in its order")
    return answer(several(names), "text/plain", quality=COMPRESSED_BEFORE)


@packs.get("/worker-scripts.js")
def show_worker_scripts() -> Response:
    return answer_asset(worker_scripts(), "text/javascript", versioned=_asked() == worker_version())


@packs.get("/erase")
def show_erased() -> Response:
    """Let the browser drop what it keeps of this site by itself: its cache, its storage."""
    response = answer("erased\n", "text/plain", cache="no-store")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@packs.get("/service-worker.js")
def show_worker() -> Response:
    response = answer(worker(), "text/javascript", cache=REVALIDATE, quality=COMPRESSED_BEFORE)
    response.headers["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; connect-src 'self'"
    return response


@packs.get("/manifest.webmanifest")
def show_web_manifest() -> Response:
    icons = [
        {
            "src": asset_url(f"manifest-icons/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    manifest = {
        "name": "Guide",
        "short_name": "Guide",
        "start_url": "/?start",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf7f0",
        "theme_color": "#0b5351",
        "icons": icons,
    }
    return answer(canonical_json(manifest), "application/manifest+json")


@packs.get("/health")
def show_health() -> Response:
    services().site.database.execute("SELECT 1").fetchone()
    return answer("ok\n", "text/plain", cache="no-store")


def _asked() -> str:
    """Return the version a static file was asked for by; "-" where there is none."""
    return request.args.get("v") or "-"


def _inside_static(name: str) -> str:
    root = bundled("static").resolve()
    if not (root / name).resolve().is_relative_to(root):
        raise UnknownPage(f"/static/{name}: no such file")
    return name
