"""The outlet as the lines beside a headline name it: a masthead's line, the end of a byline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefings.reading import bylines, furniture, titles
from briefings.reading.furniture import Line
from briefings.reading.rows import Row

_ABOVE, _BELOW = 6, 8  # rows looked at above the headline and below it, up to the first prose
_BESIDE = "line beside the headline"
_MOST_WORDS = 8  # of a line that holds an outlet's name


def outlet(
    rows: Sequence[Row], title_at: int | None, start: int, end: int, *, paged: bool
) -> tuple[str, str] | None:
    """The outlet that the lines around the headline name and how; None where none of them does.

    On a page with menus (`paged`) one word below a headline is more likely a topic.
    """
    first = next((at for at in range(start, end) if rows[at].kind is Line.PROSE), start)
    top = first if title_at is None else title_at
    below = range(top + (title_at is not None), min(max(first, top + 1), top + _BELOW + 1))
    for at in below:
        if rows[at].kind is Line.BYLINE and (told := titles.outlet_in(rows[at].text.partition(",")[2])):
            return told, "byline"
    for at in below:
        if told := _alone(rows[at]):
            return told, _BESIDE
    if title_at is not None and not paged and (told := _one_word(rows, title_at)):
        return told, _BESIDE
    for at in range(top - 1, max(-1, top - _ABOVE - 1), -1):
        if rows[at].kind is Line.SHORT and (told := _alone(rows[at])):
            return told, _BESIDE
    return None


def _alone(row: Row) -> str | None:
    """The outlet whose name a row is, alone or with the day or an edition."""
    if row.kind is Line.STAMP:
        return titles.outlet_in(furniture.without_stamp(row.text) or "")
    short = row.kind is Line.SHORT and len(row.text.split()) <= _MOST_WORDS
    return titles.outlet_in(row.text) if short else None


def _one_word(rows: Sequence[Row], title_at: int) -> str | None:
    """The one word straight below a headline and above a day: no section's, no button's, no office's."""
    for name, after in pairwise(rows[title_at + 1 : title_at + 3]):
        one = name.text.removeprefix("The ")
        alone = name.kind is Line.SHORT and " " not in one and one[:1].isupper()
        if alone and after.kind in (Line.STAMP, Line.BYLINE) and not bylines.is_of_page(name.text):
            return name.text
    return None
