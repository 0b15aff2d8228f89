"""Candidates ordered by how many of the asked words they have, misspelt and transliterated ones too. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from store.lookup.vocabulary import slips
from store.lookup.words import stem

_BREAK = "|"
_AROUND = (1.0, 0.95, 0.8)
"""What a word counts in the claim's own words, in those around them, and in who said it or the title."""
_KNOWN_BUT_UNLIKE = 0.75
_UNKNOWN = 0.85
_BY_SOUND = 0.95
_SPEAKER_BONUS = 0.02
_NEIGHBOUR_BONUS = 0.03
_SCORE_BONUS = 0.04

_Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A word asked for: its stem, how it sounds, its weight, and whether any claim has it.

    `near` are words that may be meant instead, `speakers` who bears it, each with how well it fits.
    """

    word: str
    stem: str
    key: str
    weight: float
    known: bool
    near: Mapping[str, float]
    speakers: Mapping[int, float]


class Candidate(NamedTuple):
    """A claim that may be meant: its words and keys as `Entry` has them, and the index's own score."""

    claim_id: int
    speaker_ids: tuple[int, ...]
    words: str
    keys: str
    score: float


class Ranking(NamedTuple):
    """How good candidates are, in the order they were given.

    `likeness`: a row a part, a column a candidate, 0 to 1. `shares`: the parts' weights that each candidate
    has, 0 to 1. `bonus`: a little, telling apart candidates that have as much.
    """

    likeness: _Matrix
    shares: _Matrix
    bonus: _Matrix


class _Places(dict[str, int]):
    """A number for every word, given when it is first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def rank(parts: Sequence[Part], candidates: Sequence[Candidate]) -> Ranking:
    """How good each of the candidates is; there must be at least one, and one part."""
    places, words, factors, starts = _laid_out(candidates)
    spread = _likeness(parts, words)[:, places] * factors
    spoken = _spoken(parts, candidates)
    likeness = np.maximum.reduceat(spread, starts, axis=1)
    likeness = np.maximum(np.maximum(likeness, _sounding(parts, candidates)), spoken)
    weights = np.array([part.weight for part in parts], dtype=np.float32)
    weights /= weights.sum()
    scores = np.array([candidate.score for candidate in candidates], dtype=np.float32)
    bonus = _SPEAKER_BONUS * (weights @ spoken)
    bonus += _NEIGHBOUR_BONUS * _neighbours(spread, starts)
    bonus += _SCORE_BONUS * scores / (scores.max() or 1.0)
    return Ranking(likeness, weights @ likeness, bonus)


def _laid_out(
    candidates: Sequence[Candidate],
) -> tuple[npt.NDArray[np.intp], list[str], _Matrix, npt.NDArray[np.intp]]:
    """All words of all candidates in one row: which word, what it counts, where each candidate starts."""
    numbers = _Places()
    places: list[int] = []
    lengths: list[int] = []
    starts: list[int] = []
    for candidate in candidates:
        starts.append(len(places))
        for section in candidate.words.split(_BREAK, len(_AROUND) - 1):
            before = len(places)
            places.extend([numbers[word] for word in section.split()])
            lengths.append(len(places) - before)
        lengths.extend([0] * (-len(lengths) % len(_AROUND)))
        places.append(numbers[""])  # so that a claim without a word has a place too
        lengths[-1] += 1
    factors = np.repeat(np.resize(np.array(_AROUND, dtype=np.float32), len(lengths)), lengths)
    return np.array(places, dtype=np.intp), list(numbers), factors, np.array(starts, dtype=np.intp)


def _likeness(parts: Sequence[Part], words: Sequence[str]) -> _Matrix:
    """How well each word is each part: 1 the same stem, less for one within a slip or two, else 0."""
    wanted = [part.word for part in parts]
    table: _Matrix = cdist(
        wanted, words, scorer=OSA.normalized_similarity, score_cutoff=0.6, dtype=np.float32
    )
    lengths = np.array([len(word) for word in words])
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(stem(word), []).append(at)
    for row, part in enumerate(parts):
        wrong = np.rint((1 - table[row]) * np.maximum(lengths, len(part.word)))
        reach = slips(len(part.word)) if part.word.isalpha() and len(part.word) > 3 else 0
        table[row][wrong > (min(reach, 1) if part.known else reach)] = 0
        table[row] *= _KNOWN_BUT_UNLIKE if part.known else _UNKNOWN
        for each, likeness in part.near.items():
            table[row][places.get(stem(each), [])] = likeness * _UNKNOWN
        table[row][places.get(part.stem, [])] = 1
    return table


def _sounding(parts: Sequence[Part], candidates: Sequence[Candidate]) -> _Matrix:
    """How well the names in each candidate sound like each part."""
    found = np.zeros((len(parts), len(candidates)), dtype=np.float32)
    wanted: dict[str, list[int]] = {}
    for row, part in enumerate(parts):
        if len(part.key) > 2:
            wanted.setdefault(part.key, []).append(row)
    for column, candidate in enumerate(candidates):
        for sound in candidate.keys.split():
            if sound in wanted:
                found[wanted[sound], column] = _BY_SOUND
    return found


def _spoken(parts: Sequence[Part], candidates: Sequence[Candidate]) -> _Matrix:
    """How well the speakers of each candidate bear each part."""
    found = np.zeros((len(parts), len(candidates)), dtype=np.float32)
    for row, part in enumerate(parts):
        if part.speakers:
            for column, candidate in enumerate(candidates):
                for speaker_id in candidate.speaker_ids:
                    fit = part.speakers.get(speaker_id, 0.0)
                    found[row, column] = max(found[row, column], fit)
    return found


def _neighbours(spread: _Matrix, starts: npt.NDArray[np.intp]) -> _Matrix:
    """What share of the parts that follow each other do so in each candidate as well."""
    if len(spread) < 2:
        return np.zeros(len(starts), dtype=np.float32)
    beside = np.zeros((len(spread) - 1, spread.shape[1]), dtype=np.float32)
    beside[:, :-1] = (spread[:-1, :-1] > 0.5) & (spread[1:, 1:] > 0.5)
    share: _Matrix = np.maximum.reduceat(beside, starts, axis=1).mean(axis=0)
    return share
