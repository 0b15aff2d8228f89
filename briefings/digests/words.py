"""Words as topics are compared by: stems, without the small words, with runs of names as one word more."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from anyascii import anyascii

from store.names import fold

_TOKEN = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;”\"“‘(]\s*$|^\s*$|\n\s*$")
# English words that say nothing about what a text is about.
_SMALL_WORDS = """
a about above according add added adding after afternoon again against ago all almost alone along already
also although always am amid among an and another any anyone april are around as asked at august away back
be became because been before began behind being below between both but by called came can cannot come comes
could day days december despite did do does doing done down dr due during each early either else end even
evening ever every everyone far february few first following for former found four from full further gave
get give given go going gone got had half has have having he her here hers him his how however i if in
including into is it its itself january july june just keep kept late later least less let like likely
little long made make makes making man many march may me mean meanwhile men might more morning most mr mrs
ms much must my near need never new next no nor not nothing november now october of off official officials
often on once one only onto or other others our out over own part past people per perhaps place put rather
really recent report reported reporting reports right said same say saying says see seen september set
several she should show since so some someone something soon spokesman spokesperson spokeswoman statement
still such take taken tell than that the their them themselves then there these they thing things this those
though three through thus time times to today together told tomorrow tonight too took towards two under
until up upon us use used very via want was way we week weeks well went were what when where whether which
while who whole whom whose why will with within without woman women would year years yes yesterday yet you
your
"""
_SMALL = frozenset(_SMALL_WORDS.split())
# Longest first: the first that fits is taken off.
_ENDING_WORDS = """
ically ations ation ments ement ingly ities ants ness ment ings ists ions edly ers ors ing ist ism ies ied
ian ion ant ity ive ous ful ia ed er or ly es al an s e y a
"""
_ENDINGS = tuple(_ENDING_WORDS.split())

# One event goes by several words; the first word of each line stands for the others.
_SAME_WORDS = """
attack assault massacre shooting onslaught
bomb blast explosion explosive detonation
vote election poll ballot
talk negotiation
quake earthquake tremor
deal agreement accord pact
"""

# What somebody who orders a topic may mean by the first word: its story need not have that very word.
_KIN_WORDS = """
strike walkout stoppage
crash collision
protest demonstration
mine colliery
poland polish
france french
germany german
britain british uk
spain spanish
turkey turkish
ireland irish
sweden swedish
denmark danish
finland finnish
netherlands dutch
switzerland swiss
greece greek
china chinese
"""


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a text as a set of stems.

    `names` are those with a capital inside a sentence, `runs` the same as they stand in a row.
    """

    words: frozenset[str]
    names: frozenset[str]
    runs: frozenset[tuple[str, ...]]


class Token(NamedTuple):
    """A telling word: its stem, and where it stands in the text."""

    stem: str
    start: int
    end: int


@functools.lru_cache(maxsize=20_000)
def folded(text: str) -> tuple[str, ...]:
    """The words of a name or of what was said, spelling folded; remembered, since digests share them."""
    return tuple(fold(text).split())


def stem(word: str) -> str:
    """The word without its ending: "attackers", "attacked" and "attack" become one, as does "assault"."""
    bare = _bare(word)
    return _SAME.get(bare, bare)


def _bare(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


_SAME = {_bare(word): line.split()[0] for line in _SAME_WORDS.strip().split("\n") for word in line.split()}

_KIN: dict[str, frozenset[str]] = {}
for _line in _KIN_WORDS.strip().split("\n"):
    _stems = frozenset(map(stem, _line.split()))
    _KIN |= dict.fromkeys(_stems, _stems)


def kin(word: str) -> frozenset[str]:
    """The stem itself, and others that may stand for it in what is told of one topic."""
    return _KIN.get(word, frozenset((word,)))


def stems(text: str) -> list[str]:
    """The stems of a text's telling words, in order."""
    return [each for each, _ in _stemmed(text)]


def as_written(text: str) -> frozenset[str]:
    """The stems of a text's telling words, each for itself even where others name the same."""
    found = (match[0] for _, match in _stemmed(text))
    return frozenset(_bare(re.sub(r"['’]s?$", "", anyascii(word).casefold())) for word in found)


def bag(text: str) -> Bag:
    """The telling words of a text; two names in a row are also one word together."""
    words: set[str] = set()
    names: set[str] = set()
    runs: list[list[str]] = []
    end = -1
    for each, match in _stemmed(text):
        words.add(each)
        if not match[0][0].isupper():
            continue
        if text[end : match.start()] == " " and runs:
            words.add(f"{runs[-1][-1]} {each}")
            names |= {f"{runs[-1][-1]} {each}", each}
            runs[-1].append(each)
        else:
            runs.append([each])
            if not _SENTENCE_END.search(text, 0, match.start()):
                names.add(each)
        end = match.end()
    told = (tuple(run) for run in runs if len(run) > 1 or run[0] in names)
    return Bag(frozenset(words), frozenset(names), frozenset(told))


def tokens(text: str) -> list[Token]:
    """The telling words of a text, each with its stem and where it stands."""
    return [Token(each, match.start(), match.end()) for each, match in _stemmed(text)]


def _stemmed(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _TOKEN.finditer(text):
        each = _stem_of(match[0])
        if each is not None:
            yield each, match


@functools.lru_cache(maxsize=50_000)
def _stem_of(word: str) -> str | None:
    """The stem of a word as written, None for a small word; what is all capitals is kept as it is."""
    plain = re.sub(r"['’]s?$", "", anyascii(word).casefold().replace(".", ""))
    if plain in _SMALL and not (word.isupper() and len(word) > 1):
        return None
    return plain if word.isupper() else stem(plain)
