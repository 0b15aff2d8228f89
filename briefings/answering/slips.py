"""Slips of the pen in words of asking: "waht did", "responsability"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from briefings.answering.lexicon import listed, stances
from briefings.answering.words import Word, is_common, near

_OPENING = ("who", "whom", "whose", "what", "which", "how", "when", "why", "where")
_SHORT = 5


def corrected(words: Sequence[Word], known: Callable[[str], bool]) -> list[str]:
    """The plain words, those that are no word the store knows put right where one of asking is near."""
    return [_corrected(word, known) for word in words]


def _corrected(word: Word, known: Callable[[str], bool]) -> str:
    if len(word.plain) < 3 or is_common(word) or any(map(str.isdigit, word.plain)):
        return word.plain
    meant = next((each for each in _asking() if _slip(word.plain, each)), None)
    return word.plain if meant is None or known(word.plain) else meant


@cache
def _asking() -> tuple[str, ...]:
    names = ("auxiliaries", "degree", "counted", "determiners", "prepositions", "reasons")
    lists = (_OPENING, *(sorted(listed("grammar", name)) for name in names), stances(), ("responsibility",))
    return tuple(dict.fromkeys(word for each in lists for word in each))


def _slip(typed: str, meant: str) -> bool:
    if len(typed) < _SHORT:  # "teh", "waht": too short for anything but letters in the wrong order
        return typed != meant and typed[0] == meant[0] and sorted(typed) == sorted(meant)
    return near(typed, meant)
