"""What other processes do while the store is tested; run by `multiprocessing` with fresh interpreters."""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from tests.store.make import NOW, told

_LATER = NOW + dt.timedelta(minutes=1)


def together(count: int, work: Callable[..., Any], *args: Any) -> list[Any]:
    """What `work(*args)` returned in each of `count` processes that ran it at the same time."""
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        pending = [pool.apply_async(work, args) for _ in range(count)]
        return [each.get(timeout=60) for each in pending]


def raise_change(url: str, times: int) -> list[int]:
    """Every change number this process got."""
    archive = Archive(Database(url))
    got: list[int] = []
    for _ in range(times):
        with archive.begin() as tx:
            got.append(tx.next_change())
    archive.database.close()
    return got


def read_then_write(url: str, times: int) -> None:
    """Raise the change number in transactions that read before they write."""
    archive = Archive(Database(url))
    for _ in range(times):
        with archive.begin() as tx:
            tx.change()
            tx.next_change()
    archive.database.close()


def lease_jobs(url: str) -> list[int]:
    """The jobs this process could lease until none was left."""
    archive = Archive(Database(url))
    got: list[int] = []
    while True:
        with archive.begin() as tx:
            job = tx.jobs.lease(NOW, until=_LATER)
        if job is None:
            archive.database.close()
            return got
        got.append(job.id)


def handle_updates(url: str) -> list[int]:
    """The updates this process could handle until none was left."""
    archive = Archive(Database(url))
    got: list[int] = []
    for _ in range(200):
        with archive.begin() as tx:
            updates = tx.inbox.lease(NOW, until=_LATER, limit=3)
        for update in updates:
            with archive.begin() as tx:
                if tx.inbox.finish(update, NOW):
                    got.append(update.update_id)
    archive.database.close()
    return got


def lease_messages(url: str) -> list[int]:
    """The messages this process could lease until none was left."""
    archive = Archive(Database(url))
    got: list[int] = []
    while True:
        with archive.begin() as tx:
            messages = tx.outbox.lease(NOW, until=_LATER, limit=3)
        if not messages:
            archive.database.close()
            return got
        got += [message.id for message in messages]


def receive_updates(url: str, updates: int) -> int:
    """How many of the updates were new to this process."""
    archive, new = Archive(Database(url)), 0
    for update_id in range(updates):
        with archive.begin() as tx:
            new += tx.inbox.receive(update_id, {"n": update_id}, NOW)
    archive.database.close()
    return new


def migrate(url: str) -> str:
    """The revision that this process brought the schema to."""
    database = Database(url)
    revision = database.migrate()
    database.close()
    return revision


def load_and_follow(url: str, folder: Path) -> None:
    """Store claims and index them until somebody kills this process."""
    archive = Archive(Database(url))
    lookup = Lookup(archive, folder)
    with archive.read() as tx:
        before = tx.claims.count()
    for number in itertools.count(before):
        told(archive, "Ana Belk", f"ferry {number} sails")
        lookup.refresh()
        folder.with_name("started").touch()
