"""The inbox shelf: every Telegram update is kept before it is confirmed, and its effects are kept once.

An update is leased by whoever handles it; what it led to is written in the transaction that marks it
handled. A lease that runs out means that its handler died: somebody else handles the update again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from store.database import among, follow_indexes, insert_new, none_of
from store.records import Update
from store.tables import inbox

LONGEST_LEASE = dt.timedelta(minutes=1)


class Inbox:
    """Updates of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def receive(self, update_id: int, payload: dict[str, Any], now: dt.datetime) -> bool:
        """Whether the update is new; Telegram hands the same one over again when in doubt."""
        row = {
            "update_id": update_id,
            "payload": payload,
            "lane": lane_of(payload),
            "user_id": _by(payload),
            "received_at": now,
            "attempts": 0,
        }
        return insert_new(self._connection, inbox, row)

    def lease(
        self, now: dt.datetime, *, until: dt.datetime, limit: int, busy: Collection[int] = ()
    ) -> list[Update]:
        """At most `limit` updates that this caller alone handles until then, in the order received.

        Only the first open one of a lane is given out. `busy` are those that the caller handles already.
        An update that was begun before may be what brought its handler down: it is given out alone, and
        only to a caller that is not busy, so that it takes no other with it.
        """
        other = inbox.alias()
        earlier = sa.select(sa.literal(1)).where(
            other.c.lane == inbox.c.lane,
            other.c.handled_at.is_(None),
            other.c.update_id < inbox.c.update_id,
        )
        free = sa.and_(inbox.c.handled_at.is_(None), _unleased(now), none_of(earlier))
        if busy:
            free = sa.and_(free, ~among(inbox.c.update_id, busy))
        follow_indexes(self._connection)
        found = self._first(sa.and_(free, inbox.c.attempts > 0), limit=1)
        if found and busy:
            return []
        found = found or self._first(sa.and_(free, inbox.c.attempts == 0), limit=limit)
        if not found:
            return []
        mine = among(inbox.c.update_id, found)
        taken = inbox.update().where(mine).values(lease_until=until, attempts=inbox.c.attempts + 1)
        self._connection.execute(taken)
        return self._select(mine)

    def _first(self, free: sa.ColumnElement[bool], *, limit: int) -> list[int]:
        """The numbers of the first of these updates that nobody else is just leasing."""
        query = sa.select(inbox.c.update_id).where(free).order_by(inbox.c.attempts, inbox.c.update_id)
        found = self._connection.execute(query.limit(limit).with_for_update(skip_locked=True))
        return list(found.scalars())

    def hold(self, update_ids: Collection[int], *, until: dt.datetime) -> None:
        """Keep the leases of updates that are being handled until then."""
        mine = sa.and_(among(inbox.c.update_id, update_ids), inbox.c.handled_at.is_(None))
        self._connection.execute(inbox.update().where(mine).values(lease_until=until))

    def finish(self, update: Update, now: dt.datetime) -> bool:
        """Whether the update was this attempt's to settle; it needs nothing more from here on."""
        done = inbox.update().where(_held(update)).values(handled_at=now, lease_until=None)
        return self._connection.execute(done).rowcount == 1

    def release(self, update: Update) -> None:
        """Give the update back unhandled; this was no attempt."""
        back = inbox.update().where(_held(update))
        self._connection.execute(back.values(lease_until=None, attempts=inbox.c.attempts - 1))

    def release_all(self) -> int:
        """How many updates a handler that is certainly dead had left leased; they are free now."""
        left = sa.and_(inbox.c.handled_at.is_(None), inbox.c.attempts > 0, inbox.c.lease_until.is_not(None))
        return self._connection.execute(inbox.update().where(left).values(lease_until=None)).rowcount

    def open(self, *, limit: int) -> list[Update]:
        """At most `limit` updates that nobody has finished with, in the order received."""
        return self._select(inbox.c.handled_at.is_(None), limit=limit)

    def waiting(self) -> tuple[int, dt.datetime | None]:
        """How many updates nobody has finished with, and when the oldest of them was received."""
        query = sa.select(sa.func.count(), sa.func.min(inbox.c.received_at))
        count, oldest = self._connection.execute(query.where(inbox.c.handled_at.is_(None))).one()
        return count, oldest

    def forget(self, before: dt.datetime, *, limit: int) -> int:
        """How many updates that were handled before then are gone now, at most `limit`."""
        old = sa.select(inbox.c.update_id).where(inbox.c.handled_at < before).limit(limit)
        return self._connection.execute(inbox.delete().where(inbox.c.update_id.in_(old))).rowcount

    def of_user(self, user_id: int) -> list[Update]:
        """The updates that this person caused and that are still kept, in the order received."""
        return self._select(inbox.c.user_id == user_id)

    def forget_user(self, user_id: int) -> int:
        """How many updates that this person caused are gone now.

        One that is being handled, which is the wish to be forgotten, keeps only its number; those behind
        it are still to be handled.
        """
        mine = inbox.c.user_id == user_id
        now = sa.and_(mine, inbox.c.handled_at.is_(None), inbox.c.lease_until.is_not(None))
        self._connection.execute(inbox.update().where(now).values(payload={}, user_id=None))
        done = sa.and_(mine, inbox.c.handled_at.is_not(None))
        return self._connection.execute(inbox.delete().where(done)).rowcount

    def _select(self, where: sa.ColumnElement[bool], *, limit: int | None = None) -> list[Update]:
        query = sa.select(inbox).where(where).order_by(inbox.c.update_id).limit(limit)
        return [Update(**row._asdict()) for row in self._connection.execute(query)]


def lane_of(payload: dict[str, Any]) -> int:
    """The chat, or else the person, that an update is about; 0 where there is neither."""
    for about in payload.values():
        if isinstance(about, dict):
            chat = about.get("chat") or (about.get("message") or {}).get("chat") or about.get("from") or {}
            return int(chat.get("id", 0))
    return 0


def _by(payload: dict[str, Any]) -> int | None:
    """Who caused an update, None where Telegram names nobody."""
    for about in payload.values():
        if isinstance(about, dict) and "from" in about:
            return int(about["from"]["id"])
    return None


def _unleased(now: dt.datetime) -> sa.ColumnElement[bool]:
    """Nobody holds it; a lease that would last longer than any was given by a clock that was put back."""
    lease = inbox.c.lease_until
    return sa.or_(lease.is_(None), lease < now, lease > now + LONGEST_LEASE)


def _held(update: Update) -> sa.ColumnElement[bool]:
    mine = (inbox.c.update_id == update.update_id, inbox.c.attempts == update.attempts)
    return sa.and_(*mine, inbox.c.handled_at.is_(None))
