"""What can be wrong with content, each under a short name: its code, and the English sentence made from its values.

The English is for `orientation check` and for logs. The desk has a sentence of its own for a code, in its
volunteers' languages: `web/desk/problem_words.py`.
"""

from __future__ import annotations

from typing import Self


class Said(str):
    """The English sentence of a code with its values; empty where nothing is wrong.

    code: a key of ENGLISH, "" where nothing is wrong.  values: what the sentence's placeholders stand for.

    >>> Said("missing", name="title").at("places")
    'places: title is missing'
    """

    code: str
    values: dict[str, str]

    def __new__(cls, code: str, /, **values: object) -> Self:
        """Raises KeyError for an unknown code, or where a value of its sentence was not given."""
        given = {name: str(value) for name, value in values.items()}
        return cls._made(ENGLISH[code].format(**given), code, given)

    @classmethod
    def _made(cls, words: str, code: str, values: dict[str, str]) -> Self:
        made = super().__new__(cls, words)
        made.code, made.values = code, values
        return made

    def at(self, where: str, mark: str = ": ") -> Self:
        """Return the same, with words in front that tell where it stands."""
        return self._made(f"{where}{mark}{self}", self.code, self.values)


ENGLISH = {
    "": "",
    # a file
    "no_utf8": "this is no UTF-8; save the file as UTF-8",
    "no_toml": "no valid TOML: {problem}",
    "no_csv": "no valid CSV: {problem}",
    "csv_header": "the first line must be {header}",
    "csv_columns": "{count} columns; write {most}: {header}",
    "csv_empty": "it is empty",
    "file_missing": "the file is missing",
    "file_unread": "nobody reads a file of this name here; see docs/guides.md for the names",
    "front_open": "the front matter has no end; close it with a line +++",
    "title_line_missing": 'the title is missing; begin with a line "# Title"',
    "want_text": "write a text in quotes",
    "want_whole": "write a whole number without quotes",
    "want_flag": "write true or false",
    "want_list": 'write a list such as ["…", "…"]',
    "want_table": "write a table: [{keys}]",
    "want_tables": "write [[{keys}]] with its fields below it",
    "unknown_field": "unknown field; known are {known}",
    # a value
    "missing": "{name} is missing",
    "empty": "it is empty; leave it out",
    "twice": "{value!r} stands here twice; remove one",
    "control": "a control character stands in it; remove it",
    "slug": "use lower-case letters, digits and hyphens",
    "address": 'write it as "topic/slug"',
    "fact_name": "use lower-case letters, digits and underscores",
    "own_fact_name": 'write "topic/slug/name"',
    "locale": "write a locale such as ar or fa-AF",
    "phone_form": "write a short code such as 112, or the whole number as +34900204020",
    "phone_none": "no such number can exist",
    "money": 'write it as "3.50 EUR"',
    "duration": "write one unit of ISO 8601 such as P6M, P2Y, P15D or PT45M",
    "day": "write a day as YYYY-MM-DD",
    "month": "write YYYY-MM or YYYY-MM-DD",
    "age": "write YYYY, YYYY-MM or YYYY-MM-DD",
    "time": "write 24 hours as 09:30",
    "number": 'write digits as "53" or "4.7"',
    "whole": "write a whole number",
    "url": "write a whole web address that begins with https://",
    "email": "write an address such as office@example.org",
    "hours": "write OpenStreetMap opening_hours such as Mo-Fr 09:00-14:00",
    "latitude": 'write degrees north as "41.7640"',
    "longitude": 'write degrees east as "-2.4690"',
    "half_position": "a position needs latitude and longitude",
    "box": 'write four degrees: ["south", "west", "north", "east"]',
    "country": "write two letters of ISO 3166-1 such as ES",
    "subdivision": "the holidays of {country} know only {known}",
    "script": "write a script of ISO 15924 such as Arab",
    "timezone": "write a time zone such as Europe/Madrid",
    "nuts": "write a NUTS code such as ES417",
    "one_of": "write {choices}",
    "free_and_price": "it cannot be free and have a price; remove one",
    # a source, a name
    "no_source": "{name} has no source; add one",
    "entry_no_source": "the entry has no source; add [[sources]]",
    "unknown_locale": "unknown locale {locale!r}; add it to locales.toml",
    "unknown_topic": "unknown topic {topic!r}; add it to topics.toml",
    "reserved_topic": "{slug!r} is a reserved slug; choose another",
    "reserved_entry": "{slug!r} is a reserved slug; rename the folder",
    "no_entry": "there is no entry {entry!r}",
    "no_entry_in": "there is no entry {entry!r} in {layers}",
    # layers
    "no_layer": "there is no layer {layer!r}",
    "layers_circle": "the layers go in a circle: {circle}",
    "region_lacks": "{name} is missing; a region needs it",
    "partial_strange": "{locale!r} is not among the locales",
    "responsible_missing": "[responsible] is missing; say who runs the guide",
    "own_value_unknown": "{entry} has no fact {name!r} of its own; it has {known}",
    "own_value_kind": "{entry} has {name!r} as {kind}; keep the kind",
    # places, courses, events, organisations
    "sheltered": "people who need protection live there; remove {field}",
    "by_phone": "it is reached by phone only; remove {field}",
    "course_of_that_name": "a course has this name too; choose another",
    "no_organisation": "{organisation!r} is not in organisations.toml",
    "ends_first": "{ends!r} is not after {starts!r}; write when it ends on the same day",
    "rule_ends": "a rule ends in one way: write COUNT=… in it, or the last day as last",
    "rule": "{rule!r}: write DAILY, WEEKLY or MONTHLY as iCalendar does: FREQ=WEEKLY;BYDAY=MO,WE",
    "without_rule": "without a rule it takes place once, on its first day; remove it or write a rule",
    "last_first": "{last!r} is before the first day, {first!r}",
    "rule_long": "it has more than {most} days; write an earlier end",
    "first_no_day": "{day!r} is no day of the rule; write the first one",
    "without_no_day": "{day!r} is no day of the rule; remove it",
    "first_without": "{day!r} stands in without too; write the first day on which it takes place",
    # phrases
    "braces": "braces stand only in {opening!r}, as {slot}; write it without",
    "sound_no_text": "there is no text in {locale!r} that sounds like this; remove it",
    "sound_unknown": "nobody can spell {sounds!r}; `make ipa` writes it anew",
    "phrase_unsaid": "{phrase} has no text in {locale}",
    "language_unsaid": "no {kind} phrase {phrase!r}: who reads {locale} gets no words to begin a call with",
    # checklists
    "no_step": "the list has no step; add [[{checklist}.steps]]",
    "no_lawyer": 'a step has a deadline; name the entry on free legal help: lawyer = "topic/slug"',
    "steps_same": "two steps are called {step!r}; rename one",
    "deadline_no_fact": "there is no such fact; define it in facts.toml",
    "deadline_kind": "a deadline is a duration of days, weeks, months or years",
    "deadline_no_source": "the fact has no source; a last day is told only with one",
    "deadline_memory": "nobody read its source; a last day is not told from memory",
    # entries
    "no_word": "there is no {word!r} in words.toml of {layers}",
    "no_text": "the entry has no text; write {locale}.md",
    "no_source_text": "there is no {locale}.md",
    "entries_circle": "the entries go in a circle: {circle}",
    "alias_is_entry": "{alias!r} is an entry of {layer}",
    "alias_taken": "{alias!r} is an alias of {entry} ({layer}) too",
    "untranslated": "no text in {locales}",
    "review_over": "{day} is over; read the sources again",
    # texts
    "title_value": "a title names no values; write it without braces",
    "brace": "{{ begins no name of a value; write {{name}}, or {{{{ for a brace",
    "heading": "# is for the title; write ## for a heading",
    "picture": "pictures are not shown; describe it in words",
    "html": "HTML is not allowed: {code}; write Markdown",
    "no_fact": "{name}: no such fact in {layers}; define it in facts.toml",
    "no_field": "{name}: a place has no {field!r}; there are {known}",
    "no_place": "{name}: no such place in {layers}; define it in places.toml",
    "place_lacks": "{name}: the place has no {field} in {layers}",
    "no_link": "{address!r} is no link; write topic/slug, topic/, places/slug or a whole web address",
    "old_address": "{old} is an old address; link to {address}",
    "leads_nowhere": "{address} leads nowhere in {layers}",
    "typed": "{words} looks like a {kind}; make it a fact and write its name in braces",
    "said_only_here": "{kind} {words}: {locale}.md does not say it; compare the two",
    "said_only_there": "{kind} {words} is missing, {locale}.md says it; compare the two",
    "headings": "{count} headings, {locale}.md has {other}; compare the two",
    # timetables
    "timetable_over": "it ended on {day}; readers are told so; import or write the new one",
    "line_taken": "{timetable} has a line of that name; choose another",
    "no_order": "it runs only when ordered; say where: a phone, or [booking] with a phone or website",
    "no_stops": "it stops nowhere; add [[patterns]] with stops and runs",
    "no_stop": "{stop!r} is no stop of this timetable; add it to its stops",
    "no_days": "no such days in this timetable; add them to its services",
    "ends_before": "{day!r}: it lies before the start",
    "line_nameless": "a line needs a number or names",
    "two_stops": "write two stops or more",
    "stop_codes": "write {count} digits from 0 to 3, one a stop",
    "run_time": "{time!r} is no time; write 07:05 or, with a wait, 07:05-07:10 without blanks",
    "also_time": "{time!r} is no time; write 07:05, and 25:05 for the night after",
    "times_count": "{count} times for {stops} stops; write one a stop",
    "times_back": "times go back; after midnight write 24:10, 25:10",
    # said by the desk alone
    "named_by": "named by {pages}",
}
FINE = Said("")
