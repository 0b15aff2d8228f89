"""Packed folders (.zip): their files one by one, within bounds, whatever the archive says of itself."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from briefings.errors import Refused
from briefings.reading.intake import MAX_BYTES

_MAX_FILES = 20_000
_MAX_UNPACKED_BYTES = 2_000_000_000


def is_folder(path: Path) -> bool:
    """Whether the file is a packed folder, and not a Word document or another program's file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return bool(names) and "[Content_Types].xml" not in names and "mimetype" not in names


def names(path: Path) -> list[str]:
    """The names of the files in a packed folder that a person put there, in order."""
    with zipfile.ZipFile(path) as archive:
        return sorted(info.filename for info in archive.infolist() if _is_own(info))


def files(path: Path) -> Iterator[tuple[str, bytes | Refused]]:
    """Each file of a packed folder by name: its bytes, or why they cannot be read.

    Names are labels and never used as paths. One file is unpacked at a time.
    """
    unpacked = 0
    with zipfile.ZipFile(path) as archive:
        for count, name in enumerate(names(path), 1):
            if count > _MAX_FILES or unpacked > _MAX_UNPACKED_BYTES:
                yield name, Refused("There is too much in this archive: the rest was left out.")
                return
            data = _unpacked(archive, name)
            unpacked += len(data) if isinstance(data, bytes) else MAX_BYTES
            yield name, data


def _is_own(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return not info.is_dir() and not any(
        part.startswith((".", "__MACOSX")) and part != ".." for part in parts
    )


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes | Refused:
    """The bytes of one file, unpacked no further than the bound: the size it states may be untrue."""
    try:
        with archive.open(name) as packed:
            data = packed.read(MAX_BYTES + 1)
    except RuntimeError:  # zipfile's way to ask for a password
        return Refused("This file is protected by a password.")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
        return Refused("This file is damaged.")
    return (
        data
        if len(data) <= MAX_BYTES
        else Refused(
            "The file is too big: at most {megabytes} MB can be read.", megabytes=MAX_BYTES // 1_000_000
        )
    )
