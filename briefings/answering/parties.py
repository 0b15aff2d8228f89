"""Who stands against or beside whom in stored claims: the speaker, and the parties that the words name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefings.answering import lexicon
from store.lookup import Lookup
from store.names import fold
from store.records import Claim, Stance

_SURE = 0.9  # of a name in the words said
_LONGEST = 4  # words of a country's name
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_FAR = 20  # characters in which the next word ends
_ACCUSERS = 2
_TOWARDS = {Stance.ACCUSES, Stance.CONFIRMS, Stance.CALLS_FOR, Stance.WARNS}
# Whom one calls on is told or unknown: "a ban on Polish grain" is not asked of Poland.
_BY_WORDS = _TOWARDS - {Stance.CALLS_FOR}
# "to divert blame from X", "a strike on X": not the one who stands accused.
_ASIDE = frozenset(
    ["against", "at", "for", "from", "in", "into", "near", "on", "onto", "outside", "over", "to", "towards"]
)
_CLAIMS = frozenset(
    form
    for noun in (
        "accusation",
        "allegation",
        "assertion",
        "charge",
        "claim",
        "report",
        "statement",
        "suggestion",
    )
    for form in (noun, f"{noun}s")
)

Relation = tuple[str, Stance, str, int]
"""One party's stance towards another, and the id of the statement that has it."""


def relations(claims: Sequence[Claim], lookup: Lookup) -> list[Relation]:
    """Every stance of one party towards another, once a statement.

    An accusation goes to its target, or else to whom its words name; a denial to those whose claims it
    names, or to whom its words name, or else to those who most often accuse the one who denies.
    """
    found: list[Relation] = []
    for claim in claims:
        if claim.stance not in _TOWARDS or claim.negated:
            continue
        targets = [each.party for each in _named(claim.target or "", lookup)]
        if not targets and claim.stance in _BY_WORDS:
            targets = [each.party for each in _named(" ".join(claim.content), lookup) if not each.aside]
        found += _between(claim, targets)
    accusers = _accusers(found)
    for claim in claims:
        if claim.stance is Stance.DENIES and not claim.negated:
            mine = {_party(name) for name in claim.speakers}
            named = [each for each in _named(" ".join(claim.content), lookup) if each.party not in mine]
            denied = [each for each in named if each.claiming] or named
            found += _between(claim, [each.party for each in denied] or accusers(mine))
    return list(dict.fromkeys(found))


def _accusers(relations: Sequence[Relation]) -> Callable[[Collection[str]], list[str]]:
    """Tells who accuses one of some parties most often, at most two of them."""
    counted = Counter((one, other) for one, stance, other, _ in relations if stance is Stance.ACCUSES)

    def of(parties: Collection[str]) -> list[str]:
        mine = Counter({one: count for (one, other), count in counted.items() if other in parties})
        return [name for name, _ in mine.most_common(_ACCUSERS)]

    return of


def _between(claim: Claim, targets: Iterable[str]) -> Iterator[Relation]:
    for name in claim.speakers:
        one = _party(name)
        for other in targets:
            if other != one:
                yield one, claim.stance, other, claim.statement_id


def _party(name: str) -> str:
    """The name, or the country's where it is one, or a seat of its government."""
    words = tuple(fold(name).split())
    place = lexicon.phrases().get(words) or lexicon.seats().get(words)
    return _shown(place) if place and place.startswith("@") else name


@dataclass(frozen=True, slots=True)
class _Named:
    """A party that a text names: whether only aside ("blame from X"), whether as whose claims are meant."""

    party: str
    aside: bool
    claiming: bool


def _named(text: str, lookup: Lookup) -> list[_Named]:
    """The countries and the stored speakers that a text names."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, start, end in _countries(text):
        found.setdefault(_shown(place), []).append((start, end))
    for hit in lookup.speakers(text):
        # "outside Moscow" is a place; "Moscow accuses" is told by the speaker.
        if hit.score >= _SURE and tuple(fold(hit.name).split()) not in lexicon.seats():
            found.setdefault(_party(hit.name), []).append((hit.start, hit.end))
    return [
        _Named(
            party,
            aside=all(_is_aside(text[:start]) for start, _ in places),
            claiming=any(_has_claims(text[end:]) for _, end in places),
        )
        for party, places in found.items()
    ]


def _countries(text: str) -> Iterator[tuple[str, int, int]]:
    """The countries that a text names, each with where."""
    words = [(fold(match[0]), *match.span()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        for length in range(_LONGEST, 0, -1):
            row = words[at : at + length]
            place = lexicon.phrases().get(tuple(word for word, *_ in row))
            if place is not None and place.startswith("@"):
                yield place, row[0][1], row[-1][2]
                at += length - 1
                break
        at += 1


def _is_aside(before: str) -> bool:
    words = [word for word in before.lower().split()[-2:] if word != "the"]
    return bool(words) and words[-1] in _ASIDE


def _has_claims(after: str) -> bool:
    words = fold(after[:_FAR]).split()
    return bool(words) and words[0] in _CLAIMS


def _shown(place: str) -> str:
    name = lexicon.names_of(place)[0]
    return name.upper() if len(name) < 4 else name.title()
