"""What is compared of a claim, as numbers: packed for the index, and laid out beside other claims. Pure."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from store.lookup.words import BETWEEN, name_key, numbers

_NUMBER = np.dtype(np.uint32)
_FIRST = struct.Struct("=I")
_LOW = np.uint64((1 << 32) - 1)
_HIGH = np.uint64(32)
_TEXTS = 3
_SECTIONS = _TEXTS + 2
_HEADER = 1 + _SECTIONS
_COUNTS = (0.0, 1.0, 0.95, 0.8, 1.0, 0.0)
"""What a number counts: the header, the claim's own words, those around them, who said it and the title,
names by sound, and speakers, which are not words."""


class Laid(NamedTuple):
    """Claims in one row of numbers.

    `numbers`: those of all claims, `counts`: what each counts (0 to 1), `starts`: where each claim begins.
    `speakers`: their ids, `speaks`: the claim of each, by its place.
    """

    numbers: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.float32]
    starts: npt.NDArray[np.intp]
    speakers: npt.NDArray[np.uint32]
    speaks: npt.NDArray[np.intp]


def pack(
    claim_ids: Sequence[int], words: Sequence[str], speaker_ids: Sequence[Sequence[int]]
) -> tuple[list[bytes], list[list[str]]]:
    """Claims as 32-bit numbers, and the keys of the names in each, each once.

    The numbers are the id, how many follow of each kind, words, keys of names, and speakers.
    `words`: of all claims in a row, in ASCII, with `APART` between texts; three texts a claim: its own words,
    those around them, and who said it with the title.
    """
    count = len(claim_ids)
    values = np.fromiter(map(numbers, words), dtype=np.uint64, count=len(words))
    between = values == BETWEEN
    texts = np.cumsum(between)
    names = np.flatnonzero((values & _LOW != 0) & ~between)
    key_numbers = (values[names] & _LOW).astype(_NUMBER)
    # The first of each claim's names of one key, in the order they stand in.
    _, first = np.unique((texts[names] // _TEXTS).astype(np.uint64) << _HIGH | key_numbers, return_index=True)
    first.sort()
    names, key_numbers = names[first], key_numbers[first]
    lengths = np.empty((count, _SECTIONS), dtype=np.intp)
    lengths[:, :_TEXTS] = np.bincount(texts[~between], minlength=count * _TEXTS).reshape(count, _TEXTS)
    lengths[:, -2] = np.bincount(texts[names] // _TEXTS, minlength=count)
    lengths[:, -1] = [len(each) for each in speaker_ids]
    spoken = np.fromiter(itertools.chain.from_iterable(speaker_ids), dtype=_NUMBER)
    keys = [name_key(words[at]) for at in names.tolist()]
    parts = (values[~between] >> _HIGH).astype(_NUMBER), key_numbers, spoken
    packed, ends = _beside(np.array(claim_ids, dtype=_NUMBER), lengths, parts)
    told = np.cumsum(lengths[:, -2]).tolist()
    return (
        [packed[start:end] for start, end in itertools.pairwise([0, *ends])],
        [keys[start:end] for start, end in itertools.pairwise([0, *told])],
    )


def _beside(
    claim_ids: npt.NDArray[np.uint32],
    lengths: npt.NDArray[np.intp],
    parts: Sequence[npt.NDArray[np.uint32]],
) -> tuple[bytes, list[int]]:
    """The claims one after the other, and where each ends: a header, then its share of each of the parts."""
    shares = np.stack([lengths[:, :_TEXTS].sum(axis=1), lengths[:, -2], lengths[:, -1]])
    ends = np.cumsum(_HEADER + shares.sum(axis=0))
    laid = np.empty(ends[-1], dtype=_NUMBER)
    at = ends - shares.sum(axis=0) - _HEADER
    laid[at] = claim_ids
    laid[at[:, None] + np.arange(1, _HEADER)] = lengths
    at = at + _HEADER
    for part, share in zip(parts, shares, strict=True):
        laid[np.arange(len(part)) + np.repeat(at - np.cumsum(share) + share, share)] = part
        at = at + share
    return laid.tobytes(), (ends * _NUMBER.itemsize).tolist()


def claim_of(claim: bytes) -> int:
    """The id of a packed claim."""
    claim_id: int = _FIRST.unpack_from(claim)[0]
    return claim_id


def lay_out(claims: Sequence[bytes]) -> Laid:
    """Packed claims, at least one, side by side."""
    numbers = np.frombuffer(b"".join(claims), dtype=_NUMBER)
    ends = np.cumsum([len(claim) // _NUMBER.itemsize for claim in claims])
    starts = np.concatenate([[0], ends[:-1]])
    lengths = np.full((len(claims), len(_COUNTS)), _HEADER, dtype=np.intp)
    lengths[:, 1:] = numbers[starts[:, None] + np.arange(1, _HEADER)]
    counts = np.repeat(np.tile(np.array(_COUNTS, dtype=np.float32), len(claims)), lengths.ravel())
    spoken = lengths[:, -1]
    speaks = np.repeat(np.arange(len(claims)), spoken)
    within = np.arange(len(speaks)) - np.repeat(np.cumsum(spoken) - spoken, spoken)
    speakers = numbers[(ends - spoken)[speaks] + within]
    return Laid(numbers, counts, starts, speakers, speaks)
