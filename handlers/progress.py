"""Shows how a load stands, in one message that is edited."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass

from telegram import Message

from briefings.desk import Desk
from briefings.errors import OnrecordError
from handlers import texts
from handlers.languages.sentence import Sentence
from handlers.rendering.reader import Reader
from handlers.saying import edit
from store.records import Job, JobState

logger = logging.getLogger(__name__)

_LAST_WORD_S = 2.0
_LOOKS = 3_600  # a job that waits longer than that many looks tells its outcome all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A job, what it is called, the order that made it, and the outbox key of the message that shows it."""

    job: Job
    name: str
    order: Message
    key: str
    reader: Reader

    def says(self, stage: Sentence) -> str:
        """How the job stands, as sent."""
        return self.reader.says(stage, name=self.name)


async def show_progress(desk: Desk, watched: Watched, *, look_again_s: float) -> None:
    """Edit the message whenever the job's state changes, until it has ended."""
    try:
        await _follow(desk, watched, look_again_s)
    except asyncio.CancelledError:
        # The bot stops: the job waits for the next one, and its outcome will come all the same.
        with contextlib.suppress(TimeoutError, OnrecordError):
            async with asyncio.timeout(_LAST_WORD_S):
                number = await desk.messages.number(watched.key)
                if number is not None:
                    await edit(watched.order, number, watched.says(texts.loading.QUEUED))
        raise


async def _follow(desk: Desk, watched: Watched, look_again_s: float) -> None:
    job = watched.job
    shown, number = texts.loading.QUEUED, None
    for _ in range(_LOOKS):
        await asyncio.sleep(look_again_s)
        try:
            number = number or await desk.messages.number(watched.key)
            now = await desk.jobs.get(job.id)
        except OnrecordError as error:
            logger.warning("job %d cannot be watched: %s", job.id, error)
            continue
        if now is None:
            return
        stage = _stage(now)
        if number is None:
            continue  # not sent yet
        if stage != shown:
            await edit(watched.order, number, watched.says(stage))
            shown = stage
        if now.state in {JobState.DONE, JobState.FAILED}:
            return


def _stage(job: Job) -> Sentence:
    match job.state:
        case JobState.QUEUED:
            return texts.loading.TRYING_AGAIN if job.attempts else texts.loading.QUEUED
        case JobState.LEASED:
            return texts.loading.READING
        case JobState.DONE:
            return texts.loading.READ
        case JobState.FAILED:
            return texts.loading.NOT_READ
