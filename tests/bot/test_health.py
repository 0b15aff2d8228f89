"""What whoever looks after the process is told."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from bot.health import Health
from bot.metrics import Metrics
from bot.pulse import Pulse
from bot.watchdog import notify
from briefings.delivery.sending import deliver
from briefings.delivery.verdicts import Delivered, RetryLater, Verdict
from store.archive import Archive
from store.database import Database
from store.errors import DatabaseUnusable
from store.records import OutboxMessage
from tests.store.make import NOW


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


@pytest.fixture
def pulse() -> Pulse:
    return Pulse()


@pytest.fixture
def metrics(archive: Archive, pulse: Pulse) -> Metrics:
    return Metrics(archive, pulse, lambda: NOW)


@pytest.fixture
async def client(archive: Archive, pulse: Pulse, metrics: Metrics) -> AsyncIterator[httpx.AsyncClient]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    task = asyncio.create_task(Health(archive, pulse, metrics).run(f"127.0.0.1:{port}"))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as made:
        async with asyncio.timeout(5):
            while True:
                with contextlib.suppress(httpx.ConnectError):
                    await made.get("/livez")
                    break
                await asyncio.sleep(0.01)
        yield made
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_alive_and_ready(client, pulse):
    pulse.beat("updates", within_s=60)
    assert (await client.get("/livez")).text == "alive\n"
    assert (await client.get("/readyz")).text == "ready\n"
    assert (await client.get("/")).status_code == 404


async def test_a_loop_that_was_not_heard_of_for_long_is_named(client, pulse, monkeypatch):
    pulse.beat("updates", within_s=60)
    pulse.beat("outbox", within_s=120)
    moment = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: moment + 90)
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "updates is late\n")
    pulse.rest("updates")
    assert (await client.get("/readyz")).status_code == 200


async def test_without_the_database_it_lives_but_is_not_ready(client, monkeypatch):
    def away(_: Archive) -> None:
        raise DatabaseUnusable("The database cannot be used right now: it is away.")

    monkeypatch.setattr(Archive, "read", away)
    answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert "cannot be used right now" in answer.text
    assert (await client.get("/livez")).status_code == 200
    assert "onrecord_database_up 0.0" in (await client.get("/metrics")).text


class Hand:
    """Delivers the first, puts off the second."""

    def __init__(self) -> None:
        self.verdicts: list[Verdict] = [Delivered(1), RetryLater(60, "flood")]

    async def turn(self, _: OutboxMessage) -> RetryLater | None:
        return None

    async def send(self, _: OutboxMessage) -> Verdict:
        return self.verdicts.pop(0)


async def test_what_is_counted_and_how_the_rows_stand(client, archive, metrics):
    with archive.begin() as tx:
        tx.inbox.receive(7, {}, NOW)
        for chat in (5, 6):
            tx.outbox.add(f"to {chat}", chat_id=chat, html="hello", not_before=NOW)
    await deliver(archive, metrics.counted(Hand()), now=lambda: NOW, at_once=1)
    told = (await client.get("/metrics")).text.splitlines()
    for line in (
        'onrecord_sends_total{verdict="delivered"} 1.0',
        'onrecord_sends_total{verdict="retrylater"} 1.0',
        'onrecord_messages{state="sent"} 1.0',
        'onrecord_messages{state="waiting"} 1.0',
        "onrecord_updates_open 1.0",
        "onrecord_database_up 1.0",
    ):
        assert line in told


async def test_a_taken_port_ends_nothing(archive, pulse, metrics, caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        task = asyncio.create_task(Health(archive, pulse, metrics).run(f"127.0.0.1:{taken.getsockname()[1]}"))
        await asyncio.sleep(0.05)
        assert not task.done()
        task.cancel()
    assert "no health is served" in caplog.text


def test_systemd_is_told(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        notify(str(tmp_path / "notify"), "READY=1")
        notify(None, "nobody hears this")
        assert heard.recv(99) == b"READY=1"
