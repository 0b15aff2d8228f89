"""Shows how a load stands, in one message that is edited."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from telegram import Message

from briefings.desk import Desk
from briefings.errors import OnrecordError
from handlers import texts
from handlers.saying import edit
from store.records import Job, JobState

logger = logging.getLogger(__name__)

_LAST_WORD_S = 2.0
_LOOKS = 3_600  # a job that waits longer than that many looks tells its outcome all the same


async def show_progress(desk: Desk, job: Job, progress: Message, name: str, *, look_again_s: float) -> None:
    """Edit `progress` whenever the job's state changes, until it has ended."""
    try:
        await _follow(desk, job, progress, name, look_again_s)
    except asyncio.CancelledError:
        # The bot stops: the job waits for the next one, and its outcome will come all the same.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORD_S):
                await edit(progress, texts.queued(name))
        raise


async def _follow(desk: Desk, job: Job, progress: Message, name: str, look_again_s: float) -> None:
    shown = texts.queued(name)
    for _ in range(_LOOKS):
        await asyncio.sleep(look_again_s)
        try:
            now = await desk.jobs.get(job.id)
        except OnrecordError as error:
            logger.warning("job %d cannot be watched: %s", job.id, error)
            continue
        if now is None:
            return
        stage = _stage(now, name)
        if stage != shown:
            await edit(progress, stage)
            shown = stage
        if now.state in {JobState.DONE, JobState.FAILED}:
            return


def _stage(job: Job, name: str) -> str:
    match job.state:
        case JobState.QUEUED:
            return texts.trying_again(name) if job.attempts else texts.queued(name)
        case JobState.LEASED:
            return texts.reading(name)
        case JobState.DONE:
            return texts.done(name)
        case JobState.FAILED:
            return texts.not_read(name)
