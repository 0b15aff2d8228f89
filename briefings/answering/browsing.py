"""Statements looked through without a question: a list of them page by page, one, those of a speaker."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.answering.proof import Proof
from briefings.answering.reply import Citation
from store.archive import Transaction
from store.lookup import Hit, Lookup
from store.records import Claim, Part, Speaker, Stance

_MOST = 300  # statements that one list holds
_LATEST = 60
_SURE = 0.55  # of a speaker's name
_CLOSE = 0.1  # as well named as the best
_AROUND = 320  # characters on each side of a claim's own sentences
_LEEWAY = 120
_EDGE = re.compile(r"\n+|(?<=[.!?…][\"'”’)\]])\s+(?=[A-Z0-9\"'“‘(])|(?<=[.!?…])\s+(?=[A-Z0-9\"'“‘(])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A speaker with the claims, one a statement, that they made, newest first.

    `others` are those whom the same name may mean.
    """

    speaker: Speaker
    claim_ids: tuple[int, ...]
    others: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A claim with the article's words before, of, and after the sentences it stands in."""

    claim: Claim
    before: str
    words: str
    after: str


def cited(tx: Transaction, claim_ids: Sequence[int]) -> list[Citation]:
    """Those of the claims that answers may use and their articles prove, each with its whole statement."""
    known = [claim for claim in tx.claims.get(claim_ids) if _stands(claim)]
    proven = Proof(tx).proven(known)
    others = tx.claims.of_statements([claim.statement_id for claim in proven])
    return [
        Citation(
            claim=claim,
            also=tuple(
                other
                for other in others
                if other.statement_id == claim.statement_id
                and other.id != claim.id
                and other.negated == claim.negated
            ),
        )
        for claim in proven
    ]


def statement(tx: Transaction, statement_id: int) -> Citation | None:
    """The statement with this id by its surest claim; None where none stands, or none ever was."""
    claims = [claim for claim in tx.claims.of_statements([statement_id]) if not claim.negated]
    if not claims:
        return None
    best = max(claims, key=lambda claim: (claim.confidence, -claim.id))
    return next(iter(cited(tx, [best.id])), None)


def surroundings(tx: Transaction, claim_ids: Sequence[int]) -> list[Surroundings]:
    """Each claim with the sentences before and after its own, word for word from the article."""
    found = []
    for each in cited(tx, claim_ids):
        claim = each.claim
        article = tx.articles.get(claim.article_id)
        if article is None:
            continue
        where = article.title if claim.part is Part.TITLE else article.text
        start, end = claim.context_span
        found.append(
            Surroundings(
                claim=claim,
                before=_sentences_before(where[:start]),
                words=where[start:end],
                after=_sentences_after(where[end:]),
            )
        )
    return found


def who(tx: Transaction, lookup: Lookup, name: str) -> Profile | None:
    """The speaker whom the name most likely means; None when no stored speaker bears it."""
    hits = lookup.speakers(name) or lookup.speakers(name.title())
    sure = [hit for hit in hits if hit.score >= _SURE and hit.score >= hits[0].score - _CLOSE]
    known = {speaker.id: speaker for speaker in tx.speakers.get([hit.speaker_id for hit in sure])}
    found = [
        (known[hit.speaker_id], _of_speaker(tx, lookup, hit.speaker_id))
        for hit in sure
        if hit.speaker_id in known
    ]
    found = sorted(((speaker, ids) for speaker, ids in found if ids), key=lambda each: -len(each[1]))
    if not found:
        return None
    speaker, ids = found[0]
    return Profile(speaker=speaker, claim_ids=tuple(ids), others=tuple(other for other, _ in found[1:6]))


def speaker(tx: Transaction, lookup: Lookup, speaker_id: int) -> Profile | None:
    """The speaker with this id; None when there is none, or nothing by them stands."""
    found = tx.speakers.get([speaker_id])
    ids = _of_speaker(tx, lookup, speaker_id)
    return Profile(speaker=found[0], claim_ids=tuple(ids)) if found and ids else None


def latest(tx: Transaction, lookup: Lookup) -> list[int]:
    """The newest claims of all, one a statement."""
    return _newest(tx, lookup.find([], stances=list(Stance), limit=_LATEST))


def by_day(tx: Transaction, claim_ids: Sequence[int], *, newest_first: bool) -> list[int]:
    """The same claims in the order of their days; of one day, in the order given."""
    claims = [claim for claim in tx.claims.get(claim_ids) if _stands(claim)]
    return [claim.id for claim in sorted(claims, key=_day, reverse=newest_first)]


def _of_speaker(tx: Transaction, lookup: Lookup, speaker_id: int) -> list[int]:
    return _newest(tx, lookup.find([], speaker_ids=[speaker_id], limit=_MOST))


def _newest(tx: Transaction, hits: Iterable[Hit]) -> list[int]:
    ids = [hit.claim_id for hit in hits]
    once: dict[int, Claim] = {}
    for claim in tx.claims.get(ids):
        if _stands(claim) and not claim.negated:
            once.setdefault(claim.statement_id, claim)
    return [claim.id for claim in sorted(once.values(), key=_day, reverse=True)]


def _stands(claim: Claim) -> bool:
    return claim.usable and claim.retracted_at is None


def _day(claim: Claim) -> str:
    """The day as ISO text; a month or a year counts as its beginning."""
    if claim.said_on:
        return f"{claim.said_on}-01-01"[:10]
    told: dt.date | None = claim.posted_at.date() if claim.posted_at else None
    if told is None:
        told = claim.published.on if claim.published else claim.fetched_at.date()
    return told.isoformat()


def _sentences_before(text: str) -> str:
    """The whole sentences that end the text, about `_AROUND` characters of them."""
    near = text[-_AROUND - _LEEWAY :]
    if len(near) == len(text) <= _AROUND:
        return near.strip()
    edges = [edge.end() for edge in _EDGE.finditer(near) if edge.end() < len(near)]
    first = next((edge for edge in edges if len(near) - edge <= _AROUND), None)
    return near[first:].strip() if first is not None else ""


def _sentences_after(text: str) -> str:
    """The whole sentences that begin the text, about `_AROUND` characters of them."""
    near = text[: _AROUND + _LEEWAY]
    if len(near) == len(text) <= _AROUND:
        return near.strip()
    edges = [edge.start() for edge in _EDGE.finditer(near) if edge.start() <= _AROUND]
    return near[: max(edges, default=0)].strip()
