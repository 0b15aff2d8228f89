"""Blocks of HTML -> messages that Telegram takes: cut only between blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from handlers.rendering.text import MESSAGE_LIMIT, units

# Telegram keeps the first 100 entities of a message; links and names that it finds by itself count.
ENTITIES = 100

# A message of more bytes is refused whatever its length: three bytes a letter come there first.
MESSAGE_BYTES = 9_500

_TAG = re.compile(r"<[^<>]*>")
_OPENING = re.compile(r"<[a-z]")
_FOUND = re.compile(r"(?<!\w)[@#/$]\w|\w\.\w|\+?\d[\d -]{6,}")
_GAP = "\n\n"


def plain_text(html: str) -> str:
    """What a reader sees of Telegram HTML."""
    return unescape(_TAG.sub("", html))


def split(blocks: Sequence[str], *, limit: int = MESSAGE_LIMIT, entities: int = ENTITIES) -> list[str]:
    """The blocks joined by empty lines into as few messages as they fit in, in order.

    Each block is HTML whole in itself. A block too big for any message is given as plain text, cut
    at white space.
    """
    messages: list[str] = []
    size = count = 0
    for block in (piece for each in blocks for piece in _fitting(each, limit, entities)):
        length, marks = _size(block), _entities(block)
        if messages and size + len(_GAP) + length <= limit and count + marks <= entities:
            messages[-1] += _GAP + block
            size, count = size + len(_GAP) + length, count + marks
        else:
            messages.append(block)
            size, count = length, marks
    return messages


def _fitting(block: str, limit: int, entities: int) -> Iterable[str]:
    if _size(block) <= limit and _entities(block) <= entities:
        return [block]
    pieces: list[str] = [""]
    for word in re.findall(r"\S+\s*|\s+", plain_text(block)):
        for part in _short(word, limit):
            longer = pieces[-1] + part
            if pieces[-1] and (_size(longer) > limit or _entities(longer) > entities):
                pieces.append(part)
            else:
                pieces[-1] = longer
    return pieces


def _short(word: str, limit: int) -> list[str]:
    """The word escaped, in pieces that fit even if every character is escaped or counts twice."""
    step = max(limit // 6, 1)
    return [escape(word[at : at + step], quote=False) for at in range(0, len(word), step)]


def _size(html: str) -> int:
    """Length in UTF-16 units, more where the bytes fill the message before them."""
    return max(units(html), -(-len(html.encode()) * MESSAGE_LIMIT // MESSAGE_BYTES))


def _entities(html: str) -> int:
    """At most this many entities: tags, and what Telegram would find by itself."""
    return len(_OPENING.findall(html)) + len(_FOUND.findall(plain_text(html)))
