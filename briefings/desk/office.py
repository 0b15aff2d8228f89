"""What every counter of the desk works with."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar

from briefings.digests.digest import Digest
from briefings.errors import OnrecordError
from briefings.isolation import Isolated
from briefings.loading import Fetch, Loaded
from store.archive import Archive, Transaction
from store.lookup import Lookup
from store.records import Claim, Order

T = TypeVar("T")
P = ParamSpec("P")


class Keys(NamedTuple):
    """Buttons as Telegram's reply markup, and the actions that they may ask for."""

    markup: dict[str, Any]
    actions: Collection[str]


class Words(Protocol):
    """What the room that speaks to people puts into words for the desk."""

    def digest(self, digest: Digest, order: Order) -> list[str]:
        """The parts of a digest as sent to those who ordered it; without statements a note or nothing."""

    def loaded(self, loaded: Loaded, language: str) -> str:
        """What is told of a load that ended well, as sent."""

    def loaded_keys(self, loaded: Loaded, language: str, token: str) -> Keys:
        """The buttons below that."""

    def retracted(self, claim: Claim, language: str) -> str:
        """What those are told who were sent a statement that is retracted now, as sent."""

    def restored(self, claim: Claim, language: str) -> str:
        """What those are told who heard of a retraction that is taken back, as sent."""

    def refused(self, name: str, error: OnrecordError, language: str) -> str:
        """What is told of a load that did not, as sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The parts that the desk was opened with; the database is only ever asked on threads."""

    archive: Archive
    lookup: Lookup
    isolated: Isolated
    fetch: Fetch
    words: Words
    now: Callable[[], dt.datetime]

    async def read(
        self, deed: Callable[Concatenate[Transaction, P], T], *given: P.args, **more: P.kwargs
    ) -> T:
        """What the deed returns, done in one reading transaction."""

        def read() -> T:
            with self.archive.read() as tx:
                return deed(tx, *given, **more)

        return await asyncio.to_thread(read)

    async def write(self, deed: Callable[[Transaction, dt.datetime], T]) -> T:
        """What the deed returns, done in one writing transaction at the moment that it is handed."""

        def write() -> T:
            with self.archive.begin() as tx:
                return deed(tx, self.now())

        return await asyncio.to_thread(write)
