"""Names of people and bodies, folded so that spellings of one name meet.

Pure: no database, no lists of particular people.
"""

from __future__ import annotations

import re

from anyascii import anyascii

_POSSESSIVE = re.compile(r"['’`]s?\b")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ARTICLES = {"the", "a", "an"}


def fold(name: str) -> str:
    """The name in plain lower-case letters and digits, words apart by one space.

    Accents, scripts, hyphens, dots, possessives and a leading article do not count. Idempotent.
    """
    plain = _POSSESSIVE.sub("", anyascii(name).casefold())
    words = _NOT_WORD.sub(" ", plain).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)
