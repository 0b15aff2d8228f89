"""The one seat: one process has it, another takes over when it dies."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from store.archive import Archive
from store.database import Database
from store.errors import DatabaseUnusable
from store.outbox import BELL
from store.seat import seat
from tests.store.make import NOW

HOLDER = """
import asyncio, sys
from store.database import Database
from store.seat import seat

async def hold():
    async with seat(Database(sys.argv[1]), "sender", bell="b"):
        print("mine", flush=True)
        await asyncio.Event().wait()

asyncio.run(hold())
"""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    yield made
    made.close()


@pytest.fixture
def holder(database_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process, once it has the seat."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, database_url], stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"mine\n"
        yield started
        started.kill()


async def test_who_stands_by_gets_the_seat_once_its_holder_is_killed(database, holder):

    async def wait() -> None:
        async with seat(database, "sender", bell=BELL):
            pass

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0.8)
    assert not waiting.done()
    holder.send_signal(signal.SIGKILL)
    await asyncio.wait_for(waiting, 5)


async def test_a_message_that_is_added_rings(database):
    if database.is_sqlite:
        pytest.skip("SQLite has no bells")
    rung = asyncio.Event()
    async with seat(database, "sender", bell=BELL) as held:
        watching = asyncio.create_task(held.watch(rung.set))
        with Archive(database).begin() as tx:
            tx.outbox.add("a", chat_id=1, html="x", not_before=NOW)
        await asyncio.wait_for(rung.wait(), 3)
        watching.cancel()


async def test_a_lost_connection_is_a_lost_seat(postgres_url, postgres_server):
    database = Database(postgres_url)
    async with seat(database, "sender", bell=BELL) as held:
        watching = asyncio.create_task(held.watch(lambda: None))
        await asyncio.sleep(0.2)
        mine = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}"  # noqa: S608
        postgres_server.run(ended)
        with pytest.raises(DatabaseUnusable):
            await asyncio.wait_for(watching, 10)
    database.close()
