"""Integreat's pages become content files; what cannot be carried over is said."""

from __future__ import annotations

import html
import json
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from orientation.content.check import check
from orientation.content.markup import plain_text, spots, to_html
from orientation.content.read import read_guides
from orientation.errors import BadInput
from orientation.exchange.integreat import import_integreat, read_integreat
from orientation.exchange.integreat_pages import read_pages
from orientation.exchange.slugs import slug_of

TODAY = date(2026, 11, 21)
HOW = "from the dataset digitalfabrik/integreat-qa-dataset (CC BY 4.0)"
REAL = Path(__file__).parents[3] / "shared/data/integreat"


def make_page(path, content="", *, id, parent=None, order=1, others=(), **more):
    """others: (locale, id, path) of the translations."""
    whole = f"/kreis/{path}/"
    above = {"id": 77, "path": f"/kreis/{parent}/"} if parent else {"id": 0, "url": None, "path": None}
    languages = {locale: {"id": number, "path": f"/kreis/{other}/"} for locale, number, other in others}
    title = path.split("/")[-1].replace("-", " ").title()
    page = {
        "id": id,
        "path": whole,
        "title": title,
        "content": content,
        "parent": above,
        "order": order,
        "last_updated": "2023-10-25T09:00:26.732+01:00",
        "available_languages": languages,
    }
    return page | more


def make_file(folder, pages, name="de.json"):
    file = folder / name
    file.write_text(json.dumps(pages), encoding="utf-8")
    return file


def read(folder, *pages, **more):
    return read_integreat([make_file(folder, list(pages))], region="kreis", today=TODAY, **more)


def body_of(folder, content, *others):
    """Return what one page's HTML becomes."""
    found = read(folder, make_page("de/rat", content, id=1), *others)
    return found.guides.entries[0].texts[0].body


@pytest.fixture
def two_languages(tmp_path):
    german = [
        make_page("de/gesundheit", id=1, others=[("en", 11, "en/health")]),
        make_page(
            "de/gesundheit/ärzte", id=2, parent="de/gesundheit", order=2, others=[("en", 12, "en/health/gps")]
        ),
        make_page(
            "de/gesundheit/ärzte/notarzt",
            '<p>Erst <a href="https://integreat.app/kreis/en/health/gps/#x">hier</a>.</p>',
            id=3,
            parent="de/gesundheit/ärzte",
        ),
        make_page("de/gesundheit/apotheke", "<p>Nachts offen</p>", id=4, parent="de/gesundheit", order=1),
    ]
    english = [
        make_page("en/health", id=11, others=[("de", 1, "de/gesundheit")]),
        make_page(
            "en/health/gps", id=12, parent="en/health", order=2, others=[("de", 2, "de/gesundheit/ärzte")]
        ),
    ]
    return [make_file(tmp_path, german), make_file(tmp_path, english, "en.json")]


def test_roots_become_topics_and_pages_entries_in_the_order_of_the_api(two_languages):
    guides = read_integreat(two_languages, region="kreis", today=TODAY).guides
    assert [(topic.slug, topic.icon, topic.names) for topic in guides.topics] == [
        ("health", "health", (("de", "Gesundheit"), ("en", "Health")))
    ]
    ordered = sorted(guides.entries, key=lambda entry: entry.order)
    assert [(entry.address, entry.order, entry.parent) for entry in ordered] == [
        ("health/apotheke", 10, ""),
        ("health/gps", 20, ""),
        ("health/notarzt", 30, "health/gps"),
    ]


def test_page_that_only_groups_lists_its_children_in_every_language(two_languages):
    guides = read_integreat(two_languages, region="kreis", today=TODAY).guides
    entry = next(entry for entry in guides.entries if entry.slug == "gps")
    assert {text.locale: text.body for text in entry.texts} == dict.fromkeys(
        ("de", "en"), "- [Notarzt](health/notarzt)"
    )


def test_link_into_another_language_leads_to_the_entry(two_languages):
    guides = read_integreat(two_languages, region="kreis", today=TODAY).guides
    entry = next(entry for entry in guides.entries if entry.slug == "notarzt")
    assert entry.texts[0].body == "Erst [hier](health/gps)."


def test_languages_are_matched_by_their_chain_of_orders_when_the_files_do_not_say(tmp_path):
    german = [make_page("de/a", "x", id=1, order=4), make_page("de/a/b", "y", id=2, parent="de/a", order=9)]
    english = [make_page("en/c", "x", id=3, order=4), make_page("en/c/d", "y", id=4, parent="en/c", order=9)]
    files = [make_file(tmp_path, german), make_file(tmp_path, english, "en.json")]
    guides = read_integreat(files, region="kreis", today=TODAY).guides
    assert [(entry.address, len(entry.texts)) for entry in guides.entries] == [("c/c", 2), ("c/d", 2)]


def test_entry_names_its_source_and_nobody_checked_it(two_languages):
    entry = read_integreat(two_languages, region="kreis", today=TODAY).guides.entries[0]
    assert entry.sources[0].url == "https://integreat.app/kreis/de/gesundheit/apotheke/"
    assert entry.sources[0].title == "Kreis – Integreat (CC BY 4.0)"
    assert (entry.sources[0].as_of, entry.read_on) == ("2023-10-25", "2026-11")
    assert {text.state for text in entry.texts} == {"machine"}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("Städte & Gemeinden", "staedte-und-gemeinden".replace("-und", ""), id="umlaut"),
        pytest.param("мистецтво", "", id="no Latin letter"),
        pytest.param(
            "migration-counselling-for-adult-immigrants-aged-27", "migration-counselling-for-adult", id="long"
        ),
    ],
)
def test_slug_is_short_ascii(title, slug):
    assert slug_of(title) == slug


def test_slugs_are_unique_and_not_reserved(tmp_path):
    pages = [
        make_page("de/search", "x", id=1),
        make_page("de/мова", "x", id=2),
        make_page("de/Search", "x", id=3),
    ]
    assert {topic.slug for topic in read(tmp_path, *pages).guides.topics} == {
        "search-2",
        "page-2",
        "search-3",
    }


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        pytest.param(
            "<h3>Eins</h3><p>a</p><h5>Zwei</h5><p>b</p>", "## Eins\n\na\n\n### Zwei\n\nb", id="headings"
        ),
        pytest.param("<h3><img src='https://a.de/x.png'></h3><p>a</p>", "a", id="heading that is a picture"),
        pytest.param("<p>a<br>b</p><p>&nbsp;</p><p><br>c<br></p>", "a\\\nb\n\nc", id="line breaks"),
        pytest.param("<p>a<br><br>b</p>", "a\n\nb", id="two line breaks"),
        pytest.param("<p><b>Montag:</b>8 <b>a<br>b </b>c</p>", "**Montag:** 8 **a**\\\n**b** c", id="bold"),
        pytest.param(
            "<p>{fee} [x](y) *a* 1. &lt;b&gt;</p>", "{{fee}} \\[x\\](y) \\*a\\* 1. \\<b\\>", id="escapes"
        ),
        pytest.param("<p>- a<br>2. b<br># c</p>", "\\- a\\\n2\\. b\\\n\\# c", id="line starts"),
        pytest.param(
            "<ul><li>a<ul><li>b</li></ul></li><li></li></ul><ol><li>c</li></ol>",
            "- a\n  - b\n\n1. c",
            id="lists",
        ),
        pytest.param(
            "<table><tr><td>a|b</td></tr><tr><td>c<br>d</td><td>e</td></tr></table>",
            "| a\\|b |  |\n| --- | --- |\n| c d | e |",
            id="table",
        ),
        pytest.param(
            '<p><img style="width: 15px" alt="Pin" src="https://a.de/p.svg"> Weg 1</p>', "Weg 1", id="icon"
        ),
        pytest.param('<p><img alt="Ein Ausweis" src="https://a.de/p.png"></p>', "Ein Ausweis", id="picture"),
        pytest.param(
            '<p><a href="https://a.de/p.png"><img src="https://a.de/p.png"></a></p><p>a</p>',
            "a\n\n[p.png](https://a.de/p.png)",
            id="picture in a link to itself",
        ),
        pytest.param(
            '<p>a</p><iframe src="https://v.de/1" title="Film"></iframe><video><source src="https://v.de/2.mp4"></video>',
            "a\n\n[Film](https://v.de/1)\n\n[2.mp4](https://v.de/2.mp4)",
            id="iframe and video",
        ),
        pytest.param(
            "<p>Da!<a href='https://a.de'>b</a></p>", "Da! [b](https://a.de)", id="no picture by chance"
        ),
    ],
)
def test_foreign_html_becomes_our_markdown(tmp_path, source, markdown):
    assert body_of(tmp_path, source) == markdown


@pytest.mark.parametrize(
    ("href", "target"),
    [
        pytest.param("/kreis/de/amt/stra%C3%9Fe/", "amt/strasse", id="no domain"),
        pytest.param("https://admin.integreat-app.de/kreis/de/amt/straße#oben", "amt/strasse", id="admin, anchor"),
        pytest.param("https://web.integreat-app.de/kreis/de/umgezogen/straße/", "amt/strasse", id="moved page"),
        pytest.param("https://integreat.app/kreis/tr/daire/cadde/", "amt/strasse", id="language not imported"),
        pytest.param("http://integreat.app/kreis/de/amt/", "amt/", id="topic"),
        pytest.param("https://integreat.app/kreis/de/events/", "https://integreat.app/kreis/de/events/", id="events"),
        pytest.param("https://integreat.app/ulm/de/x/", "https://integreat.app/ulm/de/x/", id="another region"),
        pytest.param("https://cms.integreat-app.de/media/a (1).pdf", "https://cms.integreat-app.de/media/a%20%281%29.pdf", id="file"),
        pytest.param("www.a.de", "https://www.a.de", id="no scheme"),
        pytest.param("tel:+49 (0)7151 / 12-3", "tel:+497151123", id="phone"),
        pytest.param("https://integreat.app/tel:", "tel:116117", id="phone left out by its editor"),
        pytest.param("mailto:a@b.de?subject=x y", "mailto:a@b.de?subject=x%20y", id="mail"),
        pytest.param("https://integreat.app/kreis/de/amt/fort/", None, id="page that is gone"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("data:text/html,x", None, id="data"),
        pytest.param("http://[x", None, id="no address at all"),
    ],
)  # fmt: skip
def test_link_is_kept_or_becomes_words(tmp_path, href, target):
    pages = [
        make_page("de/amt", id=2),
        make_page("de/amt/straße", "x", id=3, parent="de/amt", others=[("tr", 9, "tr/daire/cadde")]),
    ]
    source = f'<p><a href="{html.escape(href)}">116117</a></p>'
    found = read(tmp_path, make_page("de/rat", source, id=1), *pages)
    body = next(entry for entry in found.guides.entries if entry.slug == "rat").texts[0].body
    assert body == (f"[116117]({target})" if target else "116117")
    assert bool(found.notes) == (target is None)


def test_two_pages_of_one_slug_are_not_guessed_between(tmp_path):
    pages = [
        make_page("de/a", id=2),
        make_page("de/a/neu", "x", id=3, parent="de/a"),
        make_page("de/b", id=4),
        make_page("de/b/neu", "x", id=5, parent="de/b"),
    ]
    found = read(tmp_path, make_page("de/rat", '<a href="/kreis/de/alt/neu/">x</a>', id=1), *pages)
    assert found.notes == ("Rat [de]: a link to nowhere, kept as words: x (/kreis/de/alt/neu/)",)


def test_hostile_html_is_left_out_and_named(tmp_path):
    source = '<p onclick="x()">Hallo<script>alert(1)</script></p><a href="javascript:x">da</a><iframe><b>{fee}</iframe>'
    found = read(tmp_path, make_page("de/rat", source, id=1))
    assert found.guides.entries[0].texts[0].body.startswith("Hallo\n\nda")
    assert {
        "Rat [de]: <script> left out",
        "Rat [de]: the script in onclick= left out",
        "Rat [de]: the javascript: address in href= left out",
    } <= set(found.notes)


@pytest.mark.parametrize("levels", [100, 50_000])
def test_enormous_nesting_keeps_the_words(tmp_path, levels):
    found = read(tmp_path, make_page("de/rat", "<div>" * levels + "tief" + "</div>" * levels, id=1))
    assert found.guides.entries[0].texts[0].body == "tief"
    assert found.notes == (f"Rat [de]: nested {levels} levels deep: only its words are kept",)


def test_tree_of_any_depth_is_walked(tmp_path):
    pages = [make_page(f"de/p{n}", "x", id=n + 1, parent=f"de/p{n - 1}" if n else None) for n in range(3000)]
    assert len(read(tmp_path, *pages).guides.entries) == 3000


def test_page_whose_parent_is_missing_is_kept_and_named(tmp_path):
    found = read(
        tmp_path, make_page("de/a", "x", id=1), make_page("de/a/weg/b", "x", id=2, parent="de/a/weg")
    )
    assert [entry.address for entry in found.guides.entries] == ["a/a", "a/b"]
    assert found.notes == ("B [de]: its parent page is missing; it stands under A [de]",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{", "is not JSON", id="not JSON"),
        pytest.param(b"\xff\xfe", "is not JSON", id="not UTF-8"),
        pytest.param("{}", "is not a list of pages", id="no list"),
        pytest.param("[]", "is not a list of pages", id="no page"),
        pytest.param("[1]", "page 1: is not an object", id="no object"),
        pytest.param("[" * 200_000, "nested too deep|is not JSON", id="nesting"),
        pytest.param(json.dumps([{"id": 1}]), "the field 'path' is missing", id="missing field"),
        pytest.param(json.dumps([make_page("de", id=1)]), "is not /region/language/page/", id="path"),
        pytest.param(json.dumps([make_page("de/a", id=1, last_updated="x")]), "is no date", id="date"),
        pytest.param(json.dumps([make_page("de/a", id="1")]), "the field 'id'", id="id that is a text"),
        pytest.param(
            json.dumps([make_page("de/a", id=1), make_page("de/b", id=1)]), "2 pages have the id 1", id="ids"
        ),
        pytest.param(
            json.dumps([make_page("de/a", id=1), make_page("en/b", id=2)]), "several", id="languages"
        ),
        pytest.param(json.dumps([make_page("xxxx/a", id=1)]), "'xxxx' is no locale", id="locale"),
        pytest.param(
            json.dumps([make_page("de/a", id=1, parent="de/b"), make_page("de/b", id=2, parent="de/a")]),
            "its own ancestor",
            id="circle",
        ),
    ],
)
def test_bad_file_is_refused_in_one_line_and_nothing_is_written(tmp_path, text, message):
    file = tmp_path / "de.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadInput, match=message) as refused:
        import_integreat([file], region="kreis", folder=tmp_path / "guides", today=TODAY)
    assert "\n" not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["de.json"]


def test_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_integreat([tmp_path / "no.json"], region="kreis", today=TODAY)


def test_same_language_twice_is_refused(tmp_path):
    file = make_file(tmp_path, [make_page("de/a", "x", id=1)])
    with pytest.raises(BadInput, match="holds de already"):
        read_integreat([file, file], region="kreis", today=TODAY)


def test_region_that_is_a_path_is_refused(tmp_path):
    with pytest.raises(BadInput, match="lower-case"):
        read_integreat([make_file(tmp_path, [make_page("de/a", id=1)])], region="../x", today=TODAY)


def test_new_folder_is_read_back_as_it_was_made(two_languages, tmp_path):
    found = import_integreat(two_languages, region="kreis", folder=tmp_path / "guides", today=TODAY)
    assert read_guides(tmp_path / "guides") == found.guides
    assert [one for one in check(tmp_path / "guides", today=TODAY) if not one.warning] == []


def test_right_to_left_language_is_described(tmp_path):
    pages = [make_page("ar/صحة", "<p>مرحبا</p>", id=1)]
    found = read_integreat([make_file(tmp_path, pages)], region="kreis", today=TODAY)
    assert [(one.tag, one.name, one.direction, one.script) for one in found.guides.locales] == [
        ("ar", "العربية", "rtl", "Arab")
    ]
    assert found.guides.entries[0].address == "page-1/page-1"


def test_folder_that_holds_guides_keeps_them_to_the_byte(two_languages, tmp_path):
    folder = tmp_path / "guides"
    import_integreat(two_languages, region="erster", folder=folder, today=TODAY)
    topics = folder / "topics.toml"
    topics.write_text("# mine\n" + topics.read_text(encoding="utf-8"), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    more = make_file(tmp_path, [make_page("fr/santé", "x", id=9)], "fr.json")
    import_integreat([more], region="zweiter", folder=folder, today=TODAY)
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert [path.name for path in before if not after[path].startswith(before[path])] == []
    guides = read_guides(folder)
    assert [topic.slug for topic in guides.topics] == ["health", "sante"]
    assert [layer.id for layer in guides.layers] == ["erster", "zweiter"]


def test_region_that_exists_is_refused(two_languages, tmp_path):
    import_integreat(two_languages, region="kreis", folder=tmp_path / "guides", today=TODAY)
    with pytest.raises(BadInput, match="exists already"):
        import_integreat(two_languages, region="kreis", folder=tmp_path / "guides", today=TODAY)


def test_folder_of_other_things_is_refused(two_languages, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="other things"):
        import_integreat(two_languages, region="kreis", folder=tmp_path / "home", today=TODAY)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """The real county: (files, import, folder, seconds)."""
    files = sorted(REAL.glob("rems-murr-kreis-*.json"))
    if not files:
        pytest.skip(
            f"the county's pages are not there: {REAL}; put rems-murr-kreis-<locale>.json into it, {HOW}"
        )
    folder = tmp_path_factory.mktemp("county") / "guides"
    start = time.perf_counter()
    found = import_integreat(files, region="rems-murr-kreis", folder=folder, today=TODAY)
    return files, found, folder, time.perf_counter() - start


def test_county_is_imported_whole_in_time(county):
    files, found, folder, seconds = county
    assert [one for one in check(folder, today=TODAY) if not one.warning] == []
    assert read_guides(folder) == found.guides
    assert seconds < 20
    texts = sum(len(entry.texts) for entry in found.guides.entries)
    topics = sum(len(topic.names) for topic in found.guides.topics)
    assert texts + topics == sum(len(read_pages(file)) for file in files)  # a root without words is a topic


def test_county_loses_no_words(county):
    files, found, _, _ = county
    bodies = {(text.locale, text.title): [] for entry in found.guides.entries for text in entry.texts}
    for text in (text for entry in found.guides.entries for text in entry.texts):
        bodies[text.locale, text.title].append(words_of(text.body))
    pages = [page for file in files for page in read_pages(file) if page.content.strip()]
    lost = {
        str(page): missing
        for page in pages
        if (
            missing := min(
                (seen_words(page.content) - body for body in bodies[page.locale, page.title]), key=len
            )
        )
    }
    assert lost == {}


def test_county_has_no_markup_left_in_its_words(county):
    bodies = [text.body for entry in county[1].guides.entries for text in entry.texts]
    assert {spot.kind for body in bodies for spot in spots(body)} == {"link"}
    rendered = " ".join(plain_text(to_html(body, link=str, value=str)) for body in bodies)
    assert re.findall(r".{9}(?:\*\*|\\|\]\().{9}", rendered) == []


def words_of(body):
    return Counter(re.findall(r"\w+", plain_text(to_html(body, link=str, value=str))))


def seen_words(source):
    """Count the words of HTML as a reader sees them."""
    spaced = re.sub(r"</?(?:p|div|br|h\d|li|ul|ol|hr|img|table|tr|td)\b[^>]*>", " ", source)
    return Counter(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", "", spaced))))
