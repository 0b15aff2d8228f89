"""The worker's loop: run jobs as they come, look at the feeds now and then."""

from __future__ import annotations

import asyncio
import logging

from bot.pulse import Pulse
from briefings.desk import Desk
from briefings.errors import OnrecordError

logger = logging.getLogger(__name__)

_IDLE_S = 0.5
_FEEDS_S = 30.0
_TROUBLE_S = 5.0
_LATE_S = 900.0  # longer than any one job may take


async def work(desk: Desk, pulse: Pulse, *, idle_s: float = _IDLE_S) -> None:
    """Run jobs until cancelled; a database that is away for a while is waited for."""
    while True:
        pulse.beat("worker", within_s=_LATE_S)
        try:
            if await desk.jobs.work() is None:
                await asyncio.sleep(idle_s)
        except OnrecordError as error:
            logger.warning("the worker pauses: %s", error)
            await asyncio.sleep(_TROUBLE_S)


async def follow_feeds(desk: Desk, *, every_s: float = _FEEDS_S) -> None:
    """Turn new items of the feeds that are due into jobs, until cancelled."""
    while True:
        try:
            if made := await desk.feeds.poll():
                logger.info("%d new articles in the feeds", made)
        except OnrecordError as error:
            logger.warning("feeds are not followed now: %s", error)
        await asyncio.sleep(every_s)
