"""What is sent of our scripts does what lies on disk does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from orientation.web.assets import bundled
from orientation.web.scripts import WORKER_SCRIPTS, stripped, worker, worker_scripts

OURS = [
    bundled("service-worker.js"),
    *sorted(path for path in bundled("static").glob("js/**/*.js")),
]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_what_is_sent_is_valid_and_smaller(path: Path, tmp_path: Path):
    sent = stripped(path.read_text(encoding="utf-8"))
    module = "export " in sent
    file = tmp_path / ("script.mjs" if module else "script.js")
    file.write_text(sent, encoding="utf-8")
    subprocess.run(["node", "--check", file], check=True)
    assert len(sent) < path.stat().st_size


def run_as_worker(use: str, folder: Path) -> str:
    """Return what this code prints where a worker has read its scripts as they are sent."""
    file = folder / "sent.js"
    file.write_bytes(worker_scripts())
    run = """
        const { readFileSync } = require("fs"), vm = require("vm");
        const heard = [], worker = vm.createContext({ console, heard, addEventListener: (name) => heard.push(name) });
        vm.runInContext("self = globalThis", worker);
        for (const script of [readFileSync(process.argv[1], "utf8"), process.argv[2]]) vm.runInContext(script, worker);
    """
    done = subprocess.run(["node", "-e", run, file, use], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_worker_scripts_find_a_page_as_they_are_sent(tmp_path: Path):
    use = """
        const found = { path: "/uk/x/", title: "Padrón", kind: "entry", html: "<!--c--><h1>Padrón</h1><!--/c-->" };
        const S = Orientation.search;
        console.log(S.search(S.build([found], "uk"), "PADRON", 5)[0].path, Orientation.fill("{{a}}", { a: "<" }));
    """
    assert run_as_worker(use, tmp_path) == "/uk/x/ &lt;"


def test_worker_scripts_hear_the_browser_and_keep_their_names_to_themselves(tmp_path: Path):
    use = "console.log(heard.join(), typeof fetchManifest, typeof keep, typeof BaseStemmer)"
    assert run_as_worker(use, tmp_path) == "install,activate,fetch,message undefined undefined function"


def test_every_script_of_the_worker_is_sent():
    written = {f"js/worker/{path.name}" for path in bundled("static").glob("js/worker/*.js")}
    assert written <= set(WORKER_SCRIPTS)


def test_worker_asks_for_scripts_that_are_there():
    assert "/worker-scripts.js" in worker().decode()
    assert all((bundled("static") / name).is_file() for name in WORKER_SCRIPTS)


def test_stemmers_the_worker_knows_are_vendored():
    table = worker().decode().partition("STEMMERS={")[2].partition("}")[0]
    names = re.findall(r'\w\w:"(\w+)"', table)
    assert len(names) == 8
    assert all((bundled("static") / f"vendor/snowball/{name}-stemmer.js").is_file() for name in names)
