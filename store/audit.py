"""The audit shelf: who did what, append-only, written in the transaction of the deed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from store.records import AuditEntry
from store.tables import audit


class Audit:
    """Audit entries of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def note(self, at: dt.datetime, actor: str, action: str, **details: Any) -> None:
        """Write down that `actor` did `action`."""
        self._connection.execute(audit.insert().values(at=at, actor=actor, action=action, details=details))

    def newest(self, *, limit: int, skip: int = 0, but: Collection[str] = ()) -> list[AuditEntry]:
        """The last entries, newest first, without those of some actions."""
        query = sa.select(audit).where(audit.c.action.not_in(but)).order_by(audit.c.id.desc())
        query = query.limit(limit).offset(skip)
        return [AuditEntry(**row._asdict()) for row in self._connection.execute(query)]

    def forget(self, before: dt.datetime, *, limit: int) -> int:
        """How many entries from before then are gone now, at most `limit`."""
        old = sa.select(audit.c.id).where(audit.c.at < before).limit(limit)
        return self._connection.execute(audit.delete().where(audit.c.id.in_(old))).rowcount

    def of_actor(self, actor: str) -> list[AuditEntry]:
        """What this actor did, oldest first."""
        query = sa.select(audit).where(audit.c.actor == actor).order_by(audit.c.id)
        return [AuditEntry(**row._asdict()) for row in self._connection.execute(query)]
