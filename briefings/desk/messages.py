"""What was said, is to be said, and may not have arrived."""

from __future__ import annotations

import datetime as dt

from briefings.desk.office import Office
from store.archive import Transaction
from store.records import OutboxMessage


class Messages:
    """Messages of the outbox, by their keys."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def in_doubt(self, *, limit: int) -> list[OutboxMessage]:
        """The newest messages of which nobody can say whether they arrived."""
        return await self._office.read(lambda tx: tx.outbox.in_doubt(limit=limit))

    async def decide(self, message_id: int, *, again: bool, actor: str) -> bool:
        """Whether the message was in doubt; it is sent once more, or left as it is."""

        def decide(tx: Transaction, now: dt.datetime) -> bool:
            outbox = tx.outbox
            done = outbox.resend(message_id, now) if again else outbox.settle_doubt(message_id)
            if done:
                tx.audit.note(now, actor, "send again" if again else "leave in doubt", message=message_id)
            return done

        return await self._office.write(decide)

    async def number(self, key: str) -> int | None:
        """Under which number Telegram has the message with this key; None until it was sent."""

        def read(tx: Transaction) -> int | None:
            message = tx.outbox.get(key)
            return message.sent_message_id if message else None

        return await self._office.read(read)
