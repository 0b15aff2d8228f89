"""Digests composed, put into the outbox when due, and sent."""

from __future__ import annotations

import asyncio
import datetime as dt

from briefings.delivery import enqueuing, sending
from briefings.delivery.verdicts import Sender
from briefings.desk.office import Office
from briefings.digests import compose, due
from briefings.digests.digest import Digest, Wish
from store.archive import Transaction


class Digests:
    """Digests, from stored statements to the sender."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def of_day(self, day: dt.date | None = None, *, zone: str, wish: Wish | None = None) -> Digest:
        """The digest of a local day, as if every article had been stored when it was published.

        Without `day`, of the newest day that the store knows.
        """
        zone, wanted = due.check_zone(zone), wish or Wish()

        def made(tx: Transaction) -> Digest:
            on = day or tx.articles.newest_day() or self._office.now().date()
            statements = tx.statements.published(on - compose.CONTEXT, on + dt.timedelta(days=1))
            told = [each for each in statements if compose.first_told(each, zone) <= on]
            corpus = enqueuing.corpus_of(tx, told)
            return compose.compose(told, wish=wanted, day=on, zone=zone, until=tx.change(), corpus=corpus)

        return await self._office.read(made)

    async def tick(self) -> int:
        """How many messages of digests that are due now were put into the outbox."""
        return await asyncio.to_thread(
            enqueuing.enqueue_due,
            self._office.archive,
            now=self._office.now(),
            render=self._office.words.digest,
        )

    async def deliver(self, sender: Sender) -> int:
        """How many waiting messages were handled in one round of the sender."""
        return await sending.deliver(self._office.archive, sender, now=self._office.now)
