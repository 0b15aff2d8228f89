"""Text made safe to send: hidden characters out, markup inert."""

from __future__ import annotations

import re
import unicodedata
from html import escape

MESSAGE_LIMIT = 4096
"""UTF-16 units that one Telegram message may hold; entities counted too, to be on the safe side."""


# Not the one space that a line may not break at: French has it before a colon, numbers between thousands.
_SPACES = re.compile(r"\s*[^\S\xa0\u202f]\s*|\s{2,}")


def cleaned(text: str) -> str:
    """The text without control, direction and zero-width characters, white space made single spaces.

    What is left reads as it did: joiners inside emoji go too, and the emoji stand apart.
    """
    kept = "".join(" " if each in "\n\r\t" else each for each in text if each in "\n\r\t" or _is_seen(each))
    return _SPACES.sub(" ", kept).strip()


def escaped(text: str) -> str:
    """The text cleaned and with every character that could be markup written as an entity."""
    return escape(cleaned(text), quote=True)


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words; "[…]" tells that something was left out."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 4].rsplit(None, 1)[0] if " " in text[: limit - 4] else text[: limit - 4]
    return f"{cut.rstrip(' ,;:')} […]"


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
