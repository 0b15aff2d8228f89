"""What people hold to be wrong, and what the owners did about it."""

from __future__ import annotations

import datetime as dt

from briefings.desk.office import Office
from store.archive import Transaction
from store.records import Flag


class Reviews:
    """Statements doubted, kept, retracted."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def flag(self, statement_id: int, *, user_id: int, reason: str | None = None) -> bool:
        """Whether the statement stands; it is on the list for review, once for each person."""

        def flag(tx: Transaction, now: dt.datetime) -> bool:
            stands = bool(tx.claims.of_statements([statement_id]))
            if stands:
                tx.flags.raise_(statement_id, user_id=user_id, reason=reason, now=now)
            return stands

        return await self._office.write(flag)

    async def flags(self) -> list[Flag]:
        """What people hold to be wrong and nobody has looked at yet, oldest first."""
        return await self._office.read(lambda tx: tx.flags.open())

    async def keep(self, statement_id: int, *, actor: str) -> int:
        """How many flags were settled: the statement stays."""

        def keep(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "keep statement", statement=statement_id)
            return tx.flags.settle(statement_id, verdict="kept", now=now)

        return await self._office.write(keep)

    async def retract(self, statement_id: int, *, actor: str) -> dt.datetime | None:
        """When the statement was retracted, which is now; None when nothing of it stood."""

        def retract(tx: Transaction, now: dt.datetime) -> dt.datetime | None:
            count = tx.claims.retract_all(statement_id=statement_id, now=now, change=tx.next_change())
            tx.flags.settle(statement_id, verdict="retracted", now=now)
            tx.audit.note(now, actor, "retract statement", statement=statement_id, claims=count)
            return now if count else None

        return await self._office.write(retract)

    async def restore(self, statement_id: int, at: dt.datetime, *, actor: str) -> int:
        """How many claims that were retracted at that moment stand again."""

        def restore(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "restore statement", statement=statement_id)
            return tx.claims.restore_all(statement_id=statement_id, retracted_at=at, change=tx.next_change())

        return await self._office.write(restore)
