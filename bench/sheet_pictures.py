"""Write the small pictures of docs/sheets.md from the shipped guides: `python bench/sheet_pictures.py DATA [ONLY]`.

ONLY: pictures with this in their names; others that are there stay.  DATA: a folder in which all guides are published (`orientation load guides`, `orientation publish`).  Look at each.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image

from orientation.domain.choice import Choice
from orientation.sheets import compose
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION
from orientation.web.sheet_requests import write_sheet

ROOT = Path(__file__).resolve().parent.parent
PAGE, FOLDER = ROOT / "docs/sheets.md", ROOT / "docs/pictures/sheets"
TABLE = re.compile(r"(<!-- pictures -->\n).*?(<!-- /pictures -->)", re.DOTALL)
DPI, LEVELS, WIDE = 36, 8, 298  # pixels: of A4 at this resolution
URL = "https://guide.example.org"
LOCALES = {
    "en": "Latin",
    "el": "Greek",
    "uk": "Cyrillic",
    "ar": "Arabic",
    "fa": "Persian",
    "ur": "Urdu",
    "ti": "Ethiopic",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the table."""

    name: str
    words: str
    layout: str
    takes: tuple[str, ...]
    second: bool = False  # the host's language beside
    region: str = ""  # "" for the one of the locale


ROWS = (
    Shown("a4", "A4 sheet", "a4", ("health",)),
    Shown("bilingual", "A4, two languages", "a4", ("emergency",), second=True),
    Shown("large", "Large print", "large", ("emergency",)),
    Shown("leaflet", "Leaflet to fold", "leaflet", ("banking/basic-account",)),
    Shown("stop", "Timetable of a stop", "stop", ("stops/minsk-mazowiecki-102",), region="pl-mazowieckie"),
    Shown("wallet", "Wallet card", "wallet", ()),
    Shown("phrase-cards", "Phrase cards", "phrase-cards", ("phrases",)),
    Shown("poster", "Poster", "poster", ()),
    Shown("card", "Card", "card", ()),
    Shown("picture", "Picture for a messenger", "picture", ("emergency/call-112",)),
)


def choice_of(row: Shown, locale: str) -> Choice:
    """Return what is printed: from a guide that speaks the locale."""
    region, host = ("gr-karditsa", "en") if locale == "el" else ("es-soria", "es")
    return Choice(
        region=row.region or region,
        locale=locale,
        layout=row.layout,
        takes=row.takes,
        second=host if row.second else "",
    )


def main(data: Path, only: str = "") -> int:
    app = create_app(Settings(data, URL))
    services = app.extensions[EXTENSION]
    lines = [f"| | {' | '.join(LOCALES.values())} |", "| --- |" + " --- |" * len(LOCALES)]
    for row in (one for one in ROWS if one.layout in compose._HTML):
        cells = []
        for locale, script in LOCALES.items():
            choice = choice_of(row, locale)
            offered = [tag for tag, _ in services.languages_of(choice.region)]
            if locale in offered:
                name = f"{row.name}-{locale}.png"
                if only in name or not (FOLDER / name).exists():
                    _write(write_sheet(services, choice), FOLDER / name)
                cells.append(f"![{row.words}, {script}](pictures/sheets/{name})")
            else:
                cells.append("–")
        lines.append(f"| {row.words} | {' | '.join(cells)} |")
    table = "\n".join(lines)
    PAGE.write_text(
        TABLE.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", PAGE.read_text("utf-8")), "utf-8"
    )
    size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures, {size / 1000:,.0f} KB")
    return 0


def _write(made: bytes, path: Path) -> None:
    """Save a sheet's first page, small and grey."""
    if not made.startswith(b"\x89PNG"):
        command = ["pdftoppm", "-r", str(DPI), "-gray", "-l", "1", "-"]
        made = subprocess.run(command, input=made, capture_output=True, check=True).stdout
    picture = Image.open(BytesIO(made)).convert("L")
    picture = picture.resize((WIDE, round(picture.height * WIDE / picture.width)))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(LEVELS, dither=Image.Dither.NONE).save(path, optimize=True, bits=4)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
