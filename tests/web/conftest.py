"""The shipped guides, published once, behind a test client whose every page keeps the page contract."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from page_contract import faults_of
from shipped import one_region
from werkzeug.test import TestResponse

from orientation.desk.load import load_folder
from orientation.desk.publish import publish
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION


class PageClient(FlaskClient):
    """Hands out a page only after it found nothing wrong with it. Suggestions are no page: items for one."""

    def open(self, *args: object, **options: object) -> TestResponse:
        response = super().open(*args, **options)
        if (
            response.mimetype == "text/html"
            and not response.is_json
            and not response.request.path.endswith("/suggest/")
            and response.status_code not in (301, 303, 304, 308)
        ):
            faults = faults_of(response)
            assert not faults, f"{response.request.path}: {'; '.join(faults)}"
        return response


@pytest.fixture(scope="session")
def published_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("web") / "data"
    services = create_app(Settings(data)).extensions[EXTENSION]
    load_folder(services.site.database, one_region(data / "guides"), now="2026-11-21T10:00:00Z")
    publish(services.site, services, clock=lambda: datetime(2026, 11, 21, 10, tzinfo=UTC))
    services.site.close()
    return data


@pytest.fixture(scope="module")
def app(published_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    data = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(published_data, data)
    app = create_app(Settings(data, "https://guide.example.org"))
    app.test_client_class = PageClient
    app.testing = True
    yield app
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
