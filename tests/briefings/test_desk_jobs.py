"""Jobs at the desk: given back when their worker stops, held while they run, added to until begun."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefings import desk as desks
from briefings.desk import Desk
from briefings.errors import Refused, TooSoon, Unreachable
from briefings.reading.fetch import Fetched
from briefings.reading.intake import Intake
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import JobState
from tests.store.make import NOW


class Hanging:
    """Runs nothing, ever."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    async def run(self, *_: Any, **__: Any) -> Any:
        self.begun.set()
        await asyncio.Event().wait()


class Quiet:
    """Says nothing worth reading."""

    def digest(self, *_: object) -> list[str]:
        return []

    def loaded(self, *_: object) -> str:
        return "loaded"

    def refused(self, name: str, reason: str) -> str:
        return f"{name}: {reason}"


class Clock:
    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


async def unreachable(url: str, **_: object) -> Fetched:
    raise Unreachable(f"{url} did not answer.")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def isolated() -> Hanging:
    return Hanging()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, clock: Clock, isolated: Hanging) -> Iterator[Desk]:
    database = Database(sqlite_url)
    archive = Archive(database)
    lookup = Lookup(archive, tmp_path / "index")
    yield Desk(
        archive=archive,
        lookup=lookup,
        isolated=isolated,  # type: ignore[arg-type]
        fetch=unreachable,
        words=Quiet(),
        now=clock,
    )
    lookup.close()
    database.close()


async def test_a_worker_that_stops_gives_its_job_back_at_once(desk, isolated):
    job = await desk.submit(Intake(text="words"), actor="test")
    working = asyncio.create_task(desk.work())
    await isolated.begun.wait()
    assert (await desk.job(job.id)).state is JobState.LEASED
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
    left = await desk.job(job.id)
    assert (left.state, left.not_before) == (JobState.QUEUED, NOW)


async def test_a_running_job_is_held_beyond_its_first_lease(desk, isolated, clock, monkeypatch):
    monkeypatch.setattr(desks, "_LEASE", dt.timedelta(seconds=0.3))
    job = await desk.submit(Intake(text="words"), actor="test")
    working = asyncio.create_task(desk.work())
    await isolated.begun.wait()
    clock.now += dt.timedelta(minutes=5)
    await asyncio.sleep(0.25)
    assert (await desk.job(job.id)).lease_until > clock.now
    assert await desk.work() is None
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_text_is_added_until_the_job_is_begun(desk, isolated, clock):
    job = await desk.submit(Intake(text="first"), actor="test", unfinished=True)
    assert await desk.work() is None
    assert await desk.add_text(job.id, " and second")
    payload = (await desk.job(job.id)).payload
    assert Intake.from_json(payload["intake"]).text == "first and second"
    clock.now += dt.timedelta(seconds=10)
    working = asyncio.create_task(desk.work())
    await isolated.begun.wait()
    assert not await desk.add_text(job.id, " and third")
    assert not await desk.add_text(99, "nowhere")
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_what_cannot_be_fetched_is_tried_thrice_then_told_once(desk, clock):
    reply = desks.Reply(chat_id=5, message_id=7)
    job = await desk.submit(Intake(url="https://gazette.example/a"), actor="test", reply=reply)
    states = []
    for _ in range(4):
        await desk.work()
        states.append((await desk.job(job.id)).state)
        clock.now += dt.timedelta(minutes=10)
    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED, JobState.FAILED]
    with desk.archive.read() as tx:
        told = tx.outbox.get(f"job:{job.id}")
        notes = [entry.action for entry in tx.audit.newest(limit=9)]
    assert (told.chat_id, told.reply_to) == (5, 7)
    assert "did not answer" in told.html
    assert notes == ["load refused"]


async def test_a_job_that_came_too_soon_waits_without_losing_an_attempt(desk, clock, monkeypatch):
    until = clock.now + dt.timedelta(minutes=2)

    async def paused(*_: Any, **__: Any) -> Fetched:
        raise TooSoon("The site asks for a pause.", until=until)

    monkeypatch.setattr(desk, "_fetch", paused)
    job = await desk.submit(Intake(url="https://gazette.example/a"), actor="test")
    await desk.work()
    waiting = await desk.job(job.id)
    assert (waiting.state, waiting.not_before, waiting.attempts) == (JobState.QUEUED, until, 0)
    assert await desk.work() is None


async def test_a_job_that_ended_lets_go_of_what_it_was_handed(desk):
    job = await desk.submit(Intake(data=b"%PDF-1.7 broken", name="a.pdf"), actor="test")
    desk._isolated.run = refusing
    await desk.work()
    ended = await desk.job(job.id)
    assert ended.state is JobState.FAILED
    assert ended.payload["intake"] == {"name": "a.pdf"}


async def refusing(*_: Any, **__: Any) -> Any:
    raise Refused("This PDF is damaged.")


async def test_what_brought_the_whole_process_down_thrice_is_put_aside(desk, clock):
    intake = Intake(text="poison")
    job = await desk.submit(intake, actor="test")
    for _ in range(3):  # a worker that dies settles nothing
        with desk.archive.begin() as tx:
            assert tx.jobs.lease(clock.now, until=clock.now) is not None
        clock.now += dt.timedelta(minutes=1)
    assert await desk.work() is None
    assert (await desk.job(job.id)).state is JobState.FAILED
    again = await desk.submit(intake, actor="test")
    await desk.work()
    assert "several times" in (await desk.job(again.id)).result["reason"]
