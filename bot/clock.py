"""A clock that asks again and again whether anything is due. It remembers nothing."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Clock:
    """Calls `tick` at once and then every so many seconds, one call at a time.

    A tick that takes longer than the pause is followed by one more, not by all it missed; one that
    fails is logged, and the next comes all the same. APScheduler's own triggers know no more than
    this pause: what is due, and when, is in the database.
    """

    def __init__(self, tick: Callable[[], Awaitable[object]], every_s: float = 20) -> None:
        self._scheduler = AsyncIOScheduler(timezone=dt.UTC)

        async def quietly() -> None:
            # APScheduler logs whatever ends a job, a cancellation too.
            with contextlib.suppress(asyncio.CancelledError):
                await tick()

        self._scheduler.add_job(
            quietly,
            "interval",
            seconds=every_s,
            next_run_time=dt.datetime.now(dt.UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; a tick under way is cancelled, which loses nothing."""
        self._scheduler.shutdown(wait=False)
