"""A broadcast whose senders are killed again and again, over a Telegram that refuses, breaks and forgets.

What must hold afterwards: nothing reached a chat twice, every digest ended in one state, and a chat
counts as served only if every part of its digest was confirmed.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from briefings.delivery.enqueuing import enqueue_due
from store.archive import Archive
from store.records import Delivery, Order, OutboxMessage
from tests.store.make import told
from tests.torture import sending
from tests.torture.forks import forked
from tests.torture.matrix import SEED
from tests.torture.processes import OPEN, now
from tests.torture.telegram import Faults, Telegram

PARTS = ["<b>first</b> part", "second part", "third part"]
GONE, MOVED, NEW_ID = 2_000_001, -2_000_002, -1_002_000_002
STUBBORN: dict[int, tuple[int, dict[str, Any]]] = {
    GONE: (403, {"description": "Forbidden: bot was blocked by the user"}),
    MOVED: (
        400,
        {
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": NEW_ID},
        },
    ),
}


def due(archive: Archive, chats: list[int]) -> None:
    """Digests of three parts for these chats, put into the outbox by two clocks."""
    told(archive, "Mara Lind", "the ferry sails on Friday")
    moment = now()
    with archive.begin() as tx:
        for chat in chats:
            tx.subscriptions.put(
                Order(local_time=dt.time(8), zone="UTC"),
                chat_id=chat,
                thread_id=None,
                next_due=moment,
                watermark=0,
                now=moment,
            )
    made = [enqueue_due(archive, now=moment, render=lambda *_: PARTS) for _ in range(2)]
    assert made == [len(chats) * len(PARTS), 0]


def counts(archive: Archive) -> dict[Delivery, int]:
    with archive.read() as tx:
        return tx.outbox.counts()


def finished(archive: Archive) -> bool:
    return not any(counts(archive).get(state) for state in OPEN)


def until(archive: Archive, telegram: Telegram, arrivals: int, seconds: float) -> None:
    """Wait until so many more messages have arrived, or nothing is left."""
    goal, deadline = telegram.arrived.total() + arrivals, time.monotonic() + seconds
    while telegram.arrived.total() < goal and not finished(archive) and time.monotonic() < deadline:
        time.sleep(0.01)


def history(archive: Archive, chats: list[int]) -> dict[int, list[OutboxMessage]]:
    day = now().date()
    with archive.read() as tx:
        found = {
            chat: [tx.outbox.get(f"digest:{chat}:0:{each}:{part}") for part in (1, 2, 3)]
            for chat in chats
            for each in (day, day - dt.timedelta(days=1))
            if tx.outbox.get(f"digest:{chat}:0:{each}:1")
        }
    return {chat: [part for part in parts if part] for chat, parts in found.items()}


def check(archive: Archive, telegram: Telegram, chats: list[int]) -> Counter[str]:
    """The invariants, over what Telegram recorded and what the store says of it."""
    assert max(telegram.arrived.values()) == 1
    assert telegram.early == 0
    states: Counter[str] = Counter()
    served = {}
    with archive.read() as tx:
        newest = tx.change()
        for chat in (*chats, NEW_ID):
            for each in tx.subscriptions.of_chat(chat):
                served[chat] = each.watermark == newest
    kept = history(archive, chats)
    assert len(kept) == len(chats)
    for chat, parts in kept.items():
        address = parts[0].chat_id
        assert len(parts) == len(PARTS)
        assert all(part.state not in OPEN for part in parts)
        for part, html in zip(parts, PARTS, strict=True):
            states[part.state] += 1
            if part.state is Delivery.SENT:
                assert telegram.arrived[address, html] == 1
        assert served[address] == all(part.state is Delivery.SENT for part in parts), chat
    return states


def test_killed_senders_lose_nothing_and_send_nothing_twice(
    archive: Archive, database_url: str, whole: bool, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random(SEED)
    chats = [*range(1_000_001, 1_000_999 if whole else 1_000_040), GONE, MOVED]
    kills = 100 if whole else 1
    workers = 1 if archive.database.is_sqlite else 3 if whole else 2
    faults = Faults(flood=0.02, broken=0.01, lost=0.01)
    due(archive, chats)
    with Telegram(faults=faults, seed=SEED, answers=STUBBORN) as telegram:
        killed = 0
        while killed < kills and not finished(archive):
            with forked(workers, sending.run, database_url, telegram.url):
                until(archive, telegram, dice.randint(1, len(chats) * len(PARTS) * workers // kills), 15)
                time.sleep(dice.random() * 0.03)
            killed += workers
            with archive.begin() as tx:  # as whoever has the seat does
                tx.outbox.expire(now(), alone=True)
        with forked(1, sending.run, database_url, telegram.url):
            deadline = time.monotonic() + (300 if whole else 30)
            while not finished(archive) and time.monotonic() < deadline:
                time.sleep(0.05)
        states = check(archive, telegram, chats)
    record_property("kills", killed)
    record_property("senders", workers)
    record_property("messages", {str(state): count for state, count in states.items()})
    record_property("refused", dict(telegram.refused))
    assert killed >= kills
    assert states[Delivery.SENT] > 0.6 * states.total()
    assert states[Delivery.DEAD] == len(PARTS)  # those of the chat that is gone
