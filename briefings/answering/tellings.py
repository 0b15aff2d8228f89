"""Words that call what somebody said by a noun, or set somebody before a topic: "X's reply to", "X on".

Pure: knows words, no stored names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.answering.lexicon import listed
from briefings.answering.words import Word, is_past, stem

_SPEECH = listed("asks", "speech")
_DETERMINERS = listed("grammar", "determiners")
_PREPOSITIONS = listed("grammar", "prepositions")
_ABOUT = frozenset({"on", "about", "regarding", "concerning", "over"})
# after them stands no more of who it is: "the reply of the mayor when"
_THEN = frozenset({"when", "after", "before", "during", "as", "while", "if", "since", "once", "why", "how"})
_LONGEST = 8  # words for who speaks
_ADJECTIVES = 2  # between who it is of and the noun


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is asked for, the noun for what they said (None in "the mayor on the dam"), and the topic."""

    who: tuple[Word, ...]
    topic: tuple[Word, ...]
    noun: Word | None = None
    nouns: tuple[Word, ...] = ()  # the noun with what stands before it: "exact words"


def telling(words: Sequence[Word]) -> Telling | None:
    """What the words call somebody's telling: "the mayor's reply to", "the view of the union on"."""
    if words and words[0].plain in {"in", "about"}:  # "what is in the mayor's letter"
        words = words[1:]
    return _possessed(words) or _of_whom(words)


def before_a_topic(words: Sequence[Word]) -> Telling | None:
    """Who stands before a topic: "the mayor on the dam"."""
    for at in range(1, min(len(words), _LONGEST)):
        if words[at - 1].gap == "-" or words[at].gap == "-":
            continue
        plain = words[at].plain
        if plain in _ABOUT and at + 1 < len(words):
            return Telling(tuple(words[:at]), tuple(words[at + 1 :]))
        if plain in _PREPOSITIONS - {"of", "in", "for"} or _is_verb(words[at - 1]) or words[at].pauses:
            return None
    return None


def _is_verb(word: Word) -> bool:
    """Whether the word shows that this is a clause, not only a name."""
    return word.plain in listed("grammar", "auxiliaries") | {"had", "that"} or is_past(word.plain)


def _possessed(words: Sequence[Word]) -> Telling | None:
    start = next((at + 1 for at in range(len(words) - 2, -1, -1) if words[at].pauses), 0)
    if start:  # "the dam: the mayor's version"
        told = _possessed(words[start:])
        return told and Telling(told.who, (*words[:start], *told.topic), told.noun, told.nouns)
    for at, word in enumerate(words[:_LONGEST]):
        if word.plain in _ABOUT and at:
            return None
        if not word.is_whose:
            continue
        for noun in range(at + 1, min(at + 2 + _ADJECTIVES, len(words))):
            if _is_told(words, noun):
                who, nouns = tuple(words[: at + 1]), tuple(words[at + 1 : noun + 1])
                return Telling(who, tuple(words[noun + 1 :]), words[noun], nouns)
            if words[noun].plain in _PREPOSITIONS or words[noun].is_whose:
                break
    return None


def _is_told(words: Sequence[Word], noun: int) -> bool:
    """Whether the word is a noun of telling that ends its phrase: not that of "message boards"."""
    if words[noun].plain not in _SPEECH:
        return False
    after = words[noun + 1] if noun + 1 < len(words) else None
    ends = after is None or words[noun].pauses or after.is_stop or after.plain in _PREPOSITIONS
    return ends or (after is not None and after.plain.endswith(("ed", "en")))


def _of_whom(words: Sequence[Word]) -> Telling | None:
    """Who it is of in "the view of the union on", "reaction from the mayor"."""
    noun = 0
    while noun < len(words) and words[noun].plain in _DETERMINERS | listed("asks", "own"):
        noun += 1
    if noun + 2 >= len(words) or words[noun].pauses:
        return None
    if words[noun].plain not in _SPEECH | {"anything", "something", "nothing", "news", "word"}:
        return None
    whose = {"of", "by", "from"} if words[noun].plain in listed("asks", "of_them") else {"by", "from"}
    if words[noun + 1].plain not in whose:
        return None
    end = next(
        (
            at
            for at in range(noun + 2, len(words))
            if words[at].plain in _ABOUT | _THEN | {"to", "that"} or words[at - 1].pauses
        ),
        len(words),
    )
    who = tuple(words[noun + 2 : end])
    if not who or len(who) > _LONGEST:
        return None
    return Telling(who, tuple(words[end:]), words[noun], (words[noun],))


def is_reaction(noun: Word | None) -> bool:
    """Whether the noun tells of a reaction, of which others may tell; a reply is in one's own words."""
    return noun is not None and stem(noun.plain) in {"react", "reaction"}
