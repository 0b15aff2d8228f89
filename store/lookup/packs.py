"""The packed claims of an index in a file of their own, each read by its place.

Tantivy keeps stored fields in blocks that it unpacks whole for every one that is read: ten times as dear
as reading a piece of a file. What a killed writer left after the last commit is cut off by the next one;
what was packed of claims that have changed since stays until the index is made anew.
"""

from __future__ import annotations

import itertools
import os
import uuid
import weakref
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LENGTH_BITS = 24
_LONGEST = (1 << _LENGTH_BITS) - 1
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Extent:
    """Which file it is, so that another index's is never taken for it, and its length and checksum."""

    name: str = ""
    length: int = 0
    crc: int = 0


NO_EXTENT = Extent()


class Packs:
    """The file, for reading. Safe to use from several threads.

    Errors: `OSError` where there is no file, `ValueError` where it is not the extent that was committed.
    """

    def __init__(self, folder: Path, extent: Extent) -> None:
        self.name = extent.name
        self._file = os.open(folder / extent.name, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._check(extent)

    def read(self, places: Sequence[int]) -> list[bytes]:
        """What was put at each of these places."""
        found = [os.pread(self._file, place & _LONGEST, place >> _LENGTH_BITS) for place in places]
        if any(len(each) != place & _LONGEST for each, place in zip(found, places, strict=True)):
            raise ValueError(f"{self.name} is not whole")
        return found

    def _check(self, extent: Extent) -> None:
        crc = 0
        for at in range(0, extent.length, _BLOCK):
            crc = zlib.crc32(os.pread(self._file, min(_BLOCK, extent.length - at), at), crc)
        if crc != extent.crc:
            raise ValueError(f"{self.name} is damaged")


class PackWriter:
    """Puts packed claims at the end of the file; makes one where the extent names none.

    `extent` tells of all that was put so far.
    """

    def __init__(self, folder: Path, extent: Extent) -> None:
        self._name = extent.name or f"packed-{uuid.uuid4().hex}.bin"
        self._length, self._crc = extent.length, extent.crc
        self._file = (folder / self._name).open("ab")
        self._file.truncate(extent.length)

    @property
    def extent(self) -> Extent:
        """All that was put so far."""
        return Extent(self._name, self._length, self._crc)

    def put(self, packed: Sequence[bytes]) -> list[int]:
        """The place of each that was put. Errors: `ValueError` for one of more than 16 MB."""
        lengths = [len(each) for each in packed]
        if max(lengths, default=0) > _LONGEST:
            raise ValueError(f"a claim of {max(lengths)} bytes is too long for the index")
        whole, at = b"".join(packed), self._length
        starts = itertools.accumulate(lengths, initial=at)
        self._file.write(whole)
        self._length, self._crc = at + len(whole), zlib.crc32(whole, self._crc)
        return [start << _LENGTH_BITS | length for start, length in zip(starts, lengths, strict=False)]

    def flush(self) -> None:
        """Make what was put durable."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def sweep(folder: Path, extent: Extent) -> None:
    """Remove the files of earlier indexes from the folder."""
    for path in folder.glob("packed-*.bin"):
        if path.name != extent.name:
            path.unlink(missing_ok=True)
