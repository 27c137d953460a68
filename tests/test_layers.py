"""A module imports its own folder or a lower layer, never a sibling; only web knows Flask."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import orientation

PACKAGE = Path(orientation.__file__).parent
LOWER: dict[str, set[str]] = {
    "findings": set(),
    "errors": {"findings"},
    "domain": {"findings", "errors"},
    "content": {"findings", "errors", "domain"},
    "store": {"findings", "errors", "domain"},
}
LOWER |= {
    name: {"findings", "errors", "domain", "content", "store"}
    for name in ("search", "packs", "sheets", "exchange")
}
LOWER["desk"] = {*LOWER, "desk"}
LOWER["web"] = {*LOWER, "web"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "bundled" not in path.parts)


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def _checked() -> list[Path]:
    return [path for path in MODULES if _layer(path) in LOWER]


def test_every_module_imports_only_its_own_folder_and_lower_layers():
    wrong = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in _checked()
        for name in _imports(path)
        if name.startswith("orientation.") and name.split(".")[1] not in LOWER[_layer(path)] | {_layer(path)}
    ]
    assert wrong == []


def test_only_web_imports_flask():
    knows = {
        _layer(path) for path in MODULES for name in _imports(path) if name.split(".")[0].startswith("flask")
    }
    assert knows == {"web"}


def test_domain_needs_nothing_but_the_standard_library():
    roots = {name.split(".")[0] for path in _checked() if _layer(path) == "domain" for name in _imports(path)}
    assert roots <= sys.stdlib_module_names | {"orientation"}


def test_only_store_speaks_sql():
    words = ("SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM")
    asks_one = ("web/packs.py", "web/cli_serve.py")  # `SELECT 1`: is the database there?
    allowed = ("store", *asks_one)
    speak = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(word in path.read_text(encoding="utf-8") for word in words)
    ]
    assert [path for path in speak if not path.startswith(allowed)] == []
