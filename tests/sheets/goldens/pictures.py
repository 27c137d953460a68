"""Sheets as small grey pictures, compared with those that were looked at.

Two pictures are the same where, after a blur of one pixel each way, at most one pixel in 2,000 differs by more than
64 of 256 levels: another version's softer edges pass, a word that moved does not.  The number of pages is compared too.
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

from fixture_guide import fixture_guide
from PIL import Image, ImageChops, ImageFilter
from rendered import ROOT, request_of
from sheet_builders import ASSETS, a_logo, tool

from goldens.cases import Case
from orientation.sheets.compose import compose_sheet

FOLDER = Path(__file__).parent / "pictures"
SEEN = ROOT / "build/goldens"  # what differs, side by side
DPI, LEVELS = 50, 8
BLUR, DIFFERENCE, SHARE = 1, 64, 1 / 2000
NAME = {"es": "Asociación de Vecinos de Soria", "ar": "جمعية الجيران في سوريا"}
HOURS = {"es": "lunes a viernes, 9–14, y martes, 16–19", "ar": "من الاثنين إلى الجمعة، 9–14"}
WIDE = 413  # pixels of A4 at this resolution; a picture of a sheet for a messenger is made as wide


def sheet_of(case: Case) -> bytes:
    """Return the sheet: a PDF, or the picture for a messenger."""
    choice = {"layout": case.row.layout, "takes": case.row.takes, "second": case.row.second}
    given = (
        {"name": NAME[case.locale], "hours": HOURS[case.locale], "logo": a_logo()} if case.row.given else {}
    )
    return compose_sheet(request_of(fixture_guide(), case.locale, **choice, **given), asset_root=ASSETS)


def picture_of(case: Case) -> Image.Image:
    """Return a sheet's first page; its number of pages is in `info`."""
    made = sheet_of(case)
    if made.startswith(b"\x89PNG"):
        whole = Image.open(BytesIO(made)).convert("L")
        return _few_levels(whole.resize((WIDE, round(whole.height * WIDE / whole.width))), pages=1)
    run = subprocess.run(
        [tool("pdftoppm"), "-r", str(DPI), "-gray", "-"], input=made, capture_output=True, check=True
    )
    pages = run.stdout.count(b"P5\n")
    return _few_levels(Image.open(BytesIO(run.stdout)).convert("L"), pages=pages)


def _few_levels(picture: Image.Image, *, pages: int) -> Image.Image:
    step = 255 / (LEVELS - 1)
    few = picture.point([round(round(level / step) * step) for level in range(256)])
    few.info = {"pages": str(pages)}
    return few


def write(picture: Image.Image, path: Path) -> None:
    """Save a picture as small as it gets, its number of pages with it."""
    from PIL.PngImagePlugin import PngInfo

    known = PngInfo()
    known.add_text("pages", picture.info["pages"])
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(LEVELS, dither=Image.Dither.NONE).save(path, optimize=True, bits=4, pnginfo=known)


def difference(case: Case) -> str:
    """Compare a sheet with its golden picture; return what differs in words, "" where they are the same."""
    return told(picture_of(case), FOLDER / f"{case.name}.png", seen=SEEN)


def told(made: Image.Image, golden: Path, *, seen: Path) -> str:
    """Return what differs, "" for nothing; then both stand beside each other in a picture in the folder `seen`."""
    if not golden.exists():
        return f"{golden.stem}: no golden picture; make goldens WRITE=1, look at it, commit it"
    with Image.open(golden) as opened:
        pages, known = opened.info.get("pages", ""), opened.convert("L")
    share = 1.0 if known.size != made.size else _share(known, made)
    if share <= SHARE and pages == made.info["pages"]:
        return ""
    beside = seen / golden.name
    _side_by_side(known, made, beside)
    return f"{golden.stem}: {share:.3%} of pixels differ, {pages} → {made.info['pages']} pages: see {beside}"


def _share(known: Image.Image, made: Image.Image) -> float:
    """Return the share of pixels that differ much after a blur."""
    soft = [one.filter(ImageFilter.BoxBlur(BLUR)) for one in (known, made)]
    levels = ImageChops.difference(*soft).histogram()
    return sum(levels[DIFFERENCE + 1 :]) / sum(levels)


def _side_by_side(known: Image.Image, made: Image.Image, path: Path) -> None:
    """Write the golden picture, what there is now, and where they differ."""
    both = [known, made]
    if known.size == made.size:
        both.append(ImageChops.invert(ImageChops.difference(known, made)))
    sheet = Image.new("L", (sum(one.width + 8 for one in both), max(one.height for one in both)), 128)
    at = 0
    for one in both:
        sheet.paste(one, (at, 0))
        at += one.width + 8
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)
