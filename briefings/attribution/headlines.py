"""Headlines In Title Case, written as the parser knows sentences: "Bilt denies role in dam fire"."""

from __future__ import annotations

import re
from functools import cache

from briefings.attribution.cues import forms, lexicon

WORD = re.compile(r"[^\W\d_][\w’'-]*")
PLAIN = re.compile(r"\b[a-z][\w’'-]*")
LONG = 4
"""Letters from which on title case capitalises any word."""
FEWEST = 4
"""Fewest words of a headline that can be told from a name."""
SHARE = 0.8
MOST = 30
"""Most words of a line that may be a headline."""


def is_title_case(line: str) -> bool:
    """Whether nearly all longer words of a line have a capital, as in headlines of some outlets."""
    words = [w for w in WORD.findall(line) if len(w) >= LONG]
    if not FEWEST - 1 <= len(words) <= MOST or line.isupper():
        return False
    capitals = sum(1 for w in words if w[0].isupper())
    return capitals >= SHARE * len(words)


def small_words(text: str) -> frozenset[str]:
    """Words that a text writes with a small letter somewhere: in its headline they are no names."""
    return frozenset(PLAIN.findall(text))


def plain(line: str, small: frozenset[str]) -> str:
    """The line, place for place, with small letters where the words are no names."""
    first = True

    def written(match: re.Match[str]) -> str:
        nonlocal first
        word, lower = match.group(), match.group().lower()
        opening, first = first, False
        known = lower in small or lower in _verbs()
        return word if opening or not known or not word[1:].islower() else lower

    return WORD.sub(written, line)


@cache
def _verbs() -> frozenset[str]:
    """All forms of the verbs of the lexicon."""
    return frozenset(form for lemma in lexicon().verbs for form in forms(lemma))
