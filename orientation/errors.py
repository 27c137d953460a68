"""Everything that can go wrong, by name.

OrientationError
├── BadContent          files under guides/ that cannot be taken as they are
├── BadInput            an argument or a foreign file that cannot be read
│   ├── BadField        one field of a form: which, and what is wrong with it
│   ├── BadChoice       a sheet was asked for that cannot be: which field, and how to mend it
│   └── BadTranslationFile   a file from a translation tool that cannot be taken, and why
├── NotFound
│   ├── UnknownRegion   no layer of that name has a guide
│   └── UnknownPage     the guide has no such page
├── NotPublished        the region has no edition in that locale
├── EditConflict        someone else saved this item first
├── NotAllowed          the person's roles do not reach so far
├── LinkUsedUp          a one-time link was used, ran out or never was
├── TooManyTries        too many wrong passwords; wait
├── StoreError          the database cannot be used as it is
└── SheetError          a sheet cannot be laid out

Each says in one line what happened; `status` is the HTTP status the web answers with. Messages are for curators
and logs: the web shows readers a translated sentence for the class.
"""

from __future__ import annotations

from dataclasses import dataclass

from orientation.findings import Said


class OrientationError(Exception):
    """Anything this package raises on purpose."""

    status = 500


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong with a content file, and how to mend it."""

    path: str  # relative to the content folder
    line: int  # 1-based; 0 where the whole file is meant
    message: Said
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning" if self.warning else "error"
        return f"{self.path}:{self.line}: {kind}: {self.message}"


class BadContent(OrientationError):
    """Content files that cannot be taken as they are; `findings` says which and why."""

    status = 400

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(f"{len(findings)} errors; the first: {findings[0]}")


class BadInput(OrientationError):
    """An argument or a foreign file that cannot be read."""

    status = 400


class BadField(BadInput):
    """One field of a form cannot be taken; the web says in the person's language why.

    field: its name.  taken: whether it is right by itself, but somebody has it already.
    """

    def __init__(self, field: str, why: str, *, taken: bool = False) -> None:
        self.field, self.taken = field, taken
        super().__init__(f"{field}: {why}")


class BadChoice(BadInput):
    """A sheet was asked for that cannot be: which field of the choice, and why."""

    def __init__(self, field: str, value: str, why: str, *, most: int = 0) -> None:
        """why: a key of REASONS, which the web says in the reader's language.  most: how many there may be."""
        self.field, self.value, self.why, self.most = field, value, why, most
        super().__init__(f"{field} {value!r}: {REASONS[why].format(most=most)}")


REASONS = {
    "unknown": "there is none of that name here; look at the guide's pages",
    "many": "{most} at most on one sheet; make several",
    "files": "{most} sheets at most in one go; make them in several",
    "long": "{most} letters at most; shorten it",
    "letters": "no vendored font has these letters; leave them out",
    "room": "too much for the paper; shorten the title, the name or the desk hours",
    "leaflet": "too much for a leaflet; take fewer texts, or one language",
    "length": "too long for a picture; take it in one language, print it, or send its address",
    "broken": "it could not be laid out",
    "nothing": "nothing was chosen",
    "stop": "this layout is made of stops; choose one",
    "times": "the times of a stop have a layout of their own, `stop`",
    "entry": "this layout is made of one entry; choose one",
    "sensitive": "phones keep pictures, and this page must not be found on one; print it",
    "phrases": "this layout is made of sentences; choose a situation",
    "untranslated": "it is not there in this language; take another one, or set it beside the language at the counter",
    "editable": "only the layout `a4` can be had as a document to edit",
    "logo": "no picture that can be printed: a PNG or JPEG of {most} KB at most",
}


class BadTranslationFile(BadInput):
    """A file from a translation tool that cannot be taken. The message is for logs and the command line, `why` for words."""

    def __init__(self, why: str, message: str) -> None:
        self.why = why  # format, language, empty, regions, another, size, mark
        super().__init__(message)


class NotFound(OrientationError):
    """What was asked for does not exist."""

    status = 404


class UnknownRegion(NotFound):
    """No layer of that name has a guide."""


class UnknownPage(NotFound):
    """The guide has no such page."""


class NotPublished(OrientationError):
    """The region has no edition in that locale."""

    status = 404


class EditConflict(OrientationError):
    """Someone else saved this item first."""

    status = 409


class NotAllowed(OrientationError):
    """The person's roles do not reach so far."""

    status = 403


class LinkUsedUp(OrientationError):
    """A one-time link was used, ran out or never was."""

    status = 410


class TooManyTries(OrientationError):
    """Too many wrong passwords; wait."""

    status = 429


class StoreError(OrientationError):
    """The database cannot be used as it is."""


class SheetError(OrientationError):
    """A sheet cannot be laid out."""

    status = 400
