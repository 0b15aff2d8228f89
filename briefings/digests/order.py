"""The order in which items of one group read well: what belongs together stands together."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.digests.digest import Item
from briefings.digests.words import folded
from store.records import Stance

_AGAINST = {Stance.DENIES, Stance.QUESTIONS}
_CHARGES = {Stance.ACCUSES, Stance.CLAIMS, Stance.QUESTIONS}


def threads(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """The same items, the weightiest first as given, each followed by what answers it.

    An accusation stands before its denial and beside it, what one speaker said is not torn apart, and
    what one article or entry tells, and then what tells one story, follows each other.
    """
    left = list(items)
    made: list[tuple[Item, ...]] = []
    while left:
        head = _charge_of(_next(left, made[-1][0]) if made else left[0], left)
        said = [
            each for each in left if each is head or (_speaker(each) and _speaker(each) == _speaker(head))
        ]
        against = [each for each in left if each not in said and any(_answers(each, other) for other in said)]
        voices = {_speaker(each) for each in against} - {()}
        answers = [
            each for each in left if each in against or (each not in said and _speaker(each) in voices)
        ]
        placed = [*said, *_by_speaker(answers)]
        left = [each for each in left if each not in placed]
        made.append(tuple(placed))
    return tuple(made)


def answers(item: Item) -> bool:
    """Whether the item sets itself against something: in a thread, it is the other side."""
    return item.claim.stance is Stance.DENIES


def _next(left: Sequence[Item], last: Item) -> Item:
    """What follows best: of the same article or entry, else of the same story, else the weightiest."""
    beside = (each for each in left if each.story == last.story and each.telling == last.telling)
    return next(beside, None) or next((each for each in left if each.story == last.story), left[0])


def _charge_of(item: Item, left: Sequence[Item]) -> Item:
    """The accusation that a denial answers, so that it comes first; anything else stays."""
    if not answers(item):
        return item
    return next((each for each in left if not answers(each) and _replies(item, each)), item)


def _by_speaker(items: Sequence[Item]) -> list[Item]:
    """The items, those of one speaker together, speakers in the order of their first."""
    speakers = list(dict.fromkeys(map(_speaker, items)))
    return sorted(items, key=lambda each: speakers.index(_speaker(each)))


def _speaker(item: Item) -> tuple[int, ...]:
    return item.claim.speaker_ids


def _answers(one: Item, other: Item) -> bool:
    """Whether one of the two is an accusation or claim and the other its denial or reply."""
    return _replies(one, other) or _replies(other, one)


def _replies(reply: Item, charge: Item) -> bool:
    if charge.claim.stance not in _CHARGES and not charge.caveat:
        return False
    accused = _about(charge)
    speaks_for_accused = any(_within(name, accused) for name in reply.claim.speakers)
    names_accuser = any(_within(name, _about(reply)) for name in charge.claim.speakers)
    if reply.claim.stance in _AGAINST:
        return speaks_for_accused or names_accuser
    return names_accuser and speaks_for_accused


def _about(item: Item) -> set[str]:
    """Words of whom and what the item is about."""
    return set(folded(" ".join((item.claim.target or "", *item.claim.content))))


def _within(name: str, words: set[str]) -> bool:
    """Whether the name, or for a person the surname, is among the words."""
    parts = folded(name)
    return bool(parts) and parts[-1] in words
