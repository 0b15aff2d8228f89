"""The same statement told twice: recognised by speaker, words, figures and polarity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from store.records import Stance

SAME = 0.59
"""Mean of the plain and the token-set ratio from which two wordings count as one statement (measured
on pairs of headline, bullet and body)."""

MOST_MODELS = 400
"""How many statements of one speaker are compared inside an article, the latest first to stay."""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[\w'’-]+")
NEGATIVE = frozenset(
    ["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without"]
)
DENIAL = frozenset([Stance.DENIES])
NUMERALS = {
    w: str(n)
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"dozen": "12"}
VAGUE = frozenset(["at", "least", "more", "than", "about", "some", "nearly", "up", "to", "now", "far", "so"])
"""Words around a number that do not tell what is counted."""
TITLES = frozenset(["mr", "mrs", "ms", "dr", "sir", "the"])


@dataclass(frozen=True, slots=True)
class Wording:
    """What tells a statement from another: who, the words of the content, how it was said."""

    speakers: tuple[str, ...]
    words: str
    stance: Stance
    negated: bool


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    """Words in small letters with plain apostrophes and single spaces, without marks."""
    return " ".join(WORD.findall(words.casefold().replace("’", "'")))


@lru_cache(maxsize=4096)
def _figures(words: str) -> frozenset[str]:
    """The numbers of a wording as digits, "three" as "3"; "one" is no figure."""
    plain = _plain(words).split()
    named = {NUMERALS[w] for w in plain if w in NUMERALS and w not in {"zero", "one"}}
    return frozenset({n.replace(",", "").rstrip(".") for n in NUMBER.findall(words)} | named)


def _denied(wording: Wording) -> bool:
    """Whether the statement says no: by its stance or by its words, twice is yes."""
    negative = sum(w in NEGATIVE or w.endswith(("n't", "n’t")) for w in _plain(wording.words).split())
    return (negative + (wording.stance in DENIAL)) % 2 == 1


def same_speakers(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lists name the same sources; a surname alone equals the full name."""
    if not a or not b:
        return not a and not b
    if len(a) != len(b):
        return False
    left = sorted(_name(x) for x in a)
    right = sorted(_name(x) for x in b)
    return all(x == y or _short_for(x, y) or _short_for(y, x) for x, y in zip(left, right, strict=True))


def _name(name: str) -> tuple[str, ...]:
    """The words of a name in small letters without titles."""
    return tuple(w for w in _plain(name).split() if w not in TITLES)


def _short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name is the end of a fuller one."""
    return 0 < len(short) < len(full) <= 4 and full[-len(short) :] == short


def same_statement(a: Wording, b: Wording) -> bool:
    """Whether two wordings are one statement: same speakers, figures and polarity, and words alike.

    Symmetric; not transitive. Works across articles, with canonical speaker names.
    """
    if a.negated != b.negated or not same_speakers(a.speakers, b.speakers):
        return False
    left, right = _plain(a.words), _plain(b.words)
    if not left or not right:
        return False
    if left == right:
        return (a.stance in DENIAL) == (b.stance in DENIAL)
    if _figures(a.words) != _figures(b.words) or _denied(a) != _denied(b):
        return False
    left, right = min(left, right), max(left, right)
    alike = (fuzz.ratio(left, right) + fuzz.token_set_ratio(left, right)) / 200
    return alike >= SAME


def changed_figure(a: Wording, b: Wording) -> bool:
    """Whether two wordings are one proposition with other numbers: "nine people died", "14 people have died".

    Symmetric. Speakers are the same, or nobody in both (the outlet's own figures); what is left without
    the numbers must be alike, and neither may deny what the other says. Identical figures are no change.
    """
    if a.negated != b.negated or not same_speakers(a.speakers, b.speakers) or _denied(a) != _denied(b):
        return False
    one, other = _figures(a.words), _figures(b.words)
    if not one or not other or one == other:
        return False
    left, right = sorted((_without_figures(a.words), _without_figures(b.words)))
    if not left or not right:
        return False
    return (fuzz.ratio(left, right) + fuzz.token_set_ratio(left, right)) / 200 >= SAME


@lru_cache(maxsize=4096)
def _without_figures(words: str) -> str:
    """A wording's words without numbers, and without what only makes a number less sure."""
    plain = NUMBER.sub(" ", _plain(words)).split()
    return " ".join(w for w in plain if w not in NUMERALS and w not in VAGUE)


def may_repeat(a: str, b: str) -> bool:
    """Whether two contents share a rare-looking word, a cheap test before `same_statement`."""
    return bool(_long_words(a) & _long_words(b))


@lru_cache(maxsize=4096)
def _long_words(words: str) -> frozenset[str]:
    """Words of five letters and more, cut to their first five; all words where there is none so long."""
    plain = _plain(words).split()
    return frozenset(w[:5] for w in plain if len(w) >= 5) or frozenset(plain)


def numbered(wordings: Sequence[Wording]) -> list[int]:
    """A number for each wording, equal for those that repeat one another; the first of each is its model."""
    models: dict[tuple[str, ...], list[tuple[int, Wording]]] = {}
    numbers: list[int] = []
    for place, wording in enumerate(wordings):
        # speakers whose names end alike: nobody else can have said the same
        key = tuple(sorted(name.split()[-1].casefold() for name in wording.speakers if name.split()))
        known = models.setdefault(key, [])[-MOST_MODELS:]
        same = next((n for n, model in known if same_statement(model, wording)), None)
        if same is None:
            models[key].append((place, wording))
        numbers.append(place if same is None else same)
    return numbers
