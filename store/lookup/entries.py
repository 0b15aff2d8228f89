"""What the index keeps of a claim. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from store.lookup.packing import pack
from store.lookup.words import APART, latin_together
from store.records import Claim


class Told(NamedTuple):
    """A claim as it is read for the index.

    `first` and `last`: the days on which it can have been said, as ordinals, 0 where nothing is known.
    `texts`: its own words, those around them, and who said it with the title.
    """

    claim_id: int
    speaker_ids: tuple[int, ...]
    stance: str
    outlet: str | None
    first: int
    last: int
    texts: tuple[str, str, str]


class Entry(NamedTuple):
    """What the index keeps of a claim.

    `words` and `keys` can be searched; `packed` is what candidates are ranked by.
    """

    claim_id: int
    speaker_ids: tuple[int, ...]
    stance: str
    outlet: str | None
    first: int
    last: int
    words: str
    keys: str
    packed: bytes

    @property
    def newest(self) -> int:
        """A number by which claims are ordered in time."""
        return self.first << 32 | self.claim_id


def entries_of(claims: Collection[Claim]) -> list[Entry]:
    """The entries of those claims that answers may use."""
    return made([_told(claim) for claim in claims if claim.usable and claim.retracted_at is None])


def made(claims: Sequence[Told]) -> list[Entry]:
    """The entry of each of these claims; of many at once it takes a fraction of the time a claim."""
    if not claims:
        return []
    whole = latin_together([text for claim in claims for text in claim.texts])
    ids, speakers = [claim.claim_id for claim in claims], [claim.speaker_ids for claim in claims]
    packed, keys = pack(ids, whole.split(), speakers)
    texts = iter(whole.lower().split(APART))
    return [
        Entry(
            claim.claim_id,
            claim.speaker_ids,
            claim.stance,
            claim.outlet,
            claim.first,
            claim.last,
            own + around + who,
            " ".join(named),
            numbers,
        )
        for claim, own, around, who, named, numbers in zip(
            claims, texts, texts, texts, keys, packed, strict=True
        )
    ]


def _told(claim: Claim) -> Told:
    around = claim.context
    for words in claim.content:
        around = around.replace(words, "\n", 1)
    title = claim.title if claim.title != claim.context else None
    who = " ".join(part for part in (claim.speaker_surface, claim.role, claim.target, title) if part)
    texts = " ".join(claim.content), around, who
    return Told(claim.id, claim.speaker_ids, claim.stance, claim.outlet, *_days(claim), texts)


def _days(claim: Claim) -> tuple[int, int]:
    """The first and last day on which it can have been said."""
    if claim.said_on:
        year, month, day = (int(part) for part in f"{claim.said_on}-0-0".split("-")[:3])
        first = dt.date(year, month or 1, day or 1)
        length = calendar.monthrange(year, month or 12)[1]
        return first.toordinal(), dt.date(year, month or 12, day or length).toordinal()
    known = claim.posted_at.date() if claim.posted_at else claim.published and claim.published.on
    return (known.toordinal(), known.toordinal()) if known else (0, 0)
