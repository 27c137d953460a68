"""The interface's words: collected, translated, compiled."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent.parent / "translations"
LOCALES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
MEND = "run: make words, then translate what is new"


def read_catalogue(locale: str) -> Catalog:
    with (FOLDER / locale / "LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def ids(catalogue: Catalog) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}


def test_interface_speaks_the_promised_languages():
    full = {"en", "es", "fr", "el", "pl", "ar", "uk"}
    assert set(LOCALES) | {"en"} == full | {"fa", "fa_AF", "ru", "ps", "so", "ti", "tr", "ur"}


def test_template_holds_the_words_of_the_interface(tmp_path):
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "translations/babel.cfg",
               "--no-location", "-o", str(tmp_path / "now.pot"), "."]  # fmt: skip
    subprocess.run(command, check=True, cwd=FOLDER.parent)
    with (tmp_path / "now.pot").open("rb") as now, (FOLDER / "messages.pot").open("rb") as template:
        assert ids(read_po(now)) == ids(read_po(template)), MEND


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_is_translated(locale):
    with (FOLDER / "messages.pot").open("rb") as template:
        wanted = ids(read_po(template))
    catalogue = read_catalogue(locale)
    assert ids(catalogue) == wanted, MEND
    assert [message.id for message in catalogue if message.id and not message.string] == [], MEND
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_placeholder_is_lost(locale):
    catalogue = read_catalogue(locale)
    assert [(message.id, str(error)) for message, errors in catalogue.check() for error in errors] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_compiled_catalogue_is_fresh(locale):
    with (FOLDER / locale / "LC_MESSAGES/messages.mo").open("rb") as file:
        compiled = read_mo(file)
    written = {str(one.id): one.string for one in read_catalogue(locale) if one.id}
    assert {str(one.id): one.string for one in compiled if one.id} == written, MEND
