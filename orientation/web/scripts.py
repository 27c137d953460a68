"""Our scripts as they are sent: minified; the worker's shared ones in one answer.

What lies on disk is written to be read. On a bad line each comment and each request costs a reader, so what is sent
does the same in fewer bytes: docs/decisions/0009-scripts-minified.md.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from orientation.search.stem import STEMMERS
from orientation.web.assets import bundled, read_asset
from orientation.web.stamp import scripts_digest, stamped

BASE_STEMMER = (
    "vendor/snowball/base-stemmer.js"  # what the stemmers of single locales need, which come by themselves
)
WORKER_SCRIPTS = (
    "js/fill.js",
    "js/search/fold.js",
    "js/search/documents.js",
    "js/search/near.js",
    "js/search/score.js",
    "js/search/search.js",
    "js/search/suggest.js",
    *(
        f"js/worker/{name}.js"
        for name in (
            *("delta", "changes", "storage", "line", "sync", "file", "voices", "pages"),
            *("indexes", "calendars", "finding", "sheet-check", "sheets", "routes", "events"),
        )
    ),
)  # in the order in which they need each other


@functools.lru_cache(maxsize=64)
def stripped(script: str) -> str:
    """Return a script that does the same in fewer bytes; names that other scripts may use stay as they are."""
    import minify  # here: it brings a runtime with threads of its own, which no process that was forked would have

    minify.config({"js-version": 2020})  # what docs/phones.md promises
    return str(minify.string("text/javascript", script)) + ";\n"  # so that another may follow


def is_ours(name: str) -> bool:
    """Tell whether a static file is a script we wrote: vendored ones are sent as they came."""
    return name.startswith("js/") and name.endswith(".js")


def sent(name: str) -> bytes:
    """Return a static file as it is sent."""
    plain = read_asset(name).plain
    return stripped(plain.decode()).encode() if is_ours(name) else plain


def several(names: Sequence[str]) -> bytes:
    """Return static files of text in one piece, a NUL between two: no script holds one."""
    return b"\0".join(map(sent, names))


def worker_scripts() -> bytes:
    """Return all scripts that every worker imports: ours within one function, so that all their names become short."""
    ours = "".join(read_asset(name).plain.decode() for name in WORKER_SCRIPTS)
    return read_asset(BASE_STEMMER).plain + b"\n" + stripped(f'(() => {{"use strict";\n{ours}}})();').encode()


def stemmer(locale: str) -> bytes:
    """Return the stemmer that a worker imports for a locale; nothing where there is none."""
    found = STEMMERS.get(locale)
    name = found.__name__.removesuffix("Stemmer").lower() if found else ""
    return read_asset(f"vendor/snowball/{name}-stemmer.js").plain if name else b""


def worker() -> bytes:
    """Return the service worker."""
    return stripped(bundled("service-worker.js").read_text(encoding="utf-8")).encode()


@functools.lru_cache(maxsize=1)
def worker_version() -> str:
    """Return the version under which the worker asks for its scripts, where they are as it was stamped."""
    version = stamped(bundled("service-worker.js").read_text(encoding="utf-8"))
    return version if version == scripts_digest(bundled("static")) else ""
