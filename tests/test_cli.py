"""The commands, as an operator types them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orientation.web.assets import bundled
from orientation.web.cli import main


def run(*arguments: object, **options: object) -> Result:
    return CliRunner().invoke(main, [str(part) for part in arguments], **options)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    assert run("load", "--data", data).exit_code == 0
    assert run("publish", "--data", data).exit_code == 0
    return data


def test_second_load_changes_nothing(data):
    assert run("load", "--data", data).output == "0 added, 0 changed, 0 removed\n"


def test_publishing_what_did_not_change_makes_no_edition(data):
    assert run("publish", "--data", data).output == "0 published, 3 unchanged\n"


def test_dump_gives_back_the_files_it_was_loaded_from(data, tmp_path):
    run("dump", tmp_path / "guides", "--data", data)
    assert run("load", tmp_path / "guides", "--data", data).output == "0 added, 0 changed, 0 removed\n"


def test_unknown_region_is_one_line_and_status_1(data):
    result = run("publish", "nowhere", "--data", data)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "no region 'nowhere'; there are: es-soria" in result.output


def test_wrong_use_is_status_2():
    assert run("sheet").exit_code == 2


def test_check_of_the_shipped_guides_finds_no_error():
    assert run("check", bundled("guides")).exit_code == 0


def test_check_names_file_and_line_and_exits_with_1(tmp_path):
    run("new-region", "fr-correze", "--to", tmp_path)
    (tmp_path / "fr-correze/layer.toml").write_text('parent = "eu\n')
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert "fr-correze/layer.toml:1: error:" in result.output


def test_folder_with_errors_changes_nothing(data, tmp_path):
    (tmp_path / "topics.toml").write_text("broken")
    result = run("load", tmp_path, "--data", data)
    assert result.exit_code == 1
    assert run("load", "--data", data).output == "0 added, 0 changed, 0 removed\n"


def test_new_region_passes_check_beside_the_shipped_guides(data, tmp_path):
    run("dump", tmp_path, "--data", data)
    made = run("new-region", "fr-correze", "--to", tmp_path, "--name", "Corrèze", "--host-locale", "fr")
    assert made.exit_code == 0, made.output
    checked = run("check", tmp_path)
    assert checked.exit_code == 0, checked.output


def test_new_region_is_not_made_over_another(tmp_path):
    run("new-region", "fr-correze", "--to", tmp_path)
    result = run("new-region", "fr-correze", "--to", tmp_path)
    assert result.exit_code == 1
    assert "exists already" in result.output


def test_new_region_passes_check_whatever_its_name(data, tmp_path):
    run("dump", tmp_path, "--data", data)
    name = 'Côte "d\'Or" \\ α'
    made = run("new-region", "fr-cote", "--to", tmp_path, "--name", name, "--host-locale", "fr")
    assert made.exit_code == 0, made.output
    assert run("check", tmp_path).exit_code == 0
    layer = tomllib.loads((tmp_path / "fr-cote/layer.toml").read_text("utf-8"))
    assert layer["names"] == {"fr": name}
    entry = tomllib.loads((tmp_path / "fr-cote/first-steps/first-week/entry.toml").read_text("utf-8"))
    assert entry["read_on"] == datetime.now(UTC).strftime("%Y-%m")
    assert list(tmp_path.glob(".new-*")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("fr-",),
        ("../fr-correze",),
        ("FR-correze",),
        ("fr-correze", "--host-locale", "../x"),
        ("fr-correze", "--host-locale", "french"),
        ("fr-correze", "--parent", 'eu"'),
        ("fr-correze", "--name", "two\nlines"),
        ("fr-correze", "--name", "{name}"),
    ],
)
def test_new_region_that_cannot_be_named_so_is_not_made(tmp_path, arguments):
    result = run("new-region", *arguments, "--to", tmp_path / "guides")
    assert (result.exit_code, result.output.count("\n")) == (1, 1), result.output
    assert not (tmp_path / "guides").exists()


def test_serving_on_a_port_that_is_taken_is_one_line_and_status_1(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "orientation", "serve", "--port", str(port), "--data", str(data)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"port {port} of 127.0.0.1 cannot be had" in done.stderr
    assert "serving on" not in done.stdout


def test_search_answers_for_a_program(data):
    hits = json.loads(run("search", "es-soria", "en", "padron", "--data", data, "--json").output)
    assert "/en/es-soria/services/padron/" in [hit["path"] for hit in hits]


def test_sheets_of_several_languages_go_into_a_folder(data, tmp_path):
    result = run("sheet", "es-soria", "es", "ar", "--topic", "banking", "-o", tmp_path, "--data", data)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "es-soria-banking-ar.pdf",
        "es-soria-banking-es.pdf",
    ]


def test_backup_is_restored(data, tmp_path):
    assert run("backup", tmp_path / "copy.db", "--data", data).exit_code == 0
    assert run("restore", tmp_path / "copy.db", "--data", tmp_path / "new").exit_code == 0
    assert run("load", "--data", tmp_path / "new").output == "0 added, 0 changed, 0 removed\n"
