"""A whole guide in one file: in order, with links inside it, and back again to the byte."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from orientation.domain.edition import Frame, Page
from orientation.domain.locale import Locale
from orientation.errors import BadInput
from orientation.exchange.single import SingleFile, SingleLook, build_single, check_single, read_single
from orientation.exchange.single_index import Shelved, build_index
from orientation.packs.parts import cut_parts, part_json

STYLE = 'a{color:red}b{--icon:url("data:image/svg+xml,<svg><path/></svg>")}'
FRAME = Frame(
    region="es-soria",
    name="Soria & Co",
    timezone="Europe/Madrid",
    holidays=(),
    topics=(("banking", "البنك"), ("emergency", "الطوارئ"), ("first-steps", "الخطوات")),
    emergency="emergency/",
    helper='<h2>مساعدة</h2><p><a href="tel:+34900">900</a>',
    responsible="",
    host="es",
    host_name="español",
    languages=(),
)
LINKS = (
    '<h1>حساب</h1><p class="host" lang="es">Cuenta<p>a < b <a href="../../emergency/112/">112</a>'
    '<a href="../../places/#bank">بنك</a><a href="with/es/">عرض</a><a href="../old/">قديم</a>'
    '<a href="../gone/">x</a><a href="/">غادر</a><a href="tel:112">1</a><a href="https://a.example/x">y</a>'
)


def make_page(path: str, html: str = "<h1>حساب</h1>", **fields: object) -> Page:
    given = {"title": "حساب", "kind": "entry", "topic": path.split("/")[0], "html": html}
    return Page(f"/ar/es-soria/{path}", **{**given, **fields})  # type: ignore[arg-type]


PAGES = (
    make_page("", '<h1>W</h1><img src="../../static/icons/w.svg?v=1" alt="">', kind="guide"),
    make_page("banking/", '<h1><svg viewBox="0 0 1 1"></svg>x</h1><a href="sheet.pdf">p</a>', kind="topic"),
    make_page("banking/account/", LINKS, words="iban"),
    make_page("emergency/", kind="topic"),
    make_page("emergency/112/", title='</script> "112" <!--'),
    make_page("first-steps/", kind="topic"),
    make_page("places/", '<h1>P</h1><article id="bank"><h2>b</h2></article>', kind="places"),
    make_page("about/", '<h1>A</h1><h2 id="privacy">p</h2>', kind="about"),
    make_page("banking/old/", '<h1>o</h1><a href="../account/">x</a>', kind="moved", target="../account/"),
    make_page("banking/gone/", '<h1>g</h1><a href="../../">x</a>', kind="removed"),
)
LOOK = SingleLook(
    style=".own{}",
    script="run()",
    address="https://guide.example.org/ar/es-soria/",
    image=lambda address: f"data:{address}",
    icon=lambda name: Markup("<svg></svg>"),
    translate=lambda message: message,
)


def sha256(plain: bytes) -> str:
    return hashlib.sha256(plain).hexdigest()


def make_edition(*pages: Page) -> SingleFile:
    parts = tuple(part_json(part, FRAME) for part in cut_parts(pages or PAGES))
    shell = json.dumps({"direction": "rtl", "style": sha256(STYLE.encode()), "slots": {"a": "<b>{{c}}</b>"}})
    manifest = {
        "region": "es-soria",
        "locale": "ar",
        "edition": 1795255200,
        "published": "2026-11-21T10:00:00Z",
        "pack": {"sha256": sha256(b"".join(parts))},
        "parts": [{"sha256": sha256(part)} for part in parts],
        "shell": sha256(shell.encode()),
    }
    return SingleFile(json.dumps(manifest), shell, STYLE, parts)


def file_of(*pages: Page, **look: object) -> str:
    return build_single(make_edition(*pages), replace(LOOK, **look))  # type: ignore[arg-type]


def fragment(html: str, path: str) -> str:
    """Return what a file holds of one page."""
    return html.partition(f"<!--f:/ar/es-soria/{path}-->")[2].partition("<!--/f-->")[0]


# -- there and back --------------------------------------------------------------------------------------------


def test_edition_comes_back_from_its_file_to_the_byte():
    assert read_single(file_of()) == make_edition()


def test_fragment_comes_back_by_one_expression():
    for page in PAGES:
        held = fragment(file_of(), page.path.removeprefix("/ar/es-soria/"))
        assert re.sub(r'(href|src|id)="[^"]*" data-[hsi]="([^"]*)"', r'\1="\2"', held) == page.html


def test_what_is_read_is_what_the_manifest_names():
    check_single(read_single(file_of()))


def test_nothing_in_the_data_block_can_end_it():
    data = file_of().partition('id="guide-file">')[2].rpartition("</script>")[0]
    assert "<" not in data
    titles = {page.get("title", "") for part in json.loads(data)["parts"] for page in part["pages"]}
    assert '</script> "112" <!--' in titles


def test_data_block_holds_nothing_that_stands_elsewhere_in_the_file():
    data = json.loads(file_of().partition('id="guide-file">')[2].rpartition("</script>")[0])
    assert list(data) == ["format", "manifest", "shell", "parts"]
    assert all("html" not in page for part in data["parts"] for page in part["pages"])


def test_words_that_look_like_a_link_stay_as_they_are():
    page = make_page("banking/account/", '<h1>h</h1><p>Write href="../x/" here')
    assert 'Write href="../x/" here' in fragment(file_of(*PAGES[:2], page), "banking/account/")


def test_fragment_that_would_not_come_back_is_refused():
    page = make_page("banking/account/", '<h1>h</h1><p>href="a" data-h="b"')
    with pytest.raises(ValueError, match="banking/account/"):
        file_of(*PAGES[:2], page)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: "<p>Hello</p>", "not a guide's file"),
        (lambda text: text[: len(text) // 2], "not a guide's file"),
        (lambda text: text.replace('{"format":1,', '{"format":1'), "cannot be read"),
        (lambda text: text.replace('{"format":1,', '{"format":"1",'), "cannot be read"),
        (lambda text: text.replace('{"format":1,', '{"format":2,'), "format 2"),
        (
            lambda text: text.replace("<!--f:/ar/es-soria/about/-->", ""),
            "lacks the page '/ar/es-soria/about/'",
        ),
    ],
    ids=["another page", "cut off", "no JSON", "another type", "newer format", "page lost"],
)
def test_file_that_cannot_be_read_is_refused_in_one_line(spoil, words):
    with pytest.raises(BadInput, match=re.escape(words)) as refused:
        read_single(spoil(file_of()))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("was", "now", "differs"),
    [
        ("<h1>A</h1>", "<h1>B</h1>", "pack"),
        ("a{color:red}", "a{color:tan}", "style"),
        ("{{c}}", "{{d}}", "shell"),
    ],
)
def test_file_that_somebody_changed_is_told_from_what_was_signed(was, now, differs):
    changed = file_of().replace(was, now)
    with pytest.raises(BadInput, match=f"{differs} is not what was signed"):
        check_single(read_single(changed))


def test_file_without_one_of_its_parts_is_told_from_what_was_signed():
    with pytest.raises(BadInput, match="1 parts, not 3"):
        check_single(replace(make_edition(), parts=make_edition().parts[:1]))


# -- what a reader sees ----------------------------------------------------------------------------------------


def test_emergency_comes_first_and_what_is_gone_last_and_hidden():
    html = file_of()
    assert re.findall(r'<section id="([^"]*)"', html) == [
        *("emergency/", "emergency/112/", "first-steps/", "banking/", "banking/account/"),
        *("places/", "./", "about/"),
    ]
    hidden = html.partition("<section hidden>")[2].partition("</section>")[0]
    assert re.findall("<!--f:(.*?)-->", hidden) == ["/ar/es-soria/banking/old/", "/ar/es-soria/banking/gone/"]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("../../emergency/112/", "#emergency/112/"),
        ("../../places/#bank", "#places/:bank"),
        ("../old/", "#banking/account/"),
        ("../gone/", "#top"),
        ("with/es/", "#top"),
        ("/", "#top"),
    ],
    ids=["entry", "place", "moved", "removed", "counter view", "leave now"],
)
def test_link_stays_in_the_file(was, now):
    assert f'<a href="{now}" data-h="{was}">' in fragment(file_of(), "banking/account/")


@pytest.mark.parametrize("href", ["tel:112", "https://a.example/x"])
def test_link_that_leads_out_of_the_guide_stays_as_it_is(href):
    assert f'<a href="{href}">' in fragment(file_of(), "banking/account/")


def test_what_is_marked_on_a_page_bears_its_name_for_two_pages_may_mark_the_same():
    same = make_page(
        "organisations/", '<h1>o</h1><article id="bank"><h2>b</h2></article>', kind="organisations"
    )
    html = file_of(*PAGES, same)
    assert '<article id="places/:bank" data-i="bank">' in html
    assert '<article id="organisations/:bank" data-i="bank">' in html


def test_picture_is_in_the_file():
    expected = '<img src="data:/static/icons/w.svg?v=1" data-s="../../static/icons/w.svg?v=1" alt="">'
    assert expected in fragment(file_of(), "")


def test_contents_list_each_topic_with_its_pictogram_and_its_entries():
    contents = file_of().partition("<nav")[2].partition("</nav>")[0]
    assert re.findall('href="([^"]*)"', contents) == [
        *("#emergency/", "#emergency/112/", "#first-steps/", "#banking/", "#banking/account/"),
        *("#places/", "#about/"),
    ]
    assert '<summary><svg viewBox="0 0 1 1"></svg>' in contents


def test_title_in_another_language_says_so():
    page = make_page(
        "banking/account/", '<!--c--><div lang="es" dir="ltr"><h1>Cuenta</h1></div>', title="Cuenta"
    )
    assert '"><span lang="es" dir="ltr">Cuenta</span></a>' in file_of(*PAGES[:2], page)


def test_head_says_the_region_the_day_the_address_and_a_number_to_call():
    head = file_of().partition("<header>")[2].partition("</header>")[0]
    assert "Soria &amp; Co" in head
    assert "21 نوفمبر 2026" in head
    assert 'href="tel:112"' in head
    assert 'href="https://guide.example.org/ar/es-soria/"' in head
    assert "does not update itself" in head
    assert "until you delete it" in head


def test_head_names_no_address_where_none_is_set():
    assert "newest guide" not in file_of(address="")


# -- the page at the top of a memory stick ---------------------------------------------------------------------


def test_index_names_languages_by_themselves_and_leads_to_their_files():
    arabic, spanish = Locale("ar", "العربية", "rtl", "Arab"), Locale("es", "Español", "ltr", "Latn")
    shelved = Shelved(
        ((spanish, "Soria"), (arabic, "صوريا")), ((arabic, "a/a-ar.html"), (spanish, "a/a-es.html"))
    )
    html = build_index([shelved], style="", icon=LOOK.icon, words=str)
    assert '<a href="a/a-ar.html" hreflang="ar" lang="ar" dir="rtl">العربية</a>' in html
    assert '<bdi lang="es" dir="ltr">Soria</bdi> · <bdi lang="ar" dir="rtl">صوريا</bdi>' in html
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
