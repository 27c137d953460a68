"""The built wheel alone, in an empty environment, serves pages with styles, worker, guides and translations."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import one_region

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).parent.parent
PORT = 8639


def run(*command: object, **options: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel and what it requires, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    run(sys.executable, "-m", "venv", folder / "venv")
    run(folder / "venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", *folder.glob("*.whl"))
    return folder / "venv/bin"


@pytest.fixture(scope="module")
def served(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    data = tmp_path_factory.mktemp("data")
    (guides,) = installed.parent.glob("lib/python*/site-packages/orientation/bundled/guides")
    assert {path.name for path in guides.iterdir()} == {path.name for path in (ROOT / "guides").iterdir()}
    run(installed / "orientation", "load", one_region(data / "one", guides=guides), "--data", data)
    environment = {"PATH": os.environ["PATH"], "ORIENTATION_DATA": str(data), "PORT": str(PORT)}
    command = [str(installed / "orientation"), "serve"]
    with subprocess.Popen(command, cwd=data, env=environment, stderr=subprocess.PIPE) as process:
        try:
            for _ in range(1200):  # it publishes first
                try:
                    get("/health")
                    break
                except OSError:
                    assert process.poll() is None, process.stderr and process.stderr.read()
                    time.sleep(0.2)
            yield PORT
        finally:
            process.kill()


def get(path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    answer = response.status, response.read().decode("utf-8", "replace")
    connection.close()
    return answer


def test_wheel_knows_its_version(installed: Path):
    assert re.match(r"orientation, version \d", run(installed / "orientation", "--version"))


def test_wheel_serves_pages_with_style_worker_guides_and_translations(served: int):
    status, html = get("/ar/es-soria/")
    assert status == 200
    assert 'dir="rtl"' in html
    assert "<style>" in html
    assert "الطوارئ" in html  # a topic's name, from guides/
    assert "محو كل شيء" in html or "Erase everything" not in html  # an interface word, from translations/
    script = re.search(r'src="(/static/js/page\.js\?v=\w+)"', html)
    assert script
    assert get(script[1])[0] == 200
    assert get("/service-worker.js")[0] == 200
    assert get("/manifest.webmanifest")[0] == 200


def test_every_script_the_worker_imports_is_in_the_wheel(served: int):
    worker = get("/service-worker.js")[1]
    for name in re.findall(r'\w\w: ?"(\w+)"', worker.partition("STEMMERS")[2].partition("}")[0]):
        assert get(f"/static/vendor/snowball/{name}-stemmer.js")[0] == 200
    assert "BaseStemmer" in get("/worker-scripts.js")[1]
