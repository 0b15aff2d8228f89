"""Statements that say the same in nearly the same words, where loading kept them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefings.digests.words import folded
from store.records import Claim, Statement

_ENOUGH_WORDS = 4
_SHARED = 0.85
_NEGATIONS = frozenset(
    {"no", "not", "never", "nor", "cannot", "cant", "didnt", "doesnt", "dont", "isnt", "wont"}
)


@dataclass(slots=True, eq=False)
class _Group:
    """Statements found to be one; the oldest first."""

    statements: list[Statement] = field(default_factory=list)
    told: list[tuple[Claim, frozenset[str]]] = field(default_factory=list)

    def add(self, statement: Statement, told: Iterable[tuple[Claim, frozenset[str]]]) -> None:
        self.statements.append(statement)
        self.told += told


def repeats(statements: Iterable[Statement]) -> list[list[Statement]]:
    """The statements in the order given, those that repeat an earlier one with it.

    One repeats another if the same speaker, or in one article a body and its spokesperson, says
    nearly all the words of the shorter one. Another figure, or a "not" in only one, tells them apart.
    """
    groups: list[_Group] = []
    near: defaultdict[tuple[str, object], list[_Group]] = defaultdict(list)
    for statement in statements:
        told = [(claim, frozenset(folded(" ".join(claim.content)))) for claim in statement.claims]
        places = {place for claim in statement.claims for place in _places(claim)}
        candidates = (group for place in places for group in near[place])
        same = next((group for group in candidates if _same(told, group)), None)
        if same is None:
            same = _Group()
            groups.append(same)
        same.add(statement, told)
        for place in places:
            if same not in near[place]:
                near[place].append(same)
    return [group.statements for group in groups]


def _places(claim: Claim) -> list[tuple[str, object]]:
    """Where a repeat may be: with the same speakers, or in the same article."""
    return [("speakers", claim.speaker_ids), ("article", claim.article_id)]


def _same(told: Iterable[tuple[Claim, frozenset[str]]], group: _Group) -> bool:
    return any(
        _alike(words, known) and _one_voice(claim, other)
        for claim, words in told
        for other, known in group.told
    )


def _one_voice(one: Claim, other: Claim) -> bool:
    if one.speaker_ids == other.speaker_ids:
        return True
    return one.article_id == other.article_id and (_speaks_for(one, other) or _speaks_for(other, one))


def _speaks_for(person: Claim, body: Claim) -> bool:
    """Whether the role of one names the other: "spokeswoman of the harbour board", "harbour board"."""
    role = " ".join(folded(person.role or ""))
    return len(body.speakers) == 1 and f" {' '.join(folded(body.speakers[0]))} " in f" {role} "


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller, shared = min(len(one), len(other)), len(one & other)
    if smaller < _ENOUGH_WORDS or shared < _SHARED * smaller or (one ^ other) & _NEGATIONS:
        return False
    figures, others = _figures(one), _figures(other)
    return figures == others or not (figures and others)


def _figures(words: frozenset[str]) -> set[str]:
    return {word for word in words if any(map(str.isdigit, word))}
