"""Who gets a digest, when and about what."""

from __future__ import annotations

import datetime as dt

from briefings.desk.office import Office
from briefings.digests import due
from briefings.digests.digest import Wish
from store.archive import Transaction
from store.records import Subscription


class Subscriptions:
    """Subscriptions of chats, and chats that go, come back or move."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def put(
        self,
        *,
        chat_id: int,
        thread_id: int | None,
        local_time: dt.time,
        zone: str,
        wish: Wish | None = None,
        actor: str,
    ) -> Subscription:
        """The chat's subscription, made or changed. Errors: `OnrecordError` for a zone nobody knows."""
        zone, wanted = due.check_zone(zone), wish or Wish()

        def put(tx: Transaction, now: dt.datetime) -> Subscription:
            tx.audit.note(now, actor, "subscribe", chat=chat_id, hour=local_time.isoformat(), zone=zone)
            return tx.subscriptions.put(
                chat_id=chat_id,
                thread_id=thread_id,
                local_time=local_time,
                zone=zone,
                topics=wanted.topics,
                speakers=wanted.speakers,
                next_due=due.next_due(local_time, zone, now),
                watermark=tx.change(),
                now=now,
            )

        return await self._office.write(put)

    async def remove(self, chat_id: int, *, actor: str) -> int:
        """How many subscriptions the chat had."""

        def remove(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "unsubscribe", chat=chat_id)
            return tx.subscriptions.remove(chat_id)

        return await self._office.write(remove)

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
            tx.outbox.kill_chat(chat_id, "the chat shut the bot out")

        await self._office.write(suspend)

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that Telegram gave a new id: its digest and what waits to be sent there."""

        def move(tx: Transaction, _: dt.datetime) -> None:
            tx.subscriptions.move(old_chat_id, new_chat_id)
            tx.outbox.move(old_chat_id, new_chat_id)
            tx.keyboards.move(old_chat_id, new_chat_id)
            tx.chats.move(old_chat_id, new_chat_id)

        await self._office.write(move)
