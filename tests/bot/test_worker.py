"""The worker goes on after trouble that passes, and breaks down on trouble that does not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot import worker
from bot.pulse import Pulse
from store.errors import DatabaseUnusable


class Scripted:
    """A desk with counters whose verbs do one thing after another, then nothing more."""

    def __init__(self, *outcomes: Any) -> None:
        self.outcomes, self.calls, self.played = list(outcomes), 0, asyncio.Event()
        self.jobs = self.feeds = self

    async def work(self) -> Any:
        self.calls += 1
        if not self.outcomes:
            self.played.set()
            return None
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    poll = work


async def played(loop: Callable[[Scripted], Awaitable[None]], desk: Scripted) -> None:
    task = asyncio.ensure_future(loop(desk))
    done, _ = await asyncio.wait(
        {task, asyncio.create_task(desk.played.wait())}, timeout=5, return_when="FIRST_COMPLETED"
    )
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    if task in done:
        task.result()
    assert desk.played.is_set()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(worker, "_TROUBLE_S", 0)


async def test_jobs_are_run_until_none_is_left_and_trouble_is_waited_out(caplog):
    desk = Scripted("job", DatabaseUnusable("The database is locked."), "job")
    await played(lambda desk: worker.work(desk, Pulse(), idle_s=0), desk)  # type: ignore[arg-type]
    assert desk.calls >= 4
    assert "the worker pauses: The database is locked." in caplog.text


async def test_feeds_are_looked_at_again_and_again(caplog):
    desk = Scripted(2, DatabaseUnusable("The database is locked."), 0)
    with caplog.at_level(logging.INFO):
        await played(lambda desk: worker.follow_feeds(desk, every_s=0), desk)  # type: ignore[arg-type]
    assert "2 new articles" in caplog.text
    assert "feeds are not followed now" in caplog.text


async def test_a_mistake_of_ours_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        await played(lambda desk: worker.work(desk, Pulse()), Scripted(ZeroDivisionError()))  # type: ignore[arg-type]
