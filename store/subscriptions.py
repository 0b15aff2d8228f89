"""The subscriptions shelf: who wishes for digests, when next, and how far each was delivered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.database import among, insert_new
from store.records import Delivery, Order, Rhythm, Subscription
from store.tables import outbox
from store.tables import subscriptions as table

_PLAIN = ("local_time", "zone", "rhythm", "quiet_from", "silent", "tell_nothing", "language")
_LISTS = ("topics", "speakers", "outlets")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueOrder:
    """What some subscriptions that are due have in common: one digest will do for all of them."""

    order: Order
    next_due: dt.datetime
    watermark: int


class Subscriptions:
    """Subscriptions of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(
        self,
        order: Order,
        *,
        chat_id: int,
        thread_id: int | None,
        slot: int = 0,
        next_due: dt.datetime,
        watermark: int,
        now: dt.datetime,
    ) -> Subscription:
        """The chat's subscription in this slot, made or changed; it is neither paused nor suspended.

        A change keeps the watermark: what was not delivered yet is still to come. `watermark` is for
        a new one only.
        """
        wish = {
            **_columns(order),
            "thread_id": thread_id or 0,
            "next_due": next_due,
            "paused_until": None,
            "suspended_at": None,
        }
        here = sa.and_(table.c.chat_id == chat_id, table.c.slot == slot)
        key = {"chat_id": chat_id, "slot": slot, "watermark": watermark, "created_at": now}
        if not insert_new(self._connection, table, {**key, **wish}):
            self._connection.execute(table.update().where(here).values(wish))
        return self._select(here)[0]

    def remove(self, chat_id: int, now: dt.datetime, *, slot: int | None = None) -> int:
        """How many subscriptions the chat had, or whether it had the one in this slot.

        They are gone now, and nothing waits to be sent for them.
        """
        return self._remove(_of(chat_id, slot), now)

    def get(self, subscription_id: int) -> Subscription | None:
        """The subscription with this id."""
        return next(iter(self._select(table.c.id == subscription_id)), None)

    def of_chat(self, chat_id: int) -> list[Subscription]:
        """The chat's subscriptions in the order of their slots."""
        return self._select(table.c.chat_id == chat_id)

    def pause(self, chat_id: int, until: dt.datetime | None, *, slot: int | None = None) -> int:
        """How many subscriptions of the chat rest until then; None: they go on at once."""
        resting = table.update().where(_of(chat_id, slot)).values(paused_until=until)
        return self._connection.execute(resting).rowcount

    def due(self, now: dt.datetime, *, change: int, limit: int) -> list[DueOrder]:
        """At most `limit` orders of active subscriptions whose time has come, the most overdue first.

        One that is served at once has something to come only where its watermark is below `change`.
        """
        lists = [sa.cast(table.c[name], sa.Text).label(name) for name in _LISTS]
        same = [table.c[name] for name in (*_PLAIN, "weekdays", "next_due", "watermark")]
        waiting = sa.or_(table.c.rhythm != Rhythm.AT_ONCE, table.c.watermark < change)
        query = (
            sa.select(*same, *lists)
            .where(table.c.next_due <= now, _active(now), waiting)
            .group_by(*same, *lists)
            .order_by(table.c.next_due, sa.func.min(table.c.id))
            .limit(limit)
        )
        return [
            DueOrder(
                next_due=row.next_due,
                watermark=row.watermark,
                order=_order(row, {name: json.loads(getattr(row, name)) for name in _LISTS}),
            )
            for row in self._connection.execute(query)
        ]

    def take(self, due: DueOrder, next_due: dt.datetime, *, now: dt.datetime, limit: int) -> list[int]:
        """At most `limit` subscriptions with this order whose due time this caller has moved.

        None that another clock holds, nor one that the chat has changed meanwhile. The rows stay held
        until the end of the transaction.
        """
        wanted = _columns(due.order)
        lists = {name: sa.cast(table.c[name], sa.Text) for name in _LISTS}
        free = (
            sa.select(table.c.id)
            .where(
                table.c.next_due == due.next_due,
                table.c.watermark == due.watermark,
                _active(now),
                *(table.c[name].is_not_distinct_from(wanted[name]) for name in (*_PLAIN, "weekdays")),
                *(each == json.dumps(wanted[name]) for name, each in lists.items()),
            )
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(self._connection.execute(free).scalars())
        if ids:
            self._connection.execute(table.update().where(among(table.c.id, ids)).values(next_due=next_due))
        return ids

    def planned(self, after: dt.datetime) -> list[tuple[dt.time, str, str, dt.datetime]]:
        """Local time, zone, weekdays and due time after then of every active daily subscription."""
        same = (table.c.local_time, table.c.zone, table.c.weekdays, table.c.next_due)
        mine = (table.c.next_due > after, table.c.suspended_at.is_(None), table.c.rhythm == Rhythm.DAILY)
        query = sa.select(*same).where(*mine).distinct()
        return [(at, zone, days, planned) for at, zone, days, planned in self._connection.execute(query)]

    def replan(
        self, local_time: dt.time, zone: str, weekdays: str, planned: dt.datetime, anew: dt.datetime
    ) -> int:
        """How many daily subscriptions of this plan were moved from one due time to another."""
        mine = (
            table.c.local_time == local_time,
            table.c.zone == zone,
            table.c.weekdays == weekdays,
            table.c.next_due == planned,
            table.c.rhythm == Rhythm.DAILY,
        )
        return self._connection.execute(table.update().where(*mine).values(next_due=anew)).rowcount

    def counts(self) -> tuple[int, int]:
        """How many subscriptions there are, and of how many chats."""
        query = sa.select(sa.func.count(), sa.func.count(sa.distinct(table.c.chat_id))).select_from(table)
        subscriptions, chats = self._connection.execute(query).one()
        return subscriptions, chats

    def places(self) -> list[tuple[int, int | None]]:
        """Every chat that can be written to, with the forum topic of its first subscription or None."""
        first = sa.select(sa.func.min(table.c.id)).where(table.c.suspended_at.is_(None))
        query = sa.select(table.c.chat_id, table.c.thread_id).where(
            table.c.id.in_(first.group_by(table.c.chat_id))
        )
        rows = self._connection.execute(query.order_by(table.c.id))
        return [(row.chat_id, row.thread_id or None) for row in rows]

    def confirm_all(self, subscription_ids: Sequence[int], watermark: int) -> None:
        """Note that up to `watermark` there was nothing for these; none of them moves back."""
        mine = among(table.c.id, subscription_ids)
        self._connection.execute(
            table.update().where(mine, table.c.watermark < watermark).values(watermark=watermark)
        )

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

    def move(self, old_chat_id: int, new_chat_id: int, now: dt.datetime) -> None:
        """Follow a group that Telegram gave a new id; a wish made there already is the newer one."""
        newer = sa.select(table.c.slot).where(table.c.chat_id == new_chat_id).scalar_subquery()
        self._remove(sa.and_(table.c.chat_id == old_chat_id, table.c.slot.in_(newer)), now)
        self._connection.execute(
            table.update().where(table.c.chat_id == old_chat_id).values(chat_id=new_chat_id)
        )

    def _remove(self, where: sa.ColumnElement[bool], now: dt.datetime) -> int:
        ids = self._connection.execute(sa.select(table.c.id).where(where)).scalars().all()
        mine = outbox.c.subscription_id.in_(ids)
        self._connection.execute(
            outbox.update()
            .where(mine, outbox.c.state == Delivery.WAITING)
            .values(state=Delivery.DEAD, error="unsubscribed", settled_at=now)
        )
        self._connection.execute(outbox.update().where(mine).values(subscription_id=None, watermark=None))
        return self._connection.execute(table.delete().where(table.c.id.in_(ids))).rowcount

    def _select(self, where: sa.ColumnElement[bool]) -> list[Subscription]:
        query = sa.select(table).where(where).order_by(table.c.chat_id, table.c.slot)
        return [_subscription(row) for row in self._connection.execute(query)]


def _of(chat_id: int, slot: int | None) -> sa.ColumnElement[bool]:
    mine = table.c.chat_id == chat_id
    return mine if slot is None else sa.and_(mine, table.c.slot == slot)


def _active(now: dt.datetime) -> sa.ColumnElement[bool]:
    awake = sa.or_(table.c.paused_until.is_(None), table.c.paused_until <= now)
    return sa.and_(table.c.suspended_at.is_(None), awake)


def weekdays_of(digits: str) -> frozenset[int]:
    """Weekdays as the column keeps them, as numbers."""
    return frozenset(int(digit) for digit in digits)


def _columns(order: Order) -> dict[str, Any]:
    return {
        **{name: getattr(order, name) for name in _PLAIN},
        **{name: list(getattr(order, name)) for name in _LISTS},
        "weekdays": "".join(str(day) for day in sorted(order.weekdays)),
    }


def _order(row: sa.Row[Any], lists: dict[str, list[str]]) -> Order:
    plain = {name: getattr(row, name) for name in _PLAIN}
    told: dict[str, Any] = {**plain, **{name: tuple(each) for name, each in lists.items()}}
    return Order(**{**told, "rhythm": Rhythm(row.rhythm), "weekdays": weekdays_of(row.weekdays)})


def _subscription(row: sa.Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        slot=row.slot,
        order=_order(row, {name: getattr(row, name) for name in _LISTS}),
        next_due=row.next_due,
        watermark=row.watermark,
        created_at=row.created_at,
        paused_until=row.paused_until,
        suspended_at=row.suspended_at,
    )
