"""One thing broken across files per case; each finding names the file, the line and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_builders import FILES, SOURCE, TODAY, build_folder

from orientation.content.check import check

ENTRY, EN = "es/services/padron/entry.toml", "es/services/padron/en.md"
PLACES, REGION = "es-x/places.toml", "es-x/layer.toml"
BODY = "# Title\n\n"


def _place(line: str) -> str:
    return FILES[PLACES].replace("[townhall.source]", f"{line}\n[townhall.source]")


def _findings(folder: Path, changed: dict[str, str]) -> list[str]:
    return [str(finding) for finding in check(build_folder(folder, FILES | changed), today=TODAY)]


DAYS = '[facts.days]\nkind = "duration"\nvalue = "P3D"\n'


def _own_value(name: str, kind: str, value: str) -> str:
    return f'["{name}"]\nkind = "{kind}"\nvalue = "{value}"\n["{name}".source]\n{SOURCE}'


CROSS_CASES = [
    pytest.param(
        {"es-x/facts.toml": _own_value("services/padrom/days", "duration", "P5D")},
        "es-x/facts.toml:1: error: services/padrom/days: there is no entry 'services/padrom' in es-x or es",
        id="own value for no entry",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY] + DAYS, "es-x/facts.toml": _own_value("services/padron/day", "duration", "P5D")},
        "es-x/facts.toml:1: error: services/padron/day: services/padron has no fact 'day' of its own; it has days",
        id="own value for no fact",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY] + DAYS, "es-x/facts.toml": _own_value("services/padron/days", "number", "5")},
        "es-x/facts.toml:2: error: services/padron/days: services/padron has 'days' as duration; keep the kind",
        id="own value of another kind",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY] + DAYS, "es-x/facts.toml": _own_value("services/padron/days", "duration", "P5D")},
        "",
        id="own value that is fine",
    ),
    pytest.param(
        {EN: BODY + "One.\nCosts {price}.\n"},
        f"{EN}:4: error: {{price}}: no such fact in es; define it in facts.toml",
        id="fact nobody defined",
    ),
    pytest.param(
        {EN: BODY + "Ask {place.townhal.phone}.\n"},
        f"{EN}:3: error: {{place.townhal.phone}}: no such place in es; define it in places.toml",
        id="place nobody defined",
    ),
    pytest.param(
        {EN: BODY + "Ask {place.townhall.phone}.\n"},
        f"{EN}:3: error: {{place.townhall.phone}}: the place has no phone in es",
        id="place without that",
    ),
    pytest.param(
        {EN: BODY + "Ask {place.line-016.fax}.\n"},
        f"{EN}:3: error: {{place.line-016.fax}}: a place has no 'fax'; there are phone, address, name, hours",
        id="field of a place",
    ),
    pytest.param(
        {EN: BODY + "{Fee}\n"},
        f"{EN}:3: error: {{ begins no name of a value; write {{name}}, or {{{{ for a brace",
        id="brace",
    ),
    pytest.param(
        {EN: "# Costs {fee}\n"},
        f"{EN}:1: error: a title names no values; write it without braces",
        id="value in a title",
    ),
    pytest.param(
        {EN: BODY + "- a\n- [b](services/none)\n"},
        f"{EN}:4: error: services/none leads nowhere in es",
        id="link to nowhere",
    ),
    pytest.param(
        {EN: BODY + "[b](places/townhall)\n"},
        f"{EN}:3: error: places/townhall leads nowhere in es",
        id="link from a shared layer to a region",
    ),
    pytest.param(
        {EN: BODY + "[b](health/)\n"},
        f"{EN}:3: error: health/ leads nowhere in es",
        id="link to an empty topic",
    ),
    pytest.param(
        {EN: BODY + "[b](services/old)\n"},
        f"{EN}:3: warning: services/old is an old address; link to services/padron",
        id="link to an alias",
    ),
    pytest.param(
        {EN: BODY + "[b](javascript:alert)\n"},
        f"{EN}:3: error: 'javascript:alert' is no link; write topic/slug, topic/, places/slug "
        "or a whole web address",
        id="link that is none",
    ),
    pytest.param(
        {EN: "+++\nstate = 'checked'\n+++\n\n" + BODY + "Text\n\n![x](a.png)\n"},
        f"{EN}:9: error: pictures are not shown; describe it in words",
        id="picture",
    ),
    pytest.param(
        {EN: BODY + "a\n<br>b\n"},
        f"{EN}:4: error: HTML is not allowed: <br>; write Markdown",
        id="HTML in a line",
    ),
    pytest.param(
        {EN: BODY + "<div>\nx\n</div>\n"},
        f"{EN}:3: error: HTML is not allowed: <div>; write Markdown",
        id="HTML block",
    ),
    pytest.param(
        {EN: BODY + "# Second\n"},
        f"{EN}:3: error: # is for the title; write ## for a heading",
        id="second title",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].partition("[[sources]]")[0]},
        f"{ENTRY}:0: error: the entry has no source; add [[sources]]",
        id="entry without source",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].partition("[townhall.source]")[0]},
        "es-x/places.toml:1: error: townhall has no source; add one",
        id="place without source",
    ),
    pytest.param(
        {"es/facts.toml": FILES["es/facts.toml"].partition("[fee.source]")[0]},
        "es/facts.toml:1: warning: fee has no source; add one",
        id="fact without source",
    ),
    pytest.param(
        {"es/services/padron/fr.md": BODY},
        "es/services/padron/fr.md:0: error: unknown locale 'fr'; add it to locales.toml",
        id="unknown locale of a text",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace('"ar"', '"ar", "fr"')},
        "es-x/layer.toml:3: error: locales: unknown locale 'fr'; add it to locales.toml",
        id="unknown locale on offer",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].replace("{ es =", '{ fr = "Mairie", es =')},
        "es-x/places.toml:8: error: names.fr: unknown locale 'fr'; add it to locales.toml",
        id="unknown locale of a name",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].replace("names =", 'bring = { fr = "Passeport" }\nnames =')},
        "es-x/places.toml:8: error: bring.fr: unknown locale 'fr'; add it to locales.toml",
        id="unknown locale of what to bring",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].replace("names =", 'who_pays = { fr = "La ville" }\nnames =')},
        "es-x/places.toml:8: error: who_pays.fr: unknown locale 'fr'; add it to locales.toml",
        id="unknown locale of who pays",
    ),
    pytest.param(
        {REGION: FILES[REGION] + '[helper]\nphone = "112"\n[helper.names]\nfr = "Aide"\n'},
        f"es-x/layer.toml:{FILES[REGION].count(chr(10)) + 4}: error: helper.names.fr: unknown locale 'fr'; "
        "add it to locales.toml",
        id="unknown locale of who helps",
    ),
    pytest.param(
        {PLACES: FILES[PLACES].replace('"services"', '"work"')},
        "es-x/places.toml:2: error: unknown topic 'work'; add it to topics.toml",
        id="unknown topic",
    ),
    pytest.param(
        {"topics.toml": FILES["topics.toml"].replace("[health]", "[search]")},
        "topics.toml:6: error: 'search' is a reserved slug; choose another",
        id="reserved slug",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].replace("services/old", "services/renew")},
        f"{ENTRY}:5: error: aliases: 'services/renew' is an entry of es",
        id="alias of an entry",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY] + "\n", "es/services/renew/entry.toml":
            'aliases = ["services/old"]\n' + FILES["es/services/renew/entry.toml"]},
        f"{ENTRY}:5: error: aliases: 'services/old' is an alias of services/renew (es) too|"
        "es/services/renew/entry.toml:1: error: aliases: 'services/old' is an alias of "
        "services/padron (es) too",
        id="alias of two",
    ),
    pytest.param(
        {ENTRY: 'parent = "health/card"\n' + FILES[ENTRY]},
        f"{ENTRY}:1: error: parent: there is no entry 'health/card' in es",
        id="parent that is none",
    ),
    pytest.param(
        {ENTRY: 'parent = "services/renew"\n' + FILES[ENTRY]},
        f"{ENTRY}:1: error: parent: the entries go in a circle: services/padron -> services/renew -> "
        "services/padron|"
        "es/services/renew/entry.toml:2: error: parent: the entries go in a circle: services/renew -> "
        "services/padron -> services/renew",
        id="circle of entries",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace('"es"\n', '"pt"\n', 1), EN: BODY},
        "es-x/layer.toml:0: error: host_locale is missing; a region needs it|"
        "es-x/layer.toml:0: error: timezone is missing; a region needs it|"
        "es-x/layer.toml:1: error: parent: there is no layer 'pt'",
        id="layer that is none",
    ),
    pytest.param(
        {"es/layer.toml": 'parent = "es-x"\n' + FILES["es/layer.toml"]},
        "es-x/layer.toml:1: error: parent: the layers go in a circle: es-x <- es <- es-x|"
        "es/layer.toml:1: error: parent: the layers go in a circle: es <- es-x <- es",
        id="circle of layers",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].replace("order = 10", 'order = 10\nwords = ["censo"]')},
        f"{ENTRY}:3: error: words: there is no 'censo' in words.toml of es",
        id="word that is none",
    ),
    pytest.param(
        {PLACES: _place("protected = true")},
        "|".join(
            f"es-x/places.toml:{line}: error: townhall.{field}: people who need protection live there; "
            f"remove {field}"
            for line, field in ((3, "address"), (4, "town"), (5, "latitude"), (6, "longitude"))
        ),
        id="address of a shelter",
    ),
    pytest.param(
        {"es/places.toml": FILES["es/places.toml"].replace("protected = true", 'town = "Soria"')},
        "es/places.toml:4: error: line-016.town: it is reached by phone only; remove town",
        id="town of a phone line",
    ),
    pytest.param(
        {ENTRY: FILES[ENTRY].replace("2027-05-01", "2026-11-30")},
        f"{ENTRY}:4: warning: review_after: 2026-11-30 is over; read the sources again",
        id="review overdue",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace('locales = ["es", "en", "ar"]\n', "")},
        "es-x/layer.toml:0: error: locales is missing; a region needs it",
        id="region without locales",
    ),
    pytest.param(
        {REGION: FILES[REGION].replace('"ar"]\n', '"ar"]\npartial = ["fr"]\n')},
        "es-x/layer.toml:4: error: partial: 'fr' is not among the locales",
        id="partial language that is not on offer",
    ),
    pytest.param(
        {REGION: FILES[REGION].partition("[responsible]")[0]},
        "es-x/layer.toml:0: warning: [responsible] is missing; say who runs the guide",
        id="nobody responsible",
    ),
    pytest.param(
        {EN: "", "es/services/padron/es.md": ""},
        f"{ENTRY}:0: warning: no text in en, es|{ENTRY}:1: error: source_locale: there is no en.md",
        id="no text in the source locale",
    ),
    pytest.param(
        {f"es/services/padron/{locale}.md": "" for locale in ("en", "es", "ar")},
        f"{ENTRY}:0: error: the entry has no text; write en.md",
        id="no text at all",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), CROSS_CASES)
def test_a_mistake_across_files_is_named_in_one_line(
    tmp_path: Path, changed: dict[str, str], expected: str
) -> None:
    assert "|".join(_findings(tmp_path, changed)) == expected


def test_a_fact_that_every_region_defines_may_be_named_in_the_shared_text(tmp_path: Path) -> None:
    fact = {"es-x/facts.toml": FILES["es/facts.toml"].replace("fee", "price")}
    assert _findings(tmp_path, fact | {EN: BODY + "Costs {price}.\n"}) == []


def test_a_fact_that_one_region_lacks_is_named_with_that_region(tmp_path: Path) -> None:
    files = {
        EN: BODY + "Costs {price}.\n",
        "es-x/facts.toml": FILES["es/facts.toml"].replace("fee", "price"),
        "es-y/layer.toml": FILES[REGION],
    }
    expected = f"{EN}:3: error: {{price}}: no such fact in es-y; define it in facts.toml"
    assert _findings(tmp_path, files) == [expected]


def test_an_entry_of_a_region_may_link_to_its_whole_chain(tmp_path: Path) -> None:
    body = BODY + "[a](services/padron) [b](places/townhall) [c](services/)\n"
    files = {
        path.replace("padron", "bus"): text
        for path, text in FILES.items()
        if path.startswith("es/services/p")
    }
    own = {path.replace("es/", "es-x/", 1): text.replace("/old", "/new") for path, text in files.items()}
    assert _findings(tmp_path, own | {"es-x/services/bus/en.md": body}) == []
