"""What a digest is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from briefings.digests.figures import Figure
from store.records import Claim, Statement


class Section(StrEnum):
    """Where in a digest a statement stands."""

    NEW = "new"  # said since the last digest, or new with no day given
    EARLIER = "earlier"  # said before, shown with its own day


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a chat wants in its digests: these topics and these speakers, from these outlets.

    Empty means everything; of topics and speakers, one that fits is enough.
    """

    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement, shown by its best claim.

    `claims` are all claims of the statement and of other statements that repeat it word for word.
    `said_on` is the day, month or year of saying where any of them supports it; `told_on` the day of
    the newest article or entry that has it, since what is told undated is told as standing that day.
    `via` and `caveat` come from the best claim, or from another one where that has none. `before` are
    older values of a figure, the latest first, and `elsewhere` other values of the same day, each in
    its own words. `story` and `telling` number, within this digest only, what the item is about and
    which article or entry of a live blog tells it; it `leads` where one opens with it.
    """

    statement: Statement
    claim: Claim
    claims: tuple[Claim, ...]
    outlets: tuple[str, ...]
    said_on: str | None = None
    told_on: dt.date | None = None
    via: str | None = None
    caveat: str | None = None
    before: tuple[Figure, ...] = ()
    elsewhere: tuple[Figure, ...] = ()
    story: int | None = None
    telling: tuple[int, int] | None = None
    leads: bool = False

    @property
    def day(self) -> dt.date | None:
        """The day it is filed under: the first possible one where only month or year are known."""
        if self.said_on is None:
            return self.told_on
        return dt.date.fromisoformat((self.said_on + "-01-01")[:10])


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items that stand together under one heading.

    `heading` is the topic asked for, or words that the articles of a story share; None for what
    belongs to no story, and for the dated part. A thread is what one speaker said and, beside it, what
    others set against it. `more` are items of less weight, folded away until the reader asks for them.
    """

    section: Section
    heading: str | None
    threads: tuple[tuple[Item, ...], ...] = ()
    more: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of the group, the folded ones last."""
        return (*(item for thread in self.threads for item in thread), *self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One composed briefing for a local day; no groups when nothing is new.

    `until` is the change number up to which statements were considered. `left_out` counts statements
    of least weight that a very long digest does not show at all.
    """

    day: dt.date
    zone: str
    groups: tuple[Group, ...]
    until: int
    left_out: int = 0
