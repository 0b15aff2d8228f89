from __future__ import annotations

import datetime as dt

from store.archive import Archive, Transaction
from store.records import Job, JobState
from tests.store import workers
from tests.store.make import NOW

_MINUTE = dt.timedelta(minutes=1)


def _lease(tx: Transaction, now: dt.datetime = NOW) -> Job:
    job = tx.jobs.lease(now, until=now + _MINUTE)
    assert job is not None
    return job


def test_jobs_are_leased_oldest_first_and_counted(archive: Archive) -> None:
    with archive.begin() as tx:
        first = tx.jobs.add("load", {"url": "https://gazette.example/🛳️"}, NOW)
        second = tx.jobs.add("load", {}, NOW)
        assert (first.state, first.attempts, first.created_at) == (JobState.QUEUED, 0, NOW)
        assert first.payload == {"url": "https://gazette.example/🛳️"}
        got = _lease(tx)
        assert (got.id, got.state, got.attempts, got.lease_until) == (
            first.id,
            JobState.LEASED,
            1,
            NOW + _MINUTE,
        )
        assert tx.jobs.counts() == {JobState.QUEUED: 1, JobState.LEASED: 1}
        assert _lease(tx).id == second.id
        assert tx.jobs.lease(NOW, until=NOW + _MINUTE) is None
        assert tx.jobs.get([second.id, first.id])[0] == got


def test_a_job_may_wait_and_be_amended_until_it_is_begun(archive: Archive) -> None:
    with archive.begin() as tx:
        job = tx.jobs.add("load", {"text": "first"}, NOW, not_before=NOW + _MINUTE)
        assert tx.jobs.lease(NOW, until=NOW + _MINUTE) is None
        assert tx.jobs.amend(job.id, {"text": "first and second"}, not_before=NOW)
        begun = _lease(tx)
        assert begun.payload == {"text": "first and second"}
        assert not tx.jobs.amend(job.id, {"text": "third"}, not_before=NOW)
        tx.jobs.retry(begun, not_before=NOW)
        assert not tx.jobs.amend(job.id, {"text": "third"}, not_before=NOW)


def test_a_lease_is_renewed_only_by_who_holds_it(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.jobs.add("load", {}, NOW)
        first = _lease(tx)
        assert tx.jobs.hold(first, until=NOW + 3 * _MINUTE)
        assert tx.jobs.lease(NOW + 2 * _MINUTE, until=NOW + 3 * _MINUTE) is None
        second = _lease(tx, NOW + 4 * _MINUTE)
        assert not tx.jobs.hold(first, until=NOW + 9 * _MINUTE)
        assert second.attempts == 2


def test_a_command_leases_only_what_it_made(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.jobs.add("load", {}, NOW)
        mine = tx.jobs.add("load", {}, NOW)
        got = tx.jobs.lease(NOW, until=NOW + _MINUTE, only=[mine.id])
        assert got is not None
        assert got.id == mine.id
        assert tx.jobs.lease(NOW, until=NOW + _MINUTE, only=[mine.id]) is None
        assert tx.jobs.lease(NOW, until=NOW + _MINUTE, only=[]) is None


def test_processes_never_lease_the_same_job(archive: Archive, database_url: str) -> None:
    with archive.begin() as tx:
        for _ in range(60):
            tx.jobs.add("load", {}, NOW)
    got = [job for each in workers.together(3, workers.lease_jobs, database_url) for job in each]
    assert len(got) == len(set(got)) == 60


def test_a_job_whose_worker_died_is_taken_up_again(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.jobs.add("load", {}, NOW)
        dead = _lease(tx)
    with archive.begin() as tx:
        assert tx.jobs.lease(NOW + _MINUTE, until=NOW + 2 * _MINUTE) is None
        again = _lease(tx, NOW + 2 * _MINUTE)
        assert (again.id, again.attempts) == (dead.id, 2)


def test_a_worker_that_lost_its_lease_settles_nothing(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.jobs.add("load", {}, NOW)
        slow = _lease(tx)
        quick = _lease(tx, NOW + 2 * _MINUTE)
        assert not tx.jobs.finish(slow, JobState.FAILED, {"error": "slow"})
        assert not tx.jobs.retry(slow, not_before=NOW)
        assert tx.jobs.finish(quick, JobState.DONE, {"added": 3})
        assert not tx.jobs.finish(quick, JobState.FAILED, {})
        (ended,) = tx.jobs.get([quick.id])
    assert (ended.state, ended.result, ended.lease_until) == (JobState.DONE, {"added": 3}, None)


def test_a_job_put_back_waits(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.jobs.add("load", {}, NOW)
        assert tx.jobs.retry(_lease(tx), not_before=NOW + 3 * _MINUTE)
        assert tx.jobs.lease(NOW + 2 * _MINUTE, until=NOW + 9 * _MINUTE) is None
        assert _lease(tx, NOW + 3 * _MINUTE).attempts == 2
