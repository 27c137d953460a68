"""What the docs must name, they name."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import click

from orientation import errors
from orientation.domain import guide, phrases
from orientation.web.cli import main

DOCS = Path(__file__).parent.parent / "docs"
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_command_is_in_the_operating_manual():
    manual = read("operating.md")
    names = [name for name in main.commands if not isinstance(main.commands[name], click.Group)]
    assert [name for name in names if f"orientation {name}" not in manual] == []


def test_every_setting_is_in_the_operating_manual():
    settings = {
        option.envvar
        for command in main.commands.values()
        for option in command.params
        if isinstance(option, click.Option) and option.envvar
    }
    assert [name for name in sorted(settings) if name not in read("operating.md")] == []


def test_every_error_is_named_in_the_architecture():
    classes = [
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    ]
    assert [name for name in classes if name not in read("architecture.md")] == []


def test_every_content_field_is_in_the_guide_to_writing():
    derived = {"layer", "topic", "slug", "texts", "locale", "title", "body", "id", "villages", "kind"}
    fields = {
        field.name
        for cls in (
            guide.Entry,
            guide.Place,
            guide.Fact,
            guide.Source,
            guide.Layer,
            guide.Helper,
            guide.Topic,
            phrases.Phrase,
        )
        for field in dataclasses.fields(cls)
    }
    manual = read("guides.md")
    assert [name for name in sorted(fields - derived) if not re.search(rf"\b{name}\b", manual)] == []


def test_every_decision_is_numbered_in_a_row():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_readme_names_the_two_commands_and_shows_pictures_that_exist():
    assert "make serve" in README
    assert "make test" in README
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert len(pictures) >= 3
    assert [name for name in pictures if not (DOCS.parent / name).exists()] == []
