"""What is old goes, a chunk at a time; what is open or new stays."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest

from bot import sweeper
from bot.config import load_settings
from bot.sweeper import sweep_once
from store.archive import Archive
from store.database import Database
from store.records import Talk
from tests.store.make import NOW

DAY = dt.timedelta(days=1)


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    database = Database(database_url)
    yield Archive(database)
    database.close()


def fill(archive: Archive, at: dt.datetime, first: int) -> None:
    """Of each kind three rows from that time; the last update and message are open."""
    with archive.begin() as tx:
        for number in range(first, first + 3):
            tx.inbox.receive(number, {"message": {"chat": {"id": number}}}, at)
            tx.outbox.add(f"m{number}", chat_id=number, html="x", not_before=at)
            tx.talks.put(
                Talk(chat_id=number, message_id=1, thread_id=None, user_id=1, asked=("q",), answer_key="k"),
                at,
            )
            tx.audit.note(at, "test", "deed")
            tx.outbox.share(["x"], at)
        for update in tx.inbox.open(limit=9):
            if first <= update.update_id < first + 2:
                tx.inbox.finish(update, at)
        for message in tx.outbox.lease(at, until=at, limit=2):
            tx.outbox.sent(message.id, 1, at)


async def test_what_is_old_goes_and_the_rest_stays(archive, monkeypatch):
    monkeypatch.setattr(sweeper, "_CHUNK", 1)
    fill(archive, NOW - 40 * DAY, 1)
    fill(archive, NOW, 11)
    settings = load_settings({})
    assert await sweep_once(archive, settings, now=NOW + DAY) == 2 + 3 + 2 + 3
    assert await sweep_once(archive, settings, now=NOW + DAY) == 0
    with archive.read() as tx:
        assert [each.update_id for each in tx.inbox.open(limit=9)] == [3, 13]
        assert [tx.outbox.get(f"m{number}") is None for number in (1, 2, 3, 11)] == [True, True, False, False]
        assert len(tx.audit.newest(limit=99)) == 6


async def test_the_log_goes_only_where_that_is_wished(archive):
    fill(archive, NOW - 40 * DAY, 1)
    settings = dataclasses.replace(load_settings({}), keep_log=30 * DAY)
    await sweep_once(archive, settings, now=NOW)
    with archive.read() as tx:
        assert tx.audit.newest(limit=99) == []
