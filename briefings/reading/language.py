"""Which language a text is written in."""

from __future__ import annotations

import py3langid

_ENOUGH = 40  # characters; a shorter text names no language with any certainty
_LOOKED_AT = 4000
_CERTAIN = 500  # characters from which on words outweigh what a page says of them: pages often are mistaken


def of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None where it is too short to tell."""
    if len(text.strip()) < _ENOUGH:
        return None
    code: str = py3langid.classify(text[:_LOOKED_AT])[0]
    return code


def settled(told: str | None, text: str) -> str | None:
    """The code of a text's language, given what its page says it is."""
    if told is not None and len(text) < _CERTAIN:
        return told
    return of(text) or told
