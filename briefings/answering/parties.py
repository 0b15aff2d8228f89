"""Who stands against or beside whom in stored claims: the speaker, and the parties that the words name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from briefings.answering import lexicon
from store.lookup import Lookup
from store.names import fold
from store.records import Claim, Stance

_SURE = 0.9  # of a name in the words said
_LONGEST = 4  # words of a country's name
_ACCUSERS = 2
_TOWARDS = {Stance.ACCUSES, Stance.CONFIRMS, Stance.CALLS_FOR, Stance.WARNS}

Relation = tuple[str, Stance, str, int]
"""One party's stance towards another, and the id of the statement that has it."""


def relations(claims: Sequence[Claim], lookup: Lookup) -> list[Relation]:
    """Every stance of one party towards another, once a statement.

    An accusation goes to its target, or else to whom its words name; a denial to whom its words name, or
    else to those who most often accuse the one who denies.
    """
    found: list[Relation] = []
    for claim in claims:
        if claim.stance not in _TOWARDS or claim.negated:
            continue
        targets = _named(claim.target or "", lookup) or _named(" ".join(claim.content), lookup)
        found += _between(claim, targets)
    accusers = _accusers(found)
    for claim in claims:
        if claim.stance is Stance.DENIES and not claim.negated:
            mine = {_party(name) for name in claim.speakers}
            named = [name for name in _named(" ".join(claim.content), lookup) if name not in mine]
            found += _between(claim, named or accusers(mine))
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


def _named(text: str, lookup: Lookup) -> list[str]:
    """The countries and the stored speakers that a text names."""
    words = fold(text).split()
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        for length in range(_LONGEST, 0, -1):
            place = lexicon.phrases().get(tuple(words[at : at + length]))
            if place is not None and place.startswith("@"):
                found[_shown(place)] = None
                at += length - 1
                break
        at += 1
    for hit in lookup.speakers(text):
        # "outside Moscow" is a place; "Moscow accuses" is told by the speaker.
        if hit.score >= _SURE and tuple(fold(hit.name).split()) not in lexicon.seats():
            found.setdefault(_party(hit.name))
    return list(found)


def _shown(place: str) -> str:
    name = lexicon.names_of(place)[0]
    return name.upper() if len(name) < 4 else name.title()
