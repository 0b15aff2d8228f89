"""The statements shelf: what several claims have in common."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from store.claims import Claims
from store.records import Claim, Statement
from store.tables import articles, claims, statements


class Statements:
    """Statements of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, *, change: int, now: dt.datetime, follows: int | None = None) -> int:
        """The new statement's id; `follows` is the statement whose figure it changes."""
        row = {"change": change, "stored_at": now, "follows": follows}
        query = statements.insert().values(row).returning(statements.c.id)
        made: int = self._connection.execute(query).scalar_one()
        return made

    def get(self, ids: Iterable[int]) -> list[Statement]:
        """The statements with these ids that have a usable claim, in the order asked for."""
        wanted = list(dict.fromkeys(ids))
        rows = {}
        for start in range(0, len(wanted), 500):
            query = sa.select(statements).where(statements.c.id.in_(wanted[start : start + 500]))
            rows.update({row.id: row for row in self._connection.execute(query)})
        told: defaultdict[int, list[Claim]] = defaultdict(list)
        for claim in Claims(self._connection).of_statements(wanted):
            told[claim.statement_id].append(claim)
        return [_statement(rows[each], told[each]) for each in wanted if each in rows and told[each]]

    def changed_since(self, change: int, *, until: int | None = None) -> list[Statement]:
        """The statements first stored after `change` (and not after `until`), in that order."""
        query = sa.select(statements.c.id).where(statements.c.change > change).order_by(statements.c.id)
        if until is not None:
            query = query.where(statements.c.change <= until)
        return self.get(self._connection.execute(query).scalars().all())

    def published(self, first: dt.date, last: dt.date) -> list[Statement]:
        """The statements that an article published from `first` to `last` holds, in the order stored."""
        query = (
            sa.select(claims.c.statement_id)
            .join(articles, articles.c.id == claims.c.article_id)
            .where(
                articles.c.published_on.between(first, last), claims.c.usable, claims.c.retracted_at.is_(None)
            )
            .distinct()
            .order_by(claims.c.statement_id)
        )
        return self.get(self._connection.execute(query).scalars().all())

    def count(self) -> int:
        """How many statements are stored."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(statements)).scalar_one()


def _statement(row: sa.Row[tuple[object, ...]], claims: Sequence[Claim]) -> Statement:
    return Statement(
        id=row.id,
        change=row.change,
        stored_at=row.stored_at,
        said_on=min((claim.said_on for claim in claims if claim.said_on), default=None),
        follows=row.follows,
        claims=tuple(claims),
    )
