"""The worker's version follows the scripts it imports."""

from __future__ import annotations

from orientation.web.assets import bundled
from orientation.web.stamp import scripts_digest, stamp, stamped


def test_worker_bears_the_digest_of_its_scripts():
    worker = bundled("service-worker.js").read_text(encoding="utf-8")
    assert stamped(worker) == scripts_digest(bundled("static")), "run: make stamp"


def test_changed_script_changes_the_stamp(tmp_path):
    (tmp_path / "js").mkdir()
    worker, script = tmp_path / "service-worker.js", tmp_path / "js" / "fill.js"
    worker.write_text('// first\nconst VERSION = "0";\n')
    script.write_text("1")
    before = stamp(worker, tmp_path)
    script.write_text("2")
    assert stamp(worker, tmp_path) != before
    assert worker.read_text().startswith("// first\nconst VERSION = ")
