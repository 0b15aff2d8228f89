"""What brings down whoever touches it: tried so often and no more, and everything else goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.reading.intake import Intake
from store.archive import Archive
from store.records import Delivery, JobState
from store.tables import jobs
from tests.torture import loading
from tests.torture.forks import EVENTS, forked
from tests.torture.processes import at_most_once, left, now, running, start_from, wait, waiting
from tests.torture.telegram import Telegram

ATTEMPTS = 3
FROM, TO = 1_000_007, 2_013


def jobs_in(archive: Archive) -> dict[JobState, int]:
    with archive.read() as tx:
        return tx.jobs.counts()


def test_a_job_that_kills_its_worker_is_put_aside_after_three(
    archive: Archive, database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    texts = [
        "First.\n\nMara Lind said that it sails.",
        loading.POISON,
        "Last.\n\nMara Lind said that it rests.",
    ]
    with archive.begin() as tx:
        for number, text in enumerate(texts):
            reply = {"chat_id": number, "thread_id": None, "message_id": 1}
            tx.jobs.add(
                "load", {"intake": Intake(text=text).to_json(), "actor": "test", "reply": reply}, now()
            )
    deaths = 0
    for _ in range(ATTEMPTS + 1):
        ready = EVENTS.Event()
        with forked(1, loading.run, database_url, tmp_path, ready) as [worker]:
            assert ready.wait(60)
            wait(lambda worker=worker: not worker.is_alive() or _ended(archive, len(texts)), 60)  # type: ignore[misc]
            deaths += not worker.is_alive()
        with archive.database.begin() as connection:  # as if the minute of the lease had passed
            free = jobs.update().where(jobs.c.state == JobState.LEASED)
            connection.execute(free.values(lease_until=now()))
    record_property("kills", deaths)
    assert deaths == ATTEMPTS
    assert jobs_in(archive) == {JobState.DONE: 2, JobState.FAILED: 1}
    with archive.read() as tx:
        [poison] = [each for each in tx.jobs.get([1, 2, 3]) if each.state is JobState.FAILED]
        assert poison.result is not None
        assert "several times" in poison.result["reason"]
        assert all(tx.outbox.get(f"job:{number}") for number in (1, 2, 3))  # each is told, once


def _ended(archive: Archive, count: int) -> bool:
    found = jobs_in(archive)
    return found.get(JobState.DONE, 0) + found.get(JobState.FAILED, 0) == count


@pytest.mark.usefixtures("slow")
def test_an_update_that_kills_the_bot_is_put_aside_and_a_message_tried_once(
    archive: Archive, database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    waiting(archive, list(range(2_000, 2_030)))
    updates = [start_from(number) for number in range(1, 21)]
    poisoned = {"module": "tests.torture.poisoned", "TORTURE_POISON": f"{FROM},{TO}"}
    deaths = 0
    with Telegram(updates=updates) as telegram:
        for _ in range(ATTEMPTS + 4):
            with running("bot", database_url, tmp_path, telegram=telegram, **poisoned) as bot:
                wait(lambda bot=bot: bot.poll() is not None or not left(archive), 60)  # type: ignore[misc]
                if bot.poll() is None:
                    break
                deaths += 1
        found = at_most_once(telegram, archive)
    record_property("kills", deaths)
    record_property("messages", {str(state): count for state, count in found.items()})
    assert ATTEMPTS <= deaths <= ATTEMPTS + 1  # the message may die together with the update
    assert found.total() == 30 + 20  # who sent the poison is told that it did not work
    assert found[Delivery.UNKNOWN] >= 1
    assert telegram.arrived[TO, "part 0"] == 0
    assert any(chat == FROM for chat, _ in telegram.arrived)
