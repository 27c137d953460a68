"""A sample of `make faults`, and proof that what it looks for would be found."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from .claims import leftovers, wrongs_inside, wrongs_shown
from .guide import Known
from .hooks import hook
from .seen import Inside, Kept, Shown
from .servers import PROJECT

SAMPLE = "--seed 7 --cuts 8 --worker-kills 8 --publish-kills 4 --scenarios first,all,few"


@pytest.mark.browser
@pytest.mark.slow
def test_sample_of_the_faults_loses_and_mixes_nothing():
    command = [sys.executable, "-m", "tests.faults", *SAMPLE.split()]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=230)
    assert ended.stdout.splitlines()[-1:] == ["20 faults, 0 lost, 0 mixed"], ended.stdout + ended.stderr


# -- hooks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("const x=await f();", id="assignment"),
        pytest.param("return await f();", id="return"),
        pytest.param("x=(await f()).y;", id="member of what is awaited"),
        pytest.param("x=a&&await f();", id="and"),
        pytest.param("x=a||await f();", id="or"),
        pytest.param("x=a?await f():await g();", id="choice"),
        pytest.param("if(a)await f();else await g();", id="statement"),
        pytest.param("for(const x of await f());", id="loop over what is awaited"),
        pytest.param("g(a,await f());", id="argument"),
        pytest.param("h=async()=>await f();", id="arrow"),
        pytest.param("if((await f())!==a){}", id="comparison from the left"),
    ],
)
def test_await_that_may_be_hooked_is_hooked(script):
    hooked = hook(script, first=1)
    assert hooked.skipped == ()
    assert len(hooked.awaits) == script.count("await")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("x=1+await f();", id="sum"),
        pytest.param("x=!await f();", id="not"),
        pytest.param("x=a===await f();", id="comparison from the right"),
        pytest.param("x=a>await f();", id="greater"),
        pytest.param("x=a??await f();", id="nullish"),
        pytest.param("for await(const x of f());", id="asynchronous loop"),
    ],
)
def test_await_behind_what_binds_stronger_is_left_as_it_is(script):
    hooked = hook(script, first=1)
    assert hooked.script == script
    assert len(hooked.skipped) == 1


# -- claims -----------------------------------------------------------------------------------------------------------


def make_known(number: int, letter: str) -> Known:
    page = {
        "path": "/ar/xx-fault/health/",
        "title": f"صحة {letter}",
        "html": f"<h1>صحة {letter}</h1>",
        "kind": "topic",
    }
    manifest = {"edition": number, "parts": [{"sha256": f"part {letter}"}], "shell": "shell"}
    return Known("ar", number, manifest, {f"part {letter}": (page,)})


OLD, NEW = make_known(1, "أ"), make_known(2, "ب")
KNOWN = {"ar": {1: OLD, 2: NEW}}


def make_inside(edition: Known) -> Inside:
    ((sha256, (page,)),) = edition.parts.items()
    row = {"manifest": edition.manifest, "complete": True}
    kept = Kept(row, {sha256: {}}, {(page["path"], sha256): page})
    return Inside({"ar": kept}, {"shell": frozenset({"/static/page.js"})}, frozenset({"/static/page.js"}))


def changed(edition: Known, **fields: object) -> Inside:
    """Return the storage of a phone that holds this edition but for some fields of its guide."""
    inside = make_inside(edition)
    return replace(inside, guides={"ar": replace(inside.guides["ar"], **fields)})


def make_shown(edition: Known, *, number: int = 0, status: int = 200) -> Shown:
    (page,) = edition.pages.values()
    text = f'<title>{page["title"]} · مكان</title><body data-edition="{number or edition.number}"><main id="main">{page["html"]}</main>'
    return Shown(page["path"], status, text)


def kinds(wrongs) -> set[str]:
    return {wrong.kind for wrong in wrongs}


def test_whole_guide_has_nothing_wrong():
    assert not list(wrongs_inside(make_inside(NEW), KNOWN))
    assert not list(leftovers(make_inside(NEW), {"ar": NEW}))
    assert not list(wrongs_shown(make_shown(NEW), KNOWN, whole=True))


def test_pointer_that_moved_before_its_pages_is_found():
    inside = changed(OLD, row=make_inside(NEW).guides["ar"].row)
    assert kinds(wrongs_inside(inside, KNOWN)) == {"lost"}


def test_part_without_one_of_its_pages_is_found():
    assert kinds(wrongs_inside(changed(NEW, pages={}), KNOWN)) == {"lost"}


def test_guide_without_its_shell_or_a_file_of_it_is_found():
    assert kinds(wrongs_inside(replace(make_inside(NEW), shells={}), KNOWN)) == {"lost"}
    assert kinds(wrongs_inside(replace(make_inside(NEW), assets=frozenset()), KNOWN)) == {"lost"}


def test_page_with_the_text_of_another_edition_is_found():
    (key,) = make_inside(NEW).guides["ar"].pages
    (old,) = OLD.pages.values()
    assert kinds(wrongs_inside(changed(NEW, pages={key: old}), KNOWN)) == {"mixed"}


def test_text_of_a_part_that_is_not_what_its_name_says_is_found():
    parts = {sha256: {"text": "{}"} for sha256 in NEW.parts}
    assert kinds(wrongs_inside(changed(NEW, parts=parts), KNOWN)) == {"mixed"}


def test_rows_of_the_old_edition_are_found():
    both = {**make_inside(NEW).guides["ar"].pages, **make_inside(OLD).guides["ar"].pages}
    assert kinds(leftovers(changed(NEW, pages=both), {"ar": NEW})) == {"mixed"}


def test_page_shown_under_the_number_of_another_edition_is_found():
    assert kinds(wrongs_shown(make_shown(OLD, number=2), KNOWN, whole=True)) == {"mixed"}


def test_page_of_a_kept_guide_that_is_not_shown_is_found():
    assert kinds(wrongs_shown(Shown("/ar/xx-fault/", 0, ""), KNOWN, whole=True)) == {"lost"}
    assert kinds(wrongs_shown(make_shown(NEW, status=404), KNOWN, whole=True)) == {"lost"}
