"""The inbox shelf: every Telegram update is kept before it is confirmed, and handled once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from store.database import insert_new
from store.records import Update
from store.tables import inbox


class Inbox:
    """Updates of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def receive(self, update_id: int, payload: dict[str, Any], now: dt.datetime) -> bool:
        """Whether the update is new; Telegram hands the same one over again when in doubt."""
        row = {"update_id": update_id, "payload": payload, "received_at": now, "attempts": 0}
        return insert_new(self._connection, inbox, row)

    def open(self, *, limit: int) -> list[Update]:
        """At most `limit` updates that nobody has finished with, in the order received."""
        query = sa.select(inbox).where(inbox.c.handled_at.is_(None)).order_by(inbox.c.update_id).limit(limit)
        return [Update(**row._asdict()) for row in self._connection.execute(query)]

    def begin(self, update_id: int) -> int:
        """Which attempt at the update this is, counted from 1."""
        mine = inbox.c.update_id == update_id
        self._connection.execute(inbox.update().where(mine).values(attempts=inbox.c.attempts + 1))
        attempt: int = self._connection.execute(sa.select(inbox.c.attempts).where(mine)).scalar_one()
        return attempt

    def finish(self, update_id: int, now: dt.datetime) -> None:
        """Note that the update needs nothing more."""
        self._connection.execute(inbox.update().where(inbox.c.update_id == update_id).values(handled_at=now))

    def forget(self, before: dt.datetime) -> int:
        """How many updates that were handled before then are gone now."""
        return self._connection.execute(inbox.delete().where(inbox.c.handled_at < before)).rowcount

    def of_user(self, user_id: int) -> list[Update]:
        """The updates that this person caused and that are still kept, in the order received."""
        rows = self._connection.execute(sa.select(inbox).order_by(inbox.c.update_id))
        return [Update(**row._asdict()) for row in rows if _by(row.payload) == user_id]

    def forget_user(self, user_id: int) -> int:
        """How many updates that this person caused, all but those being handled, are gone now."""
        ids = [each.update_id for each in self.of_user(user_id) if each.handled_at is not None]
        for start in range(0, len(ids), 500):
            chunk = ids[start : start + 500]
            self._connection.execute(inbox.delete().where(inbox.c.update_id.in_(chunk)))
        return len(ids)


def _by(payload: dict[str, Any]) -> int | None:
    """Who caused an update, None where Telegram names nobody."""
    for about in payload.values():
        if isinstance(about, dict) and "from" in about:
            return int(about["from"]["id"])
    return None
