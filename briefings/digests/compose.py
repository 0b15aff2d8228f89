"""Statements -> a digest: each statement once, by its best mention, the weightiest first.

Pure: the same statements and wish always make the same digest.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from briefings.digests.digest import Digest, Group, Item, Section, Wish
from briefings.digests.order import threads
from briefings.digests.repeats import repeats
from briefings.digests.topics import Corpus
from briefings.digests.words import folded, stems
from store.records import Claim, Part, QuoteType, Stance, Statement

# A digest asked for by its day looks back this far for what was said shortly before.
CONTEXT = dt.timedelta(days=2)

# What is shown at once is one message, or two; what is folded away one or two more; the rest is counted.
_SHOWN = {Section.NEW: 25, Section.EARLIER: 8}
_FOLDED = {Section.NEW: 25, Section.EARLIER: 8}

_QUOTED = {QuoteType.DIRECT: 2, QuoteType.MIXED: 2, QuoteType.INDIRECT: 1, QuoteType.NONE: 0}
_WORDS_ENOUGH = 30
_TOLD_OFTEN = 4
# After so many statements of one speaker the others come first.
_IN_A_ROW = {Section.NEW: 2, Section.EARLIER: 1}
_SPARE = frozenset({"of", "the", "and", "for", "de", "al", "van", "von", "in"})


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
    filed: defaultdict[Section, list[_Wanted]] = defaultdict(list)
    for each in weighed:
        filed[_section(each.item, day)].append(each)
    groups = [group for section in Section for group in _groups(section, filed[section], wish.topics)]
    kept = sum(len(group.items) for group in groups)
    return Digest(day=day, zone=zone, groups=tuple(groups), until=until, left_out=len(weighed) - kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """An item that the wish asks for: by which topic, how surely, and whether its speaker is followed."""

    item: Item
    topic: str | None
    strength: float
    followed: bool


def _wanted(items: Iterable[Item], wish: Wish, corpus: Corpus | None) -> Iterator[_Wanted]:
    outlets = {folded(name) for name in wish.outlets}
    for item in items:
        if outlets and outlets.isdisjoint(folded(name) for name in item.outlets):
            continue
        topic, strength = None, 0.0
        for each in wish.topics if corpus else ():
            found = max(corpus.strength(each, claim) for claim in item.claims) if corpus else 0.0
            if found > strength:
                topic, strength = each, found
        is_followed = followed(item, wish.speakers)
        if strength or is_followed or not (wish.topics or wish.speakers):
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
    return (
        claim.part is Part.TEXT,
        bool(claim.speakers),
        _QUOTED[claim.quote_type],
        _length(claim),
        claim.caveat is not None,
        claim.confidence,
        -claim.id,
    )


# Items -> groups


def _weight(wanted: _Wanted) -> tuple[object, ...]:
    """What sorts the weightiest first: wholly on topic, followed, full of words, told by many, new."""
    item = wanted.item
    day = _day(item)
    told = item.claim.posted_at or (item.claim.published and item.claim.published.at)
    return (
        *_asked(wanted),
        -_fullness(item.claim),
        -len(item.outlets),
        item.claim.part is Part.TITLE,
        not _is_named(item.claim),
        -min(len(item.claims), _TOLD_OFTEN),
        -day.toordinal() if day else 0,
        *_loudness(item.claim),
        -told.timestamp() if told else 0.0,
        item.statement.id,
    )


def _asked(wanted: _Wanted) -> tuple[bool, bool]:
    """What comes before all else: wholly on topic, then by a followed speaker."""
    return bool(wanted.topic) and wanted.strength < 1, not wanted.followed


def _fullness(claim: Claim) -> int:
    """2 for words that say something, less for "denied that" and the like, or if nobody says it."""
    if not claim.speakers and claim.quote_type is not QuoteType.NONE:
        return 0
    return 2 if claim.quote_type is QuoteType.DIRECT else min(len(stems(" ".join(claim.content))), 2)


def _loudness(claim: Claim) -> tuple[bool, int]:
    """What puts a speaker's own words before the writer's, and many before few."""
    return claim.quote_type is not QuoteType.DIRECT, -_length(claim)


def _length(claim: Claim) -> int:
    words = sum(len(part.split()) for part in claim.content)
    return min(words, _WORDS_ENOUGH) // 6


def _is_named(claim: Claim) -> bool:
    """Whether somebody with a name speaks: "Mara Lind", not "two officials"."""
    words = [word for name in claim.speakers for word in name.split() if word not in _SPARE]
    return bool(words) and all(word[0].isupper() for word in words)


def _turns(weighed: Sequence[_Wanted], *, in_a_row: int) -> list[_Wanted]:
    """The same order, but nobody has more statements `in_a_row` before the others had their turn."""
    spoken: Counter[tuple[int, ...]] = Counter()
    turns = []
    for each in weighed:
        speaker = each.item.claim.speaker_ids
        turns.append((*_asked(each), spoken[speaker] // in_a_row))
        spoken[speaker] += 1
    order = sorted(range(len(weighed)), key=lambda place: (turns[place], place))
    return [weighed[place] for place in order]


def _day(item: Item) -> dt.date | None:
    """The day an item is filed under: the first possible one where only month or year are known."""
    if item.said_on is None:
        return item.told_on
    return dt.date.fromisoformat((item.said_on + "-01-01")[:10])


def _section(item: Item, day: dt.date) -> Section:
    filed_under = _day(item)
    return Section.EARLIER if filed_under is not None and filed_under < day else Section.NEW


def _groups(section: Section, weighed: Sequence[_Wanted], topics: Sequence[str]) -> Iterator[Group]:
    """The section topic by topic: what is shown in an order that reads well, then what is folded away."""
    weighed = _turns(weighed, in_a_row=_IN_A_ROW[section])
    shown = _SHOWN[section]
    last = shown + _FOLDED[section]
    for topic in (*dict.fromkeys(topics), None):
        here = [(place, each.item) for place, each in enumerate(weighed[:last]) if each.topic == topic]
        if here:
            yield Group(
                section=section,
                topic=topic,
                threads=threads([item for place, item in here if place < shown]),
                more=tuple(item for place, item in here if place >= shown),
            )
