"""Statements -> a digest: each statement once, story by story, the weightiest first.

Pure: the same statements and wish always make the same digest.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from briefings.digests.corpus import Corpus
from briefings.digests.digest import Digest, Group, Item, Section, Wish
from briefings.digests.items import items as made_of
from briefings.digests.items import told_on
from briefings.digests.order import beside, threads
from briefings.digests.topics import strength
from briefings.digests.weight import Wanted, turns, weight
from briefings.digests.words import bag, folded
from store.names import bare
from store.names import key as sound
from store.records import Statement

# A digest asked for by its day looks back this far for what was said shortly before.
CONTEXT = dt.timedelta(days=2)

# What is shown at once is one message, or two; what is folded away one or two more; the rest is counted.
_SHOWN = {Section.NEW: 25, Section.EARLIER: 8}
_FOLDED = {Section.NEW: 40, Section.EARLIER: 16}
_A_STORY = 2  # statements; a single one needs no heading


def compose(
    statements: Sequence[Statement],
    *,
    wish: Wish,
    day: dt.date,
    zone: str,
    until: int,
    older: Sequence[Statement] = (),
    corpus: Corpus | None = None,
    since: dt.date | None = None,
) -> Digest:
    """The digest of these new statements for a local day.

    What was said before `since` (without it, before the day) stands apart as earlier. `older` are
    statements the chat knows already; they only tell what a figure was before. `corpus` holds the
    articles of the statements: with it, topics and stories are also recognised by what stands around
    a claim; without it, by the claims and the sentences they stand in.
    """
    corpus = corpus or Corpus(claim for each in (*statements, *older) for claim in each.claims)
    items = made_of(statements, older, zone, corpus)
    weighed = sorted(_wanted(items, wish, corpus), key=weight)
    filed: defaultdict[Section, list[Wanted]] = defaultdict(list)
    for each in weighed:
        filed[_section(each.item, since or day)].append(each)
    groups = [*_stories(filed[Section.NEW], wish, corpus), *_earlier(filed[Section.EARLIER])]
    kept = sum(len(group.items) for group in groups)
    return Digest(day=day, zone=zone, groups=tuple(groups), until=until, left_out=len(weighed) - kept)


def first_told(statement: Statement, zone: str) -> dt.date:
    """The local day on which the first article or entry with this statement came out."""
    return min(told_on(claim, ZoneInfo(zone)) for claim in statement.claims)


def followed(item: Item, speakers: Collection[str], persons: Collection[str] = ()) -> bool:
    """Whether one of these people or bodies said it.

    A surname alone is enough, on either side, in whatever spelling, with or without an office; a body, or
    an office, is followed in what is said by those who have it in their role. `persons` are stems of the
    names of people, who are not followed in what their aides say.
    """
    names = [name for claim in item.claims for name in claim.speakers]
    if any(
        _same_name(_heard(one), _heard(other)) or (one and _initials(other) == one)
        for one in speakers
        for other in names
    ):
        return True
    roles = {" ".join(folded(claim.role)) for claim in item.claims if claim.role}
    bodies = [" ".join(folded(name)) for name in speakers if bag(f"· {name}").words.isdisjoint(persons)]
    return any(body and f" {body} " in f" {role} " for body in bodies for role in roles)


def _initials(name: str) -> str:
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return initials if len(initials) > 1 else ""


@functools.lru_cache(maxsize=20_000)
def _heard(name: str) -> tuple[str, ...]:
    """The words of a name as they sound, without the offices before it."""
    return tuple(sound(bare(name)).split())


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer[-len(shorter) :] == shorter


def _wanted(items: Iterable[Item], wish: Wish, corpus: Corpus) -> Iterator[Wanted]:
    outlets = {folded(name) for name in wish.outlets}
    for item in items:
        if outlets and outlets.isdisjoint(folded(name) for name in item.outlets):
            continue
        topic, surest = None, 0.0
        for each in wish.topics:
            found = max(strength(corpus, each, claim) for claim in item.claims)
            if found > surest:
                topic, surest = each, found
        is_followed = followed(item, wish.speakers, corpus.persons)
        if surest or is_followed or not (wish.topics or wish.speakers):
            yield Wanted(item=item, topic=topic, strength=surest, followed=is_followed)


def _section(item: Item, since: dt.date) -> Section:
    return Section.EARLIER if item.day is not None and item.day < since else Section.NEW


# Wanted -> groups


def _stories(weighed: Sequence[Wanted], wish: Wish, corpus: Corpus) -> Iterator[Group]:
    """A group for each topic asked for and then for each story, the weightiest first; what is alone last."""
    told: defaultdict[object, list[Wanted]] = defaultdict(list)
    for each in turns(weighed, in_a_row=2):
        told[each.topic or each.item.story].append(each)
    alone: list[Item] = []
    folded_alone: list[Item] = []
    for key, first, more in _picked(told, sorted(told, key=lambda each: _importance(each, told[each], wish))):
        heading = key if isinstance(key, str) else None
        if isinstance(key, int) and len(first) + len(more) >= _A_STORY:
            heading = corpus.heading(key)
        if heading and first:
            yield Group(section=Section.NEW, heading=heading, threads=threads(first), more=tuple(more))
        else:
            alone += first
            folded_alone += more
    if alone or folded_alone:
        yield Group(section=Section.NEW, heading=None, threads=threads(alone), more=tuple(folded_alone))


def _picked(
    told: Mapping[object, Sequence[Wanted]], order: Sequence[object]
) -> Iterator[tuple[object, list[Item], list[Item]]]:
    """Topics and stories in order, each with what is shown of it at once and what is folded away.

    The second story has two thirds of the room of the first, the third one half, and so on. A single
    statement is not worth folding away.
    """
    shown = _SHOWN[Section.NEW]
    last = shown + _FOLDED[Section.NEW]
    items = [beside([each.item for each in told[key][:last]]) for key in order[:last]]
    ranked = sorted(
        ((place + 1) * (number + 2), number, place)
        for number, those in enumerate(items)
        for place in range(len(those))
    )
    at = {(number, place): rank for rank, (_, number, place) in enumerate(ranked)}
    for number, (key, those) in enumerate(zip(order, items, strict=False)):
        first = [item for place, item in enumerate(those) if at[number, place] < shown]
        more = [item for place, item in enumerate(those) if shown <= at[number, place] < last]
        yield (key, [*first, *more], []) if len(more) == 1 and first else (key, first, more)


def _importance(key: object, told: Sequence[Wanted], wish: Wish) -> tuple[object, ...]:
    """What sorts topics as they were ordered, then stories: followed, told by many, much said, new."""
    if isinstance(key, str):
        return (wish.topics.index(key),)
    newest = max((each.item.day.toordinal() for each in told if each.item.day), default=0)
    outlets = {outlet for each in told for outlet in each.item.outlets}
    return (
        len(wish.topics),
        not any(each.followed for each in told),
        -len(outlets),
        -len(told),
        -newest,
        told[0].item.statement.id,
    )


def _earlier(weighed: Sequence[Wanted]) -> Iterator[Group]:
    """What was said before, in one group: who spoke first, then again."""
    shown = _SHOWN[Section.EARLIER]
    order = [each.item for each in turns(weighed, in_a_row=1)]
    if order:
        more = tuple(order[shown : shown + _FOLDED[Section.EARLIER]])
        yield Group(section=Section.EARLIER, heading=None, threads=threads(order[:shown]), more=more)
