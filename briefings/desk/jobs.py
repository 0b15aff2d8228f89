"""What was handed over to be read: kept as jobs, run by workers, the outcome told where it was asked for."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import logging
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from briefings import loading
from briefings.desk import parts
from briefings.desk.buttons import LIFE, new_token
from briefings.desk.office import Office
from briefings.desk.parts import Part
from briefings.errors import OnrecordError, Refused, TooSoon, Unreachable
from briefings.loading import Loaded
from briefings.reading.intake import Intake
from store.archive import Transaction
from store.records import Job, JobState, Outgoing

logger = logging.getLogger(__name__)

LOAD = "load"
_LEASE = dt.timedelta(seconds=60)  # renewed while the job runs: what a killed worker held is soon free
_ATTEMPTS = 3
_RETRY = dt.timedelta(minutes=1)
_MORE = dt.timedelta(seconds=4)  # between the parts of a long text that was sent in several messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Where the outcome of a job is to be told, and in which language; whose the buttons below it are."""

    chat_id: int
    user_id: int | None = None
    thread_id: int | None = None
    message_id: int | None = None
    language: str = "en"


class Jobs:
    """Articles on their way in."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def submit(
        self,
        intake: Intake,
        *,
        actor: str,
        reply: Reply | None = None,
        part: Part | None = None,
        key: str | None = None,
    ) -> Job:
        """The job that will read what was handed over; its outcome is told where `reply` says.

        A text that is the first `part` of more waits a few seconds for `go_on`. The same `key` again is
        the same job.
        """
        payload: dict[str, Any] = {"intake": intake.to_json(), "actor": actor}
        if reply is not None:
            payload["reply"] = dataclasses.asdict(reply)

        def add(tx: Transaction, now: dt.datetime) -> Job:
            job = tx.jobs.add(LOAD, payload, now, not_before=_ready(part, now), key=key)
            if part is not None and part.full:
                parts.keep(tx, job.id, payload, part, now)
            return job

        return await self._office.write(add)

    async def awaits(self, chat_id: int) -> bool:
        """Whether a text of this chat may go on."""
        now = self._office.now()
        return await self._office.read(parts.begun, chat_id, now) is not None

    async def go_on(self, part: Part, *, key: str) -> bool:
        """Whether `part` belongs to the text that its chat has begun: it will be read as one.

        Where the reading has begun already, the whole text is read once more, by the job of this `key`.
        """

        def lengthen(tx: Transaction, now: dt.datetime) -> bool:
            before = parts.begun(tx, part.chat_id, now)
            if before is None:
                return False
            if before.last.message_id == part.message_id:
                return True  # handled again
            if not before.goes_on_with(part):
                return False
            intake = Intake.from_json(before.payload["intake"])
            text = intake.text or ""
            longer = dataclasses.replace(intake, text=f"{text}{parts.joint(text, part.text)}{part.text}")
            payload, ready = {**before.payload, "intake": longer.to_json()}, _ready(part, now)
            job_id = before.job_id
            if not tx.jobs.amend(job_id, payload, not_before=ready):
                job_id = tx.jobs.add(LOAD, payload, now, not_before=ready, key=key).id
            parts.keep(tx, job_id, payload, part, now)
            return True

        return await self._office.write(lengthen)

    async def get(self, job_id: int) -> Job | None:
        """The job as it stands now."""
        return await self._office.read(lambda tx: next(iter(tx.jobs.get([job_id])), None))

    async def work(self, *, only: Collection[int] | None = None) -> Job | None:
        """The job that was run and settled, None when no job was free; `only` narrows it to these ids."""
        job = await self._office.write(partial(self._lease, only=only))
        if job is None:
            return None
        holding = asyncio.create_task(self._hold(job))
        try:
            await self._run(job)
        except OnrecordError as error:
            await self._office.write(partial(self._give_up, job=job, error=error))
        except asyncio.CancelledError:
            # The next worker has it at once: this one is asked to stop.
            await self._office.write(lambda tx, now: tx.jobs.retry(job, not_before=now, counted=False))
            raise
        except Exception:
            logger.exception("job %d failed", job.id)
            trouble = OnrecordError(
                "Something went wrong on our side while reading this; it has been logged."
            )
            await self._office.write(partial(self._give_up, job=job, error=trouble))
        finally:
            holding.cancel()
        return await self.get(job.id)

    async def _hold(self, job: Job) -> None:
        """Renew the lease of a running job, until cancelled."""
        while True:
            await asyncio.sleep(_LEASE.total_seconds() / 3)
            try:
                await self._office.write(lambda tx, now: tx.jobs.hold(job, until=now + _LEASE))
            except OnrecordError as error:
                logger.warning("the lease of job %d was not renewed: %s", job.id, error)

    def _lease(self, tx: Transaction, now: dt.datetime, *, only: Collection[int] | None) -> Job | None:
        job = tx.jobs.lease(now, until=now + _LEASE, only=only)
        if job is not None and job.attempts > _ATTEMPTS:
            error = Refused("Reading this crashed several times, so it was put aside.")
            mark = loading.fingerprint(Intake.from_json(job.payload["intake"]))
            if mark is not None:
                tx.quarantine.put(mark, str(error), now)
            self._fail(tx, now, job, error)
            return None
        return job

    async def _run(self, job: Job) -> None:
        def settle(tx: Transaction, loaded: Loaded) -> None:
            if not tx.jobs.finish(job, JobState.DONE, loaded.to_json(), payload=_spent(job)):
                raise Refused("Another worker finished this job.")
            tx.audit.note(
                self._office.now(),
                job.payload["actor"],
                "load",
                article=loaded.article_id,
                outcome=loaded.outcome,
            )
            self._tell(tx, job, self._office.words.loaded(loaded, _language(job)), loaded)

        intake = Intake.from_json(job.payload["intake"])
        await loading.load(
            intake,
            archive=self._office.archive,
            isolated=self._office.isolated,
            fetch=self._office.fetch,
            now=self._office.now,
            settle=settle,
        )

    def _give_up(self, tx: Transaction, now: dt.datetime, *, job: Job, error: OnrecordError) -> None:
        if isinstance(error, TooSoon):
            tx.jobs.retry(job, not_before=error.until, counted=False)
        elif isinstance(error, Unreachable) and job.attempts < _ATTEMPTS:
            tx.jobs.retry(job, not_before=now + _RETRY * job.attempts)
        else:
            self._fail(tx, now, job, error)

    def _fail(self, tx: Transaction, now: dt.datetime, job: Job, error: OnrecordError) -> None:
        result = {"outcome": "refused", "reason": str(error)}
        if not tx.jobs.finish(job, JobState.FAILED, result, payload=_spent(job)):
            return
        intake = Intake.from_json(job.payload["intake"])
        name = intake.name or intake.url or ""
        tx.audit.note(now, job.payload["actor"], "load refused", source=name, reason=str(error))
        self._tell(tx, job, self._office.words.refused(name, error, _language(job)))

    def _tell(self, tx: Transaction, job: Job, html: str, loaded: Loaded | None = None) -> None:
        reply = job.payload.get("reply")
        if reply:
            said = Outgoing(
                chat_id=reply["chat_id"],
                thread_id=reply["thread_id"],
                reply_to=reply["message_id"],
                html=html,
                markup=self._keys(tx, job, loaded) if loaded and reply.get("user_id") else None,
            )
            tx.outbox.say(f"job:{job.id}", said, self._office.now())

    def _keys(self, tx: Transaction, job: Job, loaded: Loaded) -> dict[str, Any]:
        """Buttons for whoever handed the article over."""
        token, reply = new_token(), job.payload["reply"]
        markup, actions = self._office.words.loaded_keys(loaded, _language(job), token)
        tx.keyboards.add(
            token,
            chat_id=reply["chat_id"],
            user_id=reply["user_id"],
            actions=actions,
            about={},
            expires_at=self._office.now() + LIFE,
        )
        return markup


def _ready(part: Part | None, now: dt.datetime) -> dt.datetime:
    """When to begin reading: after a while where more may follow."""
    return now + _MORE if part is not None and part.full else now


def _language(job: Job) -> str:
    """The language of whoever handed it over; nobody is told of a job from the command line or a feed."""
    language: str = (job.payload.get("reply") or {}).get("language", "en")
    return language


def _spent(job: Job) -> dict[str, Any]:
    """The payload of a job that ended, without the bytes or words that it was handed."""
    left = Intake.from_json(job.payload["intake"]).without_content()
    return {**job.payload, "intake": left.to_json()}
