"""What in a sheet's file breaks PDF/UA-1, the standard for files that are read aloud, by a program's judgement."""

from __future__ import annotations

from page import validate_pdf_bytes

from goldens.cases import Case
from goldens.pictures import sheet_of


def broken_rules(pdf: bytes) -> list[str]:
    """Return the rules that a PDF breaks, each with where; none where it keeps all that a program can look at."""
    report = validate_pdf_bytes(pdf, profile="ua1")
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


def broken_by(cases: list[Case]) -> dict[str, list[str]]:
    """Return the rules that each sheet breaks, of those that break any."""
    files = {case.name: sheet_of(case) for case in cases if case.row.layout != "picture"}
    found = {name: broken_rules(pdf) for name, pdf in files.items()}
    return {name: rules for name, rules in found.items() if rules}
