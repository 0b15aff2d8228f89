"""What statements count, and which of them count the same: "nine people were hurt", "the hurt number 12".

Only what people get hurt by is recognised in any wording, and anything else by nearly the same words:
a figure put beside the wrong one would be worse than none. Pure; figures are read from the article's
own words, never computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.digests.words import bag, stems
from store.records import Claim, Stance

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_NUMERALS = {"one": 1} | {word: n for n, word in enumerate(_WORDS.split(), 2)}
NUMBER = re.compile(
    rf"(?<![\w.,$€£-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_NUMERALS)})"
    r"(?![\w%]|[.,]\d|-\w| ?(?:%|per ?cent))",
    re.IGNORECASE,
)
# Numbers that count no people or things: days, hours, ages, and those that something is called by.
_OTHERWISE = re.compile(
    r"^\s+(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|a\.?m\b|p\.?m\b|o'clock|years?\b|months?\b|weeks?\b|days?\b|hours?\b|minutes?\b|of them\b)",
    re.IGNORECASE,
)
_NAMED_BY = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|aged?"
    r"|numbers?|no\.|articles?|sections?|chapters?|pages?|routes?|flights?|lines?|units?|phases?|groups?)\s+$",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[.;:!?]\s|\n|,\s(?:while|but|and)\s")
_HEDGE = "at least more than about around some nearly almost over up to another a total of as many further"
_HEDGES = rf"(?:(?:{'|'.join(_HEDGE.split())})\s+)*"
_UP_TO = re.compile(
    r"\b(?:at least|(?:more|fewer|less) than|about|around|some|nearly|almost|over|up to)\s+$", re.IGNORECASE
)
_PEOPLE = re.compile(r"\s+(?:[a-z]+s|people|men|women|children|crew)\b")
KINDS = {
    "in hospital": r"hospitali[sz]ed|in hospital",
    "dead": r"kill(?:ed|ing|s)?|dead|died|dies?|deaths?|fatalit(?:y|ies)|perished|drowned",
    "hurt": r"injur(?:ed|ing|es|ies)|wound(?:ed|ing|s)|hurt",
    "missing": r"missing|unaccounted",
    "held": r"detain(?:ed|ing|s)|arrest(?:ed|ing|s)",
    "driven out": r"displac(?:ed|ing|es)|evacuat(?:ed|ing|es)|fled",
}
_NEAR, _FAR = 7, {"in hospital": 8}  # so many words may stand between the number and what tells its kind
_OF_THEM = r"number of (?:the |people |those )*(?:\w+ )?"
_TOLLS = {
    "dead": re.compile(
        rf"\b(?:death toll|{_OF_THEM}(?:dead|killed|deaths|victims|fatalities))\b", re.IGNORECASE
    ),
    "hurt": re.compile(rf"\b{_OF_THEM}(?:injured|wounded|injuries|hurt)\b", re.IGNORECASE),
    "missing": re.compile(rf"\b{_OF_THEM}missing\b", re.IGNORECASE),
    "held": re.compile(rf"\b{_OF_THEM}(?:arrests|arrested|detained|detentions)\b", re.IGNORECASE),
}
# "The number of ships in the roads has grown to 51": what is counted stands before.
_NUMBER_OF = re.compile(
    r"\bnumber of [a-z][^,;]*?\b(?:to|at|is|was|now|reached)\s+$",
    re.IGNORECASE,
)
_BEFORE = {kind: re.compile(rf"\b(?:{words})\s+{_HEDGES}$", re.IGNORECASE) for kind, words in KINDS.items()}
_AFTER = {
    kind: re.compile(rf"^(?:\s+[\w'’-]+){{0,{_FAR.get(kind, _NEAR)}}}?\s+(?:{words})\b", re.IGNORECASE)
    for kind, words in KINDS.items()
}
# "the attack that killed 30" tells which attack, not how many were killed.
_BACKGROUND = re.compile(
    rf"\b(?:that|which|who|where)\s+(?:(?:has|have|had)\s+)?(?:{'|'.join(KINDS.values())})\b[^,;.]*$",
    re.IGNORECASE,
)
_WEEKDAYS = frozenset(stems("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".lower()))
_TOLD_BY = {Stance.STATES, Stance.REPORTS, Stance.CONFIRMS, Stance.ANNOUNCES, Stance.CLAIMS}
# What is counted stands in the plural: "14 ships", and not "ship 14" or "route 9 is shut".
_COUNTED = re.compile(r"(?:\s+[\w'’-]+){0,2}?\s+(?:[a-z'’-]*[a-z]s|people|men|women|children|crew)\b")
_THING = "thing"
_ALIKE = 0.6
_STRANGE = 1  # so many names may stand beside one figure only


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a claim gives: what it counts, how many, in which words, and what stands around it."""

    claim: Claim
    kind: str
    value: int
    told: str
    runs: frozenset[tuple[str, ...]]
    words: frozenset[str]


def figures(claim: Claim) -> list[Figure]:
    """What the claim counts, of each kind the first; what only tells which event is meant is no figure."""
    if claim.stance not in _TOLD_BY:
        return []
    # Who tells it, and on which day, does not tell what is counted.
    apart = _WEEKDAYS.union(stems(" ".join((*claim.speakers, claim.speaker_surface or "", claim.via or ""))))
    runs = frozenset(run for run in bag(claim.context).runs if apart.isdisjoint(run))
    words = frozenset(each for each in stems(" ".join(claim.content)) if not each.isdigit())
    found: dict[str, Figure] = {}
    for kind, value, told in _counted(claim):
        found.setdefault(kind, Figure(claim, kind, value, told, runs, words))
    return list(found.values())


def is_about_people(figure: Figure) -> bool:
    """Whether it counts what befell people, and not other things."""
    return figure.kind != _THING


def same_count(one: Figure, other: Figure) -> bool:
    """Whether two figures of one story count the same people or things, as far as the words tell."""
    if one.kind != other.kind:
        return False
    if one.kind == _THING:
        shared, both = len(one.words & other.words), len(one.words | other.words)
        return bool(both) and shared >= _ALIKE * both
    if not one.runs or not other.runs:
        return True
    ours = {run for run in one.runs if not _met(run, other.runs)}
    theirs = {run for run in other.runs if not _met(run, one.runs)}
    return len(ours) < len(one.runs) and len(ours) <= _STRANGE and len(theirs) <= _STRANGE


def _met(run: tuple[str, ...], runs: frozenset[tuple[str, ...]]) -> bool:
    return any(not set(run).isdisjoint(other) for other in runs)


def _counted(claim: Claim) -> Iterator[tuple[str, int, str]]:
    base, text = claim.context_span.start, claim.context
    for span in claim.spans:
        for match in NUMBER.finditer(text, max(span.start - base, 0), max(span.end - base, 0)):
            before = CLAUSE.split(text[: match.start()])[-1]
            after = CLAUSE.split(text[match.end() :])[0]
            if any((_OTHERWISE.match(after), _NAMED_BY.search(before), _BACKGROUND.search(before))):
                continue
            value = _value(match["n"])
            first, last = _UP_TO.search(before), _PEOPLE.match(after)
            told = f"{first[0] if first else ''}{match['n']}{last[0] if last else ''}"
            if kind := _kind(before, after):
                yield kind, value, told
            elif match["n"][0].isdigit() and not 1900 <= value <= 2100 and _is_counted(before, after):
                yield _THING, value, told


def _value(told: str) -> int:
    return _NUMERALS.get(told.casefold()) or int(told.replace(",", "") if told[0].isdigit() else 0)


def _is_counted(before: str, after: str) -> bool:
    return bool(_COUNTED.match(after) or _NUMBER_OF.search(NUMBER.split(before)[-1]))


def _kind(before: str, after: str) -> str | None:
    """What is counted: by the verb right before, by the word for a toll, or by what follows."""
    for kind, pattern in _BEFORE.items():
        if pattern.search(before):
            return kind
    lead = NUMBER.split(before)[-1]
    for kind, pattern in _TOLLS.items():
        if pattern.search(lead):
            return kind
    following = NUMBER.split(after)[0]
    return next((kind for kind, pattern in _AFTER.items() if pattern.match(following)), None)
