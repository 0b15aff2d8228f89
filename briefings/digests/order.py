"""The order in which items of one group read well: what belongs together stands together."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from briefings.digests.digest import Item
from briefings.digests.words import folded, stems
from store.names import BODIES
from store.records import Stance

_CHARGES = {Stance.ACCUSES, Stance.CLAIMS, Stance.QUESTIONS}
# So large a share of a denial's words in what another said makes it the answer to that.
_SAME_WORDS = 0.6


def threads(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """The same items, the weightiest first as given, each followed by what answers it.

    What one speaker said stands together, but a denial beside and below what it denies; then follows what
    the same article or entry tells, and what tells the same story.
    """
    denied = _denied(items)
    left = list(items)
    made: list[tuple[Item, ...]] = []
    while left:
        head = _next(left, made[-1][0]) if made else left[0]
        while id(head) in denied and denied[id(head)] in left:
            head = denied[id(head)]
        said = [each for each in left if each is head or (_one_voice(each, head) and id(each) not in denied)]
        answering = [each for each in left if any(denied.get(id(each)) is other for other in said)]
        placed = [*said, *_by_speaker([each for each in answering if each not in said])]
        left = [each for each in left if each not in placed]
        made.append(tuple(placed))
    return tuple(made)


def beside(items: Sequence[Item]) -> list[Item]:
    """The same items, but the first denial of each thing right after it."""
    denied = _denied(items)
    first: dict[int, Item] = {}
    for each in items:
        if id(each) in denied:
            first.setdefault(id(denied[id(each)]), each)
    moved = {id(each) for each in first.values()}
    order = []
    for each in items:
        if id(each) not in moved:
            order += [each, *([first[id(each)]] if id(each) in first else [])]
    return order


def answers(item: Item) -> bool:
    """Whether the item sets itself against something: in a thread, it is the other side."""
    return item.claim.stance is Stance.DENIES


def _denied(items: Sequence[Item]) -> dict[int, Item]:
    """What each denial answers, by the id of the denial: the weightiest that fits best."""
    denied = {}
    for each in filter(answers, items):
        fits = {place: _fit(each, other) for place, other in enumerate(items) if not answers(other)}
        best = max(fits, key=lambda place: (fits[place], -place), default=None)
        if best is not None and fits[best]:
            denied[id(each)] = items[best]
    return denied


def _next(left: Sequence[Item], last: Item) -> Item:
    """What follows best: of the same article or entry, else of the same story, else the weightiest."""
    beside = (each for each in left if each.story == last.story and each.telling == last.telling)
    return next(beside, None) or next((each for each in left if each.story == last.story), left[0])


def _by_speaker(items: Sequence[Item]) -> list[Item]:
    """The items, those of one speaker together, speakers in the order of their first."""
    speakers = list(dict.fromkeys(each.claim.speaker_ids for each in items))
    return sorted(items, key=lambda each: speakers.index(each.claim.speaker_ids))


def _one_voice(one: Item, other: Item) -> bool:
    return bool(one.claim.speaker_ids) and one.claim.speaker_ids == other.claim.speaker_ids


def _fit(denial: Item, other: Item) -> int:
    """How well a denial answers what another says: 0 not at all, 2 an accusation, 1 the very words."""
    if _one_voice(denial, other) or denial.story != other.story:
        return 0
    about, against = _about(other), _about(denial)
    names_denier = any(_within(name, about) for name in denial.claim.speakers)
    named = names_denier or any(_within(name, against) for name in other.claim.speakers)
    if named and (other.claim.stance in _CHARGES or other.caveat):
        return 2
    denied, said = (_words(" ".join(each.claim.content)) for each in (denial, other))
    return int(bool(denied) and len(denied & said) >= _SAME_WORDS * len(denied))


@functools.lru_cache(maxsize=20_000)
def _words(said: str) -> frozenset[str]:
    return frozenset(stems(said))


def _about(item: Item) -> set[str]:
    """Words of whom and what the item is about."""
    return set(folded(" ".join((item.claim.target or "", *item.claim.content))))


def _within(name: str, words: set[str]) -> bool:
    """Whether a person's surname, or of a body the name of its country or house, is among the words."""
    parts = folded(name)
    if BODIES.isdisjoint(parts):
        return bool(parts) and parts[-1] in words
    proper = {part for each in name.split() if each[0].isupper() for part in folded(each)}
    return any(part in words for part in proper - BODIES)
