"""The flags shelf: statements that somebody holds to be wrong, until an owner has looked at them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.database import insert_new
from store.records import Flag
from store.tables import flags


class Flags:
    """Flags of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def raise_(self, statement_id: int, *, user_id: int, reason: str | None, now: dt.datetime) -> bool:
        """Whether this person's flag on the statement is new; a second one changes nothing."""
        row = {"statement_id": statement_id, "user_id": user_id, "reason": reason, "raised_at": now}
        return insert_new(self._connection, flags, row)

    def open(self) -> list[Flag]:
        """The flags that nobody has looked at, oldest first."""
        query = sa.select(flags).where(flags.c.settled_at.is_(None)).order_by(flags.c.raised_at, flags.c.id)
        return [Flag(**row._asdict()) for row in self._connection.execute(query)]

    def settle(self, statement_id: int, *, verdict: str, now: dt.datetime) -> int:
        """How many open flags on the statement are settled now."""
        mine = sa.and_(flags.c.statement_id == statement_id, flags.c.settled_at.is_(None))
        done = flags.update().where(mine).values(settled_at=now, verdict=verdict)
        return self._connection.execute(done).rowcount

    def note(self, statement_id: int, *, user_id: int, verdict: str, now: dt.datetime) -> None:
        """Keep that somebody looked at the statement, flagged by anybody or not."""
        row = {"statement_id": statement_id, "user_id": user_id, "raised_at": now}
        insert_new(self._connection, flags, {**row, "settled_at": now, "verdict": verdict})

    def of_user(self, user_id: int) -> list[Flag]:
        """Every flag that this person raised, oldest first."""
        query = sa.select(flags).where(flags.c.user_id == user_id).order_by(flags.c.id)
        return [Flag(**row._asdict()) for row in self._connection.execute(query)]

    def forget_user(self, user_id: int) -> int:
        """How many flags of this person are gone now."""
        return self._connection.execute(flags.delete().where(flags.c.user_id == user_id)).rowcount
