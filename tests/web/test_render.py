"""What the reader's fragments say: trust, safety, fallback, phones, hours."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import unquote

import pytest
import segno
from render_builders import (
    EMERGENCY,
    ROOT,
    SOURCE,
    YEARS,
    make_entry,
    make_guide,
    make_place,
    page_at,
    renderer,
    show,
    soup,
)

from orientation.domain.fill import fill
from orientation.domain.guide import Helper, Responsible, Source, Text, Word
from orientation.search.documents import documents
from orientation.web.sheet_requests import translate_into

CATALOGUES = ROOT / "translations"
MACHINE_WORDS = (
    "A machine also wrote the words on buttons, in notes and on printed sheets, in every language. "
    "No person has checked them yet."
)
CITA = Word("region", "cita", "cita previa", "es", (("en", "appointment"),), also=("turno",))
MACHINE_ARABIC = (
    Text("ar", "الإسعاف", "اتصل بالرقم {place.all.phone}."),
    Text("es", "Ambulancia", "Llame al 112."),
)


def test_pages_are_every_page_of_the_guide():
    pages = renderer().pages(make_guide(make_entry(aliases=("health/old",))), "en", years=YEARS)
    assert [(page.path.removeprefix("/en/region/"), page.kind) for page in pages] == [
        ("", "guide"),
        ("emergency/", "topic"),
        ("health/", "topic"),
        ("health/card/", "entry"),
        ("places/", "places"),
        ("share/", "share"),
        ("about/", "about"),
        ("health/old/", "moved"),
    ]


def test_pages_are_the_same_bytes_each_time():
    assert renderer().pages(make_guide(), "ar", years=YEARS) == renderer().pages(
        make_guide(), "ar", years=YEARS
    )


def test_fragment_knows_no_absolute_address_of_its_site():
    html = "".join(page.html for page in renderer().pages(make_guide(), "en", years=YEARS))
    assert re.findall(r'href="(/[^"]*)"', html) == []


def test_links_in_texts_are_relative_to_the_page():
    assert (
        show(make_guide(), "health/card/", locale="es").find("a", string="el centro")["href"]
        == "../../places/#clinic"
    )


def test_moved_page_leads_to_the_entry():
    page = page_at(make_guide(make_entry(aliases=("services/old",))), "services/old/")
    assert page.target == "../../health/card/"


def test_entry_tells_title_text_and_terms_between_its_marks():
    told = (
        page_at(make_guide(make_entry(words=("cita",)), words=(CITA,)), "health/card/")
        .html.partition("<!--c-->")[2]
        .partition("<!--/c-->")[0]
    )
    parsed = soup(told)
    assert parsed.h1.text == "The health card"
    assert parsed.find("p", class_="host")["lang"] == "es"
    assert parsed.find("dt", lang="es").text == "cita previa"
    assert "Ley 7/1985" not in told


def test_page_of_words_leads_to_where_one_hears_them():
    nie = Word("region", "nie", "NIE", "es", (("es", "número"),))
    page = page_at(make_guide(make_entry(words=("cita",)), words=(nie, CITA)), "words/")
    terms = soup(page.html).find_all("dt")
    assert [(one.text, one.a and one.a["href"]) for one in terms] == [
        ("cita previa", "../health/card/"),
        ("NIE", None),
    ]
    assert [one.text for one in soup(page.html).find_all("dd")] == ["appointment", "número"]
    assert (page.kind, documents(page)) == ("words", ())


def test_other_forms_of_a_word_find_the_entry_and_are_not_shown():
    page = page_at(make_guide(make_entry(words=("cita",)), words=(CITA,)), "health/card/")
    assert page.words == "turno"
    assert "turno" not in page.html


def test_front_page_leads_to_words_and_places_where_there_are_any():
    links = [one["href"] for one in soup(page_at(make_guide(words=(CITA,)), "").html).select("ul.tiles a")]
    assert links[-2:] == ["words/", "places/"]
    bare = [
        one["href"]
        for one in soup(
            page_at(make_guide(make_entry(texts=(Text("en", "Card", "Ask."),)), places=()), "").html
        ).select("ul.tiles a")
    ]
    assert not {"words/", "places/"} & set(bare)


def test_entry_shows_when_its_sources_were_read():
    assert (
        show(make_guide(), "health/card/")
        .find(attrs={"data-read-on": "2026-11"})
        .text.strip()
        .endswith("November 2026.")
    )


def test_machine_text_says_that_nobody_checked_it():
    assert (
        "Nobody has checked it"
        in show(make_guide(), "health/card/").find(attrs={"data-translation": "machine"}).text
    )


def test_checked_text_names_role_and_day():
    text = Text("en", "Card", "Ask.", state="checked", by="interpreter", on="2026-11-20")
    shown = show(make_guide(make_entry(texts=(text,))), "health/card/").find(
        attrs={"data-translation": "checked"}
    )
    assert "interpreter, 20 November 2026" in shown.text


def test_entry_with_sources_from_memory_says_so():
    entry = make_entry(sources=(Source("https://a.example/", "A", confidence="memory"),))
    assert "could not read the sources" in show(make_guide(entry), "health/card/").text


def test_overdue_note_waits_for_the_phone_to_compare_the_day():
    note = show(make_guide(), "health/card/").find(attrs={"data-review-after": "2027-05-01"})
    assert note.has_attr("hidden")


def test_sensitive_entry_can_be_left_at_once_and_not_shared():
    page = show(make_guide(make_entry(sensitive="violence")), "health/card/")
    assert page.find("a", class_="leave")["href"] == "/"
    assert page.find(attrs={"data-island": "share"}) is None
    assert "delete the number" in page.text


def test_phone_of_a_known_place_is_a_call_button_that_says_who_answers():
    calls = show(make_guide(), "health/card/").select(".acts a[href^=tel]")
    assert [call["href"] for call in calls] == ["tel:+34975000000"]
    assert calls[0].small.text != ""


@pytest.mark.parametrize(("locale", "state"), [("en", "checked"), ("es", "machine"), ("ar", "missing")])
def test_page_tells_the_state_of_its_text(locale, state):
    texts = (Text("en", "Card", "Ask.", state="checked"), Text("es", "Tarjeta", "Pregunte."))
    guide = make_guide(make_entry(texts=texts))
    assert page_at(guide, "health/card/", locale=locale).state == state


def test_trust_stands_between_its_marks():
    html = page_at(make_guide(), "health/card/").html
    trust = soup(html.partition("<!--t-->")[2].partition("<!--/t-->")[0])
    assert trust.select_one("[data-read-on]")
    assert trust.select_one("[data-translation]")
    assert trust.select_one("a")["href"] == SOURCE.url


def test_age_of_a_source_is_said_once():
    source = dataclasses.replace(SOURCE, as_of="2021")
    entry = make_entry(sources=(source,), as_of="2021")
    assert show(make_guide(entry), "health/card/").text.count("2021") == 1


def test_counter_view_is_offered_where_the_host_text_is_there():
    assert show(make_guide(), "health/card/", locale="ar").find("a", href="with/es/") is not None


def test_counter_view_is_not_offered_to_the_host_locale():
    assert 'href="with/' not in page_at(make_guide(), "health/card/", locale="es").html


def test_missing_translation_shows_host_and_english_texts_with_their_own_language():
    texts = make_entry().texts[1:]
    page = show(make_guide(make_entry(texts=texts)), "health/card/", locale="ar")
    assert page.find("p", class_="note") is not None
    assert [(one["lang"], one["dir"]) for one in page.select("div[lang]")] == [("es", "ltr"), ("en", "ltr")]


def test_lists_mark_a_title_in_another_language():
    texts = make_entry().texts[2:]
    title = show(make_guide(make_entry(texts=texts)), "health/", locale="ar").select_one(".list a span")
    assert (title["lang"], title["dir"], title.text) == ("es", "ltr", "La tarjeta sanitaria")


def test_unchecked_emergency_text_stands_beside_the_host_text():
    guide = make_guide(make_entry("ambulance", "emergency", texts=MACHINE_ARABIC))
    page = show(guide, "emergency/ambulance/", locale="ar")
    assert page.find("p", class_="note") is not None
    assert page.select_one('p.host[lang="es"]').text == "Ambulancia"
    assert page.select_one('details div[lang="es"]').text.strip() != ""


def test_checked_emergency_text_stands_alone():
    checked = dataclasses.replace(MACHINE_ARABIC[0], state="checked")
    guide = make_guide(make_entry("ambulance", "emergency", texts=(checked, MACHINE_ARABIC[1])))
    assert show(guide, "emergency/ambulance/", locale="ar").find("details") is None


def test_emergency_topic_begins_with_numbers_to_call():
    call = show(make_guide(), "emergency/", locale="ar").select_one("ul.calls a")
    assert (call["href"], call.bdi.text, call.span.text) == ("tel:112", "112", "الطوارئ")


def test_topic_lists_children_under_their_parent_only():
    guide = make_guide(make_entry(), make_entry("lost", parent="health/card"))
    assert len(show(guide, "health/").select("ul.list a[href='card/']")) == 1
    assert show(guide, "health/").find("a", href="lost/") is None
    assert show(guide, "health/card/").find("a", href="../lost/") is not None


def test_topic_links_to_its_sheet():
    assert show(make_guide(), "health/").find("a", href="sheet.pdf") is not None


def place_with(**more):
    return show(make_guide(places=(make_place(**more),)), "places/").find(id="clinic")


def test_place_gives_its_week_to_the_phone():
    place = show(make_guide(), "places/").find(id="clinic")
    given = place.find(attrs={"data-hours": True})
    assert given["data-hours"] == "540-840 1980-2280 3420-3720 4860-5160 6300-6600"
    assert given["data-on-holidays"] == "0-1440u"
    assert "09:00–14:00" in place.text


def test_place_open_day_and_night_needs_no_clock():
    place = show(make_guide(), "places/").find(id="all")
    assert place.find(attrs={"data-hours": True}) is None
    assert "day and night" in place.text


def test_place_tells_seasons_holidays_and_single_days_in_words_and_to_the_phone():
    place = place_with(
        hours="Mo 09:00-14:00; Aug Mo 10:00-12:00; Dec 24-25 off; 2026 Nov 23 off; PH 10:00-11:00"
    )
    given = place.find(attrs={"data-hours": True})
    assert given["data-hours"].startswith("540-840|2026-08-03 600-720|2026-09-07 540-840|")
    assert given["data-on-holidays"] == "600-660"
    assert given["data-dated"] == "2026-11-23"
    assert "From 3 August 2026: Monday 10:00–12:00" in place.dd.find_next("dd").text
    assert "23 November 2026: closed" in place.text
    assert "Public holidays: 10:00–11:00" in place.text


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("Mo 09:00-14:00; PH off", "Closed on public holidays."),
        ('"by appointment"', "Make an appointment first."),
        ('Mo 09:00-14:00 "by appointment"', "09:00–14:00 (by appointment)"),
        ('Mo 09:00-14:00 "<b>women</b> only"', "<b>women</b> only"),
        ("week 1-53/2 Mo-Fr 09:00-14:00", "On some days the hours are different."),
        ("sunrise-sunset", "They are different from day to day. Ask first."),
    ],
)
def test_place_says_what_its_hours_do_not_say_plainly(hours, said):
    assert said in place_with(hours=hours).text


def test_place_only_by_appointment_shows_no_times():
    assert "00:00" not in place_with(hours='"by appointment"').text


def test_words_for_the_phone_stand_on_the_page_once_and_only_where_it_needs_them():
    assert len(show(make_guide(), "places/").find_all(attrs={"data-word-opens": True})) == 1
    without = make_guide(places=(EMERGENCY, make_place(hours="24/7")))
    assert show(without, "places/").find(attrs={"data-word-opens": True}) is None


def test_interpreter_is_told_with_languages_who_pays_and_whom_one_may_ask_for():
    place = place_with(
        kind="interpreter",
        languages=("ar", "uk"),
        gender_on_request=True,
        who_pays=(("en", "The health service."),),
        bring=(("en", "Your health card."),),
    )
    said = " ".join(place.text.split())
    for words in (
        "Interpreter", "Languages Arabic, Ukrainian", "Who pays The health service.", "Bring Your health card.",
        "You may ask for a woman or a man.",
    ):  # fmt: skip
        assert words in re.sub(r"(Languages|Who pays|Bring)", r"\1 ", said).replace("  ", " ")


def test_place_without_age_says_to_call_first():
    assert "before you go" in show(make_guide(), "places/").find(id="clinic").text


@pytest.mark.parametrize("more", [{"protected": True}, {"location": "by phone only"}])
def test_place_that_is_not_public_shows_no_address(more):
    guide = make_guide(places=(make_place(**more),))
    assert "Calle Mayor" not in "".join(page.html for page in renderer().pages(guide, "en", years=YEARS))


def test_front_page_says_in_one_sentence_who_makes_it_and_who_does_not():
    sentence = show(make_guide(responsible=Responsible("Cruz & Roja")), "").find("p").text.strip()
    assert sentence.count(".") == 1
    assert "free" in sentence
    assert "Cruz & Roja" in sentence
    assert "police" in sentence


def test_front_page_is_honest_that_nobody_signed():
    assert "nobody has signed" in show(make_guide(), "").find("p").text


def test_about_page_names_who_answers():
    guide = make_guide(responsible=Responsible("Ayuntamiento", "Plaza Mayor 1", "https://a.example/"))
    about = show(guide, "about/")
    assert {one["id"] for one in about.select("[id]")} == {"imprint", "privacy", "accessibility"}
    assert "Plaza Mayor 1" in about.text


@pytest.mark.parametrize(
    "locale", ["en", *(path.name for path in sorted(CATALOGUES.iterdir()) if path.is_dir())]
)
def test_about_page_says_in_every_language_that_a_machine_wrote_the_interface(locale):
    about = renderer().part(
        locale.replace("_", "-"), "reader/about.html", responsible=None, checklists=(), title=""
    )
    assert translate_into(locale)(MACHINE_WORDS) in soup(about).text


def test_share_page_gives_the_file_a_place_for_one_and_the_way_into_a_browser():
    page = show(make_guide(), "share/", locale="ar")
    assert page.select_one("a[download]")["href"] == "../guide.html"
    assert (
        page.select_one('[data-island="add"][hidden] label input[type=file]')["accept"] == ".html,text/html"
    )
    assert page.select_one('[data-island="add"] p[role="status"]') is not None
    assert page.select_one('button[data-island="share"]').has_attr("hidden")
    assert page.select_one(".way svg") is not None


def test_share_page_knows_no_address_where_none_is_set():
    page = show(make_guide(), "share/")
    assert page.select("img") == []
    assert "at the top of your browser" in page.text


def test_share_page_shows_the_address_as_text_and_as_a_sharp_picture_on_white():
    address = "https://guide.example.org/ar/region/"
    pages = renderer("https://guide.example.org").pages(make_guide(), "ar", years=YEARS)
    page = soup(next(one.html for one in pages if one.kind == "share"))
    picture = page.select_one("img")
    code = segno.make(address, error="l", micro=False)
    drawn = unquote(picture["src"].removeprefix("data:image/svg+xml,")).replace("'", '"')
    modules_of = re.compile(r'stroke="#000"[^>]* d="([^"]+)"').search
    assert page.select_one(f'a[href="{address}"]').text == address
    assert modules_of(drawn)[1] == modules_of(code.svg_inline(border=4, lineclass=None))[1]
    assert re.search(r'^<svg[^>]*><path fill="#fff"', drawn)
    side, modules = int(picture["width"]), code.symbol_size(border=4)[0]
    assert (picture["height"], side % modules) == (picture["width"], 0)
    assert side >= 200


def test_frame_sends_readers_to_the_social_worker_where_there_is_no_helper_line():
    assert "social worker" in renderer().frame(make_guide(), "en", years=YEARS).helper


def test_frame_shows_the_helper_line():
    helper = Helper("+34900000000", (("en", "Red Cross"),), "Mo-Fr 09:00-14:00", ("es", "ar"), free=True)
    shown = soup(renderer().frame(make_guide(helper=helper), "en", years=YEARS).helper)
    assert shown.a["href"] == "tel:+34900000000"
    assert "Red Cross" in shown.text
    assert "Spanish, Arabic" in shown.text
    assert "free" in shown.text


def test_frame_has_no_host_locale_for_the_hosts_themselves():
    frame = renderer().frame(make_guide(), "es", years=YEARS)
    assert (frame.host, frame.host_name) == ("", "")


def test_frame_gives_plain_text_for_who_is_responsible():
    frame = renderer().frame(make_guide(responsible=Responsible("A & B")), "en", years=YEARS)
    assert frame.responsible == "This guide is run by A & B."


def test_page_words_are_the_keywords_of_its_locale():
    entry = make_entry(keywords=(("ar", ("طبيب",)), ("en", ("doctor",)), ("es", ("médico", "TSI"))))
    assert page_at(make_guide(entry), "health/card/", locale="ar").words == "طبيب"


def test_words_for_the_phone_survive_filling_the_shell():
    shell = renderer().slots("en", direction="ltr")["shell"]
    box = soup(shell).find(attrs={"data-island": "keep"})
    assert box["data-word-partial"].startswith("{{n}} of {{total}}")
    assert "{{n}}" not in shell


def test_search_slot_escapes_what_was_asked():
    html = fill(
        renderer().slots("en", direction="ltr")["search"],
        {"q": '"><b>', "results": "", "tiles": "", "help": ""},
    )
    assert soup(html).find("input")["value"] == '"><b>'


def test_text_that_looks_like_a_marker_stays_text():
    texts = (Text("en", "A {{title}}", "Read {{{{main}}}}."),)
    assert page_at(make_guide(make_entry(texts=texts)), "health/card/").title == "A {{title}}"


def test_no_break_spaces_of_a_text_are_kept():
    texts = (Text("en", "Card", "It costs 3\u00a0€."),)
    assert "3\u00a0€" in page_at(make_guide(make_entry(texts=texts)), "health/card/").html


def test_source_address_is_escaped():
    assert show(make_guide(), "health/card/").select_one("section a")["href"] == SOURCE.url


def test_emergency_place_keeps_its_own_name_where_it_does_not_begin_with_the_number():
    place = dataclasses.replace(EMERGENCY, names=(("en", "Ambulance"),))
    assert (
        show(make_guide(places=(place, make_place())), "emergency/").select_one(".calls span").text
        == "Ambulance"
    )
