"""Every sentence of the code as a catalogue of gettext's, and the catalogues of the other languages."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from handlers.languages.catalogue import FOLDER, NAMES, SOURCE

ROOT = Path(__file__).parents[3]
OTHERS = [language for language in NAMES if language != SOURCE]
# The errors that a chat may be told; those of the store and of the command line stay English.
ERRORS = ("OnrecordError", "Refused", "Unreachable", "TooSoon", "TookTooLong", "Crashed")
# What marks a sentence, and which of its arguments are the sentence, its plural ("c": its context).
MARKS: dict[str, Any] = {
    # By the number of arguments: with two, the second is the context.
    "Sentence": {1: None, 2: (1, (2, "c"))},
    "Counted": (1, 2),
    "translatable": None,
    **dict.fromkeys(ERRORS),
}
ROOMS = ("handlers", "briefings")
_PASSING = re.compile(
    r'^"(?:Project-Id|Report-Msgid|POT-Cre|PO-Rev|Last-Tr|Language-Team|Generated).*\n', re.MULTILINE
)


def gathered() -> Catalog:
    """What the code says, in English, in the order of files and lines."""
    made = Catalog(charset="utf-8", fuzzy=False)
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=MARKS)
        for name, _, message, _, context in sorted(found, key=lambda each: (each[0], each[1])):
            made.add(message, locations=[(f"{room}/{name}", 0)], context=context)
    return made


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as written:
        return read_po(written, locale=language, abort_invalid=True)


def renewed(language: str, template: Catalog) -> Catalog:
    """The catalogue with what the template has: known translations stay, the others are empty."""
    known = catalogue(language)
    known.update(template, no_fuzzy_matching=True, update_header_comment=False)
    known.obsolete.clear()
    return known


def write(language: str, made: Catalog) -> None:
    """Put the catalogue into its file, without what would change from one day to the next."""
    name = Locale.parse(language).get_display_name("en")
    made.header_comment = f"# Onrecord in {name}. docs/languages.md tells how to translate."
    out = io.BytesIO()
    write_po(out, made, width=100, include_lineno=False, ignore_obsolete=True)
    (FOLDER / f"{language}.po").write_text(_PASSING.sub("", out.getvalue().decode("utf-8")), "utf-8")
