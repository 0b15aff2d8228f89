"""From the outbox to whatever sends: at most once, in order within a chat, what is urgent first."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import secrets
from collections.abc import Callable

from briefings.delivery.verdicts import (
    ChatGone,
    Delivered,
    Migrated,
    Rejected,
    RetryLater,
    Sender,
    SenderStopped,
    Unknown,
    Verdict,
)
from store.archive import Archive, Transaction
from store.errors import DatabaseUnusable
from store.records import Delivery, OutboxMessage

logger = logging.getLogger(__name__)

_LEASE = dt.timedelta(seconds=60)  # what a killed sender held is taken up again after this
_AT_ONCE = 32
_LOOK_AGAIN_S = 0.5
_IDLE_S = 0.5  # between two looks where no bell rings: SQLite has none for other processes
_EXPIRE_S = 15.0
_SETTLE_AGAIN_S = (0.5, 2.0, 5.0)


async def send_on(
    archive: Archive,
    sender: Sender,
    *,
    now: Callable[[], dt.datetime],
    news: asyncio.Event,
    alone: bool,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Send whatever is put into the outbox until cancelled; `news` tells that something was.

    `alone`: no other sender is alive, so what one left is taken up at once. `beat` is called again and
    again, as a sign of life.
    Errors: `SenderStopped`, and `OnrecordError` for a database that cannot be used; call again then.
    """
    clock = asyncio.get_running_loop().time
    await asyncio.to_thread(_expire, archive, now(), alone=alone)
    expired_at = clock()
    while True:
        if not await _Round(archive, sender, now, news, beat=beat).run():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_IDLE_S):
                    await news.wait()
        if clock() - expired_at > _EXPIRE_S:
            await asyncio.to_thread(_expire, archive, now(), alone=False)
            expired_at = clock()


async def deliver(
    archive: Archive, sender: Sender, *, now: Callable[[], dt.datetime], at_once: int = _AT_ONCE
) -> int:
    """How many messages were handled before none was left that may be sent now.

    One chat's messages go in order, different chats' side by side, at most `at_once` digests and as many
    answers. A cancelled round gives back what it had not begun and waits for the calls already made.
    Errors: `SenderStopped` from the sender, after the message at hand was put back.
    """
    await asyncio.to_thread(_expire, archive, now(), alone=False)
    return await _Round(archive, sender, now, asyncio.Event(), at_once).run()


class _Round:
    """Messages on their way until none is left that may be sent now."""

    def __init__(
        self,
        archive: Archive,
        sender: Sender,
        now: Callable[[], dt.datetime],
        news: asyncio.Event,
        at_once: int = _AT_ONCE,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._beat = beat
        self._archive = archive
        self._sender = sender
        self._now = now
        self._news = news
        self._at_once = at_once
        self._running: dict[asyncio.Task[bool], bool] = {}  # whether it is urgent
        self._closing = False
        self._waiting: set[asyncio.Task[bool]] = set()

    async def run(self) -> int:
        """How many messages were handled."""
        handled, look = 0, True
        try:
            while True:
                self._beat()
                await self._take(look=look or self._news.is_set())
                if not self._running:
                    return handled
                news = asyncio.ensure_future(self._news.wait())
                try:
                    await asyncio.wait(
                        {*self._running, news}, timeout=_LOOK_AGAIN_S, return_when=asyncio.FIRST_COMPLETED
                    )
                finally:
                    news.cancel()
                done = [task for task in self._running if task.done()]
                urgent = [self._running.pop(task) for task in done]
                look = not done or any(urgent)
                handled += sum(task.result() for task in done)
        finally:
            self._closing = True
            for task in self._waiting:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _take(self, *, look: bool) -> None:
        """Lease more where there is room: digests in big helpings, answers whenever some may be there."""
        urgent = sum(self._running.values())
        room = self._at_once - (len(self._running) - urgent)
        if room >= self._at_once // 2 and urgent < self._at_once:
            limit, only_urgent = room, False
        elif look and urgent < self._at_once:
            limit, only_urgent = self._at_once - urgent, True
        else:
            return
        self._news.clear()
        leased = await asyncio.to_thread(_lease, self._archive, self._now(), limit, urgent=only_urgent)
        for message in leased:
            self._running[asyncio.create_task(self.handle(message))] = message.urgent

    async def handle(self, message: OutboxMessage) -> bool:
        """Whether the message was tried: waited for its turn, marked as being sent, sent, settled."""
        if not await self._turn(message):
            return False
        if not await asyncio.to_thread(_begin, self._archive, message, self._now()):
            return False
        try:
            verdict = await self._sender.send(message)
        except SenderStopped as stopped:
            await self._settle(message, RetryLater(0, str(stopped)))
            raise
        except Exception as error:  # one message that nobody can send must not keep the others
            incident = secrets.token_hex(4)
            logger.exception("incident %s: message %s", incident, message.key)
            verdict = Unknown(f"incident {incident}: {type(error).__name__}")
        await self._settle(message, verdict)
        return True

    async def _settle(self, message: OutboxMessage, verdict: Verdict) -> None:
        """Write down how the try ended; a database that is busy for seconds must not make it doubtful."""
        for pause_s in _SETTLE_AGAIN_S:
            try:
                return await asyncio.to_thread(_settle, self._archive, message, verdict, self._now())
            except DatabaseUnusable as error:
                logger.warning("message %s cannot be settled yet: %s", message.key, error)
                await asyncio.sleep(pause_s)
        return await asyncio.to_thread(_settle, self._archive, message, verdict, self._now())

    async def _turn(self, message: OutboxMessage) -> bool:
        """Whether the message may be sent at once; if not, its lease has been given back."""
        task: asyncio.Task[bool] | None = asyncio.current_task()
        if task is None:
            raise RuntimeError("messages are handled in tasks of their own")
        self._waiting.add(task)
        later = RetryLater(0, "the sender stops")
        try:
            if not self._closing:
                given = await self._sender.turn(message)
                if given is None and not self._closing:
                    return True
                later = given or later
        except asyncio.CancelledError:
            if not self._closing:
                raise
        finally:
            self._waiting.discard(task)
        not_before = self._now() + dt.timedelta(seconds=later.after_s)
        await asyncio.to_thread(_release, self._archive, message, not_before)
        return False


def _expire(archive: Archive, now: dt.datetime, *, alone: bool) -> None:
    with archive.begin() as tx:
        back, lost = tx.outbox.expire(now, alone=alone)
    if back or lost:
        logger.warning("a sender ended: %d messages put back, %d of unknown outcome", back, lost)


def _lease(archive: Archive, now: dt.datetime, limit: int, *, urgent: bool) -> list[OutboxMessage]:
    with archive.begin() as tx:
        return tx.outbox.lease(now, until=now + _LEASE, limit=limit, urgent=urgent)


def _begin(archive: Archive, message: OutboxMessage, now: dt.datetime) -> bool:
    with archive.begin() as tx:
        return tx.outbox.begin(message.id, until=now + _LEASE)


def _release(archive: Archive, message: OutboxMessage, not_before: dt.datetime) -> None:
    with archive.begin() as tx:
        tx.outbox.release(message.id, not_before=not_before)


def _settle(archive: Archive, message: OutboxMessage, verdict: Verdict, now: dt.datetime) -> None:
    """Write down how a try ended, and all that follows from it, in one transaction."""
    with archive.begin() as tx:
        match verdict:
            case Delivered(message_id):
                tx.outbox.sent(message.id, message_id, now)
                if message.urgent:
                    tx.talks.answered(message.key, message_id)
                _confirm(tx, message)
            case RetryLater(after_s, reason):
                again = now + dt.timedelta(seconds=after_s)
                tx.outbox.retry(message.id, not_before=again, error=reason)
            case Unknown(reason):
                logger.warning("message %s: outcome unknown: %s", message.key, reason)
                tx.outbox.unknown(message.id, reason, now)
            case Rejected(reason):
                logger.error("message %s was rejected: %s", message.key, reason)
                tx.outbox.dead(message.id, reason, now)
            case ChatGone(reason):
                tx.outbox.dead(message.id, reason, now)
                tx.outbox.kill_chat(message.chat_id, reason, now)
                tx.subscriptions.suspend(message.chat_id, now)
            case Migrated(new_chat_id):
                tx.outbox.retry(message.id, not_before=now, error=f"the group is now {new_chat_id}")
                _move(tx, message.chat_id, new_chat_id, now)


def _move(tx: Transaction, old: int, new: int, now: dt.datetime) -> None:
    """Follow a group to its new id; if it has subscribed anew there, the old wish rests."""
    tx.outbox.move(old, new)
    tx.keyboards.move(old, new)
    tx.chats.move(old, new)
    tx.talks.move(old, new)
    if tx.subscriptions.of_chat(new):
        tx.subscriptions.suspend(old, now)
    else:
        tx.subscriptions.move(old, new, now)


def _confirm(tx: Transaction, message: OutboxMessage) -> None:
    """Move the subscription's watermark after the last part of a digest, if every part was sent."""
    stored = tx.outbox.get(message.key)
    if stored is None or stored.subscription_id is None or stored.watermark is None:
        return
    digest, _, last = stored.key.rpartition(":")
    earlier = [tx.outbox.get(f"{digest}:{number}") for number in range(1, int(last))]
    if all(part is not None and part.state is Delivery.SENT for part in earlier):
        tx.subscriptions.confirm(stored.subscription_id, stored.watermark)
