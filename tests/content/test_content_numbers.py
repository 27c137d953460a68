"""No number that can change is typed into a text, and all locales of an entry say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_builders import FILES, build_folder

from orientation.content.check import compare
from orientation.content.check_numbers import typed_numbers
from orientation.content.read import read

GUIDES = Path(__file__).resolve().parents[2] / "guides"
EN, ES, AR = (f"es/services/padron/{locale}.md" for locale in ("en", "es", "ar"))
SAME = "# Title\n\nCall {place.line-016.phone} in 2026. It costs {fee}. [Renew](services/renew)\n\n## Next\n"
AGREEING = {EN: SAME, ES: SAME, AR: SAME}


def warnings(folder: Path, changed: dict[str, str]) -> list[str]:
    return [str(one) for one in compare(read(build_folder(folder, FILES | AGREEING | changed)))]


@pytest.mark.parametrize(
    ("locale", "line", "expected"),
    [
        ("en", "Call 112 or 800 022 222.", [("phone number", "112"), ("phone number", "800 022 222")]),
        ("en", "Since 2026, form {form}, level B1, 2 photos.", []),
        ("en", "1. Go there.", []),
        ("en", "See [the law](https://example.org/2023/555).", []),
        ("pl", "Do 5 maja, 17 zł.", [("price", "17 zł"), ("date", "5 maja")]),
        ("el", "5,50 ευρώ", [("price", "5,50 ευρώ")]),
        ("ar", "حتى 30 يونيو", [("date", "30 يونيو")]),
        ("uk", "до 30.06.2026", [("date", "30.06.2026")]),
        ("ar", "اتصل ٠١٦", [("phone number", "٠١٦")]),
        ("xx", "5 May", [("date", "5 May")]),
    ],
)
def test_number_that_can_change_is_seen(locale: str, line: str, expected: list[tuple[str, str]]) -> None:
    assert list(typed_numbers(line, locale)) == expected


def test_texts_that_agree_are_not_named(tmp_path: Path) -> None:
    assert warnings(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAME.replace("{fee}", "3 EUR"), [f"{ES}:0: warning: fact {{fee}} is missing, en.md says it; compare the two",
                                          f"{ES}:3: warning: 3 EUR looks like a price; make it a fact and write its name in braces"]),
        (SAME.replace("2026", "2025"), [f"{ES}:0: warning: year 2025: en.md does not say it; compare the two",
                                        f"{ES}:0: warning: year 2026 is missing, en.md says it; compare the two"]),
        (SAME + "## More\n", [f"{ES}:0: warning: 2 headings, en.md has 1; compare the two"]),
        (SAME.replace("[Renew](services/renew)", ""), [f"{ES}:0: warning: link services/renew is missing, en.md says it; compare the two"]),
    ],
)  # fmt: skip
def test_text_that_differs_is_named(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert warnings(tmp_path, {ES: text}) == expected


def test_shipped_guides_type_no_number_and_say_the_same_in_every_locale() -> None:
    assert [str(one) for one in compare(read(GUIDES))] == []
