"""What is asked again and again is answered from an index, however many rows there are.

The statements that a deed executes are explained where they are executed: over tables whose statistics
were never gathered, as they are right after a great many rows came.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from store.archive import Archive, Transaction
from store.records import Delivery
from store.tables import inbox, jobs, outbox, subscriptions
from tests.store.make import NOW

_MANY = 3_000
_UNTIL = NOW + dt.timedelta(minutes=1)
_QUEUES = "outbox|inbox|jobs|subscriptions"
# Every row is looked at, or put in order, for the first few.
_WHOLE = re.compile(rf"Seq Scan on ({_QUEUES})|SCAN ({_QUEUES})(?! USING)")
_SORTED = re.compile(r"Sort Key|TEMP B-TREE FOR ORDER BY")

Deed = Callable[[Transaction], object]

# Deeds that take the first few of all that wait: nothing is sorted for them.
_FIRST: dict[str, Deed] = {
    "messages to send": lambda tx: tx.outbox.lease(NOW, until=_UNTIL, limit=32),
    "answers to send": lambda tx: tx.outbox.lease(NOW, until=_UNTIL, limit=32, urgent=True),
    "updates to handle": lambda tx: tx.inbox.lease(NOW, until=_UNTIL, limit=16),
    "updates beside others": lambda tx: tx.inbox.lease(NOW, until=_UNTIL, limit=16, busy=[1, 2]),
    "a job": lambda tx: tx.jobs.lease(NOW, until=_UNTIL),
}
_OTHERS: dict[str, Deed] = {
    "what a dead sender left": lambda tx: tx.outbox.expire(NOW),
    "all that a dead sender left": lambda tx: tx.outbox.expire(NOW, alone=True),
    "what a dead handler left": lambda tx: tx.inbox.release_all(),
    "the call begins": lambda tx: tx.outbox.begin(7, until=_UNTIL),
    "a message was sent": lambda tx: tx.outbox.sent(7, 70, NOW),
    "a chat is gone": lambda tx: tx.outbox.kill_chat(7, "blocked", NOW),
    "a group moved": lambda tx: tx.outbox.move(7, 8),
    "the oldest that waits": lambda tx: tx.outbox.oldest_waiting(),
    "what is in doubt": lambda tx: tx.outbox.in_doubt(limit=10),
    "old messages": lambda tx: tx.outbox.forget(NOW, limit=1_000),
    "old updates": lambda tx: tx.inbox.forget(NOW, limit=1_000),
    "updates that wait": lambda tx: tx.inbox.waiting(),
    "subscriptions that are due": lambda tx: tx.subscriptions.due(NOW, change=9, limit=500),
}


def _message(number: int) -> dict[str, Any]:
    sent = {"state": Delivery.SENT, "settled_at": NOW} if number % 2 else {"state": Delivery.WAITING}
    known = {"thread_id": 0, "html": "x", "rank": 1, "silent": False, "attempts": 0, "not_before": NOW}
    return {"key": f"m{number}", "chat_id": number, "settled_at": None, **known, **sent}


def _subscription(number: int) -> dict[str, Any]:
    wish = {"rhythm": "daily", "weekdays": "1234567", "topics": [], "speakers": [], "outlets": []}
    manner = {"silent": False, "tell_nothing": False, "language": "en", "zone": "UTC"}
    place = {"chat_id": number, "thread_id": 0, "slot": 0, "local_time": dt.time(8)}
    return {**wish, **manner, **place, "next_due": NOW, "watermark": 0, "created_at": NOW}


@pytest.fixture
def crowded(archive: Archive) -> Archive:
    """An archive with thousands of rows in each queue."""
    update = {"payload": {}, "received_at": NOW, "attempts": 0}
    job = {"kind": "load", "payload": {}, "state": "queued", "attempts": 0}
    numbers = range(_MANY)
    with archive.database.begin() as connection:
        connection.execute(outbox.insert(), [_message(number) for number in numbers])
        many = [{"update_id": number, "lane": number % 900, **update} for number in numbers]
        connection.execute(inbox.insert(), many)
        connection.execute(jobs.insert(), [{**job, "created_at": NOW, "not_before": NOW} for _ in numbers])
        connection.execute(subscriptions.insert(), [_subscription(number) for number in numbers])
    return archive


def _plans(archive: Archive, deed: Deed) -> str:
    """How the database goes about each statement of the deed."""
    plans: list[str] = []
    how = "EXPLAIN QUERY PLAN" if archive.database.is_sqlite else "EXPLAIN"

    def explain(
        connection: sa.Connection, _cursor: Any, statement: str, given: Any, _context: Any, _many: bool
    ) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            raw: Any = connection.connection.cursor()
            raw.execute(f"{how} {statement}", given)
            plans.extend((statement, *(str(row[-1]) for row in raw.fetchall())))

    with archive.begin() as tx:
        if not archive.database.is_sqlite:  # a small table is read faster whole, which is not the question
            tx._connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        sa.event.listen(archive.database.engine, "before_cursor_execute", explain)
        try:
            deed(tx)
        finally:
            sa.event.remove(archive.database.engine, "before_cursor_execute", explain)
    return "\n".join(plans)


@pytest.mark.parametrize("name", [*_FIRST, *_OTHERS])
def test_no_table_is_read_as_a_whole(crowded: Archive, name: str) -> None:
    plans = _plans(crowded, {**_FIRST, **_OTHERS}[name])
    assert plans
    assert not _WHOLE.search(plans), plans


@pytest.mark.parametrize("name", _FIRST)
def test_the_first_are_taken_in_the_order_of_an_index(crowded: Archive, name: str) -> None:
    plans = _plans(crowded, _FIRST[name])
    taking = plans.split("UPDATE ")[0]
    assert "ORDER BY" in taking
    assert not _SORTED.search(taking), taking
