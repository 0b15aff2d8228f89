"""The jobs shelf: work to be done once, by whichever worker takes the lease."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from store.database import follow_indexes
from store.records import Job, JobState
from store.tables import jobs

LONGEST_LEASE = dt.timedelta(minutes=1)


class Jobs:
    """Jobs of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self,
        kind: str,
        payload: dict[str, Any],
        now: dt.datetime,
        *,
        not_before: dt.datetime | None = None,
        key: str | None = None,
    ) -> Job:
        """The new job, free to be leased at once or from `not_before` on; the old one of a used `key`."""
        row = {
            "key": key,
            "kind": kind,
            "payload": payload,
            "state": JobState.QUEUED,
            "attempts": 0,
            "created_at": now,
            "not_before": not_before or now,
        }
        if key is not None:
            before = self._connection.execute(sa.select(jobs.c.id).where(jobs.c.key == key)).scalar()
            if before is not None:
                return self.get([before])[0]
        made = self._connection.execute(jobs.insert().values(row).returning(jobs.c.id)).scalar_one()
        return self.get([made])[0]

    def lease(
        self, now: dt.datetime, *, until: dt.datetime, only: Collection[int] | None = None
    ) -> Job | None:
        """A job whose lease ran out, or else the one that waits longest: this caller's own until then.

        `only` narrows it to these ids (a command that runs the jobs it made).
        """
        narrowed = sa.true() if only is None else jobs.c.id.in_(only)
        follow_indexes(self._connection)
        queued = sa.and_(jobs.c.state == JobState.QUEUED, jobs.c.not_before <= now)
        left = sa.and_(jobs.c.state == JobState.LEASED, _run_out(now))
        found = (self._first(sa.and_(each, narrowed)) for each in (left, queued))
        job_id = next((each for each in found if each is not None), None)
        if job_id is None:
            return None
        self._connection.execute(
            jobs.update()
            .where(jobs.c.id == job_id)
            .values(state=JobState.LEASED, lease_until=until, attempts=jobs.c.attempts + 1)
        )
        return self.get([job_id])[0]

    def hold(self, job: Job, *, until: dt.datetime) -> bool:
        """Whether the job still was this attempt's; its lease lasts until then now."""
        done = self._connection.execute(jobs.update().where(self._held(job)).values(lease_until=until))
        return done.rowcount == 1

    def finish(
        self, job: Job, state: JobState, result: dict[str, Any], *, payload: dict[str, Any] | None = None
    ) -> bool:
        """Whether the job was this attempt's to settle; a worker that lost its lease settles nothing.

        `payload` replaces the job's own, for one that is heavy and of no use any more.
        """
        left = job.payload if payload is None else payload
        done = self._connection.execute(
            jobs.update()
            .where(self._held(job))
            .values(state=state, result=result, payload=left, lease_until=None)
        )
        return done.rowcount == 1

    def amend(self, job_id: int, payload: dict[str, Any], *, not_before: dt.datetime) -> bool:
        """Whether the job has this payload now; one that a worker has begun stays as it is."""
        untouched = sa.and_(jobs.c.id == job_id, jobs.c.state == JobState.QUEUED, jobs.c.attempts == 0)
        done = self._connection.execute(
            jobs.update().where(untouched).values(payload=payload, not_before=not_before)
        )
        return done.rowcount == 1

    def retry(self, job: Job, *, not_before: dt.datetime, counted: bool = True) -> bool:
        """Whether the job was this attempt's to put back; one that is not `counted` was no real attempt."""
        attempts = jobs.c.attempts if counted else jobs.c.attempts - 1
        done = self._connection.execute(
            jobs.update()
            .where(self._held(job))
            .values(state=JobState.QUEUED, not_before=not_before, attempts=attempts, lease_until=None)
        )
        return done.rowcount == 1

    def get(self, ids: Collection[int]) -> list[Job]:
        """The jobs with these ids, oldest first."""
        rows = self._connection.execute(sa.select(jobs).where(jobs.c.id.in_(ids)).order_by(jobs.c.id))
        return [Job(**{**row._asdict(), "state": JobState(row.state)}) for row in rows]

    def counts(self) -> dict[JobState, int]:
        """How many jobs stand in each state."""
        query = sa.select(jobs.c.state, sa.func.count()).group_by(jobs.c.state)
        return {JobState(state): count for state, count in self._connection.execute(query)}

    def _first(self, free: sa.ColumnElement[bool]) -> int | None:
        """The id of the first of these jobs that nobody else is just leasing."""
        query = sa.select(jobs.c.id).where(free).order_by(jobs.c.not_before, jobs.c.id).limit(1)
        found: int | None = self._connection.execute(query.with_for_update(skip_locked=True)).scalar()
        return found

    def _held(self, job: Job) -> sa.ColumnElement[bool]:
        return sa.and_(jobs.c.id == job.id, jobs.c.state == JobState.LEASED, jobs.c.attempts == job.attempts)


def _run_out(now: dt.datetime) -> sa.ColumnElement[bool]:
    """The lease is over; one that would last longer than any was given by a clock that was put back."""
    return sa.or_(jobs.c.lease_until < now, jobs.c.lease_until > now + LONGEST_LEASE)
