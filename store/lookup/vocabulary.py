"""Words that are known, found again by misspelt ones.

The way of SymSpell (Wolf Garbe, 2012): words a few slips apart become one when a few letters are left out
of each. What remains of every known word is kept as sorted numbers, so that building, keeping and asking
are work of numpy, which lets other threads run.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_MOST = 24
_PRIOR = 0.85
"""What a word that is very rare beside another that may be meant keeps of its likeness."""
_OTHER_FIRST = 0.95
"""The same for a word of another first letter: hardly anybody misses that one."""
_REMEMBERED = 10_000
_PREFIX = 7
"""Letters of a word from which letters are left out; the rest is compared afterwards."""
_SLIPS = 2
_AT_ONCE = 4_000
_FRESH = 500
"""So many new words are compared one by one, and as many as a tenth of the known ones."""

_Numbers = npt.NDArray[np.uint64]


class Spelling(NamedTuple):
    """A known word that may be meant.

    How many slips it is away, how like it is (0 to 1), and in how many places it stands.
    """

    word: str
    slips: int
    likeness: float
    places: int


def slips(length: int) -> int:
    """How many slips of the pen a word of this many letters may hold: short words are too like others."""
    if length < 3:
        return 0
    return 1 if length < 6 else _SLIPS


class _Known(NamedTuple):
    """Words in a row, and what remains of them: each number a hash, then the place of the word."""

    words: list[str]
    remains: _Numbers


class Vocabulary:
    """Known words with their counts, taken from `size` claims.

    Safe to read from several threads while one adds words.
    """

    def __init__(self, counts: Mapping[str, int], size: int = 0) -> None:
        self.size = size
        self._counts: dict[str, int] = {}
        self._known = _Known([], np.empty(0, dtype=np.uint64))
        self._fresh: list[str] = []
        self._seen: dict[tuple[str, int], tuple[Spelling, ...]] = {}
        self.add(counts)

    def add(self, counts: Mapping[str, int]) -> None:
        """Learn words, or new counts of known ones."""
        new = [word for word in counts if word not in self._counts and len(word) > 2 and _compared(word)]
        self._counts.update(counts)
        fresh = self._fresh + new
        if len(fresh) > max(_FRESH, len(self._known.words) // 10):
            words = self._known.words + fresh
            self._known, fresh = _Known(words, _remains(words)), []
        self._fresh = fresh
        self._seen = {}

    def near(self, word: str, most: int = _SLIPS) -> tuple[Spelling, ...]:
        """Other known words within a slip or two (`slips`; `most`), the likeliest first, at most 24."""
        seen, reach = self._seen, min(slips(len(word)), most)
        found = seen.get((word, reach))
        if found is None:
            found = self._near(word, reach)
            if len(seen) > _REMEMBERED:
                seen.clear()
            seen[word, reach] = found
        return found

    def _near(self, word: str, reach: int) -> tuple[Spelling, ...]:
        if not reach or not _compared(word):
            return ()
        words = self._like(word, reach) + self._fresh if self._known.words else self._fresh
        if len(word) == 3:  # of so short a word only a letter left out can be told from another word
            words = [each for each in words if len(each) == 4 and each[0] == word[0]]
        if not words:
            return ()
        distances = cdist([word], words, scorer=OSA.distance, score_cutoff=reach, dtype=np.uint8)[0]
        near = np.flatnonzero((distances <= reach) & (distances > 0)).tolist()
        places = [self._counts[words[at]] for at in near]
        most = math.log1p(max(places, default=0)) or 1.0
        found = []
        for at, count in zip(near, places, strict=True):
            distance = int(distances[at])
            likeness = 1 - distance / max(len(word), len(words[at]))
            likeness *= _PRIOR + (1 - _PRIOR) * math.log1p(count) / most
            if words[at][0] != word[0]:
                likeness *= _OTHER_FIRST
            found.append(Spelling(words[at], distance, likeness, count))
        found.sort(key=lambda each: (-each.likeness, each.word))
        return tuple(found[:_MOST])

    def _like(self, word: str, reach: int) -> list[str]:
        """Known words of which the same remains when letters are left out of both."""
        words, remains = self._known
        hashes = _own_hashes(word, reach)
        lows = remains.searchsorted(hashes)
        there = remains.take(lows, mode="clip") & ~_PLACE == hashes
        highs = remains.searchsorted(hashes[there] + _ONE)
        parts = [remains[low:high] for low, high in zip(lows[there].tolist(), highs.tolist(), strict=True)]
        places = set((np.concatenate(parts) & _PLACE).tolist()) if parts else ()
        return [words[at] for at in places]


_ONE = np.uint64(1 << 32)
_PLACE = np.uint64((1 << 32) - 1)
_FACTOR = 1_000_003
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def _compared(word: str) -> bool:
    return word.isalpha() and word.isascii()


def _keeping(most: int) -> npt.NDArray[np.bool_]:
    """A row for every way to leave out at most so many letters: True for those that stay."""
    ways = [way for n in range(most + 1) for way in itertools.combinations(range(_PREFIX), n)]
    return np.array([[at not in way for at in range(_PREFIX)] for way in ways])


_KEPT = [_keeping(most) for most in range(_SLIPS + 1)]


def _letters(words: list[str]) -> npt.NDArray[np.uint8]:
    """A row for every word: its first letters, then zeros."""
    # A few at a time: while numpy reads strings no other thread runs.
    parts = [np.array(words[at : at + _AT_ONCE], f"S{_PREFIX}") for at in range(0, len(words), _AT_ONCE)]
    return np.concatenate(parts).view(np.uint8).reshape(-1, _PREFIX)


def _hashes(letters: npt.NDArray[np.uint8]) -> _Numbers:
    """A number for every row of letters, its low half zero; letters that are zero do not count."""
    found = np.zeros(len(letters), dtype=np.uint64)
    for column in letters.T:
        found = np.where(column, found * np.uint64(_FACTOR) + column, found)
    return (found * _SPREAD) & ~_PLACE


def _own_hashes(word: str, reach: int) -> _Numbers:
    """The same numbers for all ways to leave letters out of one word, in order."""
    length = min(len(word), _PREFIX)
    letters = np.frombuffer(word[:length].encode(), dtype=np.uint8)
    found: _Numbers = (_powers(reach, length) * letters).sum(axis=1)
    found = (found * _SPREAD) & ~_PLACE
    found.sort()
    return found


@cache
def _powers(most: int, length: int) -> _Numbers:
    """What each letter of a word is multiplied by: a row for every way to leave some out."""
    rows = np.unique(_KEPT[most][:, :length], axis=0)
    behind = rows[:, ::-1].cumsum(axis=1)[:, ::-1] - rows  # letters kept after each
    powers = np.array([pow(_FACTOR, n, 1 << 64) for n in range(length)], dtype=np.uint64)
    return np.where(rows, powers[behind], 0).astype(np.uint64)


def _remains(words: list[str]) -> _Numbers:
    letters = _letters(words)
    lengths = np.array([len(word) for word in words])
    allowed = np.where(lengths < 6, 1, _SLIPS)
    parts = []
    for kept in _KEPT[_SLIPS]:
        left_out = np.flatnonzero(~kept)
        rows = np.flatnonzero((allowed >= len(left_out)) & (lengths > left_out.max(initial=-1)))
        parts.append(_hashes(letters[rows] * kept) | rows.astype(np.uint64))
    found = np.concatenate(parts)
    found.sort()
    return found
