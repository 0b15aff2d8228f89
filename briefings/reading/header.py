"""What a copied page tells about its article outside the body: headline, days, authors, outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefings.reading import dates, furniture
from briefings.reading.furniture import Line
from store.records import Dated, ReadArticle

if TYPE_CHECKING:
    from briefings.reading.dump import Row

_PUBLISHED = re.compile(
    r"(?i)\b(?:first published|published|posted|issued|publication date)\b[\s:]*(?:on|at)?[\s:]*"
)
_UPDATED = re.compile(
    r"(?i)\b(?:last updated|updated|last modified|modified|last edited)\b[\s:]*(?:on|at)?[\s:]*"
)
_REACH = 25  # characters between a label and its date
_NAME = r"[A-Z][\w.'’-]*(?: (?:[a-z]{1,3} )?[A-Z][\w.'’-]*){1,3}"
_BY = re.compile(
    r"^(?:(?:words|story|report|reported|written|posted|published|analysis|text)\s+)?by[:\s]+", re.IGNORECASE
)
_NOT_NAME = re.compile(
    r"\b(?:news|sport|sports|live|world|politics|business|home|the|of|for|and|to|in|on|with|latest|more|read|image|photo|published|updated|share|opinion|culture|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|policy|terms|contact|about|us|sign|subscribe|newsletter|video|videos|weather|travel|fashion|"
    r"health|science|technology|tech|entertainment|lifestyle|style|money|finance|football|games|puzzles|jobs|shop|deals|local|national|international)\b",
    re.IGNORECASE,
)


def title_row(rows: Sequence[Row], start: int, end: int) -> int | None:
    """The number of the row that is the headline, None where there is none.

    It stands above the first prose of the body, seldom ends as a sentence does, and is the nearer
    the likelier; a date or a byline between it and the prose speaks for it.
    """
    first = next((at for at in range(start, end) if rows[at].kind is Line.PROSE), start)
    best, best_score = None, 0.0
    marked = False
    for at in range(first - 1, max(-1, first - 25), -1):
        row = rows[at]
        marked = marked or row.kind in (Line.STAMP, Line.BYLINE, Line.SHARE)
        score = _title_score(row, marked) - 0.12 * (first - 1 - at)
        if score > best_score:
            best, best_score = at, score
    if best is None and _could_head(rows, first):
        return first
    return best


def _title_score(row: Row, marked: bool) -> float:
    if row.kind not in (Line.SHORT, Line.PROSE) or furniture.is_captionlike(row.text):
        return -9.0
    count = len(row.text.split())
    if count < 3 or count > 35 or row.bullet:
        return -9.0 if count < 2 or count > 35 or row.bullet else 0.2
    score = 2.0 if 5 <= count <= 25 else 1.0
    if row.text.endswith((".", ",", ":", ";")):
        score -= 1.2
    return score + (0.8 if marked else 0.0)


def _could_head(rows: Sequence[Row], at: int) -> bool:
    """Whether the first row of a text is its headline: no sentence's end, and text after it."""
    row = rows[at]
    return (
        at == 0 and len(rows) > 1 and len(row.text.split()) <= 25 and not row.text.endswith((".", ",", ";"))
    )


def read(rows: Sequence[Row], title_at: int | None, start: int, end: int) -> ReadArticle:
    """An article without title and text: days, authors and outlet as the rows around the body tell."""
    top = max(0, (start if title_at is None else title_at) - 8)
    first = next((at for at in range(start, end) if rows[at].kind is Line.PROSE), start)
    around = [rows[at] for at in range(top, min(end, first + 8)) if rows[at].kind is not Line.PROSE]
    published, updated = days(around)
    if published is None:
        published, updated = days([row for row in rows if row.kind is Line.STAMP])
    return ReadArticle(title="", text="", published=published, updated=updated)


def days(rows: Sequence[Row]) -> tuple[Dated | None, Dated | None]:
    """Published and updated, from labels and stamps; labels may stand on lines of their own."""
    joined = furniture.unglue(
        " ".join(row.text for row in rows if row.kind in (Line.STAMP, Line.BYLINE, Line.SHORT))
    )
    found = dates.find(joined)
    published = _labelled(joined, found, _PUBLISHED)
    updated = _labelled(joined, found, _UPDATED)
    if published is None:
        stamped = dates.find(furniture.unglue(" ".join(row.text for row in rows if row.kind is Line.STAMP)))
        free = [hit.dated for hit in stamped if hit.dated != updated]
        published = free[0] if free else None
    return published, updated


def _labelled(text: str, found: Sequence[dates.FoundDate], label: re.Pattern[str]) -> Dated | None:
    for match in label.finditer(text):
        for hit in found:
            if match.end() - 2 <= hit.span.start <= match.end() + _REACH:
                return hit.dated
    return None
