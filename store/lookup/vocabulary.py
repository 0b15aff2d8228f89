"""Words that are known, found again by misspelt ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_MOST = 8


class Spelling(NamedTuple):
    """A known word that may be meant: how like it is (0 to 1), and in how many places it stands."""

    word: str
    likeness: float
    places: int


def slips(length: int) -> int:
    """How many slips of the pen a word of this many letters may hold: short words are too like others."""
    if length < 4:
        return 0
    if length < 6:
        return 1
    return 2 if length < 10 else 3


class Vocabulary:
    """Known words with their counts, taken from `size` claims. Safe to read from several threads."""

    def __init__(self, counts: Mapping[str, int], size: int = 0) -> None:
        self.counts = counts
        self.size = size
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) > 2 and word.isalpha():
                self._by_length[len(word)].append(word)
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
        for length in range(len(word) - reach, len(word) + reach + 1):
            words = self._by_length.get(length)
            if not words:
                continue
            distances = cdist([word], words, scorer=OSA.distance, score_cutoff=reach, dtype=np.uint8)[0]
            for at in np.flatnonzero(distances <= reach).tolist():
                if distances[at]:
                    likeness = 1 - float(distances[at]) / max(len(word), length)
                    found.append(Spelling(words[at], likeness, self.counts[words[at]]))
        found.sort(key=lambda each: (-each.likeness, -each.places))
        return tuple(found[:_MOST])
