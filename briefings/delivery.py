"""Digests that are due into the outbox, and the outbox to whatever sends: at most once, nothing lost.

Nothing is remembered between calls: due times, messages and how far a chat was served are rows, so
any process may be killed at any moment and any number of them may run side by side.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.digests import due
from briefings.digests.compose import compose
from briefings.digests.digest import Digest, Wish
from briefings.digests.topics import Corpus
from briefings.errors import OnrecordError
from store.archive import Archive, Transaction
from store.errors import DatabaseUnusable
from store.records import Delivery, Order, OutboxMessage, Rhythm, Statement
from store.subscriptions import DueOrder, weekdays_of

logger = logging.getLogger(__name__)

_LEASE = dt.timedelta(seconds=60)  # what a killed sender held is taken up again after this
_AT_ONCE = 32
_LOOK_AGAIN_S = 1.0
_SETTLE_AGAIN_S = (0.5, 2.0, 5.0)
_BATCH = 5_000
_ALERT_PAUSE = dt.timedelta(minutes=15)  # what becomes new within it comes in one message
_WISHES = 500
# So many loads before the first new one, what goes with a topic is learned from too: the article that
# named the event may have been in yesterday's digest.
_BACKGROUND = 50


# Outcomes of one try


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram has it, under this number."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Certainly not sent; worth another try after so many seconds."""

    after_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can say whether it arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChatGone:
    """The chat cannot be written to any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """Certainly not sent: the group goes by a new id."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Certainly not sent, and this message never will be."""

    reason: str


Verdict: TypeAlias = Delivered | RetryLater | Unknown | ChatGone | Migrated | Rejected


class Sender(Protocol):
    """What carries messages to people."""

    async def turn(self, message: OutboxMessage) -> RetryLater | None:
        """None once the message may be sent at once; a wait longer than a few seconds comes back.

        Waiting happens here, before the message is marked as being sent, so that whoever is killed
        while waiting leaves no doubt behind.
        """

    async def send(self, message: OutboxMessage) -> Verdict:
        """How the one try ended. Errors: `SenderStopped`."""


class SenderStopped(OnrecordError):
    """Nothing can be sent at all until a person acts; the message at hand was certainly not sent."""


# From due subscriptions to the outbox

# The parts of a digest as sent, in the order's language; a note or nothing where it has no statement.
Render: TypeAlias = Callable[[Digest, Order], list[str]]


def enqueue_due(
    archive: Archive,
    *,
    now: dt.datetime,
    render: Render,
    catch_up: dt.timedelta = due.CATCH_UP,
) -> int:
    """How many messages of digests that are due were put into the outbox.

    A digest is composed once for all subscriptions with the same wish, day and watermark, outside the
    write transactions, which hold at most 5,000 subscriptions each. Two clocks at once are harmless:
    only one of them moves a due time, and keys are unique. A digest that cannot be composed is logged
    and left to the next day; the others go out. So is one whose forerunner still waits to be sent:
    what it would repeat comes with the next.
    """
    made = 0
    while True:
        with archive.read() as tx:
            ready = tx.subscriptions.due(now, change=tx.change(), limit=_WISHES)
            if not ready:
                return made
            kitchen = _Kitchen(tx, ready, render)
        moved = 0
        for order in ready:
            plan = _plan(order, kitchen, now=now, catch_up=catch_up)
            while True:
                taken, added = _serve(archive, plan, now=now)
                moved, made = moved + taken, made + added
                if taken < _BATCH:
                    break
        if not moved:
            return made


def replan(archive: Archive, *, now: dt.datetime) -> int:
    """How many due times were put right that no longer fit their local time: a zone has got new rules.

    To be done at start-up: rules change with an update of the zone data, which needs a new start. What
    is due already stays due.
    """
    moved = 0
    with archive.begin() as tx:
        for at, zone, weekdays, planned in tx.subscriptions.planned(now):
            try:
                anew = due.next_due(at, zone, now, weekdays_of(weekdays))
            except ZoneInfoNotFoundError:
                logger.warning("the zone %s is not known any more: its digests keep their hour in UTC", zone)
                continue
            if anew != planned:
                moved += tx.subscriptions.replan(at, zone, weekdays, planned, anew)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be written for the subscriptions of one due order; `until` is how far the digest looked."""

    due: DueOrder
    upcoming: dt.datetime
    occasion: str
    dish: _Dish
    until: int = 0


@dataclass(slots=True)
class _Dish:
    """A digest ready to be sent, and its number once it is stored."""

    parts: Sequence[str] = ()
    statements: frozenset[int] = frozenset()
    digest_id: int | None = None


def _plan(ordered: DueOrder, kitchen: _Kitchen, *, now: dt.datetime, catch_up: dt.timedelta) -> _Plan:
    """The plan; where something is wrong with this one order, it is tried again a day later."""
    try:
        make = _at_once if ordered.order.rhythm is Rhythm.AT_ONCE else _daily
        return make(ordered, kitchen, now, catch_up)
    except Exception:
        logger.exception("incident %s: a digest cannot be composed: %s", secrets.token_hex(4), ordered)
        upcoming = now + dt.timedelta(days=1)
        return _Plan(due=ordered, upcoming=upcoming, occasion="", dish=_Dish())


def _daily(ordered: DueOrder, kitchen: _Kitchen, now: dt.datetime, catch_up: dt.timedelta) -> _Plan:
    order, planned = ordered.order, ordered.next_due
    day = due.scheduled_day(planned, order.local_time, order.zone)
    return _Plan(
        due=ordered,
        upcoming=due.next_due(order.local_time, order.zone, max(now, planned), order.weekdays),
        occasion=day.isoformat(),
        dish=_Dish() if now - planned > catch_up else kitchen.dish(ordered, day),
        until=kitchen.until,
    )


def _at_once(ordered: DueOrder, kitchen: _Kitchen, now: dt.datetime, _: dt.timedelta) -> _Plan:
    """What is new now, but in quiet hours nothing until they end; after a message there is a pause."""
    order = ordered.order
    awake = due.after_quiet(now, order.zone, order.quiet_from, order.local_time)
    if awake > now:
        return _Plan(due=ordered, upcoming=awake, occasion="", dish=_Dish())
    dish = kitchen.dish(ordered, now.astimezone(ZoneInfo(order.zone)).date())
    return _Plan(
        due=ordered,
        upcoming=now + _ALERT_PAUSE if dish.parts else now,
        occasion=f"to {kitchen.until}",
        dish=dish,
        until=kitchen.until,
    )


def _serve(archive: Archive, plan: _Plan, *, now: dt.datetime) -> tuple[int, int]:
    """How many subscriptions were moved to their next day, and how many messages were made for them."""
    dish, added = plan.dish, 0
    with archive.begin() as tx:
        taken = tx.subscriptions.take(plan.due, plan.upcoming, now=now, limit=_BATCH)
        digest_id = dish.digest_id
        if taken and dish.parts:
            digest_id = digest_id or tx.outbox.share(dish.parts, now, statements=dish.statements)
            added = tx.outbox.add_shared(
                digest_id,
                len(dish.parts),
                taken,
                occasion=plan.occasion,
                not_before=now,
                watermark=plan.until,
            )
        elif taken and plan.occasion and plan.due.order.rhythm is Rhythm.AT_ONCE:
            tx.subscriptions.confirm_all(taken, plan.until)
    dish.digest_id = digest_id
    return len(taken), added


class _Kitchen:
    """What some due wishes need, read once; equal ones are composed once."""

    def __init__(self, tx: Transaction, ready: Sequence[DueOrder], render: Render) -> None:
        self.until = tx.change()
        self._render = render
        self._cooked: dict[tuple[object, ...], _Dish] = {}
        oldest = min(each.watermark for each in ready)
        topical = any(each.order.topics for each in ready)
        background = max(oldest - _BACKGROUND, 0) if topical else oldest
        self._statements = tx.statements.changed_since(background, until=self.until)
        self._corpus = corpus_of(tx, self._statements) if topical else None
        self._older = tx.statements.get(each.follows for each in self._statements if each.follows)

    def dish(self, ordered: DueOrder, day: dt.date) -> _Dish:
        """The digest of these subscriptions, without parts when there is nothing to say."""
        watermark = ordered.watermark
        order = dataclasses.replace(ordered.order, silent=False)  # which makes no difference to its words
        key = (order, day, watermark)
        if key not in self._cooked:
            digest = compose(
                [each for each in self._statements if each.change > watermark],
                wish=Wish(topics=order.topics, speakers=order.speakers, outlets=order.outlets),
                day=day,
                zone=order.zone,
                until=self.until,
                older=[*self._older, *(each for each in self._statements if each.change <= watermark)],
                corpus=self._corpus,
            )
            held = frozenset(item.statement.id for group in digest.groups for item in group.items)
            self._cooked[key] = _Dish(self._render(digest, order), held)
        return self._cooked[key]


def corpus_of(tx: Transaction, statements: Sequence[Statement]) -> Corpus:
    """The articles of these statements, as topics are recognised in them."""
    claims = [claim for each in statements for claim in each.claims]
    articles = (tx.articles.get(each) for each in sorted({claim.article_id for claim in claims}))
    return Corpus(claims, [article for article in articles if article is not None])


# From the outbox to the sender


async def deliver(
    archive: Archive, sender: Sender, *, now: Callable[[], dt.datetime], at_once: int = _AT_ONCE
) -> int:
    """How many messages were handled before none was left that may be sent now.

    One chat's messages go in order, different chats' side by side, at most `at_once` of them. A
    cancelled round gives back what it had not begun and waits for the calls already made.
    Errors: `SenderStopped` from the sender, after the message at hand was put back.
    """
    await asyncio.to_thread(_expire, archive, now())
    running: set[asyncio.Task[bool]] = set()
    handled = 0
    round_ = _Round(archive, sender, now)
    try:
        while True:
            if len(running) <= at_once // 2:
                leased = await asyncio.to_thread(_lease, archive, now(), at_once - len(running))
                running |= {asyncio.create_task(round_.handle(message)) for message in leased}
            if not running:
                return handled
            done, running = await asyncio.wait(
                running, timeout=_LOOK_AGAIN_S, return_when=asyncio.FIRST_COMPLETED
            )
            handled += sum(task.result() for task in done)
    finally:
        round_.closing = True
        for task in round_.waiting:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


class _Round:
    """Messages on their way in one round."""

    def __init__(self, archive: Archive, sender: Sender, now: Callable[[], dt.datetime]) -> None:
        self._archive = archive
        self._sender = sender
        self._now = now
        self.closing = False
        self.waiting: set[asyncio.Task[bool]] = set()

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
        self.waiting.add(task)
        later = RetryLater(0, "the sender stops")
        try:
            if not self.closing:
                given = await self._sender.turn(message)
                if given is None and not self.closing:
                    return True
                later = given or later
        except asyncio.CancelledError:
            if not self.closing:
                raise
        finally:
            self.waiting.discard(task)
        not_before = self._now() + dt.timedelta(seconds=later.after_s)
        await asyncio.to_thread(_release, self._archive, message, not_before)
        return False


def _expire(archive: Archive, now: dt.datetime) -> None:
    with archive.begin() as tx:
        back, lost = tx.outbox.expire(now)
    if back or lost:
        logger.warning("a sender ended: %d messages put back, %d of unknown outcome", back, lost)


def _lease(archive: Archive, now: dt.datetime, limit: int) -> list[OutboxMessage]:
    with archive.begin() as tx:
        return tx.outbox.lease(now, until=now + _LEASE, limit=limit)


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
                tx.outbox.sent(message.id, message_id)
                _confirm(tx, message)
            case RetryLater(after_s, reason):
                again = now + dt.timedelta(seconds=after_s)
                tx.outbox.retry(message.id, not_before=again, error=reason)
            case Unknown(reason):
                logger.warning("message %s: outcome unknown: %s", message.key, reason)
                tx.outbox.unknown(message.id, reason)
            case Rejected(reason):
                logger.error("message %s was rejected: %s", message.key, reason)
                tx.outbox.dead(message.id, reason)
            case ChatGone(reason):
                tx.outbox.dead(message.id, reason)
                tx.outbox.kill_chat(message.chat_id, reason)
                tx.subscriptions.suspend(message.chat_id, now)
            case Migrated(new_chat_id):
                tx.outbox.retry(message.id, not_before=now, error=f"the group is now {new_chat_id}")
                _move(tx, message.chat_id, new_chat_id, now)


def _move(tx: Transaction, old: int, new: int, now: dt.datetime) -> None:
    """Follow a group to its new id; if it has subscribed anew there, the old wish rests."""
    tx.outbox.move(old, new)
    if tx.subscriptions.of_chat(new):
        tx.subscriptions.suspend(old, now)
    else:
        tx.subscriptions.move(old, new)


def _confirm(tx: Transaction, message: OutboxMessage) -> None:
    """Move the subscription's watermark after the last part of a digest, if every part was sent."""
    stored = tx.outbox.get(message.key)
    if stored is None or stored.subscription_id is None or stored.watermark is None:
        return
    digest, _, last = stored.key.rpartition(":")
    earlier = [tx.outbox.get(f"{digest}:{number}") for number in range(1, int(last))]
    if all(part is not None and part.state is Delivery.SENT for part in earlier):
        tx.subscriptions.confirm(stored.subscription_id, stored.watermark)
