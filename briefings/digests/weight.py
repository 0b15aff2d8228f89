"""Which statements come first: wholly on topic, followed, full of words, told by many and first, new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.digests.digest import Item
from briefings.digests.figures import figures, is_about_people
from briefings.digests.items import is_named, length
from briefings.digests.words import stems
from store.records import Claim, Part, QuoteType

_TOLD_OFTEN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An item that the wish asks for: by which topic, how surely, and whether its speaker is followed."""

    item: Item
    topic: str | None
    strength: float
    followed: bool

    @property
    def asked(self) -> tuple[bool, bool]:
        """What comes before all else: wholly on topic, then by a followed speaker."""
        return bool(self.topic) and self.strength < 1, not self.followed


def weight(wanted: Wanted) -> tuple[object, ...]:
    """What sorts the weightiest first."""
    item = wanted.item
    told = item.claim.posted_at or (item.claim.published and item.claim.published.at)
    return (
        *wanted.asked,
        -_fullness(item.claim),
        -len(item.outlets),
        item.claim.part is Part.TITLE,
        not item.leads,
        not (is_named(item.claim) or any(map(is_about_people, figures(item.claim)))),
        -min(len(item.claims), _TOLD_OFTEN),
        -item.day.toordinal() if item.day else 0,
        *_loudness(item.claim),
        -told.timestamp() if told else 0.0,
        item.statement.id,
    )


def turns(weighed: Sequence[Wanted], *, in_a_row: int) -> list[Wanted]:
    """The same order, but nobody has more statements `in_a_row` before the others had their turn."""
    spoken: Counter[tuple[int, ...]] = Counter()
    placed = []
    for each in weighed:
        speaker = each.item.claim.speaker_ids
        placed.append((*each.asked, spoken[speaker] // in_a_row))
        spoken[speaker] += 1
    order = sorted(range(len(weighed)), key=lambda place: (placed[place], place))
    return [weighed[place] for place in order]


def _fullness(claim: Claim) -> int:
    """2 for words that say something, less for "denied that" and the like, or if nobody says it."""
    if not claim.speakers and claim.quote_type is not QuoteType.NONE:
        return 0
    return 2 if claim.quote_type is QuoteType.DIRECT else min(len(stems(" ".join(claim.content))), 2)


def _loudness(claim: Claim) -> tuple[bool, int]:
    """What puts a speaker's own words before the writer's, and many before few."""
    return claim.quote_type is not QuoteType.DIRECT, -length(claim)
