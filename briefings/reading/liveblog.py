"""Live blogs: their entries, told by markup or by the lines between them. No entry's time is invented."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefings import dates
from briefings.reading import bylines, furniture
from briefings.reading.cohesion import Cohesion
from briefings.reading.furniture import Line
from briefings.reading.rows import Row, paragraph_texts
from store.records import Dated, Passage, Span

_LIVE_WORDS = re.compile(
    r"\b(?:live\s?-?blog|as it happened|live updates?|live coverage|minute[- ]by[- ]minute|"
    r"blow[- ]by[- ]blow)\b|"
    r"(?:^live\s*[:|–—-])|(?:[–—-]\s*live\b)|\blive\s*:|/live(?:blog)?/|-live(?:-updates)?(?:[-/.]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a live blog: its paragraphs, its heading and time where the page gives them."""

    paragraphs: tuple[str, ...]
    heading: str | None = None
    posted_at: dt.datetime | None = None


def says_live(text: str) -> bool:
    """Whether a title or an address calls its page a live blog."""
    return bool(_LIVE_WORDS.search(text))


def without_repeats(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without exact repeats: a pinned entry stands again in its place.

    Of two the first stays, with the time and heading of either.
    """
    kept: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = tuple(" ".join(paragraph.lower().split()) for paragraph in entry.paragraphs)
        first = kept.get(key)
        if first is None:
            kept[key] = entry
        else:
            kept[key] = replace(
                first, heading=first.heading or entry.heading, posted_at=first.posted_at or entry.posted_at
            )
    return list(kept.values())


def lay_out(intro: Sequence[str], entries: Sequence[Entry]) -> tuple[str, tuple[Passage, ...]]:
    """The text of an article and its passages: an intro without a passage, then one for each entry.

    Paragraphs are parted by a blank line; a heading is the first paragraph of its passage.
    """
    parts: list[str] = list(intro)
    length = sum(len(part) + 2 for part in parts)
    passages: list[Passage] = []
    for entry in entries:
        told = [*([entry.heading] if entry.heading else []), *entry.paragraphs]
        body = "\n\n".join(told)
        passages.append(
            Passage(span=Span(length, length + len(body)), posted_at=entry.posted_at, heading=entry.heading)
        )
        parts.append(body)
        length += len(body) + 2
    return "\n\n".join(parts), tuple(passages)


# --- entries in plain text --------------------------------------------------------------------------

_TEXT = (Line.PROSE, Line.SHORT)
_LEAST_TIMES = 4  # as many time lines as make them the only borders that are trusted
_LEAST_SHARES = 3
_CLOSED = re.compile(r"\s*\bthis (?:live )?blog is (?:now )?closed\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlainBlog:
    """A live blog told by its lines: what stands above the entries, and the entries."""

    intro: tuple[str, ...]
    entries: tuple[Entry, ...]


def in_rows(
    run: Sequence[Row], title: str, published: Dated | None, updated: Dated | None
) -> PlainBlog | None:
    """The live blog that the rows of a body are, None where they are an article.

    Four or more time lines are the only borders then; else "Share" lines and headings are, and in
    stretches without them the words paragraphs share.
    """
    times = _time_rows(run)
    shares = sum(row.kind is Line.SHARE for row in run)
    if not (says_live(title) or shares >= _LEAST_SHARES or len(times) >= _LEAST_TIMES):
        return None
    first = _intro_end(run)
    if len(times) >= _LEAST_TIMES:
        intro = [row for row in run[: times[0]] if row.kind in _TEXT]
        chunks = [
            (run[at], run[at + 1 : after]) for at, after in zip(times, [*times[1:], len(run)], strict=True)
        ]
        entries = [_entry(rows, _moment(stamp.text, published, updated)) for stamp, rows in chunks]
    else:
        intro = [row for row in run[:first] if row.kind in _TEXT]
        cohesion = Cohesion([row.text for row in run if row.kind in _TEXT])
        entries = [
            _entry(rows, None) for chunk in _chunks(run[first:]) for rows in _cohesive(chunk, cohesion)
        ]
    told = without_repeats(entry for entry in entries if entry is not None)
    if len(told) < 2:
        return None
    return PlainBlog(tuple(_CLOSED.sub("", row.text) for row in intro), tuple(told))


def _time_rows(run: Sequence[Row]) -> list[int]:
    """The rows that only tell a time and have text right below: an entry's, not the page's own stamp."""
    return [
        at
        for at, row in enumerate(run[:-1])
        if furniture.is_time(row.text) and any(below.kind in _TEXT for below in run[at + 1 : at + 3])
    ]


def _moment(stamp: str, published: Dated | None, updated: Dated | None) -> dt.datetime | None:
    """The instant of a time line: one that tells day and zone, or zone alone in a blog of one day."""
    told = dates.absolute(stamp)
    if told is not None:
        return told.at
    if published is None or updated is None or published.on != updated.on:
        return None
    dated = dates.absolute(f"{published.on.isoformat()} {stamp}")
    return dated.at if dated else None


def _intro_end(run: Sequence[Row]) -> int:
    """Where the standfirst ends: below one or two paragraphs, at furniture that is no entry's end."""
    start = next((at for at, row in enumerate(run) if row.kind in _TEXT), len(run))
    end = next((at for at in range(start, len(run)) if run[at].kind not in _TEXT), len(run))
    if end == len(run) or run[end].kind is Line.SHARE or end - start > 2:
        return 0
    return 0 if any(is_heading(row) for row in run[start:end]) else end


def is_heading(row: Row) -> bool:
    """Whether a row reads as a sub-heading: short, no sentence's end, no bullet, no name."""
    return (
        row.kind is Line.SHORT
        and not row.bullet
        and 2 <= len(row.text.split()) <= 22
        and (not furniture.ends_sentence(row.text) or row.text.endswith("?"))
        and not row.text.endswith(('?"', "?”"))
        and not bylines.is_name(row.text)
    )


def _chunks(run: Sequence[Row]) -> list[list[Row]]:
    """The rows parted after "Share" lines and before headings."""
    chunks: list[list[Row]] = [[]]
    for at, row in enumerate(run):
        heads = is_heading(row) and any(below.kind in _TEXT for below in run[at + 1 : at + 2])
        if row.kind is Line.SHARE or heads:
            chunks.append([])
        if row.kind in _TEXT:
            chunks[-1].append(row)
    return [chunk for chunk in chunks if chunk]


def _cohesive(chunk: Sequence[Row], cohesion: Cohesion) -> list[Sequence[Row]]:
    """A stretch without borders, parted where the words say that something else begins."""
    fixed = [
        row.kind is not Line.PROSE or row.bullet or (at > 0 and is_heading(chunk[at - 1]))
        for at, row in enumerate(chunk)
    ]
    borders = [0, *cohesion.borders([row.text for row in chunk], fixed), len(chunk)]
    return [chunk[start:end] for start, end in pairwise(borders)]


def _entry(rows: Sequence[Row], posted_at: dt.datetime | None) -> Entry | None:
    """The rows as an entry, None where no paragraph is left."""
    texts = [row for row in rows if row.kind in _TEXT and not bylines.is_name(row.text)]
    heading = None
    while texts and is_heading(texts[0]) and len(texts) > 1:
        heading = texts.pop(0).text
    if not texts or not any(row.kind is Line.PROSE or furniture.ends_sentence(row.text) for row in texts):
        return None
    return Entry(paragraphs=tuple(paragraph_texts(texts)), heading=heading, posted_at=posted_at)
