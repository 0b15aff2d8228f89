"""Who is set against whom in a question: "the mayor vs the union on the dam", "who blames whom for it?".

Pure: knows words, no stored names.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.answering.lexicon import listed, pairs
from briefings.answering.words import Word, stem, stems_of

_WHOM = frozenset({"whom", "who"})
_SQUARES = frozenset(stem(each) for each in ("square", "tally", "fit", "match", "compare", "side", "add"))
_TOGETHER = frozenset({"", "up", "together"})  # "do their stories fit together"
_BOTH = 2


@dataclass(frozen=True, slots=True)
class Opponents:
    """The words for each side that is named, and those for the matter."""

    sides: tuple[tuple[Word, ...], ...] = ()
    topic: tuple[Word, ...] = ()


def opponents(words: Sequence[Word]) -> Opponents | None:
    """Who is set against whom, where words say that somebody disagrees, or ask whether they agree."""
    if (whom := _who_to_whom(words)) is not None:
        return whom
    left, each_says = _without_who_says_what(words)
    mark = _first_mark(left)
    if mark is None and not each_says:
        return None
    left, heading = _without_heading(left, len(left) if mark is None else mark)
    mark = _first_mark(left)
    about = next(
        (n for n in range(1, len(left)) if left[n].plain in listed("grammar", "sides_end")), len(left)
    )
    head, topic = left[:about], left[about:]
    if mark is None and not any(word.plain == "and" for word in head):
        return Opponents(topic=(*heading, *left))  # "the toll: who says what"
    if mark is not None and about < mark:  # "on the gate, who disagrees with whom"
        head, topic = left, ()
    if sum(word.plain in _WHOM for word in left) >= _BOTH:  # "who wants it and who opposes it"
        return Opponents(topic=tuple(word for word in left if stem(_plain(word)) not in _against()))
    sides, beside = _parted(head)
    named = [_named(side) for side in sides]
    told = tuple(word for _, rest in named for word in rest)
    return Opponents(tuple(side for side, _ in named if side), (*heading, *told, *beside, *topic))


def _named(side: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a side, and apart those for what it is about: "the mayor's" story "of the flood"."""
    told = {stem(each) for name in ("sided", "same") for each in listed("sides", name)} | stems_of("counted")
    for at, word in enumerate(side[1:], 1):
        if side[at - 1].is_whose and stem(word.plain) in told:
            left = tuple(side[at + 1 :])
            of_it = bool(left) and left[0].plain in {"of", "about", "on"}
            return (tuple(side[:at]), left) if of_it else ((*side[:at], *left), ())
        if word.plain == "of" and stem(side[at - 1].plain) in told and at + 1 < len(side):
            return tuple(side[at + 1 :]), ()  # "the stories of the mayor"
    return tuple(side), ()


def _plain(word: Word) -> str:
    """The word, or the one that two stand for: "agree" for "go along"."""
    first, _, second = word.plain.partition(" ")
    return pairs().get((stem(first), second), word.plain) if second else word.plain


def _against() -> frozenset[str]:
    return stems_of("sides") | stems_of("sides_when_asked")


def _first_mark(words: Sequence[Word]) -> int | None:
    return next((at for at in range(len(words)) if _sets_against(words, at)), None)


def _parted(head: Sequence[Word]) -> tuple[list[tuple[Word, ...]], tuple[Word, ...]]:
    """The words on either side of those that set them against each other, and those that are no side.

    After "equally" and "differ" comes no side unless "with" or "from" leads to it.
    """
    marks = [n for n in range(len(head)) if _sets_against(head, n)]
    sides = [tuple(head[: marks[0]])] if marks else [tuple(head)]
    beside: tuple[Word, ...] = ()
    for start, end in itertools.pairwise([*marks, len(head)]):
        between = tuple(head[start + 1 : end])
        pause = next((at for at, word in enumerate(between) if word.pauses), len(between))
        between, left = between[: pause + 1], between[pause + 1 :]
        beside += left  # "A versus B: does it matter"
        if {word.plain for word in between} <= _TOGETHER:
            continue
        if _joins(head[start]) or (len(between) > 1 and between[0].plain in listed("sides", "joining")):
            sides.append(between)
        elif len(between) > 1 or not {word.plain for word in between} <= listed("sides", "joining"):
            beside += between
    return sides, beside


def _joins(mark: Word) -> bool:
    """Whether a side stands right after the word: "versus", "contradicts"."""
    alike = {stem(each) for each in listed("sides", "alike")}
    return stem(_plain(mark)) not in stems_of("sides_when_asked") | alike


def _sets_against(words: Sequence[Word], at: int) -> bool:
    """Whether the word at this place sets two against each other, or asks whether they are of one mind."""
    plain = _plain(words[at])
    after = words[at + 1].plain if at + 1 < len(words) else ""
    before = words[at - 1].plain if at else ""
    asked = words[0].plain in listed("grammar", "opening_sides")
    if plain in _PHRASES:
        return (before if plain in _AFTER else after) in listed("sides", _PHRASES[plain])
    if stem(plain) in _SQUARES and plain != "compared":  # "how big is it compared with last year"
        # "do A's and B's stories match"
        two = after in _TOGETHER and at + 2 >= len(words) and any(word.plain == "and" for word in words[1:at])
        two = two or (plain == "match" and any(word.is_whose for word in words[1:at]))
        return asked and ((after in listed("sides", "joining") and before != "which") or two)
    if plain in listed("sides", "alike"):
        return asked and at > 1
    if plain.startswith("opposition"):
        return False
    if stem(plain) in stems_of("sides_when_asked"):
        two = any(word.plain == "and" for word in words[1:at])  # "do A and B agree that"; "A agreed that"
        return asked and after != "to" and (after != "that" or (two and plain == "agree"))
    return stem(plain) in stems_of("sides")


# words that set two against each other only before or after certain others, and the list of those
_PHRASES = {
    "same": "same",  # "the same story"
    "against": "sided",  # "her version against the mayor's"
    "odds": "at",
    "loggerheads": "at",
    "see": "seeing",  # "see eye to eye"
    "eye": "eye",
}
_AFTER = frozenset(_PHRASES) - {"same", "see"}


def _without_who_says_what(words: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """The words without "who says what" at their end, and whether it stood there."""
    for at in range(1, len(words) - 2):
        who, verb, what = (words[at + n].plain for n in range(3))
        if who == "who" and verb in listed("sides", "saying") and what in {"what", "which"}:
            return words[:at], True
    return words, False


def _who_to_whom(words: Sequence[Word]) -> Opponents | None:
    """Who disagrees with whom, or blames whom, when neither is named."""
    whom = next((at for at in range(2, min(len(words), 5)) if words[at].plain in _WHOM), None)
    if whom is None or words[0].plain != "who":
        return None
    against = _against() | stems_of("blaming")
    if not any(stem(word.plain) in against for word in words[1:whom]):
        return None
    return Opponents(topic=tuple(words[whom + 1 :]))


def _without_heading(words: Sequence[Word], mark: int) -> tuple[Sequence[Word], tuple[Word, ...]]:
    """The words without a matter set before them, and that: "the dam: the mayor against the union"."""
    colon = next((at for at in range(mark) if words[at].gap.strip().startswith(":")), None)
    if colon is None or all(word.is_stop for word in words[colon + 1 : mark]):
        return words, ()
    return words[colon + 1 :], tuple(words[: colon + 1])
