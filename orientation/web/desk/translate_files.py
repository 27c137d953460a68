"""A locale's sentences as a file for translation tools, and such a file back as drafts."""

from __future__ import annotations

import msgspec
from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.translating import may_translate
from orientation.desk.translation_files import Preview, export_translation, preview, save_changes
from orientation.errors import BadTranslationFile, NotAllowed
from orientation.exchange.po import read_translation_po, write_translation_po
from orientation.exchange.units import Left, Translation
from orientation.exchange.xliff import read_xliff, write_xliff
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.translate_lists import guide_for, list_page
from orientation.web.desk.translate_words import told_of_sentence
from orientation.web.desk.words import _, ngettext

_WRITERS = {
    "xlf": (write_xliff, "application/xliff+xml"),
    "po": (write_translation_po, "text/x-gettext-translation"),
}


@desk.get("/in/<region>/translate/<locale>/guide.<any(xlf, po):ending>")
@signed_in
def send_file(region: str, locale: str, ending: str) -> Response:
    write, kind = _WRITERS[ending]
    found = export_translation(
        database(), guide_for(region), locale, source_locale=request.args.get("from", "")
    )
    name = f"{region}-{found.source_locale}-{locale}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write(found), content_type=f"{kind}; charset=utf-8", headers=headers)


@desk.post("/in/<region>/translate/<locale>/file/")
@signed_in
def take_file(region: str, locale: str) -> BaseResponse:
    """Show what a file would change; nothing is saved yet."""
    guide = guide_for(region)
    _ask_may_translate(region, locale)
    sent = request.files.get("file")
    try:
        found = _read(sent.read() if sent else b"")
        shown = preview(database(), person(), guide, found, locale=locale)
    except BadTranslationFile as error:
        told = " ".join((_("This file cannot be taken, and nothing was changed."), _why(error)))
        return list_page(guide, locale, told=told, status=400)
    return page(
        "translate_file",
        guide=guide,
        target=guide.locale(locale),
        source=guide.locale(shown.source_locale),
        shown=shown,
        left=[(one, _why_left(one)) for one in shown.left],
        kept=msgspec.json.encode(shown).decode(),
    )


@desk.post("/in/<region>/translate/<locale>/file/save/")
@signed_in
def save_file(region: str, locale: str) -> BaseResponse:
    """Save what was shown as drafts."""
    guide = guide_for(region)
    _ask_may_translate(region, locale)
    try:
        wanted = msgspec.json.decode(request.form.get("kept", ""), type=Preview)
    except msgspec.DecodeError:
        abort(400)
    saved, left = save_changes(database(), person(), guide, wanted, locale=locale, clock=clock)
    flash(ngettext("%(num)d sentence is in your drafts.", "%(num)d sentences are in your drafts.", saved))
    if left:
        told = ngettext(
            "%(num)d sentence changed meanwhile and was left as it is.",
            "%(num)d sentences changed meanwhile and were left as they are.",
            left,
        )
        flash(told)
    return redirect(url_for("desk.show_translations", region=region, locale=locale), 303)


def _read(data: bytes) -> Translation:
    return (
        read_xliff(data)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        else read_translation_po(data)
    )


def _ask_may_translate(region: str, locale: str) -> None:
    if not may_translate(person(), region, region, locale):
        raise NotAllowed(f"person {person().id} may not translate into {locale} in {region}")


def _why(error: BadTranslationFile) -> str:
    """Return why a file cannot be taken, and what to do, in the words of the desk."""
    return {
        "language": _("It does not say from which language into which it translates. Fetch it here again."),
        "empty": _("There is no sentence of a guide in it. Fetch it here again."),
        "regions": _("There are sentences of more than one region in it. Send a file for each region."),
        "another": _("It is of another region or another language. Open the list of that language, and send it there."),
        "size": _("It is too large to be a guide."),
        "mark": _("A value in a sentence has lost its name. Put it back in the translation program, or fetch the file here again."),
    }.get(error.why) or _("It is no XLIFF 2 file and no PO file. Fetch it here again, and let the translation program keep its kind and UTF-8.")  # fmt: skip


def _why_left(one: Left) -> str:
    match one.why:
        case "gone":
            return _("The original no longer says this.")
        case "no entry":
            return _("There is no such page, or it is not written in the language that one translates from.")
        case "draft":
            return _("Your draft takes this page away. Give the draft up first.")
    return told_of_sentence(one.problem) if one.problem else ""
