"""The claims shelf: who said what in which article, each with the spans that prove it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from store.articles import dated
from store.records import Article, Claim, FoundClaim, Part, QuoteType, Span, Stance
from store.tables import articles, claim_spans, claim_speakers, claims, flags, speakers

_BATCH = 500


class Claims:
    """Claims of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self,
        article: Article,
        found: FoundClaim,
        *,
        statement_id: int,
        speaker_ids: Sequence[int],
        usable: bool,
        change: int,
        posted_at: dt.datetime | None,
    ) -> int:
        """The new claim's id. `usable`: attribution was sure enough for answers and digests."""
        row = {
            "article_id": article.id,
            "statement_id": statement_id,
            "change": change,
            "part": found.part,
            **_columns("source", found.source),
            **_columns("cue", found.cue),
            **_columns("context", found.context),
            **_columns("caveat", found.caveat),
            "role": found.role,
            "stance": found.stance,
            "negated": found.negated,
            "quote_type": found.quote_type,
            "target": found.target,
            "via": found.via,
            "said_on": found.said_on,
            "posted_at": posted_at,
            "rule": found.rule,
            "confidence": found.confidence,
            "usable": usable,
        }
        made: int = self._connection.execute(claims.insert().values(row).returning(claims.c.id)).scalar_one()
        self._connection.execute(
            claim_spans.insert(),
            [
                {"claim_id": made, "position": position, "start": span.start, "end": span.end}
                for position, span in enumerate(found.content)
            ],
        )
        if speaker_ids:
            self._connection.execute(
                claim_speakers.insert(),
                [
                    {"claim_id": made, "position": position, "speaker_id": speaker_id}
                    for position, speaker_id in enumerate(speaker_ids)
                ],
            )
        return made

    def retract(self, claim_id: int, *, now: dt.datetime, change: int) -> bool:
        """Whether the claim stood until now; from here on nothing is answered from it."""
        done = self._connection.execute(
            claims.update()
            .where(claims.c.id == claim_id, claims.c.retracted_at.is_(None))
            .values(retracted_at=now, change=change)
        )
        return done.rowcount == 1

    def retract_all(
        self,
        *,
        statement_id: int | None = None,
        article_id: int | None = None,
        now: dt.datetime,
        change: int,
    ) -> int:
        """How many claims of the statement or the article, that stood until now, are retracted."""
        mine = _of(statement_id, article_id)
        done = claims.update().where(mine, claims.c.retracted_at.is_(None))
        return self._connection.execute(done.values(retracted_at=now, change=change)).rowcount

    def restore_all(
        self,
        *,
        statement_id: int | None = None,
        article_id: int | None = None,
        retracted_at: dt.datetime,
        change: int,
    ) -> int:
        """How many claims that were retracted at that very moment stand again."""
        mine = _of(statement_id, article_id)
        done = claims.update().where(mine, claims.c.retracted_at == retracted_at)
        return self._connection.execute(done.values(retracted_at=None, change=change)).rowcount

    def redate(self, said_on: Mapping[int, str | None], *, change: int) -> None:
        """Put right the days of these claims."""
        for claim_id, day in said_on.items():
            mine = claims.update().where(claims.c.id == claim_id)
            self._connection.execute(mine.values(said_on=day, change=change))

    def touch(self, *, article_id: int, change: int) -> None:
        """Let whoever follows changes look at the article's claims again."""
        mine = claims.update().where(claims.c.article_id == article_id)
        self._connection.execute(mine.values(change=change))

    def said_by(self, statement_id: int, speaker_id: int, *, change: int) -> int:
        """How many claims of the statement have this speaker now, and no other.

        The role that the text gave to somebody else goes; the speaker's own, if known, takes its place.
        """
        role = sa.select(speakers.c.role).where(speakers.c.id == speaker_id).scalar_subquery()
        ids = (
            self._connection.execute(
                claims.update()
                .where(claims.c.statement_id == statement_id)
                .values(change=change, role=role)
                .returning(claims.c.id)
            )
            .scalars()
            .all()
        )
        self._connection.execute(claim_speakers.delete().where(claim_speakers.c.claim_id.in_(ids)))
        rows = [{"claim_id": each, "position": 0, "speaker_id": speaker_id} for each in ids]
        if rows:
            self._connection.execute(claim_speakers.insert(), rows)
        return len(rows)

    def move_speaker(self, old_id: int, new_id: int, *, change: int) -> int:
        """How many claims of one speaker are another's now; one that both made is the other's once."""
        spoken = sa.select(claim_speakers.c.claim_id).where(claim_speakers.c.speaker_id == old_id)
        ids = self._connection.execute(spoken).scalars().all()
        both = sa.select(claim_speakers.c.claim_id).where(claim_speakers.c.speaker_id == new_id)
        old = claim_speakers.c.speaker_id == old_id
        self._connection.execute(claim_speakers.delete().where(old, claim_speakers.c.claim_id.in_(both)))
        self._connection.execute(claim_speakers.update().where(old).values(speaker_id=new_id))
        for start in range(0, len(ids), _BATCH):
            chunk = claims.c.id.in_(ids[start : start + _BATCH])
            self._connection.execute(claims.update().where(chunk).values(change=change))
        return len(ids)

    def doubtful(self, below: float, *, limit: int) -> list[int]:
        """The newest statements whose surest usable claim is less sure than that, and nobody looked at."""
        seen = sa.select(flags.c.statement_id)
        query = (
            sa.select(claims.c.statement_id)
            .where(claims.c.usable, claims.c.retracted_at.is_(None), claims.c.statement_id.not_in(seen))
            .group_by(claims.c.statement_id)
            .having(sa.func.max(claims.c.confidence) < below)
            .order_by(claims.c.statement_id.desc())
            .limit(limit)
        )
        return list(self._connection.execute(query).scalars())

    def get(self, ids: Iterable[int]) -> list[Claim]:
        """The claims with these ids, in the order asked for; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[int, Claim] = {}
        for start in range(0, len(wanted), _BATCH):
            for claim in self._select(claims.c.id.in_(wanted[start : start + _BATCH])):
                found[claim.id] = claim
        return [found[claim_id] for claim_id in wanted if claim_id in found]

    def all(
        self,
        *,
        article_id: int | None = None,
        speaker_ids: Sequence[int] | None = None,
        unusable: bool = False,
    ) -> Iterator[Claim]:
        """Claims in the order stored, narrowed as asked; `unusable` adds doubtful and retracted ones."""
        query = sa.select(claims.c.id).order_by(claims.c.id)
        if article_id is not None:
            query = query.where(claims.c.article_id == article_id)
        if speaker_ids is not None:
            spoken = sa.select(claim_speakers.c.claim_id).where(claim_speakers.c.speaker_id.in_(speaker_ids))
            query = query.where(claims.c.id.in_(spoken))
        if not unusable:
            query = query.where(claims.c.usable, claims.c.retracted_at.is_(None))
        ids = self._connection.execute(query).scalars().all()
        for start in range(0, len(ids), _BATCH):
            yield from self._select(claims.c.id.in_(ids[start : start + _BATCH]))

    def changed_since(self, change: int, *, limit: int) -> list[Claim]:
        """At least the next `limit` claims that were stored or retracted after `change`, in that order.

        A change number is never cut in two: all claims of the last one returned are there.
        """
        after = sa.select(claims.c.change).where(claims.c.change > change).order_by(claims.c.change)
        last = self._connection.execute(after.limit(limit)).scalars().all()
        if not last:
            return []
        return sorted(
            self._select(sa.and_(claims.c.change > change, claims.c.change <= last[-1])),
            key=lambda claim: (claim.change, claim.id),
        )

    def of_statements(self, statement_ids: Sequence[int]) -> list[Claim]:
        """The usable claims of these statements, oldest first."""
        found: list[Claim] = []
        for start in range(0, len(statement_ids), _BATCH):
            chunk = statement_ids[start : start + _BATCH]
            found += self._select(
                sa.and_(claims.c.statement_id.in_(chunk), claims.c.usable, claims.c.retracted_at.is_(None))
            )
        return found

    def recent_of_speaker(self, speaker_id: int, *, limit: int) -> list[Claim]:
        """The newest claims that this speaker made, alone or with others."""
        query = (
            sa.select(claim_speakers.c.claim_id)
            .where(claim_speakers.c.speaker_id == speaker_id)
            .order_by(claim_speakers.c.claim_id.desc())
            .limit(limit)
        )
        return self.get(self._connection.execute(query).scalars())

    def count(self) -> int:
        """How many claims are stored."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(claims)).scalar_one()

    def _select(self, where: sa.ColumnElement[bool]) -> list[Claim]:
        told = [articles.c[name] for name in ("outlet", "url", "published_on", "published_at", "fetched_at")]
        rows = self._connection.execute(
            sa.select(claims, *told)
            .join(articles, articles.c.id == claims.c.article_id)
            .where(where)
            .order_by(claims.c.id)
        ).all()
        ids = [row.id for row in rows]
        spans, spoken = self._spans(ids), self._speakers(ids)
        words = self._words({row.article_id for row in rows})
        return [_claim(row, words[row.article_id], spans[row.id], spoken[row.id]) for row in rows]

    def _spans(self, ids: Sequence[int]) -> defaultdict[int, list[Span]]:
        found: defaultdict[int, list[Span]] = defaultdict(list)
        query = sa.select(claim_spans).where(claim_spans.c.claim_id.in_(ids))
        for row in self._connection.execute(query.order_by(claim_spans.c.claim_id, claim_spans.c.position)):
            found[row.claim_id].append(Span(row.start, row.end))
        return found

    def _speakers(self, ids: Sequence[int]) -> defaultdict[int, list[tuple[int, str]]]:
        found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        query = (
            sa.select(claim_speakers.c.claim_id, speakers.c.id, speakers.c.name)
            .join(speakers, speakers.c.id == claim_speakers.c.speaker_id)
            .where(claim_speakers.c.claim_id.in_(ids))
            .order_by(claim_speakers.c.claim_id, claim_speakers.c.position)
        )
        for claim_id, speaker_id, name in self._connection.execute(query):
            found[claim_id].append((speaker_id, name))
        return found

    def _words(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        query = sa.select(articles.c.id, articles.c.title, articles.c.text).where(
            articles.c.id.in_(list(ids))
        )
        return {row.id: (row.title, row.text) for row in self._connection.execute(query)}


def _of(statement_id: int | None, article_id: int | None) -> sa.ColumnElement[bool]:
    if statement_id is not None:
        return claims.c.statement_id == statement_id
    return claims.c.article_id == article_id


def _columns(name: str, span: Span | None) -> dict[str, int | None]:
    return {f"{name}_start": span and span.start, f"{name}_end": span and span.end}


def _span(row: Any, name: str) -> Span | None:
    start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
    return None if start is None else Span(start, end)


def _claim(row: Any, words: tuple[str, str], spans: list[Span], spoken: list[tuple[int, str]]) -> Claim:
    title, text = words
    where = title if row.part == Part.TITLE else text
    source, cue, caveat = _span(row, "source"), _span(row, "cue"), _span(row, "caveat")
    context = Span(row.context_start, row.context_end)
    return Claim(
        id=row.id,
        article_id=row.article_id,
        statement_id=row.statement_id,
        change=row.change,
        part=Part(row.part),
        spans=tuple(spans),
        context_span=context,
        caveat_span=caveat,
        speaker_ids=tuple(speaker_id for speaker_id, _ in spoken),
        speakers=tuple(name for _, name in spoken),
        speaker_surface=source.of(where) if source else None,
        role=row.role,
        cue=cue.of(where) if cue else None,
        content=tuple(span.of(where) for span in spans),
        context=context.of(where),
        stance=Stance(row.stance),
        negated=row.negated,
        quote_type=QuoteType(row.quote_type),
        target=row.target,
        via=row.via,
        caveat=caveat.of(text) if caveat else None,
        said_on=row.said_on,
        posted_at=row.posted_at,
        rule=row.rule,
        confidence=row.confidence,
        usable=row.usable,
        retracted_at=row.retracted_at,
        title=title,
        outlet=row.outlet,
        url=row.url,
        published=dated(row.published_on, row.published_at),
        fetched_at=row.fetched_at,
    )
