"""Statements -> items: repeats joined, each by its best mention, with its caveat and its figures."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from zoneinfo import ZoneInfo

from briefings.digests.corpus import Corpus
from briefings.digests.digest import Item
from briefings.digests.figures import (
    Figure,
    figures,
    is_about_people,
    same_count,
)
from briefings.digests.repeats import repeats
from briefings.digests.trimming import trimmed
from briefings.digests.words import bag, stems
from store.records import Claim, Part, QuoteType, Stance, Statement

_QUOTED = {QuoteType.DIRECT: 2, QuoteType.MIXED: 2, QuoteType.INDIRECT: 1, QuoteType.NONE: 0}
_WORDS_ENOUGH = 30
_SPARE = frozenset({"of", "the", "and", "for", "de", "al", "van", "von", "in"})
_OTHER_VALUES = 2
_ECHO = 0.6  # share of a headline's words
_MERE_FIGURE = 25  # words in which hardly more than a figure can be told
_ASKS = re.compile(
    r"^(?:[a-z]+ )*(?:reporter|journalist|interviewer|correspondent|moderator|presenter)s?$", re.IGNORECASE
)
_FIGURES = 200  # so many of one kind in one story are compared with each other, the newest


def items(
    statements: Sequence[Statement], older: Sequence[Statement], zone: str, corpus: Corpus
) -> list[Item]:
    """An item for each thing said, in the order given; figures that are replaced are inside the newer ones.

    `older` are statements known already: they only tell what a figure was before.
    """
    key = (zone, tuple(each.id for each in statements), tuple(each.id for each in older))
    if key not in corpus.items:  # many wishes want the same
        tz = ZoneInfo(zone)
        counted = [each for each in older if any(map(figures, each.claims))]
        made = _with_caveats(_without_echoes(list(_made(statements, tz, corpus)), corpus))
        corpus.items[key] = _with_figures(made, list(_made(counted, tz, corpus)), tz)
    return corpus.items[key]


def told_on(claim: Claim, tz: ZoneInfo) -> dt.date:
    """The local day on which the article or entry with this claim came out."""
    if claim.posted_at is not None:
        return claim.posted_at.astimezone(tz).date()
    if claim.published is not None:
        return claim.published.on
    return claim.fetched_at.astimezone(tz).date()


def is_named(claim: Claim) -> bool:
    """Whether somebody with a name speaks: "Mara Lind", not "two officials" or "the coast guard"."""
    words = [word for name in claim.speakers for word in name.split() if word not in _SPARE]
    return bool(words) and all(word[0].isupper() for word in words)


def length(claim: Claim) -> int:
    """How much is said, in steps of six words, up to what a reader wants at once."""
    words = sum(len(part.split()) for part in claim.content)
    return min(words, _WORDS_ENOUGH) // 6


def _made(statements: Iterable[Statement], tz: ZoneInfo, corpus: Corpus) -> Iterator[Item]:
    for same in repeats(statements):
        claims = [claim for each in same for claim in each.claims if _is_statement(claim)]
        if claims:
            yield _item(same[0], claims, tz, corpus)


def _item(statement: Statement, claims: Sequence[Claim], tz: ZoneInfo, corpus: Corpus) -> Item:
    ranked = sorted(claims, key=_goodness, reverse=True)
    days = sorted((claim.said_on for claim in claims if claim.said_on), key=lambda on: (-len(on), on))
    told = [claim for claim in claims if claim.published or claim.posted_at]
    return Item(
        statement=statement,
        claim=trimmed(ranked[0]),
        claims=tuple(claims),
        outlets=_outlets(ranked),
        said_on=days[0] if days else None,
        told_on=max((told_on(claim, tz) for claim in told), default=None),
        via=_first(claim.via for claim in ranked),
        caveat=_first(claim.caveat for claim in ranked),
        story=corpus.story(claims),
        telling=corpus.telling(ranked[0]),
        leads=any(map(corpus.leads, claims)),
    )


def _is_statement(claim: Claim) -> bool:
    """Whether somebody is told to have said it, or it is the outlet's own figure.

    "Allegedly" alone is no source, and a reporter's question is no statement.
    """
    if claim.negated or (claim.stance is Stance.QUESTIONS and _ASKS.search(claim.speaker or "")):
        return False
    return bool(claim.speakers or claim.speaker_surface) or claim.quote_type is QuoteType.NONE


def _outlets(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.outlet for claim in claims if claim.outlet))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _goodness(claim: Claim) -> tuple[object, ...]:
    """How well a claim shows its statement: body before headline, direct and complete words, caveat."""
    return (
        claim.part is Part.TEXT,
        bool(claim.speakers),
        _QUOTED[claim.quote_type],
        claim.content != ("responsibility",),
        length(claim),
        claim.caveat is not None,
        claim.confidence,
        sum(len(part.split()) for part in claim.content),
        -claim.id,
    )


# Headlines


def _without_echoes(items: Sequence[Item], corpus: Corpus) -> list[Item]:
    """The items; a headline that tells in short what its own article opens with is inside that item."""
    told: defaultdict[int, list[Item]] = defaultdict(list)
    for item in items:
        if item.claim.part is Part.TEXT:
            told[item.claim.article_id].append(item)
    echoed: defaultdict[int, list[Claim]] = defaultdict(list)
    gone: set[int] = set()
    for item in items:
        if item.claim.part is Part.TITLE:
            full = next((each for each in told[item.claim.article_id] if _echoes(item, each, corpus)), None)
            if full is not None:
                gone.add(id(item))
                echoed[id(full)] += item.claims
    return [_with_claims(item, echoed[id(item)]) for item in items if id(item) not in gone]


def _echoes(headline: Item, item: Item, corpus: Corpus) -> bool:
    """Whether a headline has a figure of the item, says what the item says, or sums up how it opens."""
    short, full = headline.claim, item.claim
    counted, others = ({(each.kind, each.value) for each in figures(claim)} for claim in (short, full))
    if short.quote_type is QuoteType.NONE or full.quote_type is QuoteType.NONE:
        return bool(counted & others)
    if short.stance is not full.stance or counted - others or not corpus.leads(full):
        return False
    mine, theirs = (set(stems(" ".join((*claim.speakers, *claim.content)))) for claim in (short, full))
    return bool(mine & theirs) and (
        short.stance is not Stance.STATES or len(mine & theirs) >= _ECHO * len(mine)
    )


def _with_claims(item: Item, more: Iterable[Claim]) -> Item:
    claims = tuple(dict.fromkeys((*item.claims, *more)))
    return replace(item, claims=claims, outlets=_outlets((item.claim, *claims)))


# Caveats


def _with_caveats(items: Sequence[Item]) -> list[Item]:
    """The items; what an article says against one accusation stands with the accuser's others.

    And where the article says it against a body or a group ("two officials of Norland"), with those of
    its people who accuse the same.
    """
    known: defaultdict[int, list[tuple[Claim, str]]] = defaultdict(list)
    for item in items:
        for claim in item.claims:
            if claim.caveat and claim.speakers and claim.stance is Stance.ACCUSES:
                known[claim.article_id].append((claim, claim.caveat))
    return [replace(item, caveat=item.caveat or _reservation(item.claim, known)) for item in items]


def _reservation(claim: Claim, known: dict[int, list[tuple[Claim, str]]]) -> str | None:
    if claim.stance is not Stance.ACCUSES or not claim.speakers:
        return None
    here = known.get(claim.article_id, ())
    own = _first(caveat for other, caveat in here if other.speaker_ids == claim.speaker_ids)
    return own or _first(caveat for other, caveat in here if _is_of(claim, other))


def _is_of(member: Claim, group: Claim) -> bool:
    """Whether a group that accuses the same has this speaker's body or nationality in its name, or is its."""
    if len(group.speakers) != 1 or all(word[0].isupper() for word in group.speakers[0].split()):
        return False
    ours, theirs = (_named(f"{claim.speaker} {claim.role or ''}") for claim in (member, group))
    accused, also = (_named(" ".join((claim.target or "", *claim.content))) for claim in (member, group))
    if not member.role and accused - _named(group.context) - ours:
        return False  # of another thing
    return bool((ours & theirs) - accused) and bool((accused & also) - ours)


def _named(text: str) -> set[str]:
    return {word for run in bag(f"· {text}").runs for word in run}


# Figures


def _with_figures(items: Sequence[Item], older: Sequence[Item], tz: ZoneInfo) -> list[Item]:
    """The items; of figures of one thing the newest, with what it was before and what others have.

    Into it go the outlets' own figures, those of bodies, older ones of the same speaker, and where it
    counts people all of an earlier day. What a named person says the same day stays for itself.
    """
    counted: defaultdict[tuple[int | None, str], list[tuple[Item, Figure]]] = defaultdict(list)
    for item in (*items, *older):
        for figure in figures(item.claim):
            counted[item.story, figure.kind].append((item, figure))
    gone: set[int] = set()
    values: defaultdict[int, dict[int, tuple[Item, Figure]]] = defaultdict(dict)
    merged: defaultdict[int, list[Item]] = defaultdict(list)
    old = {id(item) for item in older}
    for those in counted.values():
        those.sort(key=lambda each: _moment(each[0], tz), reverse=True)
        for (newer, one), (item, other) in combinations(those[:_FIGURES], 2):
            if newer.telling == item.telling or id(newer) in gone | old:
                continue  # one article's two figures are of two things
            if not same_count(one, other):
                continue
            if one.value != other.value and _may_stand_beside(newer, item, other, tz):
                values[id(newer)].setdefault(other.value, (item, other))
            if _goes_into(newer, item, other, tz):
                gone.add(id(item))
                if one.value == other.value and id(item) not in old:
                    merged[id(newer)].append(item)
    return [
        _figured(item, list(values[id(item)].values()), merged[id(item)], tz)
        for item in items
        if id(item) not in gone
    ]


def _moment(item: Item, tz: ZoneInfo) -> tuple[dt.date, float, int]:
    claim = item.claim
    at = claim.posted_at or (claim.published and claim.published.at)
    return item.day or told_on(claim, tz), at.timestamp() if at else 0.0, claim.article_id


def _goes_into(newer: Item, item: Item, figure: Figure, tz: ZoneInfo) -> bool:
    """Whether the figure of an item is told well enough beside a newer one."""
    mere = len(" ".join(item.claim.content).split()) <= _MERE_FIGURE
    own = not item.claim.speakers or _one_voice(newer, item)
    return mere and (own or _may_stand_beside(newer, item, figure, tz))


def _may_stand_beside(newer: Item, item: Item, figure: Figure, tz: ZoneInfo) -> bool:
    """Whether its value tells what the newer one's was, or what others have; no person's of the same day."""
    if not item.claim.speakers or _one_voice(newer, item):
        return True
    earlier = _moment(item, tz)[0] < _moment(newer, tz)[0]
    return is_about_people(figure) and (earlier or not is_named(item.claim))


def _one_voice(one: Item, other: Item) -> bool:
    return bool(one.claim.speaker_ids) and one.claim.speaker_ids == other.claim.speaker_ids


def _figured(item: Item, others: Sequence[tuple[Item, Figure]], same: Sequence[Item], tz: ZoneInfo) -> Item:
    if not others and not same:
        return item
    today = _moment(item, tz)[0]
    before = [figure for each, figure in others if _moment(each, tz)[0] < today or _one_voice(each, item)]
    return replace(
        _with_claims(item, (claim for each in same for claim in each.claims)),
        before=tuple(before[:_OTHER_VALUES]),
        elsewhere=tuple(figure for _, figure in others if figure not in before)[:_OTHER_VALUES],
    )
