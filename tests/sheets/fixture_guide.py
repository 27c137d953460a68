"""A small guide that never changes, in every script on offer: what golden pictures of sheets are made from.

Nobody checked these sentences: they stand for long and short words, both directions, numbers and Latin within them.
"""

from __future__ import annotations

from functools import cache

from orientation.domain.checklists import Checklist, Step
from orientation.domain.courses import Course, Schedule
from orientation.domain.guide import Entry, Guides, Helper, Layer, Place, Source, Text, Topic
from orientation.domain.inheritance import Guide, resolve
from orientation.domain.locale import Locale
from orientation.domain.phrases import Phrase
from orientation.domain.timetable import Booking, Line, Pattern, Run, Service, Stop, Timetable

LOCALES = (
    Locale("ar", "العربية", "rtl", "Arab"),
    Locale("el", "Ελληνικά", "ltr", "Grek"),
    Locale("en", "English", "ltr", "Latn"),
    Locale("es", "Español", "ltr", "Latn"),
    Locale("fa", "فارسی", "rtl", "Arab"),
    Locale("ti", "ትግርኛ", "ltr", "Ethi"),
    Locale("uk", "Українська", "ltr", "Cyrl"),
    Locale("ur", "اردو", "rtl", "Arab"),
)
# region, emergency, health, title, first sentence, heading, step, step, call, phrase, course
WORDS = {
    "ar": ("صوريا", "الطوارئ", "الصحة", "البطاقة الصحية", "البطاقة مجانية. المكتب مفتوح 09:00-14:00 (Centro de Salud).",
           "ماذا تفعل؟", "اذهب إلى البلدية.", "خذ معك جواز السفر.", "اتصل بالرقم 112.", "أحتاج إلى طبيب.", "دورة اللغة"),
    "el": ("Σόρια", "Έκτακτη ανάγκη", "Υγεία", "Η κάρτα υγείας", "Η κάρτα είναι δωρεάν. Το γραφείο ανοίγει 09:00-14:00.",
           "Τι να κάνετε", "Πηγαίνετε στο δημαρχείο.", "Πάρτε το διαβατήριό σας.", "Καλέστε το 112.", "Χρειάζομαι γιατρό.", "Μαθήματα γλώσσας"),
    "en": ("Soria", "Emergency", "Health", "The health card", "The card is free. The office is open 09:00-14:00.",
           "What to do", "Go to the town hall.", "Take your passport with you.", "Call 112.", "I need a doctor.", "Language course"),
    "es": ("Soria", "Emergencias", "Salud", "La tarjeta sanitaria", "La tarjeta es gratis. La oficina abre 09:00-14:00.",
           "Qué hacer", "Ve al ayuntamiento.", "Lleva tu pasaporte.", "Llama al 112.", "Necesito un médico.", "Curso de idioma"),
    "fa": ("سوریا", "اضطراری", "سلامت", "کارت سلامت", "کارت رایگان است. دفتر از 09:00-14:00 باز است (Centro de Salud).",
           "چه باید کرد", "به شهرداری بروید.", "گذرنامه را همراه ببرید.", "به 112 زنگ بزنید.", "به پزشک نیاز دارم.", "کلاس زبان"),
    "ti": ("ሶርያ", "ህጹጽ ኩነታት", "ጥዕና", "ናይ ጥዕና ካርድ", "ካርድ ብናጻ እዩ። ቤት ጽሕፈት 09:00-14:00 ክፉት እዩ።",
           "እንታይ ትገብር", "ናብ ምምሕዳር ኪድ።", "ፓስፖርትካ ውሰድ።", "ናብ 112 ደውል።", "ሓኪም የድልየኒ ኣሎ።", "ትምህርቲ ቋንቋ"),
    "uk": ("Сорія", "Екстрена допомога", "Здоров'я", "Медична картка", "Картка безкоштовна. Установа працює 09:00-14:00.",
           "Що робити", "Ідіть до мерії.", "Візьміть паспорт; ґанок, їжак, є.", "Телефонуйте 112.", "Мені потрібен лікар.", "Мовні курси"),
    "ur": ("سوریا", "ہنگامی صورتحال", "صحت", "صحت کارڈ", "کارڈ مفت ہے۔ دفتر 09:00-14:00 کھلا ہے (Centro de Salud)۔",
           "کیا کریں", "ٹاؤن ہال جائیں۔", "پاسپورٹ ساتھ لے جائیں۔", "112 پر فون کریں۔", "مجھے ڈاکٹر چاہیے۔", "زبان کا کورس"),
}  # fmt: skip
SOURCE = Source("https://guide.example.org/law", "Ley 7/1985")
BODY = "{1}\n\n## {2}\n\n1. {3}\n2. {4}\n3. {5}\n\n{1}\n\n- {3}\n- {4}\n"
LAYER = "es-soria"
WEEK = Service(
    "week", ("Mo", "Tu", "We", "Th", "Fr"), "2026-01-01", "2027-06-30", "off", removed=("2026-12-07",)
)
SATURDAY = Service("saturday", ("Sa",), "2026-01-01", "2027-06-30")
SUNDAY = Service("sunday", ("Su",), "2026-01-01", "2027-06-30", "on")


def names(at: int) -> tuple[tuple[str, str], ...]:
    """Return one of the words in every language."""
    return tuple((locale, words[at]) for locale, words in WORDS.items())


def entry(topic: str, slug: str, *, order: int, times: int = 1) -> Entry:
    """Return an entry whose text repeats itself so many times."""
    texts = (
        Text(locale, words[3], "\n".join([BODY.format(words[3], *words[4:])] * times))
        for locale, words in WORDS.items()
    )
    return Entry(
        LAYER, topic, slug, "es", texts=tuple(texts), order=order, read_on="2026-11", sources=(SOURCE,)
    )


def timetable() -> Timetable:
    """Return two lines: one all day, one that comes when ordered."""
    day = tuple(range(435, 1300, 35))
    there = Pattern(
        ("plaza", "escuela", "molino"),
        (
            Run("week", ((400, 400), (409, 410), (421, 421)), day),
            Run("saturday", ((510, 510), (519, 519), (530, 530)), (690, 930, 1170)),
            Run("sunday", ((610, 610), (619, 619), (630, 630)), (1030,), approximate=True),
        ),
        (("es", "Molino"),),
    )
    back = Pattern(
        ("molino", "escuela-2", "plaza"),
        (
            Run("week", ((445, 445), (455, 455), (466, 466)), day),
            Run("saturday", ((545, 545), (555, 555), (566, 566))),
        ),
        (("es", "Plaza Mayor"),),
    )
    asked = Pattern(("plaza", "escuela", "molino"), (Run("week", ((540, 540), (551, 551), (563, 563)), (1500,)),), (("es", "Molino"),), "223")  # fmt: skip
    stops = (
        Stop("plaza", (("es", "Plaza Mayor"),), (), "Vinuesa"),
        Stop("escuela", (("es", "Escuela 1"),), (("es", "Escuela"),), "Vinuesa"),
        Stop("escuela-2", (("es", "Escuela 2"),), (("es", "Escuela"),), "Vinuesa"),
        Stop("molino", (("es", "Molino"),), (), "Vinuesa"),
    )
    booking = Booking(phone="+34900000000", days_before=1, before="17:00")
    lines = (
        Line("l1", "L1", (there, back), (("es", "Vinuesa – Molino"),)),
        Line("l2", "L2", (asked,), (("es", "Vinuesa a demanda"),), booking=booking),
    )
    services = (WEEK, SATURDAY, SUNDAY)
    return Timetable(
        LAYER, "buses", (("es", "Autobuses Cruz"),), lines, stops, services, phone="+34975000000",
        licence="CC BY 4.0", read_on="2026-11", source=SOURCE,
    )  # fmt: skip


@cache
def fixture_guide() -> Guide:
    region = Layer(
        LAYER, names(0), kind="region", country="ES", subdivision="CL", timezone="Europe/Madrid",
        host_locale="es", locales=("es", *(one for one in WORDS if one != "es")),
        helper=Helper(names=names(8), phone="+34900000000"),
    )  # fmt: skip
    topics = (Topic("emergency", "emergency", 10, names(1)), Topic("health", "health", 20, names(2)))
    places = (
        Place(LAYER, "all", names(1), what_for=names(8), topic="emergency", phone="112", location="by phone only",
              hours="24/7", free=True, read_on="2026-11", source=SOURCE),
        Place(LAYER, "clinic", names(2), what_for=names(9), topic="health", phone="+34975000001", address="Calle Mayor 1",
              town="Soria", hours="Mo-Fr 09:00-14:00", languages=("es",), read_on="2026-11", source=SOURCE),
    )  # fmt: skip
    course = Course(
        LAYER, "spanish", names(10), schedule=Schedule("2027-03-15", "18:30", "20:00", "2027-04-05", "FREQ=WEEKLY;BYDAY=MO"),
        address="Calle Mayor 1", town="Soria", free=True, phone="+34975000002", read_on="2026-11", source=SOURCE, levels=("A1",),
    )  # fmt: skip
    phrases = (
        Phrase(LAYER, "opening", "phone", names(9), 1),
        Phrase(LAYER, "doctor", "doctor", names(9), 2),
        Phrase(LAYER, "passport", "town-hall", names(7), 3),
    )
    steps = (Step("hall", names(6)), Step("passport", names(7)), Step("card", names(3), "health/card"))
    guides = Guides(
        topics, LOCALES, (region,), places=places,
        entries=(entry("emergency", "call", order=1), entry("health", "card", order=1), entry("health", "clinic", order=2, times=2)),
        timetables=(timetable(),), courses=(course,), phrases=phrases,
        checklists=(Checklist(LAYER, "worker", names(3), steps),),
    )  # fmt: skip
    return resolve(guides, LAYER)
