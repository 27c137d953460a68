"""checklists.toml: what is wrong with one is said with its line, in every region that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_builders import FILES, SOURCE, TODAY, build_folder

from orientation.content.check import check
from orientation.content.read import read_guides
from orientation.domain.inheritance import resolve

LIST, FACTS = "es/checklists.toml", "es/facts.toml"
RULE = f'[term]\nkind = "duration"\nvalue = "P1M"\n[term.source]\n{SOURCE}'
GOOD = """\
[asked]
lawyer = "services/renew"
names = { en = "You asked for asylum" }
[[asked.steps]]
slug = "padron"
entry = "services/padron"
names = { en = "Register." }
[asked.steps.deadline]
fact = "term"
counts_from = { en = "the day you came" }
"""
CASES = [
    pytest.param({}, [], id="all is well"),
    pytest.param(
        {LIST: GOOD.replace('entry = "services/padron"', 'entry = "services/gone"')},
        [f"{LIST}:6: error: asked: padron: there is no entry 'services/gone' in es-x"],
        id="entry that is not there",
    ),
    pytest.param(
        {LIST: GOOD.replace('"term"', '"fee"')},
        [
            f"{LIST}:9: error: asked: padron: 'fee' in es-x: a deadline is a duration of days, weeks, months or years"
        ],
        id="rule that is no duration",
    ),
    pytest.param(
        {FACTS: FILES[FACTS] + '[term]\nkind = "duration"\nvalue = "P1M"\n'},
        [
            f"{LIST}:9: error: asked: padron: 'term' in es-x: the fact has no source; a last day is told only with one",
            f"{FACTS}:9: warning: term has no source; add one",
        ],
        id="rule without a source",
    ),
    pytest.param(
        {FACTS: FILES[FACTS] + RULE.replace('"page"', '"memory"')},
        [
            f"{LIST}:9: error: asked: padron: 'term' in es-x: nobody read its source; a last day is not told from memory"
        ],
        id="rule from memory",
    ),
    pytest.param(
        {LIST: GOOD.replace('lawyer = "services/renew"\n', "")},
        [
            f"{LIST}:1: error: asked: a step has a deadline; name the entry on free legal help: lawyer = "
            '"topic/slug"'
        ],
        id="deadline without a lawyer",
    ),
    pytest.param(
        {LIST: GOOD + '[[asked.steps]]\nslug = "padron"\nnames = { en = "Again." }\n'},
        [f"{LIST}:12: error: asked: two steps are called 'padron'; rename one"],
        id="two steps of one name",
    ),
    pytest.param(
        {LIST: GOOD.replace('{ en = "the day you came" }', '{ xx = "?" }')},
        [f"{LIST}:10: error: steps.0.deadline.counts_from.xx: unknown locale 'xx'; add it to locales.toml"],
        id="locale nobody declared",
    ),
]


def test_last_day_is_judged_by_what_the_region_set_for_the_entry(tmp_path: Path) -> None:
    entry = "es/services/padron/entry.toml"
    files = {
        LIST: GOOD,
        entry: FILES[entry] + RULE.replace("[term", "[facts.term"),
        "es-x/facts.toml": RULE.replace("[term", '["services/padron/term"').replace('"page"', '"memory"'),
    }
    found = check(build_folder(tmp_path, FILES | files), today=TODAY)
    assert [str(one) for one in found] == [
        f"{LIST}:9: error: asked: padron: 'term' in es-x: nobody read its source; a last day is not told from memory"
    ]


@pytest.mark.parametrize(("changed", "said"), CASES)
def test_finding_names_the_line_and_the_way_out(
    tmp_path: Path, changed: dict[str, str], said: list[str]
) -> None:
    files = FILES | {LIST: GOOD, FACTS: FILES[FACTS] + RULE} | changed
    assert [str(one) for one in check(build_folder(tmp_path, files), today=TODAY)] == said


def test_nearest_layer_wins_a_whole_checklist(tmp_path: Path) -> None:
    own = '[asked]\nnames = { en = "Here" }\n[[asked.steps]]\nslug = "one"\nnames = { en = "One." }\n'
    files = FILES | {LIST: GOOD, FACTS: FILES[FACTS] + RULE, "es-x/checklists.toml": own}
    guide = resolve(read_guides(build_folder(tmp_path, files)), "es-x")
    assert [(one.layer, [step.slug for step in one.steps]) for one in guide.checklists] == [("es-x", ["one"])]
