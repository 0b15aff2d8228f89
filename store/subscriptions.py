"""The subscriptions shelf: who wishes for digests, when next, and how far each was delivered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from store.database import among, insert_new
from store.records import Delivery, Subscription
from store.tables import outbox
from store.tables import subscriptions as table


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWish:
    """What some subscriptions that are due have in common: one digest will do for all of them."""

    local_time: dt.time
    zone: str
    topics: tuple[str, ...]
    speakers: tuple[str, ...]
    next_due: dt.datetime
    watermark: int


class Subscriptions:
    """Subscriptions of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(
        self,
        *,
        chat_id: int,
        thread_id: int | None,
        slot: int = 0,
        local_time: dt.time,
        zone: str,
        topics: Sequence[str] = (),
        speakers: Sequence[str] = (),
        next_due: dt.datetime,
        watermark: int,
        now: dt.datetime,
    ) -> Subscription:
        """The chat's subscription in this slot, made or changed.

        A change keeps the watermark: what was not delivered yet is still to come. `watermark` is for
        a new one only.
        """
        wish = {
            "thread_id": thread_id or 0,
            "local_time": local_time,
            "zone": zone,
            "topics": list(topics),
            "speakers": list(speakers),
            "next_due": next_due,
            "suspended_at": None,
        }
        here = sa.and_(table.c.chat_id == chat_id, table.c.slot == slot)
        key = {"chat_id": chat_id, "slot": slot, "watermark": watermark, "created_at": now}
        if not insert_new(self._connection, table, {**key, **wish}):
            self._connection.execute(table.update().where(here).values(wish))
        return self._select(here)[0]

    def remove(self, chat_id: int) -> int:
        """How many subscriptions the chat had; it has none now, and nothing waits to be sent for them."""
        return self._remove(table.c.chat_id == chat_id)

    def get(self, subscription_id: int) -> Subscription | None:
        """The subscription with this id."""
        return next(iter(self._select(table.c.id == subscription_id)), None)

    def of_chat(self, chat_id: int) -> list[Subscription]:
        """The chat's subscriptions in the order of their slots."""
        return self._select(table.c.chat_id == chat_id)

    def due(self, now: dt.datetime, *, limit: int) -> list[DueWish]:
        """At most `limit` wishes of active subscriptions whose time has come, the most overdue first."""
        told = [sa.cast(each, sa.Text) for each in (table.c.topics, table.c.speakers)]
        same = [table.c.next_due, table.c.local_time, table.c.zone, table.c.watermark, *told]
        query = (
            sa.select(*same)
            .where(table.c.next_due <= now, table.c.suspended_at.is_(None))
            .group_by(*same)
            .order_by(table.c.next_due, sa.func.min(table.c.id))
            .limit(limit)
        )
        return [
            DueWish(
                next_due=next_due,
                local_time=local_time,
                zone=zone,
                watermark=watermark,
                topics=tuple(json.loads(topics)),
                speakers=tuple(json.loads(speakers)),
            )
            for next_due, local_time, zone, watermark, topics, speakers in self._connection.execute(query)
        ]

    def take(self, wish: DueWish, next_due: dt.datetime, *, limit: int) -> list[int]:
        """At most `limit` subscriptions with this wish whose due time this caller has moved.

        None that another clock holds, nor one that the chat has changed meanwhile. The rows stay held
        until the end of the transaction.
        """
        told = {name: sa.cast(table.c[name], sa.Text) for name in ("topics", "speakers")}
        free = (
            sa.select(table.c.id)
            .where(
                table.c.next_due == wish.next_due,
                table.c.suspended_at.is_(None),
                table.c.local_time == wish.local_time,
                table.c.zone == wish.zone,
                table.c.watermark == wish.watermark,
                *(each == json.dumps(list(getattr(wish, name))) for name, each in told.items()),
            )
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(self._connection.execute(free).scalars())
        if ids:
            self._connection.execute(table.update().where(among(table.c.id, ids)).values(next_due=next_due))
        return ids

    def planned(self, after: dt.datetime) -> list[tuple[dt.time, str, dt.datetime]]:
        """Every local time, zone and due time after then that some active subscription has."""
        same = (table.c.local_time, table.c.zone, table.c.next_due)
        query = sa.select(*same).where(table.c.next_due > after, table.c.suspended_at.is_(None)).distinct()
        return [(at, zone, planned) for at, zone, planned in self._connection.execute(query)]

    def replan(self, local_time: dt.time, zone: str, planned: dt.datetime, anew: dt.datetime) -> int:
        """How many subscriptions with this local time and zone were moved from one due time to another."""
        mine = (table.c.local_time == local_time, table.c.zone == zone, table.c.next_due == planned)
        return self._connection.execute(table.update().where(*mine).values(next_due=anew)).rowcount

    def confirm(self, subscription_id: int, watermark: int) -> None:
        """Note that everything up to `watermark` was delivered; it never moves back."""
        self._connection.execute(
            table.update()
            .where(table.c.id == subscription_id, table.c.watermark < watermark)
            .values(watermark=watermark)
        )

    def suspend(self, chat_id: int, now: dt.datetime) -> None:
        """Stop digests to a chat that cannot be written to."""
        self._connection.execute(table.update().where(table.c.chat_id == chat_id).values(suspended_at=now))

    def revive(self, chat_id: int) -> int:
        """How many suspended subscriptions of the chat go on from here."""
        waiting = sa.and_(table.c.chat_id == chat_id, table.c.suspended_at.is_not(None))
        return self._connection.execute(table.update().where(waiting).values(suspended_at=None)).rowcount

    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that Telegram gave a new id; a wish made there already is the newer one."""
        newer = sa.select(table.c.slot).where(table.c.chat_id == new_chat_id).scalar_subquery()
        self._remove(sa.and_(table.c.chat_id == old_chat_id, table.c.slot.in_(newer)))
        self._connection.execute(
            table.update().where(table.c.chat_id == old_chat_id).values(chat_id=new_chat_id)
        )

    def _remove(self, where: sa.ColumnElement[bool]) -> int:
        ids = self._connection.execute(sa.select(table.c.id).where(where)).scalars().all()
        mine = outbox.c.subscription_id.in_(ids)
        self._connection.execute(
            outbox.update()
            .where(mine, outbox.c.state == Delivery.WAITING)
            .values(state=Delivery.DEAD, error="unsubscribed")
        )
        self._connection.execute(outbox.update().where(mine).values(subscription_id=None, watermark=None))
        return self._connection.execute(table.delete().where(table.c.id.in_(ids))).rowcount

    def _select(self, where: sa.ColumnElement[bool]) -> list[Subscription]:
        query = sa.select(table).where(where).order_by(table.c.chat_id, table.c.slot)
        return [_subscription(row) for row in self._connection.execute(query)]


def _subscription(row: sa.Row[tuple[object, ...]]) -> Subscription:
    return Subscription(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        slot=row.slot,
        local_time=row.local_time,
        zone=row.zone,
        topics=tuple(row.topics),
        speakers=tuple(row.speakers),
        next_due=row.next_due,
        watermark=row.watermark,
        created_at=row.created_at,
        suspended_at=row.suspended_at,
    )
