"""Statements that say the same in nearly the same words, where loading kept them apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from briefings.digests.figures import figures
from briefings.digests.words import folded, stems
from store.records import Claim, QuoteType, Stance, Statement

_ENOUGH_WORDS = 4
_SHARED = 0.85
_MOST = 300  # so many things of one speaker or article are compared with, the latest
_NEGATIONS = frozenset(
    {"no", "not", "never", "nor", "cannot", "cant", "didnt", "doesnt", "dont", "isnt", "wont"}
)
# A denial of having had to do with something, in whatever words.
_NO_PART = re.compile(
    r"\b(?:(?:any|no) (?:\w+ )?(?:part|role|hand|link|involvement|connection|responsibility)"
    r"|involve(?:d|ment)|(?:any|no)thing to do with|responsible)\b",
    re.IGNORECASE,
)
_NO_PART_WORDS = frozenset(
    stems("anything nothing part role hand link involvement involved connection responsibility responsible")
)


class _Wording(NamedTuple):
    """A claim, its words, the digits among them, and what it counts."""

    claim: Claim
    words: frozenset[str]
    digits: frozenset[str]
    counts: frozenset[tuple[str, int]]


@dataclass(slots=True, eq=False)
class _Group:
    """Statements found to be one; the oldest first."""

    statements: list[Statement] = field(default_factory=list)
    told: list[_Wording] = field(default_factory=list)

    def add(self, statement: Statement, told: Iterable[_Wording]) -> None:
        self.statements.append(statement)
        self.told += told


def repeats(statements: Iterable[Statement]) -> list[list[Statement]]:
    """The statements in the order given, those that repeat an earlier one with it.

    One repeats another if the same speaker, or in one article a body and its spokesperson, says
    nearly all the words of the shorter one, and if the same quotation is put down to two. Another
    figure, or a "not" in only one, tells them apart. One speaker's denials in one article of
    having had any part in the same thing are one, whatever the words, and so is taking responsibility.
    """
    groups: list[_Group] = []
    near: defaultdict[tuple[str, object], list[_Group]] = defaultdict(list)
    for statement in statements:
        told = [_wording(claim) for claim in statement.claims]
        places = {place for claim in statement.claims for place in _places(claim)}
        candidates = (group for place in places for group in near[place][-_MOST:])
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
    """Where a repeat may be: with the same speakers, in the same article, or in the same quotation."""
    places: list[tuple[str, object]] = [("speakers", claim.speaker_ids), ("article", claim.article_id)]
    places += [("surname", folded(name)[-1:]) for name in claim.speakers]
    if claim.quote_type is QuoteType.DIRECT:
        places.append(("words", folded(" ".join(claim.content))[:_ENOUGH_WORDS]))
    return places


def _wording(claim: Claim) -> _Wording:
    words = frozenset(folded(" ".join(claim.content)))
    digits = frozenset(word for word in words if any(map(str.isdigit, word)))
    return _Wording(claim, words, digits, frozenset((each.kind, each.value) for each in figures(claim)))


def _same(told: Iterable[_Wording], group: _Group) -> bool:
    return any(
        (
            _alike(one, other)
            and (_one_voice(one.claim, other.claim) or _one_quotation(one.claim, other.claim))
        )
        or _one_denial(one.claim, other.claim)
        or _one_deed(one.claim, other.claim)
        for one in told
        for other in group.told
    )


def _one_quotation(one: Claim, other: Claim) -> bool:
    return one.quote_type is other.quote_type is QuoteType.DIRECT


def _one_denial(one: Claim, other: Claim) -> bool:
    """Whether both deny having had to do with the same thing; one may leave open with what."""
    if (one.article_id, one.speaker_ids) != (other.article_id, other.speaker_ids):
        return False
    about = []
    for claim in (one, other):
        told = " ".join(claim.content)
        if claim.stance is not Stance.DENIES or not _NO_PART.search(told):
            return False
        about.append(set(stems(told)) - _NO_PART_WORDS)
    return about[0] <= about[1] or about[1] <= about[0]


def _one_deed(one: Claim, other: Claim) -> bool:
    """Whether both take responsibility in one article, and at most one tells for what."""
    if (one.article_id, one.speaker_ids) != (other.article_id, other.speaker_ids):
        return False
    if not all(each.stance is Stance.CLAIMS and each.quote_type is QuoteType.NONE for each in (one, other)):
        return False
    about = [set(stems(" ".join(each.content))) - _NO_PART_WORDS for each in (one, other)]
    return about[0] <= about[1] or about[1] <= about[0]


def _one_voice(one: Claim, other: Claim) -> bool:
    if one.speaker_ids == other.speaker_ids or _one_name(one, other):
        return True
    return one.article_id == other.article_id and (_speaks_for(one, other) or _speaks_for(other, one))


def _one_name(one: Claim, other: Claim) -> bool:
    """Whether one has only the surname of the other, and nothing else tells them apart."""
    if len(one.speakers) != 1 or len(other.speakers) != 1:
        return False
    shorter, longer = sorted((folded(one.speakers[0]), folded(other.speakers[0])), key=len)
    surname = len(shorter) == 1 < len(longer) and longer[-1] == shorter[0]
    offices = [set(folded(claim.role)) for claim in (one, other) if claim.role]
    return surname and (len(offices) < 2 or not offices[0].isdisjoint(offices[1]))


def _speaks_for(person: Claim, body: Claim) -> bool:
    """Whether the role of one names the other: "spokeswoman of the harbour board", "harbour board"."""
    role = " ".join(folded(person.role or ""))
    return len(body.speakers) == 1 and f" {' '.join(folded(body.speakers[0]))} " in f" {role} "


def _alike(one: _Wording, other: _Wording) -> bool:
    smaller, shared = min(len(one.words), len(other.words)), len(one.words & other.words)
    if smaller < _ENOUGH_WORDS or shared < _SHARED * smaller or (one.words ^ other.words) & _NEGATIONS:
        return False
    if one.counts and other.counts and one.counts != other.counts:
        return False
    return one.digits == other.digits or not (one.digits and other.digits)
