"""What was asked lately and what answered it, kept for days, so that any process knows it."""

from __future__ import annotations

from briefings.desk.office import Office
from store.archive import Transaction
from store.records import Talk


class Talks:
    """Questions by the messages that asked and answered them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def before(self, chat_id: int, thread_id: int | None, replied: int | None) -> tuple[str, ...]:
        """What was asked before, oldest first: towards the answer `replied`, or else last in this place."""

        def read(tx: Transaction) -> tuple[str, ...]:
            talk = tx.talks.by_answer(chat_id, replied) if replied is not None else None
            talk = talk or tx.talks.newest(chat_id, thread_id)
            return talk.asked if talk else ()

        return await self._office.read(read)

    async def of_question(self, chat_id: int, message_id: int) -> Talk | None:
        """What this message asked."""
        return await self._office.read(lambda tx: tx.talks.by_question(chat_id, message_id))

    async def amend(self, chat_id: int, message_id: int, asked: tuple[str, ...]) -> None:
        """Note that a message asks something else now."""
        await self._office.write(lambda tx, _: tx.talks.amend(chat_id, message_id, asked))
