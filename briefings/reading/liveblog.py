"""Live blogs: their entries, told by markup or by the lines between them. No entry's time is invented."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from store.records import Passage, Span

_LIVE_WORDS = re.compile(
    r"\b(?:live\s?-?blog|as it happened|live updates?|live coverage|minute[- ]by[- ]minute|blow[- ]by[- ]blow)\b|"
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
