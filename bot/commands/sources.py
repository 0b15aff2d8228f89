"""What stands on a command line for articles: files, folders, packed folders, links, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from briefings.errors import Refused
from briefings.reading import packed
from briefings.reading.intake import MAX_BYTES, Intake

Source = tuple[str, Intake | str]
"""A source's name, with what it holds or why it cannot be opened."""


def opened(given: Sequence[str]) -> Iterator[Source]:
    """Each source in the order given; folders and packed folders file by file, one at a time."""
    for source in given:
        if source.startswith(("http://", "https://")):
            yield source, Intake(url=source)
        elif source == "-":
            yield "-", _held(sys.stdin.buffer, None)
        else:
            yield from _files(Path(source), _printable(source))


def count(given: Sequence[str]) -> int:
    """How many sources `opened` will tell."""
    counted = 0
    for path in map(Path, given):
        for each in (_inside(path) or [path]) if path.is_dir() else [path]:
            counted += len(packed.names(each)) if _is_packed(each) else 1
    return counted


def _files(path: Path, shown: str) -> Iterator[Source]:
    """The files of a path that a person wrote as `shown`."""
    if path.is_dir():
        inside = _inside(path)
        if not inside:
            yield shown, "There is no file in this folder."
        for each in inside:
            yield from _files(each, _printable(str(each)))
        return
    try:
        if _is_packed(path):
            for name, data in packed.files(path):
                inner = PurePosixPath(name).name
                held = str(data) if isinstance(data, Refused) else Intake(data=data, name=inner)
                yield f"{shown}/{name}", held
        else:
            with path.open("rb") as file:
                yield shown, _held(file, _printable(path.name))
    except OSError as error:
        yield shown, f"It cannot be opened: {error.strerror}."


def _held(file: BinaryIO, name: str | None) -> Intake | str:
    """What a file, a pipe or a device holds, read no further than an article may be long."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return f"The file is too big: at most {MAX_BYTES // 1_000_000} MB can be read."
    return Intake(data=data, name=name)


def _is_packed(path: Path) -> bool:
    # A pipe can be opened but once.
    return path.is_file() and packed.is_folder(path)


def _inside(folder: Path) -> list[Path]:
    """The files in a folder and below it that are not hidden, in order."""
    return [each for each in sorted(folder.rglob("*")) if each.is_file() and not each.name.startswith(".")]


def _printable(name: str) -> str:
    """A name as text that can be printed: bytes in it that are no text are told by their numbers."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
