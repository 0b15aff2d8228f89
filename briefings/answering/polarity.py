"""Whether words say yes or no to a matter, and whether what two said cannot both be so.

No logic: a "no" in one of two statements that share most of their words, another figure of the same
things, an opposite ("open", "shut"), or another place after the same verb.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from briefings.answering import lexicon
from briefings.answering.lexicon import listed
from briefings.answering.words import Word, stem, words
from store.records import Claim, Stance

_Key = TypeVar("_Key")

_ALIKE = 0.3  # the share of telling words that two statements about one thing have in common
_FOLLOWS = 5  # words, within which a place belongs to its verb
_COUNTED = 3  # words, within which what is counted follows its number
_BEFORE = 4  # words before a verb that tell whether it was done
_MOST_WORDS = 30  # in longer words a "no" says little about the whole


def says_no(claim: Claim) -> bool:
    """Whether the claim says no to what its words tell of: by its kind or by a "not", but not by both.

    What is called nonsense is said no to either way.
    """
    said = " ".join(claim.content)
    if not is_negative(said):
        return claim.stance is Stance.DENIES
    return claim.stance is not Stance.DENIES or any(word.parts & _negative() for word in words(said))


def is_negative(text: str) -> bool:
    """Whether the words hold a "no", a "not" or a "nonsense"."""
    said = words(text)
    return len(said) <= _MOST_WORDS and any(_negates(said, at) for at in range(len(said)))


def is_unreal(said: Sequence[Word], at: int) -> bool:
    """Whether the verb at this place is only thought of, wished or denied: what stands before it tells."""
    before = said[max(at - _BEFORE, 0) : at]
    return any(word.plain in listed("polarity", "unreal") for word in before)


def alike(one: Claim, other: Claim) -> float:
    """The share of telling words that two claims have in common."""
    return in_common(one, other) / max(min(len(_telling(one)), len(_telling(other))), 3)


def in_common(one: Claim, other: Claim) -> int:
    """How many telling words two claims have in common."""
    return len(_telling(one) & _telling(other))


def contradict(one: Claim, other: Claim) -> bool:
    """Whether what two claims tell cannot both be so, as far as their words show."""
    if alike(one, other) < _ALIKE:
        return False
    first, second = words(" ".join(one.content)), words(" ".join(other.content))
    if says_no(one) != says_no(other) or _are_opposite(first, second):
        return True
    return _differ(dict(_places(first)), dict(_places(second))) or (
        one.said_on == other.said_on and _differ(dict(_numbers(first)), dict(_numbers(second)))
    )


def _telling(claim: Claim) -> frozenset[str]:
    said = words(" ".join((*claim.content, claim.target or "")))
    return frozenset(name for word in said if not word.is_stop for name in word.names)


def _negates(said: Sequence[Word], at: int) -> bool:
    word, after = said[at].plain, said[at + 1].plain if at + 1 < len(said) else ""
    if word in listed("polarity", "negators"):
        return after not in listed("polarity", "not_so")
    if not said[at].parts & _negative():
        return False
    # "on the false pretext": what is false there is not the whole
    return word not in listed("polarity", "attributes") or at + 1 == len(said) or said[at + 1].is_stop


@cache
def _negative() -> frozenset[str]:
    return frozenset(stem(word) for word in listed("polarity", "negative"))


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    sides = [[{stem(word) for word in side.split()} for side in pair] for pair in lexicon.opposites()]
    return frozenset(pair for one, other in sides for a in one for b in other for pair in ((a, b), (b, a)))


def _are_opposite(first: Sequence[Word], second: Sequence[Word]) -> bool:
    own = [{part for word in said for part in word.parts} for said in (first, second)]
    told, against = own[0] - own[1], own[1] - own[0]
    return any((a, b) in _opposites() or a == f"un{b}" or b == f"un{a}" for a in told for b in against)


def _places(said: Sequence[Word]) -> Iterator[tuple[tuple[str, str], str]]:
    """Verb and preposition with the place or name that follows them."""
    for at, word in enumerate(said):
        if word.plain not in {"to", "in", "from", "at", "by"}:
            continue
        before = next((each for each in reversed(said[max(at - 2, 0) : at]) if not each.is_stop), None)
        after = next((each for each in said[at + 1 : at + 1 + _FOLLOWS] if _is_name(each)), None)
        if before is not None and after is not None:
            yield (min(before.parts), word.plain), min(after.names)


def _is_name(word: Word) -> bool:
    return word.is_named and not word.is_stop


def _numbers(said: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """What is counted with its number."""
    for at, word in enumerate(said):
        number = next((part for part in word.parts if part.isdigit()), None)
        if number is None or any(
            each.plain in {"least", "than", "about", "to"} for each in said[max(at - 2, 0) : at]
        ):
            continue
        for counted in itertools.islice(said, at + 1, at + 1 + _COUNTED):
            if not counted.is_stop:
                yield min(counted.parts), number
                break


def _differ(one: Mapping[_Key, str], other: Mapping[_Key, str]) -> bool:
    return any(one[each] != other[each] for each in one.keys() & other.keys())
