"""A stop on paper: what a phone says leaves there, in two languages, honest about how long it holds."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from bs4 import BeautifulSoup
from paper_times import paper_says, phone_says
from rendered import ROOT, request_of
from sheet_builders import ASSETS, a_logo, info_of, text_of

from bench.gtfs_tables import GtfsTables
from orientation.content.read import read_guides
from orientation.domain.guide import Guides, Layer
from orientation.domain.inheritance import Guide, resolve
from orientation.domain.locale import Locale
from orientation.domain.timetable import Booking, Line, Pattern, Run, Service, Stop, Timetable
from orientation.errors import BadChoice, SheetError
from orientation.sheets import stops
from orientation.sheets.compose import compose_sheet, sheet_html

FEED = ROOT.parent / "shared/data/gtfs/minsk-mazowiecki.zip"
ZONE = "Europe/Warsaw"
HELD = "2026-02-20T10:00:00Z"  # within the shipped timetable
STOPS = (
    "102",
    "100",
    "172",
    "178",
    "216",
)  # two posts, two lines, the station, one post, three posts and lines
LOCALES = (Locale("ar", "العربية", "rtl", "Arab"), Locale("es", "Español", "ltr", "Latn"))
WEEK = Service(
    "week", ("Mo", "Tu", "We", "Th", "Fr"), "2026-01-01", "2027-06-30", "off", removed=("2026-12-07",)
)
SUNDAY = Service("sunday", ("Su",), end="2027-06-30", holidays="on")


@cache
def mazovia() -> Guide:
    return replace(resolve(read_guides(ROOT / "guides"), "pl-mazowieckie"), entries=())


def moments(seed: int) -> list[datetime]:
    """Return moments in a timetable's time: some by chance, before days of exceptions, around changes of clocks."""
    dice = random.Random(seed)
    days = [
        datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=dice.randrange(110 * 1440)) for _ in range(4)
    ]
    special = [
        datetime(2026, month, day, 21, 30, tzinfo=UTC) for month, day in ((3, 28), (4, 5), (6, 3), (6, 19))
    ]
    return [one.replace(second=0) for one in (*days, *special)]


@pytest.mark.parametrize("stop", STOPS)
def test_paper_says_what_the_phone_says(stop: str) -> None:
    request = request_of(
        mazovia(), "ar", published=HELD, layout="stop", takes=(f"stops/minsk-mazowiecki-{stop}",)
    )
    html = sheet_html(request, asset_root=ASSETS)
    lines = next(page.html for page in request.own.pages if page.kind == "lines")
    item = BeautifulSoup(lines, "html5lib").find(id=f"minsk-mazowiecki-{stop}")
    slugs, asked = item["data-stop"].split(" "), moments(int(stop))
    holidays = request.frame.holidays
    phone = phone_says(request.own.pages, [(slugs, moment) for moment in asked], holidays)
    paper = [paper_says(html, moment, ZONE, holidays) for moment in asked]
    assert sum(map(len, phone)) > 100
    assert [one ^ other for one, other in zip(phone, paper, strict=True) if one != other] == []


@pytest.mark.skipif(not FEED.exists(), reason="the feed lies beside the project")
@pytest.mark.parametrize("stop", STOPS)
def test_paper_says_what_the_feeds_tables_say(stop: str) -> None:
    request = request_of(
        mazovia(), "en", published=HELD, layout="stop", takes=(f"stops/minsk-mazowiecki-{stop}",)
    )
    html = sheet_html(request, asset_root=ASSETS)
    lines = next(page.html for page in request.own.pages if page.kind == "lines")
    slugs = BeautifulSoup(lines, "html5lib").find(id=f"minsk-mazowiecki-{stop}")["data-stop"].split(" ")
    tables = GtfsTables(FEED)
    for moment in moments(int(stop) + 1):
        expected = {one for slug in slugs for one in tables.departures(slug, moment)}
        assert paper_says(html, moment, ZONE, request.frame.holidays) == expected


def run(service: str, first: int, *also: int, **more: bool) -> Run:
    """Return a run over three stops, ten minutes each."""
    return Run(service, ((first, first), (first + 10, first + 12), (first + 20, first + 20)), also, **more)


def village(
    *runs: Run, lines: tuple[Line, ...] = (), services: tuple[Service, ...] = (WEEK, SUNDAY), **more: object
) -> Guide:
    """Return a region with one line between three stops; more: of its pattern."""
    pattern = Pattern(("market", "school", "mill"), runs, (("es", "Molino"),), **more)  # type: ignore[arg-type]
    stops = (
        Stop("market", (("es", "Plaza Mayor"),), (), "Vinuesa"),
        Stop("school", (("es", "Escuela"),), (), "Vinuesa"),
        Stop("mill", (("es", "Molino"), ("ar", "الطاحونة")), (), "Vinuesa"),
    )
    line = Line("l1", "L1", (pattern,), (("es", "Plaza – Molino"),))
    one = Timetable(
        "region",
        "buses",
        (("es", "Autobuses Cruz"),),
        lines or (line,),
        stops,
        services,
        phone="+34975000000",
    )
    region = Layer(
        "region", (("ar", "صوريا"), ("es", "Soria")), kind="region", country="ES", timezone="Europe/Madrid",
        host_locale="es", locales=("es", "ar"),
    )  # fmt: skip
    return resolve(Guides((), LOCALES, (region,), timetables=(one,)), "region")


def paper(guide: Guide, *stops: str, locale: str = "es", published: str = HELD) -> BeautifulSoup:
    takes = tuple(f"stops/buses-{stop}" for stop in stops or ("market",))
    request = request_of(guide, locale, published=published, layout="stop", takes=takes)
    return BeautifulSoup(sheet_html(request, asset_root=ASSETS), "html5lib")


def rows(root: BeautifulSoup) -> list[str]:
    return [" ".join(row.get_text(" ", strip=True).split()) for row in root.select(".times tr")]


def test_hours_stand_by_days_and_the_last_of_each_day_in_a_box() -> None:
    root = paper(village(run("week", 420, 435, 1100), run("sunday", 545)))
    assert [one.get_text(" ", strip=True) for one in root.select(".times thead th")] == [
        "", "lunes–viernes, excepto días festivos", "domingo y días festivos",
    ]  # fmt: skip
    assert rows(root)[1:] == ["7 00 15", "9 05", "18 20"]
    assert [one.get_text() for one in root.select("td .final")] == ["05", "20"]


def test_what_another_service_of_the_day_follows_is_not_the_last() -> None:
    late = replace(WEEK, name="late", days=("Fr",))
    root = paper(village(run("week", 420), run("late", 1100), services=(WEEK, late)))
    assert [one.get_text() for one in root.select("td .final")] == ["20"]


def test_a_night_bus_stands_after_the_day_it_belongs_to() -> None:
    assert rows(paper(village(run("week", 1400, 1510))))[1:] == ["23 20", "1 (después de medianoche) 10"]


def test_nothing_leaves_from_where_it_ends_and_one_says_so() -> None:
    with pytest.raises(SheetError, match="stops/buses-mill: nothing leaves there"):
        paper(village(run("week", 420)), "mill")


def test_nothing_leaves_where_one_may_only_get_off() -> None:
    with pytest.raises(SheetError, match="nothing leaves there"):
        paper(village(run("week", 420), pickup="010"), "school")


def test_a_wait_at_a_stop_is_when_it_leaves() -> None:
    assert rows(paper(village(run("week", 420)), "school"))[1:] == ["7 12"]


def test_what_must_be_known_of_some_minutes_has_a_letter_and_a_legend() -> None:
    root = paper(village(run("week", 420), run("week", 480, approximate=True)))
    assert rows(root)[1:] == ["7 00", "8 00 c"]
    assert "La hora no es exacta." in root.select_one(".legend").get_text()


def test_what_holds_for_all_minutes_is_said_once() -> None:
    root = paper(village(run("week", 420, 480), pickup="330"))
    assert rows(root)[1:] == ["7 00", "8 00"]
    assert "Haz una señal" in root.select_one(".always").get_text()
    assert not root.select("td sup")


def test_a_line_on_request_says_how_one_orders_it_and_whom_to_call() -> None:
    pattern = Pattern(("market", "school", "mill"), (run("week", 420),), (("es", "Molino"),), pickup="220")
    booking = Booking(phone="+34900204020", days_before=1, before="17:00")
    root = paper(village(lines=(Line("l1", "L1", (pattern,), booking=booking),)))
    assert "17:00" in root.select_one(".booking").get_text()
    assert root.select_one(".booking .phone")["href"] == "tel:+34900204020"
    assert not root.select("td sup")


def test_a_line_that_only_comes_when_ordered_says_so_though_no_stop_does() -> None:
    pattern = Pattern(("market", "school", "mill"), (run("week", 420),))
    root = paper(village(lines=(Line("l1", "L1", (pattern,), booking=Booking(phone="+34900204020")),)))
    assert "Solo viene si reservas" in root.select_one(".always").get_text()
    assert root.select_one(".booking .phone")


def test_names_stand_in_the_language_of_the_signs_and_words_in_both() -> None:
    root = paper(village(run("week", 420)), locale="ar")
    assert (root.h1.get_text(), root.h1["lang"], root.html["dir"]) == ("Plaza Mayor", "es", "rtl")
    heads = root.select_one("th[data-days]")
    assert "lunes–viernes" in heads.select_one('[lang="es"]').get_text()
    assert "الاثنين–الجمعة" in heads.get_text()
    assert {one["dir"] for one in root.select(".times td bdi")} == {"ltr"}


def test_ended_times_are_said_to_have_ended_in_both_languages() -> None:
    root = paper(village(run("week", 420)), locale="ar", published="2028-01-01T00:00:00Z")
    over = root.select_one(".over")
    assert "2027" in over.get_text()
    assert over.select_one('[lang="es"]')
    assert rows(root)[1:] == ["7 00"]


def test_times_that_hold_say_how_long() -> None:
    root = paper(village(run("week", 420)))
    assert not root.select(".over")
    assert "30 de junio de 2027" in root.select_one(".holds").get_text()


def test_a_service_that_is_over_is_left_out_and_one_that_begins_says_when() -> None:
    old, new = replace(WEEK, name="old", end="2026-01-31"), replace(WEEK, name="new", start="2026-09-01")
    root = paper(village(run("old", 420), run("new", 480), services=(old, new)))
    assert rows(root)[1:] == ["8 00"]
    assert "1 de septiembre de 2026" in root.select_one("th[data-days]").get_text()


def test_single_days_from_now_on_are_told() -> None:
    told = paper(village(run("week", 420))).select_one(".single").get_text()
    assert "7 de diciembre de 2026" in told


def test_each_stop_has_its_own_page_with_its_own_address() -> None:
    request = request_of(
        village(run("week", 420)), "ar", layout="stop", takes=("stops/buses-market", "stops/buses-school")
    )
    pdf = compose_sheet(request, asset_root=ASSETS)
    assert info_of(pdf)["Pages"] == "2"
    assert "#buses-market" in text_of(pdf, page=1)
    assert "#buses-school" in text_of(pdf, page=2)


@pytest.mark.parametrize("take", ["stops/nowhere", "lines/l1"])
def test_what_is_no_stop_is_named(take: str) -> None:
    request = request_of(village(run("week", 420)), "es", layout="stop", takes=(take,))
    with pytest.raises(BadChoice, match=take):
        sheet_html(request, asset_root=ASSETS)


def test_a_stop_of_many_lines_takes_as_few_pages_as_hold_it() -> None:
    every = tuple(range(300, 1380, 20))
    pattern = Pattern(("market", "school", "mill"), (run("week", *every), run("sunday", *every)))
    lines = tuple(Line(f"l{one}", f"L{one}", (pattern,)) for one in range(5))
    guide = village(lines=lines)
    pdf = compose_sheet(
        request_of(guide, "ar", layout="stop", takes=("stops/buses-market",)), asset_root=ASSETS
    )
    assert info_of(pdf)["Pages"] == str(len(paper(guide, locale="ar").select("section.stop"))) == "3"


GIVEN = {"name": "Asociación de Vecinos de Soria y su Tierra", "hours": "lunes a viernes, 9:00-14:00, " * 4}


@pytest.mark.parametrize("locale", ["ar", "es"])
def test_who_hands_it_out_stands_below_the_tables_and_is_reckoned_with(
    monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setattr(stops, "_LESS", (0.0,))  # one try alone
    every = tuple(range(300, 1380, 12))
    pattern = Pattern(("market", "school", "mill"), (run("week", *every), run("sunday", *every)))
    guide = village(lines=tuple(Line(f"l{one}", f"L{one}", (pattern,)) for one in range(2)))
    asked = {"layout": "stop", "takes": ("stops/buses-market",), "published": HELD}
    request = request_of(guide, locale, logo=a_logo(), **asked, **GIVEN)
    root = BeautifulSoup(sheet_html(request, asset_root=ASSETS), "html5lib")
    sheets = len(root.select("section.stop"))
    assert len(root.select("footer .giver img")) == sheets
    assert info_of(compose_sheet(request, asset_root=ASSETS))["Pages"] == str(sheets)


def test_a_line_on_an_a4_sheet_says_when_it_leaves_where_it_begins_and_its_stops() -> None:
    request = request_of(village(run("week", 420, 1100)), "ar", published=HELD, takes=("lines/l1",))
    root = BeautifulSoup(sheet_html(request, asset_root=ASSETS), "html5lib")
    assert rows(root)[1:] == ["7 00", "18 20"]
    assert " ".join(root.select(".line-stops")[1].get_text().split()) == "Escuela 10 · Molino 20"
    assert "2027" in root.select_one(".line-block").get_text()


def test_ended_times_of_a_line_are_said_to_have_ended() -> None:
    request = request_of(
        village(run("week", 420)), "es", published="2028-01-01T00:00:00Z", takes=("lines/l1",)
    )
    root = BeautifulSoup(sheet_html(request, asset_root=ASSETS), "html5lib")
    assert "2027" in root.select_one(".line-over").get_text()


def test_a_stop_says_until_when_it_is_valid_whom_to_ask_and_that_a_machine_wrote_its_words() -> None:
    root = paper(village(run("week", 420)))
    assert "20 de agosto de 2026" in root.select_one(".foot b").get_text()
    assert root.select_one("footer .helper")
    assert "máquina" in root.select_one(".sources").get_text()


def test_a_stop_is_valid_no_longer_than_its_own_timetable() -> None:
    ends = replace(WEEK, end="2026-04-30")
    root = paper(village(run("week", 420), services=(ends,)))
    assert "30 de abril de 2026" in root.select_one(".foot b").get_text()


def test_a_stop_whose_times_ended_is_valid_no_more() -> None:
    root = paper(village(run("week", 420)), published="2028-01-01T00:00:00Z")
    assert root.select_one(".foot b").get_text()
    assert "20" not in root.select_one(".foot b").get_text()
