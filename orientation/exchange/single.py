"""A whole guide in one HTML file, that a reader hands to another phone.  Format: docs/single-file.md.

It is made from an edition's blobs and holds every byte of them, so that whoever gets the file can verify it against
the signed manifest and keep the guide as if it had come from the site.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from orientation.content.words import date_words
from orientation.domain.edition import whole_record
from orientation.errors import BadInput
from orientation.exchange.single_pages import Image, Section, gone_of, original, sections_of

FORMAT = 1  # of the file
TEMPLATES = Path(__file__).parent.parent / "templates" / "single"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_FRAGMENT = re.compile(r"<!--f:(.*?)-->(.*?)<!--/f-->", re.DOTALL)
_DATA = re.compile(r'<script type="application/json" id="guide-file">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class SingleFile:
    """What a guide's file carries: an edition's manifest and blobs, all plain."""

    manifest: str  # as it is served
    shell: str
    style: str  # that the shell names
    parts: tuple[bytes, ...]  # in the manifest's order


@dataclass(frozen=True, slots=True)
class SingleLook:
    """What this program adds to an edition to make a file of it."""

    style: str  # for what is on no page: head, contents, links that lead nowhere in a file
    script: str  # classic: the search, and what gives way to "call first"
    address: str  # absolute, of the guide; "" where ORIENTATION_URL is not set
    image: Image
    icon: Callable[[str], Markup]  # from "phone" to a pictogram
    translate: Callable[[str], str]  # like gettext: the message in the guide's language


# -- to a file -------------------------------------------------------------------------------------------------


def build_single(edition: SingleFile, look: SingleLook) -> str:
    """Return the guide as one HTML file.

    Raises ValueError where an edition would not come back from its file to the byte.
    """
    parts = [json.loads(part) for part in edition.parts]
    records = [whole_record(record) for part in parts for record in part["pages"]]
    frame = next(part["frame"] for part in parts if "frame" in part)
    manifest = json.loads(edition.manifest)
    base = f"/{manifest['locale']}/{manifest['region']}/"
    topics = [slug for slug, _ in frame["topics"]]
    sections = sections_of(records, base=base, topics=topics, image=look.image)
    html = templates().get_template("guide.html").render(
        locale=manifest["locale"],
        direction=json.loads(edition.shell)["direction"],
        name=frame["name"],
        edition=manifest["edition"],
        date=date_words(manifest["published"][:10], manifest["locale"]),
        helper=Markup(frame["helper"]),
        responsible=frame["responsible"],
        style=Markup(edition.style),
        own_style=Markup(look.style),
        script=Markup(look.script),
        address=look.address,
        shelves=_shelves(sections),
        others=[one for one in sections if one.kind not in ("topic", "entry", "guide")],
        sections=sections,
        gone=gone_of(records, base=base, image=look.image),
        data=Markup(_data(edition, parts)),
        icon=look.icon,
        _=_words(look),
    )  # fmt: skip
    if read_single(html) != edition:
        raise ValueError(f"{base}: the edition does not come back from its file")
    return html


def _shelves(sections: Sequence[Section]) -> list[tuple[Section, list[Section]]]:
    """Return each topic with its entries, in the order of the file."""
    return [
        (topic, [one for one in sections if one.kind == "entry" and one.topic == topic.topic])
        for topic in sections
        if topic.kind == "topic"
    ]


def _data(edition: SingleFile, parts: Sequence[Mapping[str, Any]]) -> str:
    """Return the data block: all that is not in the fragments and the style, so that nothing stands twice."""
    bare = [
        {**part, "pages": [{k: v for k, v in page.items() if k != "html"} for page in part["pages"]]}
        for part in parts
    ]
    value = {"format": FORMAT, "manifest": edition.manifest, "shell": edition.shell, "parts": bare}
    return _json(value).replace("<", "\\u003c")


@cache
def templates() -> Environment:
    """Return the templates of what is handed on as files."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _words(look: SingleLook) -> Callable[..., Markup]:
    """Return `_()` for templates: named placeholders, values escaped."""

    def words(message: str, **values: object) -> Markup:
        said = escape(look.translate(message))
        return said % values if values else said

    return words


# -- from a file -----------------------------------------------------------------------------------------------


class _Part(msgspec.Struct, omit_defaults=True):
    pages: list[dict[str, str]]
    frame: dict[str, Any] = {}


class _Data(msgspec.Struct):
    format: int
    manifest: str
    shell: str
    parts: list[_Part]


def read_single(text: str) -> SingleFile:
    """Return the manifest and the blobs that a file carries, each to the byte. `check_single` compares them.

    Raises BadInput, in one line, for what is no such file, or is cut off.
    """
    style, data = _STYLE.search(text), _DATA.search(text)
    if not style or not data:
        raise BadInput("this is not a guide's file, or its end is missing: get it again")
    fragments = {path: original(html) for path, html in _FRAGMENT.findall(text)}
    try:
        found = msgspec.json.decode(data[1], type=_Data)
        parts = tuple(_part(part, fragments) for part in found.parts)
    except msgspec.MsgspecError as error:
        raise BadInput(f"the file's data cannot be read ({error}): get it again") from error
    except KeyError as error:
        raise BadInput(f"the file lacks the page {error}: get it again") from error
    if found.format != FORMAT:
        raise BadInput(f"the file has format {found.format}; this program reads {FORMAT}: update it")
    return SingleFile(found.manifest, found.shell, style[1], parts)


def check_single(file: SingleFile) -> None:
    """Compare all that a file carries with what its manifest says; the signature is `verify_manifest`'s matter.

    Raises BadInput, in one line, for the first thing that differs.
    """
    try:
        manifest, named = json.loads(file.manifest), json.loads(file.shell)["style"]
        wanted = [manifest["pack"]["sha256"], *(part["sha256"] for part in manifest["parts"])]
        wanted += [manifest["shell"], named]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"the file's manifest cannot be read ({error!r}): get it again") from error
    names = ["pack", *(f"part {number}" for number in range(len(manifest["parts"]))), "shell", "style"]
    held = [b"".join(file.parts), *file.parts, file.shell.encode(), file.style.encode()]
    if len(held) != len(wanted):
        raise BadInput(f"the file has {len(file.parts)} parts, not {len(manifest['parts'])}: get it again")
    for name, plain, sha256 in zip(names, held, wanted, strict=True):
        if hashlib.sha256(plain).hexdigest() != sha256:
            raise BadInput(f"the file's {name} is not what was signed: get it again")


def _part(part: _Part, fragments: Mapping[str, str]) -> bytes:
    value: dict[str, object] = {
        "pages": [{**record, "html": fragments[record.get("path", "")]} for record in part.pages]
    }
    if part.frame:
        value["frame"] = part.frame
    return _json(value).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
