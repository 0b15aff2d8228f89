"""From what was handed over to stored claims: fetch, read, attribute, keep. Repeating it adds nothing.

Reading and attributing run in a process that can be killed; keeping is one transaction, so a load is
wholly there or not at all.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.repeats import Wording, same_statement
from briefings.isolation import Isolated
from briefings.reading import intake as reading
from briefings.reading.fetch import Fetched
from briefings.reading.intake import Intake
from store.archive import Archive, Transaction
from store.records import Article, Attributed, Claim, FoundClaim, FoundSpeaker, Part, ReadArticle

_READ_S = 60.0
_ATTRIBUTE_S = 180.0
# A speaker's claims that a new one is compared with: enough for weeks of the most talkative.
_COMPARED = 400

Fetch = Callable[[str], Awaitable[Fetched]]


class Outcome(StrEnum):
    """How a load ended."""

    ADDED = "added"
    DUPLICATE = "duplicate"
    REVISED = "revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did: the article it made or found, and how many statements it holds.

    `statements` counts those usable in answers; `fresh` those of them that nobody had told before.
    """

    outcome: Outcome
    article_id: int
    title: str
    outlet: str | None
    outlet_basis: str | None
    published: str | None
    statements: int
    fresh: int
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A job's result."""
        return {**dataclasses.asdict(self), "warnings": list(self.warnings)}

    @classmethod
    def from_json(cls, result: dict[str, Any]) -> Loaded:
        """What `to_json` made the result of."""
        outcome, warnings = Outcome(result["outcome"]), tuple(result["warnings"])
        return cls(**{**result, "outcome": outcome, "warnings": warnings})


Settle = Callable[[Transaction, Loaded], None]


async def load(
    intake: Intake,
    *,
    archive: Archive,
    isolated: Isolated,
    fetch: Fetch,
    now: Callable[[], dt.datetime],
    settle: Settle,
) -> Loaded:
    """What became of an intake. `settle` runs in the transaction that keeps it.

    Errors: `Refused` for what cannot be read, `Unreachable` for what could not be fetched now.
    """
    read = await isolated.run(reading.read, await _fetched(intake, fetch), timeout_s=_READ_S)
    found = await asyncio.to_thread(_known, archive, read, settle)
    if found is not None:
        return found
    attributed = await isolated.run(attribute, read, timeout_s=_ATTRIBUTE_S)
    return await asyncio.to_thread(keep, archive, read, attributed, now=now(), settle=settle)


def attribute(read: ReadArticle) -> Attributed:
    """What the article says was said. Imports and loads the model, which only worker processes pay for."""
    from briefings.attribution import language, pipeline  # noqa: PLC0415

    return pipeline.attribute(read, language.load())


def keep(
    archive: Archive,
    read: ReadArticle,
    attributed: Attributed,
    *,
    now: dt.datetime,
    settle: Settle | None = None,
) -> Loaded:
    """The article and its claims as stored, in one transaction; an article known already adds nothing."""
    with archive.begin() as tx:
        loaded = _duplicate(tx, read) or _Keeping(tx, read, attributed, now).loaded()
        if settle is not None:
            settle(tx, loaded)
    return loaded


async def _fetched(intake: Intake, fetch: Fetch) -> Intake:
    if intake.url is None or intake.data is not None or intake.text is not None:
        return intake
    page = await fetch(intake.url)
    return dataclasses.replace(intake, url=page.url, data=page.data)


def _known(archive: Archive, read: ReadArticle, settle: Settle) -> Loaded | None:
    """The duplicate, found before the dear work is done."""
    with archive.read() as tx:
        if _duplicate(tx, read) is None:
            return None
    with archive.begin() as tx:
        loaded = _duplicate(tx, read)
        if loaded is not None:
            settle(tx, loaded)
    return loaded


def _duplicate(tx: Transaction, read: ReadArticle) -> Loaded | None:
    article = tx.articles.by_content(read.title, read.text)
    if article is None:
        return None
    statements = {claim.statement_id for claim in tx.claims.all(article_id=article.id) if not claim.negated}
    return _loaded(Outcome.DUPLICATE, article, len(statements), 0)


def _loaded(outcome: Outcome, article: Article, statements: int, fresh: int) -> Loaded:
    return Loaded(
        outcome=outcome,
        article_id=article.id,
        title=article.title,
        outlet=article.outlet,
        outlet_basis=article.outlet_basis,
        published=article.published.isoformat() if article.published else None,
        statements=statements,
        fresh=fresh,
        warnings=article.warnings,
    )


class _Keeping:
    """One article being kept."""

    def __init__(self, tx: Transaction, read: ReadArticle, attributed: Attributed, now: dt.datetime) -> None:
        self._tx, self._now = tx, now
        self._change = tx.next_change()
        before = tx.articles.by_url(read.url) if read.url else None
        self._outcome = Outcome.REVISED if before else Outcome.ADDED
        self._article = tx.articles.add(read, fetched_at=now, change=self._change, revises=before)
        self._claims = attributed.claims
        told = {speaker.name: speaker for speaker in attributed.speakers}
        names = dict.fromkeys(name for claim in self._claims for name in claim.speakers)
        self._speakers = {
            name: tx.speakers.resolve(told.get(name, FoundSpeaker(name=name)), change=self._change)
            for name in names
        }
        self._earlier: dict[int, list[Claim]] = {}

    def loaded(self) -> Loaded:
        usable: set[int] = set()
        fresh: set[int] = set()
        in_order = sorted(self._claims, key=lambda claim: claim.same_as)
        for _, group in itertools.groupby(in_order, key=lambda claim: claim.same_as):
            claims = list(group)
            statement_id = self._told_before(claims)
            new = statement_id is None
            if statement_id is None:
                statement_id = self._tx.statements.add(change=self._change, now=self._now)
            for claim in claims:
                if self._add(claim, statement_id) and not claim.negated:
                    usable.add(statement_id)
                    if new:
                        fresh.add(statement_id)
        return _loaded(self._outcome, self._article, len(usable), len(fresh))

    def _add(self, claim: FoundClaim, statement_id: int) -> bool:
        usable = claim.confidence >= THRESHOLD
        self._tx.claims.add(
            self._article,
            claim,
            statement_id=statement_id,
            speaker_ids=[self._speakers[name] for name in claim.speakers],
            usable=usable,
            change=self._change,
            posted_at=self._posted_at(claim),
        )
        return usable

    def _posted_at(self, claim: FoundClaim) -> dt.datetime | None:
        if claim.part is Part.TITLE:
            return None
        start = claim.content[0].start
        return next((p.posted_at for p in self._article.passages if p.span.start <= start < p.span.end), None)

    def _told_before(self, claims: Sequence[FoundClaim]) -> int | None:
        """The stored statement, of another article, that these claims repeat."""
        for claim in claims:
            if not claim.speakers:
                continue
            ids = tuple(self._speakers[name] for name in claim.speakers)
            words = self._wording(claim)
            for earlier in self._claims_of(ids[0]):
                if set(earlier.speaker_ids) == set(ids) and same_statement(words, _wording(earlier, words)):
                    return earlier.statement_id
        return None

    def _claims_of(self, speaker_id: int) -> list[Claim]:
        if speaker_id not in self._earlier:
            recent = self._tx.claims.recent_of_speaker(speaker_id, limit=_COMPARED)
            self._earlier[speaker_id] = [each for each in recent if each.article_id != self._article.id]
        return self._earlier[speaker_id]

    def _wording(self, claim: FoundClaim) -> Wording:
        where = self._article.title if claim.part is Part.TITLE else self._article.text
        words = " ".join(span.of(where) for span in claim.content)
        return Wording(speakers=claim.speakers, words=words, stance=claim.stance, negated=claim.negated)


def _wording(claim: Claim, like: Wording) -> Wording:
    """A stored claim's wording, under the speaker names of the one it is compared with: ids were equal."""
    words = " ".join(claim.content)
    return Wording(speakers=like.speakers, words=words, stance=claim.stance, negated=claim.negated)
