"""Of the shipped guides, one region: to publish all ten takes a minute."""

from __future__ import annotations

import shutil
from pathlib import Path

GUIDES = Path(__file__).resolve().parents[1] / "guides"


def one_region(folder: Path) -> Path:
    """Copy es-soria with what it inherits into a folder, and return it."""
    folder.mkdir(parents=True)
    for name in ("topics.toml", "locales.toml"):
        shutil.copy(GUIDES / name, folder)
    for layer in ("eu", "es", "es-soria"):
        shutil.copytree(GUIDES / layer, folder / layer)
    return folder
