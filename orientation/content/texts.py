"""An entry's words in one locale: front matter between +++ where there is any, a title line, the text."""

from __future__ import annotations

import re

import tomli_w

from orientation.content import values
from orientation.content.table import Notes
from orientation.content.toml_files import read_table
from orientation.domain.guide import Text
from orientation.findings import Said

_FRONT = re.compile(r"\+\+\+[ \t]*\n(.*?)(?<=\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


def normalise(text: str) -> str:
    """Return text as bodies are kept: lines end with \\n, no white space around the whole."""
    return re.sub(r"\r\n?", "\n", text).strip()


def read_text(source: str, locale: str, notes: Notes) -> Text | None:
    """Return the words of a file, None where it has no title line; notes.lines gets "title" and "body"."""
    front = _FRONT.match(source)
    rest = source[front.end() :] if front else source
    above = source.count("\n") - rest.lstrip().count("\n")
    state, by, on = _state(front[1] if front else "", notes)
    for number, line in enumerate(source.split("\n"), start=1):
        if problem := values.any_text(line):
            notes.add_line(number, problem)
    title, _, body = rest.strip().partition("\n")
    if not re.match(r"#[ \t]+\S", title):
        notes.add_line(above + 1, _no_title(title))
        return None
    skipped = len(body) - len(body.lstrip())
    notes.lines.update({("title",): above + 1, ("body",): above + 2 + body[:skipped].count("\n")})
    return Text(locale, title[1:].strip(), normalise(body), state=state, by=by, on=on)


def write_text(text: Text) -> str:
    """Return the file of a text; front matter only where there is something to say."""
    fields = {"state": text.state, "by": text.by, "on": text.on}
    said = {name: value for name, value in fields.items() if value and (name, value) != ("state", "machine")}
    front = f"+++\n{tomli_w.dumps(said)}+++\n" if said else ""
    body = f"\n{normalise(text.body)}\n" if text.body else ""
    return f"{front}# {text.title}\n{body}"


def _state(front: str, notes: Notes) -> tuple[str, str, str]:
    table = read_table(front, notes, above=1)
    if table is None:
        return "machine", "", ""
    state = table.text("state", values.one_of("machine", "checked")) or "machine"
    by, on = table.text("by"), table.text("on", values.day)
    table.finish()
    return state, by, on


def _no_title(line: str) -> Said:
    if line.startswith("+++"):
        return Said("front_open")
    return Said("title_line_missing")
