"""Words that are known, found again by misspelt ones."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_MOST = 8
_PRIOR = 0.9


class Spelling(NamedTuple):
    """A known word that may be meant: how like it is (0 to 1), and in how many places it stands."""

    word: str
    likeness: float
    places: int


def slips(length: int) -> int:
    """How many slips of the pen a word of this many letters may hold: short words are too like others."""
    if length < 3:
        return 0
    if length < 6:
        return 1
    return 2 if length < 10 else 3


class Vocabulary:
    """Known words with their counts, taken from `size` claims. Safe to read from several threads."""

    def __init__(self, counts: Mapping[str, int], size: int = 0) -> None:
        self.counts = counts
        self.size = size
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) > 2 and word.isalpha():
                by_length[len(word)].append(word)
        self._words = {
            length: (words, np.fromiter(map(_letters, words), dtype=np.uint32, count=len(words)))
            for length, words in by_length.items()
        }
        self._seen: dict[str, tuple[Spelling, ...]] = {}

    def near(self, word: str) -> tuple[Spelling, ...]:
        """Other known words within a slip or two (`slips`), the likeliest first, at most eight."""
        found = self._seen.get(word)
        if found is None:
            found = self._near(word)
            if len(self._seen) > 10_000:
                self._seen = {}
            self._seen[word] = found
        return found

    def _near(self, word: str) -> tuple[Spelling, ...]:
        reach = slips(len(word))
        if not reach or not word.isalpha():
            return ()
        found = []
        letters = np.uint32(_letters(word))
        for length in range(len(word) - reach, len(word) + reach + 1):
            known, masks = self._words.get(length, ((), None))
            if masks is None:
                continue
            # A slip brings in one letter at most and takes away one at most: few words are left to compare.
            alike = np.bitwise_count(masks & ~letters) <= reach
            alike &= np.bitwise_count(~masks & letters) <= reach
            words = [known[at] for at in np.flatnonzero(alike).tolist()]
            if len(word) == 3:  # of so short a word only a letter left out can be told from another word
                words = [each for each in words if length == 4 and each[0] == word[0]]
            if not words:
                continue
            distances = cdist([word], words, scorer=OSA.distance, score_cutoff=reach, dtype=np.uint8)[0]
            for at in np.flatnonzero((distances <= reach) & (distances > 0)).tolist():
                likeness = 1 - float(distances[at]) / max(len(word), length)
                found.append(Spelling(words[at], likeness, self.counts[words[at]]))
        if not found:
            return ()
        # Of two words as like, the one that comes a hundred times as often is the one meant.
        most = math.log1p(max(each.places for each in found)) or 1.0
        found = [
            each._replace(likeness=each.likeness * (_PRIOR + (1 - _PRIOR) * math.log1p(each.places) / most))
            for each in found
        ]
        found.sort(key=lambda each: -each.likeness)
        return tuple(found[:_MOST])


def _letters(word: str) -> int:
    """The set of a word's letters as bits; scripts beyond a to z share them."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
