"""Jobs at the desk: given back when their worker stops, held while they run, added to until begun."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefings.desk import Desk, Part, Reply, jobs
from briefings.errors import OnrecordError, Refused, TooSoon, Unreachable
from briefings.reading.fetch import Fetched
from briefings.reading.intake import Intake
from store.records import JobState
from tests.briefings.desks import Clock, opened
from tests.store.make import NOW


class Hanging:
    """Runs nothing, ever; or fails at once with its trouble."""

    trouble: OnrecordError | None = None

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    async def run(self, *_: Any, **__: Any) -> Any:
        if self.trouble:
            raise self.trouble
        self.begun.set()
        await asyncio.Event().wait()


class Web:
    """Answers every request with the same trouble."""

    trouble: OnrecordError | None = None

    async def __call__(self, url: str, **_: object) -> Fetched:
        raise self.trouble or Unreachable(f"{url} did not answer.")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def isolated() -> Hanging:
    return Hanging()


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, clock: Clock, isolated: Hanging, web: Web) -> Iterator[Desk]:
    with opened(sqlite_url, tmp_path, clock=clock, isolated=isolated, fetch=web) as desk:
        yield desk


async def test_a_worker_that_stops_gives_its_job_back_at_once(desk, isolated):
    job = await desk.jobs.submit(Intake(text="words"), actor="test")
    working = asyncio.create_task(desk.jobs.work())
    await isolated.begun.wait()
    assert (await desk.jobs.get(job.id)).state is JobState.LEASED
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
    left = await desk.jobs.get(job.id)
    assert (left.state, left.not_before) == (JobState.QUEUED, NOW)


async def test_a_running_job_is_held_beyond_its_first_lease(desk, isolated, clock, monkeypatch):
    monkeypatch.setattr(jobs, "_LEASE", dt.timedelta(seconds=0.3))
    job = await desk.jobs.submit(Intake(text="words"), actor="test")
    working = asyncio.create_task(desk.jobs.work())
    await isolated.begun.wait()
    clock.now += dt.timedelta(minutes=5)
    await asyncio.sleep(0.25)
    assert (await desk.jobs.get(job.id)).lease_until > clock.now
    assert await desk.jobs.work() is None
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_text_is_added_until_the_job_is_begun(desk, isolated, clock):
    first = part(1, "first", clock.now)
    job = await desk.jobs.submit(Intake(text="first"), actor="test", part=first)
    assert await desk.jobs.work() is None
    assert not await desk.jobs.go_on(part(2, "elsewhere", clock.now, chat_id=6), key="k")
    for _ in range(2):  # the second time, because its handler was killed before it could say so
        assert await desk.jobs.go_on(part(2, "and second", clock.now), key="k")
    assert await text_of(desk, job.id) == "first and second"
    clock.now += dt.timedelta(seconds=10)
    working = asyncio.create_task(desk.jobs.work())
    await isolated.begun.wait()
    assert await desk.jobs.go_on(part(3, "and third", first.sent_at, full=False), key="k")
    assert await text_of(desk, job.id) == "first and second"
    assert await text_of(desk, job.id + 1) == "first and second and third"
    assert not await desk.jobs.go_on(part(4, "a question", first.sent_at), key="k")
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_what_was_sent_much_later_is_no_part(desk, clock):
    await desk.jobs.submit(Intake(text="first"), actor="test", part=part(1, "first", clock.now))
    assert await desk.jobs.awaits(5)
    assert not await desk.jobs.go_on(part(2, "later", clock.now + dt.timedelta(seconds=4)), key="k")
    clock.now += dt.timedelta(minutes=11)
    assert not await desk.jobs.awaits(5)


def part(number, text, sent_at, *, chat_id=5, full=True):
    return Part(chat_id=chat_id, user_id=5, message_id=number, sent_at=sent_at, text=text, full=full)


async def text_of(desk, job_id):
    return Intake.from_json((await desk.jobs.get(job_id)).payload["intake"]).text


async def test_what_cannot_be_fetched_is_tried_thrice_then_told_once(desk, clock):
    reply = Reply(chat_id=5, message_id=7)
    job = await desk.jobs.submit(Intake(url="https://gazette.example/a"), actor="test", reply=reply)
    states = []
    for _ in range(4):
        await desk.jobs.work()
        states.append((await desk.jobs.get(job.id)).state)
        clock.now += dt.timedelta(minutes=10)
    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED, JobState.FAILED]
    with desk.archive.read() as tx:
        told = tx.outbox.get(f"job:{job.id}")
        notes = [entry.action for entry in tx.audit.newest(limit=9)]
    assert (told.chat_id, told.reply_to) == (5, 7)
    assert "did not answer" in told.html
    assert notes == ["load refused"]


async def test_a_job_that_came_too_soon_waits_without_losing_an_attempt(desk, clock, web):
    until = clock.now + dt.timedelta(minutes=2)
    web.trouble = TooSoon("The site asks for a pause.", until=until)
    job = await desk.jobs.submit(Intake(url="https://gazette.example/a"), actor="test")
    await desk.jobs.work()
    waiting = await desk.jobs.get(job.id)
    assert (waiting.state, waiting.not_before, waiting.attempts) == (JobState.QUEUED, until, 0)
    assert await desk.jobs.work() is None


async def test_a_job_that_ended_lets_go_of_what_it_was_handed(desk, isolated):
    isolated.trouble = Refused("This PDF is damaged.")
    job = await desk.jobs.submit(Intake(data=b"%PDF-1.7 broken", name="a.pdf"), actor="test")
    await desk.jobs.work()
    ended = await desk.jobs.get(job.id)
    assert ended.state is JobState.FAILED
    assert ended.payload["intake"] == {"name": "a.pdf"}


async def test_what_brought_the_whole_process_down_thrice_is_put_aside(desk, clock):
    intake = Intake(text="poison")
    job = await desk.jobs.submit(intake, actor="test")
    for _ in range(3):  # a worker that dies settles nothing
        with desk.archive.begin() as tx:
            assert tx.jobs.lease(clock.now, until=clock.now) is not None
        clock.now += dt.timedelta(minutes=1)
    assert await desk.jobs.work() is None
    assert (await desk.jobs.get(job.id)).state is JobState.FAILED
    again = await desk.jobs.submit(intake, actor="test")
    await desk.jobs.work()
    assert "several times" in (await desk.jobs.get(again.id)).result["reason"]
