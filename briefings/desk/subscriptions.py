"""Who gets a digest, when and about what."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import count

from briefings.desk.office import Office
from briefings.digests import due
from briefings.errors import OnrecordError
from store.archive import Transaction
from store.records import Order, Rhythm, Subscription

MOST = 10  # subscriptions of one chat


class Subscriptions:
    """Subscriptions of chats, and chats that go, come back or move."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def put(
        self, order: Order, *, chat_id: int, thread_id: int | None, slot: int | None = None, actor: str
    ) -> Subscription:
        """The chat's subscription, made or, where the slot is given, changed.

        What was new before it was made is not sent; one that stands already is not made twice.
        Errors: `OnrecordError` for what is no zone's name, or
        where the chat has as many as it may have.
        """
        order = dataclasses.replace(order, zone=due.check_zone(order.zone))

        def put(tx: Transaction, now: dt.datetime) -> Subscription:
            standing = tx.subscriptions.of_chat(chat_id)
            for each in standing if slot is None else ():
                if (each.order, each.thread_id) == (order, thread_id) and _goes_on(each, now):
                    return each  # ordered twice, or handled again after a kill
            taken = {each.slot for each in standing}
            here = slot if slot is not None else next(each for each in count() if each not in taken)
            if len(taken | {here}) > MOST:
                raise OnrecordError(
                    "A chat can have {count} subscriptions at most: please remove one first.", count=MOST
                )
            told = {"rhythm": order.rhythm, "hour": order.local_time.isoformat(), "zone": order.zone}
            tx.audit.note(now, actor, "subscribe", chat=chat_id, slot=here, **told)
            return tx.subscriptions.put(
                order,
                chat_id=chat_id,
                thread_id=thread_id,
                slot=here,
                next_due=first_due(order, now),
                watermark=tx.change(),
                now=now,
            )

        return await self._office.write(put)

    async def remove(self, chat_id: int, *, slot: int | None = None, actor: str) -> int:
        """How many subscriptions the chat had, or whether it had the one in this slot; they are gone."""

        def remove(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "unsubscribe", chat=chat_id, slot=slot)
            return tx.subscriptions.remove(chat_id, now, slot=slot)

        return await self._office.write(remove)

    async def pause(
        self, chat_id: int, until: dt.datetime | None, *, slot: int | None = None, actor: str
    ) -> int:
        """How many of the chat's subscriptions rest until then (None: go on at once); nothing is lost."""

        def pause(tx: Transaction, now: dt.datetime) -> int:
            ends = until.isoformat() if until else None
            tx.audit.note(now, actor, "pause", chat=chat_id, slot=slot, until=ends)
            return tx.subscriptions.pause(chat_id, until, slot=slot)

        return await self._office.write(pause)

    async def follow(
        self, chat_id: int, thread_id: int | None, *, order: Order, actor: str
    ) -> tuple[Subscription, bool]:
        """The chat's subscription at once with these topics and speakers added, and whether any was new.

        `order` has the zone, language and quiet hours of one that has to be made.
        """
        standing = next((each for each in await self.of_chat(chat_id) if _alerts(each, thread_id)), None)
        if standing is None:
            made = await self.put(order, chat_id=chat_id, thread_id=thread_id, actor=actor)
            return made, True
        old = standing.order
        longer = dataclasses.replace(
            old,
            topics=tuple(dict.fromkeys((*old.topics, *order.topics))),
            speakers=tuple(dict.fromkeys((*old.speakers, *order.speakers))),
        )
        if longer == old:
            return standing, False
        slot = standing.slot
        return await self.put(longer, chat_id=chat_id, thread_id=thread_id, slot=slot, actor=actor), True

    async def of_chat(self, chat_id: int) -> list[Subscription]:
        """The chat's subscriptions."""
        return await self._office.read(lambda tx: tx.subscriptions.of_chat(chat_id))

    async def revive(self, chat_id: int) -> int:
        """How many suspended subscriptions of a chat that is back go on."""
        return await self._office.write(lambda tx, _: tx.subscriptions.revive(chat_id))

    async def suspend(self, chat_id: int) -> None:
        """Stop digests to a chat that cannot be written to, and give up what waits to be sent there."""

        def suspend(tx: Transaction, now: dt.datetime) -> None:
            tx.subscriptions.suspend(chat_id, now)
            tx.outbox.kill_chat(chat_id, "the chat shut the bot out", now)

        await self._office.write(suspend)

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that Telegram gave a new id: its digest and what waits to be sent there."""

        def move(tx: Transaction, now: dt.datetime) -> None:
            tx.subscriptions.move(old_chat_id, new_chat_id, now)
            tx.outbox.move(old_chat_id, new_chat_id)
            tx.keyboards.move(old_chat_id, new_chat_id)
            tx.chats.move(old_chat_id, new_chat_id)
            tx.talks.move(old_chat_id, new_chat_id)

        await self._office.write(move)


def _goes_on(standing: Subscription, now: dt.datetime) -> bool:
    """Whether it neither rests nor is suspended."""
    return standing.suspended_at is None and (standing.paused_until is None or standing.paused_until <= now)


def first_due(order: Order, now: dt.datetime) -> dt.datetime:
    """When a new order is looked at first."""
    if order.rhythm is Rhythm.AT_ONCE:
        return due.after_quiet(now, order.zone, order.quiet_from, order.local_time)
    return due.next_due(order.local_time, order.zone, now, order.weekdays)


def _alerts(subscription: Subscription, thread_id: int | None) -> bool:
    return subscription.order.rhythm is Rhythm.AT_ONCE and subscription.thread_id == thread_id
