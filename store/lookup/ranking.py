"""Candidates ordered by how many of the asked words they have, misspelt and transliterated ones too. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from store.lookup.packing import Laid, lay_out
from store.lookup.words import key_number, number

_BY_SOUND = 0.95
_SYNONYM = 0.6
_SPEAKER_BONUS = 0.05
_NEIGHBOUR_BONUS = 0.04
_SCORE_BONUS = 0.03

_Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A word asked for: how it sounds, its weight, and what counts as it.

    `meant` are words that are looked for instead of or beside it, `alike` all spellings that count as it when
    a claim has them, `speakers` who bears it: each with how well it fits, 0 to 1. `synonyms` count as well.
    `places`: how many claims have it, `rare`: whether these are so few that it may be misspelt itself.
    """

    word: str
    stem: str
    key: str
    weight: float
    meant: Mapping[str, float]
    alike: Mapping[str, float]
    synonyms: tuple[str, ...]
    speakers: Mapping[int, float]
    places: int
    rare: bool


class Candidate(NamedTuple):
    """A claim that may be meant, packed (`store.lookup.packing`), and the index's own score."""

    claim_id: int
    packed: bytes
    score: float


class Ranking(NamedTuple):
    """How good candidates are, in the order they were given.

    `likeness`: a row a part, a column a candidate, 0 to 1. `shares`: the parts' weights that each candidate
    has, 0 to 1. `bonus`: a little, telling apart candidates that have as much.
    """

    likeness: _Matrix
    shares: _Matrix
    bonus: _Matrix


def rank(parts: Sequence[Part], candidates: Sequence[Candidate]) -> Ranking:
    """How good each of the candidates is; there must be at least one, and one part."""
    laid = lay_out([candidate.packed for candidate in candidates])
    spread = _spread(parts, laid)
    spoken = _spoken(parts, laid)
    likeness = np.maximum(np.maximum.reduceat(spread, laid.starts, axis=1), spoken)
    weights = np.array([part.weight for part in parts], dtype=np.float32)
    weights /= weights.sum()
    scores = np.array([candidate.score for candidate in candidates], dtype=np.float32)
    bonus = _SPEAKER_BONUS * (weights @ spoken)
    bonus += _NEIGHBOUR_BONUS * _neighbours(spread, laid.starts)
    bonus += _SCORE_BONUS * scores / (scores.max() or 1.0)
    return Ranking(likeness, weights @ likeness, bonus)


def _spread(parts: Sequence[Part], laid: Laid) -> _Matrix:
    """How well every number of every candidate fits each part."""
    fits: dict[int, list[float]] = {}
    nothing = [0.0] * len(parts)
    for row, part in enumerate(parts):
        wanted = [(number(word), likeness) for word, likeness in part.alike.items()]
        wanted += [(number(word), _SYNONYM) for word in part.synonyms]
        wanted.append((number(part.word), 1.0))
        if len(part.key) > 2:
            wanted.append((key_number(part.key), _BY_SOUND))
        for each, likeness in wanted:
            column = fits.get(each)
            if column is None:
                column = fits[each] = nothing.copy()
            column[row] = max(column[row], likeness)
    numbers = np.array(sorted(fits), dtype=np.uint32)
    table = np.array([fits[each] for each in numbers.tolist()], dtype=np.float32).T
    at = np.minimum(np.searchsorted(numbers, laid.numbers), len(numbers) - 1)
    places = np.flatnonzero(numbers[at] == laid.numbers)
    spread = np.zeros((len(parts), len(laid.numbers)), dtype=np.float32)
    spread[:, places] = table[:, at[places]] * laid.counts[places]
    return spread


def _spoken(parts: Sequence[Part], laid: Laid) -> _Matrix:
    """How well the speakers of each candidate bear each part."""
    found = np.zeros((len(parts), len(laid.starts)), dtype=np.float32)
    speakers = laid.speakers.tolist()
    for row, part in enumerate(parts):
        if part.speakers:
            fits = np.array([part.speakers.get(each, 0.0) for each in speakers], dtype=np.float32)
            np.maximum.at(found[row], laid.speaks, fits)
    return found


def _neighbours(spread: _Matrix, starts: npt.NDArray[np.intp]) -> _Matrix:
    """What share of the parts that follow each other do so in each candidate as well."""
    if len(spread) < 2:
        return np.zeros(len(starts), dtype=np.float32)
    beside = np.zeros((len(spread) - 1, spread.shape[1]), dtype=np.float32)
    beside[:, :-1] = (spread[:-1, :-1] > 0.5) & (spread[1:, 1:] > 0.5)
    share: _Matrix = np.maximum.reduceat(beside, starts, axis=1).mean(axis=0)
    return share
