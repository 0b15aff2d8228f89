"""What kind of figure a question wants ("how long", "how many boats"), and whether a figure is of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefings.answering.lexicon import listed
from briefings.answering.words import Word, bag, is_common, is_past, match, near, stem, words

_DIGITS = re.compile(r"\d+")
_AFTER, _BEFORE = 8, 12  # words between a figure and what it counts
_UNIT_AFTER = 2
_CLOSE = 5  # words between a figure and what happened to those whom it counts
_NEXT = re.compile(r"(?:[,;]|\band)\s+(?=\d)")  # another figure, which counts other things
_HARMS = ("dead", "hurt")
_CLAUSE = re.compile(r"[,;:.]|\b(?:and|but|while|with)\b|\d[\d.,]*")
_SOME = 60  # characters, within which "among" tells that some are counted
_AGED = 40  # characters between an age and whose it is
_HOW = re.compile(r"\bhow (\w+)\b(.*)", re.IGNORECASE | re.DOTALL)
_NUMBER_OF = re.compile(r"\b(?:number|total|count|tally) of (.*)", re.IGNORECASE | re.DOTALL)
_SHARE = re.compile(
    r"\b(?:percentage|per ?cent|share|proportion|fraction|(?:what|which) part of)\b", re.IGNORECASE
)
_OF_HUNDRED = re.compile(r"%|per ?cent|percentage|half|third|quarter|fifth|tenth", re.IGNORECASE)
_OF_THEM = re.compile(r"\s*of (?:the|them|those|these|its|their|his|her|all)\b\s*", re.IGNORECASE)
_WHO = re.compile(r"(?<!and) (?:who|which)\b(?! (?:gave|gives|says|said|put|told|tells|is)\b)", re.IGNORECASE)
_OF_THEM_BY, _NOUNS = 3, 2  # words for what is told of some of them; for the things that are counted
# "how much does it cost", not "how much water", nor "how much did it fall"
_MONEY = re.compile(
    r" (?:money|cash|(?:is|are|was|were|does|do|did|will|would|has|have|had|can|could|should|must)\b)"
    r"(?!.*\b(?:by|rise|rises|rose|risen|fall|fell|falls|fallen|grow|grew|grown|drop|dropped|shrink|shrank|gain"
    r"|gained|increase|increased|decrease|decreased|weigh|weighs|weighed|eat|drink)\b)",
    re.IGNORECASE | re.DOTALL,
)
_WHERE_IN = re.compile(r"\bin (\w+)[?.! ]*$", re.IGNORECASE)  # "how big is it, in dollars?"
_AGE = re.compile(r"\baged? (?:of )?(\d{1,3})\b|\b(\d{1,3})[- ]years?[- ]old\b|(?<=[a-z], )(\d{1,3})(?=,)")
_DOER = re.compile(r"(\w{4,})(?:or|er|ist)s?\Z")
_UNITS = {
    "long": "time",
    "far": "length",
    "high": "length",
    "tall": "length",
    "deep": "length",
    "fast": "speed",
    "heavy": "weight",
    "much": "money",
}
_NOBODY = frozenset({"no one", "nobody"})
_STRICT = frozenset({"long"})


@dataclass(frozen=True, slots=True)
class Kind:
    """The figures wanted: followed by one of these units, or counting one of these things.

    `strict`: any other figure is no answer. `age`: how old somebody is. `harm`: the dead or the hurt.
    `of_them`: what is told of some of a whole ("how many of the dead are identified").
    """

    units: str | None = None
    things: tuple[Word, ...] = ()
    strict: bool = False
    age: bool = False
    harm: str | None = None
    of_them: tuple[Word, ...] = ()


def kind_of(question: str) -> Kind:
    """The kind of figure that the question wants; any at all where it does not say."""
    asked = [name for name in _HARMS if any(is_harm(word, name) for word in words(question))]
    kind = _kind(question)
    if kind.things and any(is_harm(kind.things[-1], name) for name in _HARMS):
        kind = replace(kind, things=())  # "how many dead": people
    return replace(kind, harm=asked[0] if len(asked) == 1 and not kind.of_them else None)


def _kind(question: str) -> Kind:
    if _SHARE.search(question):
        return Kind(units="share")
    asked = _HOW.search(question)
    degree = asked.group(1).casefold() if asked else ""
    number = _NUMBER_OF.search(question)
    if asked and degree == "old":
        return Kind(age=True, strict=True)
    if asked and degree == "many":
        return _counting(asked.group(2))
    if number:
        return _counting(number.group(1))
    unit = _WHERE_IN.search(question)
    told_in = next(
        (name for name in _units() if unit and stem(unit.group(1).casefold()) in _units()[name]), None
    )
    money = degree == "much" and _MONEY.match(asked.group(2) if asked else "") is not None
    return Kind(units=told_in or _UNITS.get(degree), strict=degree in _STRICT or money)


def _counting(rest: str) -> Kind:
    """The kind of figure that counts what these words begin with; of people, any that counts no things."""
    counted = words(rest)
    if (some := _OF_THEM.match(rest)) is not None:  # "of the drowned have names": some are counted, by that
        return Kind(strict=True, of_them=_telling(rest[some.end() :].partition(" ")[2])[:_OF_THEM_BY])
    clause = _WHO.search(rest)  # "hurt who needed no bed": those are counted
    of_them = () if clause is None else _telling(rest[clause.end() :])[-_OF_THEM_BY:]
    named = itertools.dropwhile(lambda word: word.is_stop, counted[:3])
    things = list(itertools.takewhile(lambda word: not word.is_stop, named))
    ends = (at for at, word in enumerate(things) if (at and is_past(word.plain)) or word.pauses)
    end = next(ends, len(things))
    things = things[: max(end, 1)] if things and not things[end - 1].pauses else things[: end + 1]
    people = any(word.plain in listed("grammar", "persons") for word in counted[:1])
    return Kind(things=() if people else tuple(things[-_NOUNS:]), strict=True, of_them=of_them)


def _telling(text: str) -> tuple[Word, ...]:
    return tuple(word for word in words(text) if not word.is_stop and not word.is_general)


def is_of_kind(kind: Kind, text: str, figure: re.Match[str]) -> bool:
    """Whether a figure of the text is of the kind; of people, one that is followed by no unit."""
    after = words(text[figure.end() :])
    if _is_none_of(kind, text, figure, after):
        return False
    if kind.units == "share":
        return bool(_OF_HUNDRED.search(text[figure.start() : figure.end() + len(" percentage")]))
    unit = next((name for name in _units() if _stands(after[:_UNIT_AFTER], name, figure.group())), None)
    if kind.units is not None or not kind.things:
        return unit == kind.units
    return _is_of_these(kind, after) or (unit is None and _counts_them(kind, text, figure))


def _is_none_of(kind: Kind, text: str, figure: re.Match[str], after: Sequence[Word]) -> bool:
    """Whether a figure cannot be of the kind: of the hurt for the dead, "one" of other things."""
    told = figure.group().strip().casefold()
    if kind.of_them and not any(match(word, bag(text)) for word in kind.of_them):
        return True
    if kind.harm and _harm(text, figure) not in {None, kind.harm}:
        return True
    if is_nobody(figure) and (kind.things or kind.units):
        return True
    return told == "one" and not _is_of_these(kind, after)  # "one station saw no rain"


def _counts_them(kind: Kind, text: str, figure: re.Match[str]) -> bool:
    """Whether the things stand some words after the figure, or before it where it counts no others."""
    after = words(_NEXT.split(text[figure.end() :], maxsplit=1)[0])
    if counts(kind, " ".join(word.text for word in after[:_AFTER]), whole=True):
        return True
    before = words(_DIGITS.split(text[: figure.start()])[-1])[-_BEFORE:]  # another figure counts other things
    # "the number of boats rose to 12", but not "the hospital admitted 17 patients"
    counts_others = bool(after) and not after[0].is_stop and not after[0].is_general
    return not counts_others and counts(kind, " ".join(word.text for word in before), whole=True)


def is_very(kind: Kind, text: str, figure: re.Match[str]) -> bool:
    """Whether the figure is followed by the very word for what is counted, people too: "80 people"."""
    if kind.units:
        return is_of_kind(kind, text, figure)
    if kind.harm and _harm(text, figure) == kind.harm:
        return True
    return _is_of_these(kind, words(text[figure.end() :]))


def _harm(text: str, figure: re.Match[str]) -> str | None:
    """What the text tells of those whom the figure counts: "dead", "hurt", None where neither."""
    after = words(_CLAUSE.split(text[figure.end() :], maxsplit=1)[0])[:_CLOSE]
    before = words(_CLAUSE.split(text[: figure.start()])[-1])[-_CLOSE:]
    for near_by in (after, before[::-1]):
        for word in near_by:
            if found := next((name for name in _HARMS if is_harm(word, name)), None):
                return found
    return None


def is_harm(word: Word, name: str) -> bool:
    """Whether the word tells that somebody is dead or that somebody is hurt, as named."""
    return bool(word.parts & frozenset(stem(each) for each in listed("units", name)))


def is_nobody(figure: re.Match[str]) -> bool:
    """Whether the figure is "no one", which counts people only."""
    return figure.group().strip().casefold() in _NOBODY


def counts_next(kind: Kind, text: str, figure: re.Match[str]) -> bool:
    """Whether the things to be counted stand right after the figure."""
    return _is_of_these(kind, words(text[figure.end() :]))


def counts_nothing_else(kind: Kind, text: str, figure: re.Match[str]) -> bool:
    """Whether the figure stands alone or counts the things asked for: "puts it at 12", not "at 12 dead"."""
    after = words(text[figure.end() :])
    people = bool(after) and after[0].plain in listed("grammar", "persons")
    return not after or (after[0].is_stop and not people) or _is_of_these(kind, after)


def _is_of_these(kind: Kind, after: Sequence[Word]) -> bool:
    """Whether the words after a figure begin with those for the things, or the people, to be counted."""
    if kind.things:
        return counts(kind, " ".join(word.text for word in after[:_UNIT_AFTER]))
    return kind.strict and any(word.plain in listed("grammar", "persons") for word in after[:_UNIT_AFTER])


def is_some_of_them(kind: Kind, text: str, figure: re.Match[str]) -> bool:
    """Whether people are asked for and the figure counts some of them: "seven children among the dead"."""
    if not kind.strict or kind.things or kind.units or kind.age:
        return False
    after = text[figure.end() :]
    first = next(iter(words(after)), None)
    return first is not None and first.plain in listed("grammar", "some_persons") and "among" in after[:_SOME]


def counts(kind: Kind, text: str, *, whole: bool = False) -> bool:
    """Whether the text tells of the things to be counted, by any of their words or by all (`whole`)."""
    held, told = bag(text), words(text)
    met = (
        match(thing, held) > 0
        or (not is_common(thing) and any(_is_slip(thing.plain, word.plain) for word in told))
        for thing in kind.things
    )
    return bool(kind.things) and all(met) if whole else any(met)


def _is_slip(one: str, other: str) -> bool:
    """Whether one word is another misspelt; who deposits is no slip for what is deposited."""
    doer = _DOER.match(one)
    return near(one, other) and not (doer is not None and other.rstrip("s") == doer.group(1))


def age(text: str, whose: str) -> str | None:
    """The age that the text tells of whom the words name; None where it tells none."""
    for found in _AGE.finditer(text):
        around = bag(text[max(found.start() - _AGED, 0) : found.end() + _AGED])
        if any(match(word, around, fuzzy=True) for word in words(whose)):
            return next((str(each) for each in found.groups() if each), None)
    return None


@cache
def _units() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(stem(word) for word in listed("units", name))
        for name in ("time", "length", "speed", "weight", "money")
    }


def _stands(after: Sequence[Word], name: str, figure: str) -> bool:
    if name == "money" and re.search(r"[$€£¥%]|per ?cent", figure):
        return True
    if name in {"money", "time"} and any(word.parts & _units()[name] for word in words(figure)):
        return True
    return any(word.parts & _units()[name] for word in after)
