"""A paragraph as topics and stories are recognised in it."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.digests.words import Bag
from store.records import Part, Span


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A paragraph or headline: where it stands, its telling words, and how it begins."""

    article_id: int
    part: Part
    span: Span
    text: str
    bag: Bag
    carries_on: bool
