"""What pdftotext reads off a sheet is what the guide says, paragraph by paragraph.

Where text runs right to left, it puts lines, words and ligatures in an order of its own, and a vowel mark beside its word,
which it may cut in two or three. There each word of a paragraph is looked for: its letters without marks, in any order, in
one to three pieces that follow each other; but words with the ligature of lam and alef, which it scatters, are not.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata

from orientation.domain.choice import Choice
from orientation.domain.edition import Page
from orientation.sheets.compose import compose_sheet
from orientation.sheets.fragments import for_paper, part
from orientation.sheets.pairing import paragraphs
from orientation.sheets.request import Side
from orientation.web.assets import bundled
from orientation.web.sheet_requests import sheet_request
from orientation.web.sheet_source import Source

LAM_ALEF = re.compile("\u0644[\u0622\u0623\u0625\u0627]")
MARKS = re.compile("[\u2010\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def folded(text: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


def run_together(text: str) -> str:
    return "".join(folded(text).split())


def pieces_of(text: str) -> list[str]:
    """Return the words and numbers of a text without vowel marks; signs part them."""
    kept = (
        letter if unicodedata.category(letter)[0] in "LN" else " "
        for letter in folded(text)
        if not unicodedata.combining(letter)
    )
    return "".join(kept).split()


def read(pdf: bytes, *options: str) -> str:
    program = shutil.which("pdftotext")
    assert program, "pdftotext is not installed: apt-get install poppler-utils"
    run = subprocess.run([program, *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def lost(side: Side, pages: list[Page], pdf: bytes) -> list[str]:
    """Return the paragraphs of entries that are not on paper as they stand in the guide."""
    told = [text for page in pages for text in paragraphs(for_paper(part(page.html, "c")))]
    assert told
    if side.direction == "ltr":
        whole = run_together(read(pdf, "-raw"))
        return [text for text in told if run_together(text) not in whole]
    there = pieces_of(read(pdf, "-raw"))
    pieces = ("".join(there[at : at + count]) for count in (1, 2, 3) for at in range(len(there)))
    known = {"".join(sorted(piece)) for piece in pieces}
    return [
        text
        for text in told
        if any("".join(sorted(word)) not in known for word in pieces_of(text) if not LAM_ALEF.search(word))
    ]


def lost_of_topic(found: Source, region: str, locale: str, topic: str) -> list[str]:
    """Return the paragraphs of a published topic that its sheet does not hold as they stand in the guide."""
    request = sheet_request(found, Choice(region=region, locale=locale, takes=(topic,)))
    pdf = compose_sheet(request, asset_root=bundled("static"))
    pages = [page for page in request.own.pages if page.kind == "entry" and page.topic == topic]
    return lost(request.own, [page for page in pages if page.state != "missing"], pdf)
