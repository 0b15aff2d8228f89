"""What was said, is to be said, and may not have arrived."""

from __future__ import annotations

from briefings.desk.office import Office
from store.archive import Transaction


class Messages:
    """Messages of the outbox, by their keys."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def number(self, key: str) -> int | None:
        """Under which number Telegram has the message with this key; None until it was sent."""

        def read(tx: Transaction) -> int | None:
            message = tx.outbox.get(key)
            return message.sent_message_id if message else None

        return await self._office.read(read)
