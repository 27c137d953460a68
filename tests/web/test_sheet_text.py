"""What pdftotext reads off a sheet is what the guide says, in two scripts; in all of them: `make goldens`."""

from __future__ import annotations

import pytest
from flask import Flask
from sheet_text import lost_of_topic

from orientation.web.services import EXTENSION


@pytest.mark.parametrize("locale", ["es", "ar"])
def test_every_paragraph_stands_on_paper_as_in_the_guide(app: Flask, locale: str) -> None:
    with app.app_context():
        assert lost_of_topic(app.extensions[EXTENSION], "es-soria", locale, "banking") == []
