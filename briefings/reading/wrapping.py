"""Text broken into lines at a column, as mails and agencies send it: told, and put back into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefings.reading import furniture

BULLET = re.compile(r"^(?:[•●▪◦‣·∙*]|[-–—](?= ))\s*(?=\S)")
_WIDTHS = range(50, 141)  # columns at which text is broken; a longer line is a paragraph
_LEAST_LINE = 40  # characters of a line that may have been broken by a column
_LEAST_LINES = 3
_FULL = 0.86  # share of the column that a line and the next word fill where the column broke it
_MOSTLY = 0.75
_HYPHENATED = 0.08  # share of lines ending in a hyphen from which on words are broken by syllables


def unwrapped(text: str) -> str:
    """`text` with each paragraph on one line where it was broken at a column, else as it is.

    Empty lines stay, and so do line ends that no column forced: bullets, headings, and a paragraph's
    last line. `text` is in normal form.
    """
    lines = text.split("\n")
    width = _column(lines)
    if width is None:
        return text
    broken = [line for line in lines if len(line) >= _LEAST_LINE]
    syllables = sum(map(_is_hyphenated, broken)) >= _HYPHENATED * len(broken)
    out = lines[0]
    for line, following in pairwise(lines):
        if not _goes_on(line, following, width):
            out += "\n" + following
        elif not (_is_hyphenated(line) and following[:1].isalpha()):
            out += " " + following
        elif syllables and following[:1].islower():
            out = out[:-1] + following
        else:
            out += following
    return out


def _column(lines: Sequence[str]) -> int | None:
    """The column at which the lines were broken, None where they were not."""
    pairs = list(_inner(lines))
    if len(pairs) < _LEAST_LINES:
        return None
    lengths = sorted(len(line) for line, _ in pairs)
    width = lengths[int(len(lengths) * 0.9)]
    longer = sum(len(line) > width + 8 for line in lines)
    if width not in _WIDTHS or longer > 0.1 * len(pairs):
        return None
    full = sum(_is_full(line, following, width) for line, following in pairs)
    open_ended = sum(not furniture.ends_sentence(line) for line, _ in pairs)
    return width if min(full, open_ended) >= _MOSTLY * len(pairs) else None


def _inner(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines long enough to have been broken, each with the line straight below it."""
    for line, following in pairwise(lines):
        if len(line) >= _LEAST_LINE and following and not BULLET.match(following):
            yield line, following


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether only the column parts `line` from `following`."""
    if not line or not following or BULLET.match(following) or len(line) < _LEAST_LINE:
        return False
    if _is_full(line, following, width):
        return True
    return following[:1].islower() and not furniture.ends_sentence(line)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next word would have stood beyond the column, or nearly."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) >= _FULL * width


def _is_hyphenated(line: str) -> bool:
    return line.endswith("-") and line[-2:-1].isalpha()
