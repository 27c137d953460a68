"""A small valid content folder as {path: text}."""

from __future__ import annotations

from pathlib import Path

TODAY = "2026-12-01"
SOURCE = 'url = "https://www.boe.es/x"\ntitle = "Ley 7/1985"\nconfidence = "page"\n'

FILES = {
    "topics.toml": """\
[services]
icon = "services"
order = 10
names = { en = "Services", ar = "الخدمات" }

[health]
icon = "health"
order = 20
names = { en = "Health" }
""",
    "locales.toml": """\
[ar]
name = "العربية"
direction = "rtl"
script = "Arab"

[en]
name = "English"
direction = "ltr"
script = "Latn"

[es]
name = "Español"
direction = "ltr"
script = "Latn"
""",
    "es/layer.toml": """\
kind = "layer"
country = "ES"
timezone = "Europe/Madrid"
host_locale = "es"
[names]
es = "España"
""",
    "es/facts.toml": f"""\
[fee]
kind = "money"
value = "3.50 EUR"
[fee.source]
{SOURCE}
""",
    "es/places.toml": f"""\
[line-016]
phone = "016"
location = "by phone only"
protected = true
names = {{ es = "016" }}
[line-016.source]
{SOURCE}
""",
    "es/services/padron/entry.toml": f"""\
source_locale = "en"
order = 10
read_on = "2026-11"
review_after = "2027-05-01"
aliases = ["services/old"]

[[sources]]
{SOURCE}
""",
    "es/services/padron/en.md": """\
# Register at the town hall

It costs {fee}. Call {place.line-016.phone}.

## Next
- [Renew](services/renew)
""",
    "es/services/padron/es.md": "# Empadronarse\n\nCuesta {fee}.\n",
    "es/services/padron/ar.md": "# التسجيل في البلدية\n\nالرسوم {fee}.\n",
    "es/services/renew/entry.toml": f"""\
source_locale = "en"
parent = "services/padron"

[[sources]]
{SOURCE}
""",
    "es/services/renew/en.md": "# Renew\n\nEvery two years.\n",
    "es/services/renew/es.md": '+++\nstate = "checked"\non = "2026-11-20"\n+++\n# Renovar\n',
    "es/services/renew/ar.md": "# التجديد\n",
    "es-x/layer.toml": """\
parent = "es"
kind = "region"
locales = ["es", "en", "ar"]
[names]
es = "Equis"
[responsible]
name = "Cruz"
""",
    "es-x/places.toml": f"""\
[townhall]
topic = "services"
address = "Plaza Mayor 1"
town = "Equis"
latitude = "41.7"
longitude = "-2.4"
hours = "Mo-Fr 09:00-14:00"
names = {{ es = "Ayuntamiento" }}
[townhall.source]
{SOURCE}
""",
    "es-x/villages.csv": "name,alternate_names,latitude,longitude,population\nEquis,X|Ex,41.7,-2.4,120\n",
}


def build_folder(folder: Path, files: dict[str, str]) -> Path:
    """Write files, given by path; a value of "" leaves a file out."""
    for path, text in files.items():
        if text:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return folder
