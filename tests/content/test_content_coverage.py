"""docs/coverage.md says what the guides hold."""

from __future__ import annotations

from pathlib import Path

from content_builders import FILES, build_folder

from orientation.content.coverage import coverage
from orientation.content.read import read

ROOT = Path(__file__).resolve().parents[2]


def test_region_is_counted_by_topic_and_language(tmp_path: Path) -> None:
    lines = coverage(read(build_folder(tmp_path, FILES)).guides).splitlines()
    assert "## es-x" in lines
    assert "| topic | entries | **ar** | **en** | **es** |" in lines
    assert "| services | 2 | 2 (0) | 2 (0) | 2 (1) |" in lines


def test_page_in_the_docs_is_of_today() -> None:
    words = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    readings = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
    assert words == coverage(read(ROOT / "guides").guides) + "\n" + readings, "run `make coverage`"
