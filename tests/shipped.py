"""Of the shipped guides, one region in four languages: to publish all ten in all of theirs takes a minute."""

from __future__ import annotations

import shutil
from pathlib import Path

LOCALES = ("es", "en", "ar", "fr")
GUIDES = Path(__file__).resolve().parents[1] / "guides"


def one_region(folder: Path, *, guides: Path = GUIDES) -> Path:
    """Copy es-soria with what it inherits into a folder, and return it. guides: where they are shipped."""
    folder.mkdir(parents=True)
    for name in ("topics.toml", "locales.toml"):
        shutil.copy(guides / name, folder)
    for layer in ("eu", "es", "es-soria"):
        shutil.copytree(guides / layer, folder / layer)
    layer = folder / "es-soria" / "layer.toml"
    lines = [line for line in layer.read_text("utf-8").splitlines() if not line.startswith("partial = ")]
    offered = ["locales = " + str(list(LOCALES)) if line.startswith("locales = ") else line for line in lines]
    layer.write_text("\n".join(offered) + "\n", "utf-8")
    return folder
