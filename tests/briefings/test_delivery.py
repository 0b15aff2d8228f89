"""Digests on their way: from due subscriptions to the outbox and from there to a sender."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import pytest

from briefings.delivery import sending
from briefings.delivery.enqueuing import enqueue_due, replan
from briefings.delivery.sending import deliver
from briefings.delivery.verdicts import (
    ChatGone,
    Delivered,
    Migrated,
    Rejected,
    RetryLater,
    SenderStopped,
    Unknown,
    Verdict,
)
from briefings.digests.digest import Digest
from store.archive import Archive, Transaction
from store.database import Database
from store.errors import DatabaseUnusable
from store.records import Delivery, Order, OutboxMessage, Rhythm, Subscription
from tests.store.make import told

EIGHT = dt.time(8)
MONDAY = dt.datetime(2031, 5, 5, 8, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    database = Database(database_url)
    yield Archive(database)
    database.close()


def subscribe(
    archive: Archive, chat_id: int, *, topics: tuple[str, ...] = (), zone: str = "UTC"
) -> Subscription:
    with archive.begin() as tx:
        return tx.subscriptions.put(
            Order(local_time=EIGHT, zone=zone, topics=topics),
            chat_id=chat_id,
            thread_id=None,
            next_due=MONDAY,
            watermark=tx.change(),
            now=MONDAY - DAY,
        )


def subscription(archive: Archive, chat_id: int) -> Subscription:
    with archive.read() as tx:
        return tx.subscriptions.of_chat(chat_id)[0]


def message(archive: Archive, key: str) -> OutboxMessage:
    with archive.read() as tx:
        found = tx.outbox.get(key)
    assert found is not None
    return found


def newest_change(archive: Archive) -> int:
    with archive.read() as tx:
        return tx.change()


def words_of(digest: Digest, _: Order) -> list[str]:
    """A part for each item, so that a digest of three statements has three parts."""
    return [item.claim.content[0] for group in digest.groups for item in group.items]


@dataclass
class Recorder:
    """A sender that answers as it was told to, and remembers what it sent."""

    verdicts: dict[str, Verdict | Exception] = field(default_factory=dict)
    sent: list[tuple[int, str]] = field(default_factory=list)
    before_send: Callable[[OutboxMessage], None] | None = None
    turns: dict[int, RetryLater] = field(default_factory=dict)

    async def turn(self, message: OutboxMessage) -> RetryLater | None:
        return self.turns.pop(message.chat_id, None)

    async def send(self, message: OutboxMessage) -> Verdict:
        if self.before_send:
            self.before_send(message)
        self.sent.append((message.chat_id, message.html))
        verdict = self.verdicts.pop(message.html, Delivered(len(self.sent)))
        if isinstance(verdict, Exception):
            raise verdict
        return verdict


class Time:
    """A clock that goes where it is put."""

    def __init__(self, now: dt.datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now


# The tick


def test_what_is_new_is_put_into_the_outbox_once_and_the_next_day_planned(archive: Archive) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "the ferry sails on Friday")
    assert enqueue_due(archive, now=MONDAY, render=words_of) == 1
    assert enqueue_due(archive, now=MONDAY, render=words_of) == 0
    kept = message(archive, "digest:101:0:2031-05-05:1")
    assert kept.html == "the ferry sails on Friday"
    assert subscription(archive, 101).next_due == MONDAY + DAY
    assert (kept.subscription_id, kept.watermark) == (
        subscription(archive, 101).id,
        newest_change(archive),
    )


def test_nothing_new_means_no_message(archive: Archive) -> None:
    told(archive, "Mara Lind", "the ferry sails on Friday")
    subscribe(archive, 101)
    assert enqueue_due(archive, now=MONDAY, render=words_of) == 0
    assert subscription(archive, 101).next_due == MONDAY + DAY


def test_a_digest_hours_late_is_folded_into_the_next_one(archive: Archive) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "the ferry sails on Friday")
    assert enqueue_due(archive, now=MONDAY + dt.timedelta(hours=6, seconds=1), render=words_of) == 0
    assert enqueue_due(archive, now=MONDAY + DAY, render=words_of) == 1
    assert message(archive, "digest:101:0:2031-05-06:1").html == "the ferry sails on Friday"


async def test_while_a_digest_waits_to_be_sent_no_second_one_repeats_it(archive: Archive) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "the ferry sails on Friday")
    assert enqueue_due(archive, now=MONDAY, render=words_of) == 1
    told(archive, "Mara Lind", "the quay is to be mended by Sunday")
    assert enqueue_due(archive, now=MONDAY + DAY, render=words_of) == 0
    sender = Recorder()
    await deliver(archive, sender, now=Time(MONDAY + DAY))
    assert enqueue_due(archive, now=MONDAY + 2 * DAY, render=words_of) == 1
    await deliver(archive, sender, now=Time(MONDAY + 2 * DAY))
    assert [html for _, html in sender.sent] == [
        "the ferry sails on Friday",
        "the quay is to be mended by Sunday",
    ]


def test_two_clocks_at_once_enqueue_once(archive: Archive) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "the ferry sails on Friday")

    others: list[int] = []

    def meanwhile(digest: Digest, order: Order) -> list[str]:
        if not others:
            others.append(enqueue_due(archive, now=MONDAY, render=words_of))
        return words_of(digest, order)

    assert enqueue_due(archive, now=MONDAY, render=meanwhile) == 0
    assert others == [1]


def test_one_digest_that_cannot_be_made_does_not_keep_the_others(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    broken = subscribe(archive, 101, topics=("ferry",))
    lost = subscribe(archive, 102, zone="Nowhere/Gone")
    subscribe(archive, 103)
    told(archive, "Mara Lind", "the ferry sails on Friday")

    def render(digest: Digest, order: Order) -> list[str]:
        if order.topics:
            raise ValueError("cannot be shown")
        return words_of(digest, order)

    with caplog.at_level(logging.ERROR):
        assert enqueue_due(archive, now=MONDAY, render=render) == 1
    assert message(archive, "digest:103:0:2031-05-05:1")
    assert {zone in caplog.text for zone in (lost.order.zone, broken.order.topics[0])} == {True}
    assert subscription(archive, 102).next_due == MONDAY + DAY


def test_due_times_that_no_longer_fit_their_zone_are_put_right_and_what_is_due_stays_due(
    archive: Archive,
) -> None:
    wrong, right, due_now = (subscribe(archive, chat, zone="Europe/Kyiv") for chat in (101, 102, 103))
    subscribe(archive, 104, zone="Nowhere/Gone")
    five = MONDAY.replace(hour=5)  # 8:00 in Kyiv in summer
    with archive.begin() as tx:
        for each, planned in ((wrong, five + DAY + dt.timedelta(hours=1)), (right, five + DAY)):
            assert tx.subscriptions.get(each.id) is not None
            tx.subscriptions.put(
                Order(local_time=EIGHT, zone=each.order.zone),
                chat_id=each.chat_id,
                thread_id=None,
                next_due=planned,
                watermark=0,
                now=MONDAY,
            )
    assert replan(archive, now=MONDAY) == 1
    found = [subscription(archive, chat).next_due for chat in (101, 102, 103, 104)]
    assert found == [five + DAY, five + DAY, MONDAY, MONDAY]
    assert due_now.next_due == MONDAY
    assert replan(archive, now=MONDAY) == 0


def test_equal_wishes_are_composed_once_however_many_chats_have_them(archive: Archive) -> None:
    for chat in range(101, 131):
        subscribe(archive, chat)
    subscribe(archive, 200, topics=("ferry",))
    told(archive, "Mara Lind", "the ferry sails on Friday")
    told(archive, "Tor Brandt", "no ferry sails")
    rendered: list[Digest] = []

    def render(digest: Digest, order: Order) -> list[str]:
        rendered.append(digest)
        return words_of(digest, order)

    assert enqueue_due(archive, now=MONDAY, render=render) == 62
    assert len(rendered) == 2
    texts = [message(archive, f"digest:{chat}:0:2031-05-05:2").html for chat in (101, 130)]
    assert texts[0] == texts[1] != message(archive, "digest:101:0:2031-05-05:1").html


def test_a_second_digest_on_one_local_day_is_not_sent(archive: Archive) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "the ferry sails on Friday")
    enqueue_due(archive, now=MONDAY, render=words_of)
    told(archive, "Mara Lind", "the quay is to be mended by Sunday")
    with archive.begin() as tx:
        nine = MONDAY + dt.timedelta(hours=1)
        tx.subscriptions.put(
            Order(local_time=dt.time(9), zone="UTC"),
            chat_id=101,
            thread_id=None,
            next_due=nine,
            watermark=0,
            now=MONDAY,
        )
    assert enqueue_due(archive, now=nine, render=words_of) == 0


# At once


def alert(archive: Archive, chat_id: int, **wishes: Any) -> Subscription:
    order = Order(local_time=EIGHT, zone="UTC", rhythm=Rhythm.AT_ONCE, **wishes)
    with archive.begin() as tx:
        return tx.subscriptions.put(
            order, chat_id=chat_id, thread_id=None, next_due=MONDAY, watermark=tx.change(), now=MONDAY
        )


async def test_what_is_followed_comes_at_once_then_together_after_a_pause(archive: Archive) -> None:
    alert(archive, 101, speakers=("Mara Lind",))
    sender, time = Recorder(), Time()

    async def tick(minutes: int) -> int:
        time.now += dt.timedelta(minutes=minutes)
        made = enqueue_due(archive, now=time.now, render=words_of)
        await deliver(archive, sender, now=time)
        return made

    assert await tick(0) == 0
    told(archive, "Tor Brandt", "no ferry sails")
    assert await tick(1) == 0
    told(archive, "Mara Lind", "the ferry sails on Friday")
    assert await tick(1) == 1
    told(archive, "Mara Lind", "the quay is to be mended by Sunday")
    told(archive, "Mara Lind", "the harbour stays open all winter")
    assert await tick(5) == 0
    assert await tick(15) == 2
    assert len(sender.sent) == 3
    assert await tick(60) == 0


def test_nothing_comes_at_night_and_all_of_it_in_the_morning(archive: Archive) -> None:
    alert(archive, 101, quiet_from=dt.time(22))
    told(archive, "Mara Lind", "the ferry sails on Friday")
    night = MONDAY.replace(hour=23)
    assert enqueue_due(archive, now=night, render=words_of) == 0
    assert subscription(archive, 101).next_due == MONDAY + DAY
    assert enqueue_due(archive, now=MONDAY + DAY, render=words_of) == 1


# The sender


async def test_parts_go_in_order_and_the_last_one_confirms(archive: Archive) -> None:
    subscribe(archive, 101)
    for words in ("one ferry sails", "two ferries sail", "three ferries sail"):
        told(archive, "Mara Lind", words)
    enqueue_due(archive, now=MONDAY, render=words_of)
    sender = Recorder()
    assert await deliver(archive, sender, now=Time()) == 3
    assert len(sender.sent) == 3
    keys = [message(archive, f"digest:101:0:2031-05-05:{n}") for n in (1, 2, 3)]
    assert [(101, each.html) for each in keys] == sender.sent
    assert {each.state for each in keys} == {Delivery.SENT}
    assert subscription(archive, 101).watermark == newest_change(archive)
    assert await deliver(archive, sender, now=Time()) == 0


@pytest.mark.parametrize("verdict", [Unknown("no answer"), Rejected("too odd")])
async def test_a_part_in_doubt_leaves_the_watermark_and_the_next_digest_brings_all_again(
    archive: Archive, verdict: Verdict
) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "one ferry sails")
    told(archive, "Tor Brandt", "no ferry sails")
    enqueue_due(archive, now=MONDAY, render=words_of)
    doubted = message(archive, "digest:101:0:2031-05-05:1").html
    await deliver(archive, Recorder({doubted: verdict}), now=Time())
    assert message(archive, "digest:101:0:2031-05-05:2").state is Delivery.SENT
    assert subscription(archive, 101).watermark == 0
    assert enqueue_due(archive, now=MONDAY + DAY, render=words_of) == 2


async def test_the_message_is_marked_before_the_call(archive: Archive) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "one ferry sails")
    enqueue_due(archive, now=MONDAY, render=words_of)
    seen = []
    sender = Recorder(before_send=lambda each: seen.append(message(archive, each.key)))
    await deliver(archive, sender, now=Time())
    assert [each.state for each in seen] == [Delivery.SENDING]
    assert seen[0].lease_until is not None
    assert seen[0].lease_until - MONDAY <= dt.timedelta(seconds=60)


async def test_a_refused_call_is_tried_again_when_told(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.outbox.add("hello", chat_id=101, html="hello", not_before=MONDAY)
    clock, sender = Time(), Recorder({"hello": RetryLater(30, "too fast")})
    await deliver(archive, sender, now=clock)
    assert await deliver(archive, sender, now=clock) == 0
    clock.now += dt.timedelta(seconds=30)
    assert await deliver(archive, sender, now=clock) == 1
    assert message(archive, "hello").state is Delivery.SENT


async def test_a_chat_that_must_wait_gives_its_lease_back_unbegun(archive: Archive) -> None:
    with archive.begin() as tx:
        for chat in (101, 102):
            tx.outbox.add(f"to {chat}", chat_id=chat, html="hello", not_before=MONDAY)
    sender = Recorder(turns={101: RetryLater(40, "flood")})
    assert await deliver(archive, sender, now=Time()) == 1
    kept = message(archive, "to 101")
    assert (kept.state, kept.attempts, kept.not_before) == (
        Delivery.WAITING,
        0,
        MONDAY + dt.timedelta(seconds=40),
    )
    assert message(archive, "to 102").state is Delivery.SENT


async def test_a_chat_that_is_gone_is_suspended_and_its_messages_given_up(archive: Archive) -> None:
    subscribe(archive, 101)
    told(archive, "Mara Lind", "one ferry sails")
    told(archive, "Tor Brandt", "no ferry sails")
    enqueue_due(archive, now=MONDAY, render=words_of)
    first = message(archive, "digest:101:0:2031-05-05:1").html
    sender = Recorder({first: ChatGone("the bot was blocked")})
    assert await deliver(archive, sender, now=Time()) == 1
    assert message(archive, "digest:101:0:2031-05-05:2").state is Delivery.DEAD
    assert subscription(archive, 101).suspended_at == MONDAY
    assert enqueue_due(archive, now=MONDAY + DAY, render=words_of) == 0


async def test_a_group_with_a_new_id_is_followed_there(archive: Archive) -> None:
    subscribe(archive, -5)
    told(archive, "Mara Lind", "one ferry sails")
    told(archive, "Tor Brandt", "no ferry sails")
    enqueue_due(archive, now=MONDAY, render=words_of)
    first = message(archive, "digest:-5:0:2031-05-05:1").html
    sender = Recorder({first: Migrated(-1005)})
    await deliver(archive, sender, now=Time())
    assert [chat for chat, _ in sender.sent] == [-5, -1005, -1005]
    assert subscription(archive, -1005).watermark == newest_change(archive)


async def test_a_group_that_subscribed_anew_keeps_its_new_wish(archive: Archive) -> None:
    subscribe(archive, -5)
    subscribe(archive, -1005)
    with archive.begin() as tx:
        tx.outbox.add("hello", chat_id=-5, html="hello", not_before=MONDAY)
    await deliver(archive, Recorder({"hello": Migrated(-1005)}), now=Time())
    assert subscription(archive, -5).suspended_at == MONDAY
    assert subscription(archive, -1005).suspended_at is None


async def test_what_a_killed_sender_left_is_requeued_or_unknown_never_resent_in_doubt(
    archive: Archive,
) -> None:
    with archive.begin() as tx:
        for chat in (101, 102):
            tx.outbox.add(f"to {chat}", chat_id=chat, html=f"to {chat}", not_before=MONDAY)
        leased = tx.outbox.lease(MONDAY, until=MONDAY + dt.timedelta(seconds=60), limit=2)
        assert tx.outbox.begin(leased[0].id, until=MONDAY + dt.timedelta(seconds=60))
    sender = Recorder()
    assert await deliver(archive, sender, now=Time(MONDAY + dt.timedelta(seconds=61))) == 1
    assert sender.sent == [(102, "to 102")]
    assert message(archive, "to 101").state is Delivery.UNKNOWN


async def test_a_sender_that_must_stop_ends_the_round_and_loses_nothing(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.outbox.add("hello", chat_id=101, html="hello", not_before=MONDAY)
    with pytest.raises(SenderStopped, match="token"):
        await deliver(archive, Recorder({"hello": SenderStopped("The token is refused.")}), now=Time())
    assert message(archive, "hello").state is Delivery.WAITING


async def test_a_message_that_breaks_its_sender_keeps_no_other(archive: Archive) -> None:
    with archive.begin() as tx:
        for chat, html in ((101, "bad"), (102, "good")):
            tx.outbox.add(html, chat_id=chat, html=html, not_before=MONDAY)
    sender = Recorder({"bad": ValueError("no such button")})
    assert await deliver(archive, sender, now=Time()) == 2
    assert sorted(sender.sent) == [(101, "bad"), (102, "good")]
    told = message(archive, "bad")
    assert (told.state, message(archive, "good").state) == (Delivery.UNKNOWN, Delivery.SENT)
    assert "ValueError" in (told.error or "")


async def test_a_database_that_is_busy_after_the_call_leaves_no_doubt(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.begin() as tx:
        tx.outbox.add("hello", chat_id=101, html="hello", not_before=MONDAY)
    whole, busy = Archive.begin, ["once"]

    def begin(self: Archive) -> AbstractContextManager[Transaction]:
        if sender.sent and busy:
            busy.clear()
            raise DatabaseUnusable("The database cannot be used right now: database is locked.")
        return whole(self)

    sender = Recorder()
    monkeypatch.setattr(sending, "_SETTLE_AGAIN_S", (0.01,))
    monkeypatch.setattr(Archive, "begin", begin)
    assert await deliver(archive, sender, now=Time()) == 1
    monkeypatch.undo()
    assert message(archive, "hello").state is Delivery.SENT
    assert len(sender.sent) == 1


async def test_a_cancelled_round_finishes_calls_begun_and_gives_the_rest_back(archive: Archive) -> None:
    calling, answer, waiting = asyncio.Event(), asyncio.Event(), asyncio.Event()

    class Slow:
        async def turn(self, message: OutboxMessage) -> RetryLater | None:
            if message.chat_id == 102:
                waiting.set()
                await asyncio.Event().wait()
            return None

        async def send(self, message: OutboxMessage) -> Verdict:
            calling.set()
            await answer.wait()
            return Delivered(message.id)

    with archive.begin() as tx:
        for chat in (101, 102):
            tx.outbox.add(f"to {chat}", chat_id=chat, html="hello", not_before=MONDAY)
    round_ = asyncio.create_task(deliver(archive, Slow(), now=Time()))
    await asyncio.wait_for(asyncio.gather(calling.wait(), waiting.wait()), 5)
    round_.cancel()
    asyncio.get_running_loop().call_later(0.05, answer.set)
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(round_, 5)
    assert message(archive, "to 101").state is Delivery.SENT
    assert message(archive, "to 102").state is Delivery.WAITING


async def test_a_slow_chat_does_not_hold_up_the_others(archive: Archive) -> None:
    others_done, release = asyncio.Event(), asyncio.Event()

    class OneHangs:
        sent = 0

        async def turn(self, _: OutboxMessage) -> RetryLater | None:
            return None

        async def send(self, message: OutboxMessage) -> Verdict:
            if message.chat_id == 1:
                await release.wait()
            else:
                self.sent += 1
                if self.sent == 9:
                    others_done.set()
            return Delivered(message.id)

    with archive.begin() as tx:
        for chat in range(1, 11):
            tx.outbox.add(f"to {chat}", chat_id=chat, html="hello", not_before=MONDAY)
    round_ = asyncio.create_task(deliver(archive, OneHangs(), now=Time(), at_once=4))
    await asyncio.wait_for(others_done.wait(), 5)
    release.set()
    assert await round_ == 10
