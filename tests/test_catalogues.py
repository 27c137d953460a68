"""The interface's words: collected, translated, compiled."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from orientation.web.desk import words as desk_words

FOLDER = Path(__file__).parent.parent / "translations"
LOCALES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
DESK_LOCALES = sorted(path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/desk.po"))
CATALOGUES = [("messages", one) for one in LOCALES] + [("desk", one) for one in DESK_LOCALES]
EXTRACTED = [("babel.cfg", "messages"), ("desk.cfg", "desk")]
MEND = "run: make words, then translate what is new"


def read_catalogue(domain: str, locale: str) -> Catalog:
    with (FOLDER / locale / f"LC_MESSAGES/{domain}.po").open("rb") as file:
        return read_po(file, locale=locale)


def _forms(message: Message) -> tuple[str, ...]:
    """Return a message's translation, or all of its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _key(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def ids(catalogue: Catalog) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}


def test_interface_speaks_the_promised_languages():
    full = {"en", "es", "fr", "el", "pl", "ar", "uk"}
    assert set(LOCALES) | {"en"} == full | {"fa", "fa_AF", "ru", "ps", "so", "ti", "tr", "ur"}


def test_desk_speaks_the_languages_its_volunteers_write_in():
    assert {*DESK_LOCALES, "en"} == {one.replace("-", "_") for one in desk_words.LOCALES}


@pytest.mark.parametrize(("mapping", "domain"), EXTRACTED)
def test_template_holds_the_words_of_the_interface(mapping, domain, tmp_path):
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", f"translations/{mapping}",
               "--no-location", "-o", str(tmp_path / "now.pot"), "."]  # fmt: skip
    subprocess.run(command, check=True, cwd=FOLDER.parent)
    with (tmp_path / "now.pot").open("rb") as now, (FOLDER / f"{domain}.pot").open("rb") as template:
        assert ids(read_po(now)) == ids(read_po(template)), MEND


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_every_word_is_translated(domain, locale):
    with (FOLDER / f"{domain}.pot").open("rb") as template:
        wanted = ids(read_po(template))
    catalogue = read_catalogue(domain, locale)
    assert ids(catalogue) == wanted, MEND
    assert [one.id for one in catalogue if one.id and not all(_forms(one))] == [], MEND
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_no_placeholder_is_lost(domain, locale):
    catalogue = read_catalogue(domain, locale)
    assert [(message.id, str(error)) for message, errors in catalogue.check() for error in errors] == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_compiled_catalogue_is_fresh(domain, locale):
    with (FOLDER / locale / f"LC_MESSAGES/{domain}.mo").open("rb") as file:
        compiled = read_mo(file)
    written = {_key(one): _forms(one) for one in read_catalogue(domain, locale) if one.id}
    assert {_key(one): _forms(one) for one in compiled if one.id} == written, MEND
