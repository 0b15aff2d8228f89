"""Which languages there are, and their catalogues: the .po files as they stand, read when first needed."""

from __future__ import annotations

import functools
import gettext
import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
NAMES: Mapping[str, str] = MappingProxyType(
    {
        SOURCE: "English",
        "uk": "Українська",
        "de": "Deutsch",
        "fr": "Français",
        "es": "Español",
    }
)
"""Every language by its ISO 639 code, with its own name. English comes first: it is the code's own."""

FOLDER = Path(__file__).parent


def nearest(code: str | None) -> str:
    """The language for an IETF tag as Telegram gives it ("de", "pt-br"): English where there is no other."""
    language = (code or "").replace("_", "-").partition("-")[0].lower()
    return language if language in NAMES else SOURCE


@functools.cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; a sentence that it has not comes back in English."""
    if language == SOURCE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as written:
        write_mo(compiled, read_po(written, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
