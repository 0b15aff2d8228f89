"""How much of one article stands in another: the share of its runs of three words.

Containment finds a copy cut to a quarter as surely as a whole one, which likeness of the whole texts
does not; of articles measured, rewritten copies share .5 and more, unrelated ones .33 at most.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from itertools import pairwise

LIKE = 0.5
_WORD = re.compile(r"\w+")
_LEAST = 30  # runs; fewer are a quotation, which many articles share
_SAMPLED = 4  # one run in so many is kept in the store: enough to find by, the texts themselves decide


def shingles(text: str) -> frozenset[int]:
    """The runs of three words of `text`, whatever their case, each as a number of 63 bits."""
    words = _WORD.findall(text.lower())
    pairs = list(pairwise(words))
    runs = {f"{first} {second} {third}" for (first, second), third in zip(pairs, words[2:], strict=False)}
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) >> 1 for run in runs)


def sample(runs: AbstractSet[int]) -> frozenset[int]:
    """The runs by which the store finds an article again: the same ones of whatever text holds them.

    Empty for a text too short to be told from a quotation.
    """
    return frozenset(run for run in runs if run % _SAMPLED == 0) if len(runs) >= _LEAST else frozenset()


def containment(one: AbstractSet[int], other: AbstractSet[int]) -> float:
    """The share, 0 to 1, of the shorter text's runs that stand in the other; 0 for the very short."""
    least = min(len(one), len(other))
    return len(one & other) / least if least >= _LEAST else 0.0


def share(part: AbstractSet[int], whole: AbstractSet[int]) -> float:
    """The share, 0 to 1, of the runs of `part` that stand in `whole`."""
    return len(part & whole) / len(part) if part else 0.0
