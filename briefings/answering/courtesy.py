"""Messages that ask for nothing on record: greetings, thanks, "who are you?"."""

from __future__ import annotations

import itertools
import re

from briefings.answering.lexicon import lines, listed
from store.names import fold

GREETED, THANKED, ABOUT_ME = "greeted", "thanked", "about_me"
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")


def courtesy(text: str) -> str | None:
    """Which courtesy the whole message is, as the key of what answers it; None for what may be a question."""
    said = tuple(itertools.chain.from_iterable(fold(word).split() for word in _WORD.findall(text)))
    if not 0 < len(said) <= _MOST_WORDS or any(letter.isdigit() for letter in text):
        return None
    if said in lines("courtesy", "about"):
        return ABOUT_ME
    if said in lines("courtesy", "phrases_greeting"):
        return GREETED
    for key, name in ((THANKED, "thanks"), (GREETED, "greeting")):
        telling = listed("courtesy", name)
        if telling.intersection(said) and telling.union(listed("courtesy", "beside")).issuperset(said):
            return key
    return None
