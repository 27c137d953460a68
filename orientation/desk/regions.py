"""A new region's first files."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from orientation.content import layout
from orientation.errors import BadInput

_ID = re.compile(r"[a-z]{2}(?:-[a-z0-9]+)+")

_LAYER = """\
parent = "{parent}"
kind = "region"
host_locale = "{host}"           # the language at the counter
locales = ["{host}"{english}]         # on offer; add "ar", "uk", ... as texts are written
country = "{country}"                 # ISO 3166-1
timezone = "{timezone}"
# nuts = "…"                      # its NUTS code
# bounding_box = ["south", "west", "north", "east"]

[names]
{host} = {quoted_name}

# [helper]                        # a line that newcomers can call; without it they are sent to the town hall
# phone = "+34…"
# names = {{ {host} = "…" }}

# [responsible]                   # the organisation that runs this guide: the town hall, an association
# name = "…"
# contact = "…"                   # a role and an office address, never a person
# url = "https://…"
"""

_ENTRY = """\
source_locale = "{host}"
order = 10
read_on = "{month}"               # the month in which you read the source

[[sources]]
url = "https://example.org/"      # where you read it
title = "…"
confidence = "memory"             # "page" once you have read it there
"""

_TEXT = """\
# {name}

Write here what a person needs to know first. One step a line.

## What to do
1. Go to the town hall.
2. Ask for the social worker.
"""

_PLACES = """\
# Counters, clinics, phone lines. See docs/guides.md. An example:
#
# [townhall]
# topic = "services"
# phone = "+34…"
# address = "…"
# hours = "Mo-Fr 09:00-14:00"
# names = {{ {host} = "…" }}
# what_for = {{ {host} = "…" }}
# source = {{ url = "https://…", title = "…", confidence = "page" }}
"""

_TODO = """\
# {name}: to do

- [ ] Who runs this guide? Fill in [responsible] in layer.toml.
- [ ] Which number can newcomers call? Fill in [helper] in layer.toml.
- [ ] The town hall, the health centre, the social worker: places.toml.
- [ ] Villages: villages.csv (name,alternate_names,latitude,longitude,population).
- [ ] The first steps in your region: first-steps/first-week/.
"""

_TIMEZONES = {"ES": "Europe/Madrid", "FR": "Europe/Paris", "GR": "Europe/Athens", "PL": "Europe/Warsaw"}


def new_region(
    folder: Path, region: str, *, parent: str, name: str, host_locale: str, month: str
) -> tuple[Path, ...]:
    """Write the skeleton of a region that passes `check`, whole or not at all, and return the files written.

    month: the current one, YYYY-MM.
    Raises BadInput when the region exists, or id, parent, name or host locale cannot be one.
    """
    _check_words(region, parent=parent, name=name, host_locale=host_locale)
    if (folder / region).exists():
        raise BadInput(f"{folder / region}: exists already; edit it, or choose another id")
    country = region[:2].upper()
    words = {
        "parent": parent, "host": host_locale, "name": name, "country": country, "month": month,
        "quoted_name": tomli_w.dumps({"n": name}).removeprefix("n = ").strip(),
        "english": "" if host_locale == "en" else ', "en"',
        "timezone": _TIMEZONES.get(country, "Europe/Berlin"),
    }  # fmt: skip
    files = {
        "layer.toml": _LAYER, "places.toml": _PLACES, "TODO.md": _TODO,
        "first-steps/first-week/entry.toml": _ENTRY, f"first-steps/first-week/{host_locale}.md": _TEXT,
        "villages.csv": "name,alternate_names,latitude,longitude,population\n", "facts.toml": "",
    }  # fmt: skip
    _write_folder(folder / region, {path: text.format(**words) for path, text in files.items()})
    return tuple(folder / region / path for path in sorted(files))


def _check_words(region: str, *, parent: str, name: str, host_locale: str) -> None:
    if not _ID.fullmatch(region):
        raise BadInput(f"{region!r}: not a region id; write country and name, like es-soria")
    if not layout.SLUG.fullmatch(parent):
        raise BadInput(f"{parent!r}: not the id of a layer; write one, like eu")
    if not layout.TAG.fullmatch(host_locale):
        raise BadInput(f"{host_locale!r}: not a locale; write one, like fr or fa-AF")
    if not name.strip() or not name.isprintable() or set("{}") & set(name):
        raise BadInput(f"{name!r}: not a name; write it in one line, without braces")


def _write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Put a folder in place with all its files, or nothing.  Raises BadInput where somebody was quicker."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as temporary:
        made = Path(temporary) / folder.name
        for path, text in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_text(text, encoding="utf-8")
        try:
            made.rename(folder)
        except OSError as error:
            raise BadInput(f"{folder}: cannot be made ({error.strerror})") from error
