"""Statements -> a digest: each statement once, by its best mention, the weightiest first.

Pure: the same statements and wish always make the same digest.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from briefings.digests.digest import Digest, Group, Item, Section, Wish
from briefings.digests.order import ordered
from briefings.digests.repeats import repeats
from briefings.digests.topics import Corpus
from briefings.digests.words import folded
from store.records import Claim, Part, QuoteType, Stance, Statement

# A digest asked for by its day looks back this far for what was said shortly before.
CONTEXT = dt.timedelta(days=2)

# About ten messages: more than anybody reads. What weighs least is counted, not shown.
_MOST_ITEMS = 100

_QUOTED = {QuoteType.DIRECT: 2, QuoteType.MIXED: 2, QuoteType.INDIRECT: 1, QuoteType.NONE: 0}
_WORDS_ENOUGH = 30
_TOLD_OFTEN = 4


def compose(
    statements: Sequence[Statement],
    *,
    wish: Wish,
    day: dt.date,
    zone: str,
    until: int,
    older: Sequence[Statement] = (),
    corpus: Corpus | None = None,
) -> Digest:
    """The digest of these new statements for a local day.

    `older` are statements the chat knows already; they only tell what a figure was before.
    `corpus` holds the articles of the statements: with it, topics are also recognised by what stands
    around a claim; without it, by the claims and the sentences they stand in.
    """
    items = _items(statements, older, zone)
    if wish.topics and corpus is None:
        corpus = Corpus(claim for item in items for claim in item.claims)
    weighed = sorted(_wanted(items, wish, corpus), key=_weight)
    kept = weighed[:_MOST_ITEMS]
    return Digest(
        day=day,
        zone=zone,
        groups=_groups(kept, wish.topics, day),
        until=until,
        left_out=len(weighed) - len(kept),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """An item that the wish asks for: by which topic, how surely, and whether its speaker is followed."""

    item: Item
    topic: str | None
    strength: float
    followed: bool


def _wanted(items: Iterable[Item], wish: Wish, corpus: Corpus | None) -> Iterator[_Wanted]:
    for item in items:
        topic, strength = None, 0.0
        for each in wish.topics if corpus else ():
            found = max(corpus.strength(each, claim) for claim in item.claims) if corpus else 0.0
            if found > strength:
                topic, strength = each, found
        is_followed = followed(item, wish.speakers)
        if strength or is_followed or wish == Wish():
            yield _Wanted(item=item, topic=topic, strength=strength, followed=is_followed)


def first_told(statement: Statement, zone: str) -> dt.date:
    """The local day on which the first article or entry with this statement came out."""
    return min(_told(claim, ZoneInfo(zone)) for claim in statement.claims)


def followed(item: Item, speakers: Collection[str]) -> bool:
    """Whether one of these people or bodies said it: a surname alone is enough, on either side."""
    wanted = [folded(name) for name in speakers]
    spoken = [folded(name) for claim in item.claims for name in claim.speakers]
    return any(_same_name(one, other) for one in wanted for other in spoken)


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer[-len(shorter) :] == shorter


def _told(claim: Claim, tz: ZoneInfo) -> dt.date:
    if claim.posted_at is not None:
        return claim.posted_at.astimezone(tz).date()
    if claim.published is not None:
        return claim.published.on
    return claim.fetched_at.astimezone(tz).date()


# Statements -> items


def _items(statements: Sequence[Statement], older: Sequence[Statement], zone: str) -> list[Item]:
    """An item for each thing said: repeats joined, replaced figures inside the ones that replace them."""
    known = {each.id: each for each in (*older, *statements)}
    replaced = {each.follows for each in statements}
    made = []
    for same in repeats(each for each in statements if each.id not in replaced):
        claims = [claim for each in same for claim in each.claims if not claim.negated]
        if claims:
            before = known.get(same[0].follows) if same[0].follows else None
            made.append(_item(same[0], claims, before, ZoneInfo(zone)))
    return _with_caveats(made)


def _with_caveats(items: Sequence[Item]) -> list[Item]:
    """The items; what an article says against one of a speaker's accusations stands with all of them."""
    known = {_charge(item): item.caveat for item in reversed(items) if item.caveat and _charge(item)}
    return [
        replace(item, caveat=known.get(_charge(item))) if _charge(item) and not item.caveat else item
        for item in items
    ]


def _charge(item: Item) -> tuple[object, ...] | None:
    """Who accuses in which article; None for any other kind of saying, or nobody."""
    claim = item.claim
    if claim.stance is not Stance.ACCUSES or not claim.speaker_ids:
        return None
    return claim.article_id, claim.speaker_ids


def _item(statement: Statement, claims: list[Claim], before: Statement | None, tz: ZoneInfo) -> Item:
    ranked = sorted(claims, key=_goodness, reverse=True)
    days = sorted((claim.said_on for claim in claims if claim.said_on), key=lambda on: (-len(on), on))
    told = [claim for claim in claims if claim.published or claim.posted_at]
    return Item(
        statement=statement,
        claim=ranked[0],
        claims=tuple(claims),
        outlets=tuple(dict.fromkeys(claim.outlet for claim in ranked if claim.outlet)),
        said_on=days[0] if days else None,
        told_on=min((_told(claim, tz) for claim in told), default=None),
        via=_first(claim.via for claim in ranked),
        caveat=_first(claim.caveat for claim in ranked),
        figure_was=max(before.claims, key=_goodness) if before else None,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _goodness(claim: Claim) -> tuple[object, ...]:
    """How well a claim shows its statement: body before headline, direct and complete words, caveat."""
    words = sum(len(part.split()) for part in claim.content)
    return (
        claim.part is Part.TEXT,
        bool(claim.speakers),
        _QUOTED[claim.quote_type],
        min(words, _WORDS_ENOUGH) // 6,
        claim.caveat is not None,
        claim.confidence,
        -claim.id,
    )


# Items -> groups


def _weight(wanted: _Wanted) -> tuple[object, ...]:
    """What sorts the weightiest first: wholly on topic, followed, told by many and often, new."""
    item = wanted.item
    day = _day(item)
    told = item.claim.posted_at or (item.claim.published and item.claim.published.at)
    return (
        bool(wanted.topic) and wanted.strength < 1,
        not wanted.followed,
        -len(item.outlets),
        item.claim.part is Part.TITLE,
        -min(len(item.claims), _TOLD_OFTEN),
        -day.toordinal() if day else 0,
        -told.timestamp() if told else 0.0,
        item.statement.id,
    )


def _day(item: Item) -> dt.date | None:
    """The day an item is filed under: the first possible one where only month or year are known."""
    if item.said_on is None:
        return item.told_on
    return dt.date.fromisoformat((item.said_on + "-01-01")[:10])


def _groups(kept: Sequence[_Wanted], topics: Sequence[str], day: dt.date) -> tuple[Group, ...]:
    """New statements topic by topic, then what was said before, each in an order that reads well."""
    filed: defaultdict[tuple[Section, str | None], list[Item]] = defaultdict(list)
    for each in kept:
        filed_under = _day(each.item)
        earlier = filed_under is not None and filed_under < day
        filed[Section.EARLIER if earlier else Section.NEW, each.topic].append(each.item)
    places = [(section, topic) for section in Section for topic in (*dict.fromkeys(topics), None)]
    return tuple(
        Group(section=section, topic=topic, items=tuple(ordered(filed[section, topic])))
        for section, topic in places
        if (section, topic) in filed
    )
