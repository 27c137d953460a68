"""The commands, as an operator types them."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import flask
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from shipped import one_region

from orientation.exchange.single import check_single, read_single
from orientation.store.database import connect
from orientation.web.app import Settings, create_app
from orientation.web.assets import bundled
from orientation.web.cli import main
from orientation.web.cli_serve import listen
from orientation.web.hub import local_addresses
from orientation.web.services import EXTENSION


def run(*arguments: object, **options: object) -> Result:
    return CliRunner().invoke(main, [str(part) for part in arguments], **options)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    assert run("load", one_region(data / "guides"), "--data", data).exit_code == 0
    assert run("publish", "--data", data).exit_code == 0
    return data


def test_second_load_changes_nothing(data):
    assert run("load", data / "guides", "--data", data).output == "0 added, 0 changed, 0 removed\n"


def test_publishing_what_did_not_change_makes_no_edition(data):
    assert run("publish", "--data", data).output == "0 published, 4 unchanged\n"


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
    assert run("load", data / "guides", "--data", data).output == "0 added, 0 changed, 0 removed\n"


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


def test_sheet_that_cannot_be_made_is_one_line_and_the_others_are_packed(data, tmp_path):
    arguments = ("es-soria", "es", "xx", "ar", "--take", "banking/basic-account", "--data", data)
    first = run("sheet", *arguments, "-o", tmp_path / "a.zip", "--jobs", 2)
    again = run("sheet", *arguments, "-o", tmp_path / "b.zip", "--jobs", 1)
    assert (first.exit_code, again.exit_code) == (1, 1), first.output
    said = "orientation: es-soria-banking-basic-account-xx.pdf: es-soria [xx]: not published"
    assert first.stderr.count(said) == 1
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.namelist() == [f"es-soria-banking-basic-account-{tag}.pdf" for tag in ("ar", "es")]
        assert packed.testzip() is None
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip"]


def test_several_sheets_do_not_go_into_one_file(data, tmp_path):
    result = run("sheet", "es-soria", "*", "--topic", "banking", "-o", tmp_path / "a.pdf", "--data", data)
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "4 sheets do not fit into one file" in result.output


def test_large_print_of_no_topic_is_every_topic(data, tmp_path):
    arguments = ("es-soria", "es", "--layout", "large", "--data", data)
    result = run("sheet", *arguments, "-o", tmp_path / "one.pdf")
    assert "sheets do not fit into one file" in result.output


def test_sheet_bears_the_name_and_the_logo_of_who_hands_it_out(data, tmp_path):
    Image.new("RGB", (60, 20), "black").save(tmp_path / "logo.png")
    (tmp_path / "bad.svg").write_text("<svg/>")
    arguments = ("sheet", "es-soria", "es", "--take", "banking/basic-account", "--data", data)
    arguments = (*arguments, "--name", "Cruz Roja", "-o", tmp_path / "a.pdf")
    made = run(*arguments, "--logo", tmp_path / "logo.png")
    assert made.exit_code == 0, made.output
    assert b"/Subtype /Image" in (tmp_path / "a.pdf").read_bytes()
    for bad in ("bad.svg", "nowhere.png"):
        refused = run(*arguments, "--logo", tmp_path / bad)
        assert (refused.exit_code, refused.output.count("\n")) == (1, 1), refused.output


def test_sheet_to_edit_is_a_document_and_its_file_is_named_so(data, tmp_path):
    arguments = ("sheet", "es-soria", "ar", "--take", "banking/basic-account", "--with", "es", "--data", data)
    assert run(*arguments, "--format", "odt", "-o", tmp_path / "a.odt").exit_code == 0
    assert (tmp_path / "a.odt").read_bytes()[38:77] == b"application/vnd.oasis.opendocument.text"
    assert run(*arguments, "--format", "odt", "-o", tmp_path / "all").exit_code == 0
    assert [one.suffix for one in (tmp_path / "all").iterdir()] == [".odt"]
    for options in ((), ("--layout", "wallet", "--format", "odt"), ("--layout", "check", "--format", "odt")):
        refused = run(*arguments, *options, "-o", tmp_path / "b.odt")
        assert [refused.exit_code, refused.output.count("\n")] == [1, 1]
    assert not (tmp_path / "b.odt").exists()


def test_check_sheets_of_several_languages_go_into_a_folder(data, tmp_path):
    result = run(
        "sheet",
        "es-soria",
        "ar",
        "fr",
        "--layout",
        "check",
        "--topic",
        "banking",
        "-o",
        tmp_path,
        "--data",
        data,
    )
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "es-soria-check-ar.pdf",
        "es-soria-check-fr.pdf",
    ]


def test_backup_is_restored(data, tmp_path):
    assert run("backup", tmp_path / "copy.db", "--data", data).exit_code == 0
    assert run("restore", tmp_path / "copy.db", "--data", tmp_path / "new").exit_code == 0
    assert (
        run("load", data / "guides", "--data", tmp_path / "new").output == "0 added, 0 changed, 0 removed\n"
    )


# -- from hand to hand -----------------------------------------------------------------------------------------


def test_export_of_one_guide_writes_a_file_that_holds_its_edition(data, tmp_path):
    result = run("export", "single", "es-soria", "ar", "-o", tmp_path / "guide.html", "--data", data)
    size = (tmp_path / "guide.html").stat().st_size
    assert (result.exit_code, result.output) == (
        0,
        f"written: {tmp_path / 'guide.html'} ({size / 1000:.0f} KB)\n",
    )
    check_single(read_single((tmp_path / "guide.html").read_text("utf-8")))
    assert list(tmp_path.glob(".new-*")) == []


def test_export_of_all_fills_a_stick_whose_first_page_leads_to_each_guide(data, tmp_path):
    result = run("export", "single", "--all", tmp_path, "--data", data)
    index = (tmp_path / "index.html").read_text("utf-8")
    links = re.findall(r'<a href="([^"]+)" hreflang="(\w+)" lang="\2" dir="(\w+)">([^<]+)', index)
    assert result.output.count("written: ") == 5
    assert links == [
        ("es-soria/es-soria-en.html", "en", "ltr", "English"),
        ("es-soria/es-soria-es.html", "es", "ltr", "Español"),
        ("es-soria/es-soria-fr.html", "fr", "ltr", "Français"),
        ("es-soria/es-soria-ar.html", "ar", "rtl", "العربية"),
    ]
    assert all((tmp_path / href).is_file() for href, *_ in links)
    assert '<bdi lang="es" dir="ltr">Soria</bdi> · <bdi lang="ar" dir="rtl">صوريا (Soria)</bdi>' in index


@pytest.mark.parametrize(
    "arguments",
    [("es-soria",), ("es-soria", "en"), ("--all", "x", "es-soria"), ("--all", "x", "-o", "y.html"), ()],
)
def test_export_of_neither_one_nor_all_is_wrong_use(arguments):
    assert run("export", "single", *arguments).exit_code == 2


def test_export_of_what_is_not_published_is_one_line_and_writes_nothing(data, tmp_path):
    for arguments in (("es-soria", "xx", "-o", tmp_path / "a.html"), ("--all", tmp_path / "all")):
        folder = data if "xx" in arguments else tmp_path / "empty"
        result = run("export", "single", *arguments, "--data", folder)
        assert (result.exit_code, result.output.count("\n")) == (1, 1), result.output
        assert "published" in result.output
    assert not (tmp_path / "a.html").exists()
    assert not (tmp_path / "all").exists()


def test_export_to_where_nothing_can_be_written_is_one_line(data, tmp_path):
    (tmp_path / "stick").write_text("a file, no folder")
    result = run("export", "single", "--all", tmp_path / "stick", "--data", data)
    assert (result.exit_code, result.output.count("\n")) == (1, 1), result.output
    assert "cannot be written" in result.output


class Listener:
    """Stands for waitress: notes where it should listen and does not."""

    def __init__(self) -> None:
        self.host = ""

    def create_server(self, app: object, *, host: str, **options: object) -> Listener:
        self.host = host
        return self

    def run(self) -> None:
        pass


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    listener = Listener()
    monkeypatch.setattr("waitress.create_server", listener.create_server)
    return listener


def test_hub_listens_to_the_whole_network_and_says_where_and_what_phones_get(data, listener):
    result = run("serve", "--lan", "--port", 8123, "--data", data)
    assert listener.host == "0.0.0.0"
    assert [f"http://{address}:8123/" in result.output for address in local_addresses()].count(False) == 0
    assert "guide.html" in result.output.splitlines()[-1]
    assert "█" not in result.output


def test_hub_draws_the_address_where_it_is_asked_to(data, listener):
    result = run("serve", "--lan", "--qr", "--port", 8123, "--data", data)
    assert ("█" in result.output) == bool(local_addresses())


def test_without_lan_only_this_machine_is_answered(data, listener):
    result = run("serve", "--port", 8123, "--data", data)
    assert listener.host == "127.0.0.1"
    assert "serving on http://127.0.0.1:8123/" in result.output


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "203.0.113.5", "127.0.0.1"),
        (1, "192.0.2.9, 203.0.113.5", "203.0.113.5"),
        (2, "192.0.2.9, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "127.0.0.1"),
    ],
)
def test_server_believes_who_asks_only_from_as_many_proxies_as_it_was_told(
    tmp_path, proxies, forwarded, believed
):
    app = create_app(Settings(tmp_path, proxies=proxies))
    app.add_url_rule("/who", "who", lambda: flask.request.remote_addr)
    server = listen(app, "127.0.0.1", 0, proxies=proxies)
    address = f"http://127.0.0.1:{server.effective_port}/who"
    asked = urllib.request.Request(address, headers={"X-Forwarded-For": forwarded})

    def ask() -> bytes:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return bytes(answer.read())

    with ThreadPoolExecutor(1) as phone:
        answer = phone.submit(ask)
        while not answer.done():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)
    server.task_dispatcher.shutdown()
    server.asyncore.close_all(server._map)
    assert answer.result().decode() == believed
    site = app.extensions[EXTENSION].site
    site.search.close()
    site.close()


def test_picture_without_a_hub_is_wrong_use(data):
    assert run("serve", "--qr", "--data", data).exit_code == 2


def test_hub_knows_the_way_into_a_network_and_not_this_machine_alone(monkeypatch):
    assert all(not address.startswith("127.") for address in local_addresses())
    monkeypatch.setattr("orientation.web.hub._THERE", ("127.0.0.1",))
    monkeypatch.setattr("socket.gethostname", lambda: "localhost")
    assert local_addresses() == ()


def test_key_is_shown_and_copied_once(data, tmp_path):
    shown = run("keys", "--data", data).output
    manifest = json.loads(
        connect(data / "orientation.db").execute("SELECT manifest FROM editions").fetchone()[0]
    )
    assert f"key: {manifest['key']}" in shown
    copied = run("keys", "--backup", tmp_path / "safe" / "site.key", "--data", data)
    assert copied.exit_code == 0, copied.output
    assert (tmp_path / "safe" / "site.key").read_bytes() == (data / "keys" / "site.key").read_bytes()
    again = run("keys", "--backup", tmp_path / "safe" / "site.key", "--data", data)
    assert (again.exit_code, "exists already" in again.output) == (1, True)


def test_withdrawn_entry_is_gone_from_what_is_served(data, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    result = run("withdraw", "es-soria", "banking/basic-account", "--data", copy)
    assert result.exit_code == 0, result.output
    assert "withdrawn: entry/es/banking/basic-account" in result.output
    row = "SELECT kind FROM pages WHERE path = '/en/es-soria/banking/basic-account/'"
    assert connect(copy / "orientation.db").execute(row).fetchall() == [("removed",)]


def test_unknown_entry_is_not_withdrawn(data):
    result = run("withdraw", "es-soria", "banking/none", "--data", data)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
