"""What is compared of a claim, as numbers: packed for the index, and laid out beside other claims. Pure."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from store.lookup.words import key_number, number

_NUMBER = np.dtype(np.uint32)
_SECTIONS = 5
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


def packed(
    claim_id: int, sections: Sequence[Sequence[str]], keys: Sequence[str], speaker_ids: Sequence[int]
) -> bytes:
    """A claim's words, names and speakers as 32-bit numbers, after its id and how many of each there are.

    The sections are words in ASCII: its own, those around them, and who said it with the title.
    """
    own, around, told = sections
    header = (claim_id, len(own), len(around), len(told), len(keys), len(speaker_ids))
    return array(
        "I",
        [
            *header,
            *map(number, own),
            *map(number, around),
            *map(number, told),
            *map(key_number, keys),
            *speaker_ids,
        ],
    ).tobytes()


def claim_of(claim: bytes) -> int:
    """The id of a packed claim."""
    return int.from_bytes(claim[: _NUMBER.itemsize], sys.byteorder)


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
