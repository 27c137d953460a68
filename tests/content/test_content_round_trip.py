from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from content_builders import FILES, build_folder
from content_strategies import guides
from hypothesis import HealthCheck, given, settings

from orientation.content.read import read, read_guides
from orientation.content.write import write_guides
from orientation.domain.guide import Entry, Fact, Guides
from orientation.domain.library import key_of
from orientation.errors import BadContent, BadInput


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(library=guides())
def test_what_is_written_reads_back_the_same(library: Guides) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        write_guides(library, folder)
        reading = read(folder)
    finally:
        shutil.rmtree(folder)
    assert reading.findings == ()
    assert reading.guides == library


def test_the_shipped_guides_read_back_the_same(tmp_path: Path) -> None:
    library = read(Path(__file__).parents[2] / "guides").guides
    write_guides(library, tmp_path)
    assert read_guides(tmp_path) == library


def test_own_value_for_a_fact_of_an_entry_reads_back_the_same(tmp_path: Path) -> None:
    library = read_guides(build_folder(tmp_path / "in", FILES))
    own = Fact("es-x", "services/padron/days", "duration", "P3D", as_of="2026-10")
    both = replace(library, facts=tuple(sorted((*library.facts, own), key=key_of)))
    write_guides(both, tmp_path / "out")
    assert read(tmp_path / "out").guides.facts[0] == own
    assert read_guides(tmp_path / "out") == both


def test_second_writing_touches_no_file(tmp_path: Path) -> None:
    library = read_guides(build_folder(tmp_path / "in", FILES))
    write_guides(library, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    write_guides(library, tmp_path / "out", prune=True)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


def test_a_service_that_is_not_free_stays_so(tmp_path: Path) -> None:
    library = read_guides(build_folder(tmp_path / "in", FILES))
    paid = replace(library, places=tuple(replace(place, free=False) for place in library.places))
    write_guides(paid, tmp_path / "out")
    assert read_guides(tmp_path / "out") == paid


def test_writing_leaves_no_temporary_file(tmp_path: Path) -> None:
    write_guides(read_guides(build_folder(tmp_path / "in", FILES)), tmp_path / "out")
    names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert names == set(FILES)


@pytest.mark.parametrize(("prune", "stays"), [(False, True), (True, False)])
def test_a_gone_entry_is_removed_only_when_asked(tmp_path: Path, prune: bool, stays: bool) -> None:
    library = read_guides(build_folder(tmp_path, FILES))
    write_guides(replace(library, entries=library.entries[:1]), tmp_path, prune=prune)
    assert (tmp_path / "es/services/renew").exists() is stays


def test_pruning_leaves_files_that_are_no_content(tmp_path: Path) -> None:
    build_folder(tmp_path, FILES | {"es-x/TODO.md": "- ask\n", "es/services/renew/notes.txt": "x"})
    write_guides(Guides(), tmp_path, prune=True)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert left == {"topics.toml", "locales.toml", "es-x/TODO.md", "es/services/renew/notes.txt"}


def test_a_slug_that_climbs_out_of_the_folder_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    entry = Entry(layer="es", topic="services", slug="../../../x", source_locale="en", texts=())
    with pytest.raises(BadInput, match="no slug"):
        write_guides(Guides(entries=(entry,)), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_reading_guides_raises_with_every_error(tmp_path: Path) -> None:
    broken = {"es/facts.toml": "[fee]\nkind = 'money'\nvalue = '3'\n[x]\n"}
    with pytest.raises(BadContent) as caught:
        read_guides(build_folder(tmp_path, FILES | broken))
    assert [finding.line for finding in caught.value.findings] == [3, 4, 4]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    library = read_guides(build_folder(tmp_path / "unix", FILES))
    for path, text in FILES.items():
        (tmp_path / "win" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "win" / path).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_guides(tmp_path / "win") == library
