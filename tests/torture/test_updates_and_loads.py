"""The bot killed between getUpdates and its answers, the worker killed in the midst of loads."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from briefings.reading.intake import Intake
from store.archive import Archive
from store.records import Delivery, JobState
from store.tables import articles, claims, inbox, jobs, outbox
from tests.torture import loading
from tests.torture.forks import EVENTS, forked
from tests.torture.matrix import SEED
from tests.torture.processes import left, now, running, start_from, wait
from tests.torture.telegram import Telegram

SENTENCES = 12


def handled(archive: Archive) -> int:
    """How many updates are done with."""
    with archive.database.read() as connection:
        query = sa.select(sa.func.count()).where(inbox.c.handled_at.is_not(None))
        return int(connection.execute(query).scalar_one())


def test_updates_survive_kills_and_are_answered_once(
    archive: Archive,
    database_url: str,
    tmp_path: Path,
    whole: bool,
    record_property: Callable[[str, object], None],
) -> None:
    dice = random.Random(SEED)
    count, kills = (300, 12) if whole else (24, 1)
    updates = [start_from(number) for number in range(1, count + 1)]
    with Telegram(updates=updates) as telegram:
        for kill in range(kills + 1):
            goal = handled(archive) + dice.randint(1, max(count // kills // 2, 2))
            with running("bot", database_url, tmp_path, telegram=telegram):
                if kill < kills:
                    assert wait(lambda goal=goal: handled(archive) >= goal, 60)  # type: ignore[misc]
                else:
                    assert wait(lambda: handled(archive) == count and not left(archive), 90)
    with archive.read() as tx:
        states = Counter(tx.outbox.counts())
    record_property("kills", kills)
    record_property("updates", count)
    record_property("answers", {str(state): each for state, each in states.items()})
    assert states.total() == count  # one answer for each update
    assert max(telegram.arrived.values()) == 1
    assert states[Delivery.SENT] <= telegram.arrived.total() <= count
    assert states[Delivery.SENT] + states[Delivery.UNKNOWN] == count
    assert states[Delivery.UNKNOWN] <= 32 * kills  # only what was being sent at the moment of a kill


def article(number: int) -> str:
    said = "\n\n".join(
        f"Mara Lind said that ferry {number} sails at {hour} to quay {hour * number}."
        for hour in range(SENTENCES)
    )
    return f"Ferry {number} sails again from Oskel\n\n{said}\n"


def ordered(archive: Archive, count: int) -> None:
    with archive.begin() as tx:
        for number in range(1, count + 1):
            reply = {"chat_id": number, "thread_id": None, "message_id": 1}
            payload = {"intake": Intake(text=article(number)).to_json(), "actor": "test", "reply": reply}
            tx.jobs.add("load", payload, now())


def check_loads(archive: Archive) -> int:
    """How many jobs are acknowledged; each has its article whole and told, and nothing else is there."""
    with archive.database.read() as connection:
        settled = connection.execute(sa.select(jobs.c.id, jobs.c.result).where(jobs.c.state == JobState.DONE))
        done = {row.id: row.result["article_id"] for row in settled}
        query = sa.select(articles.c.id, sa.func.count(claims.c.id)).outerjoin(
            claims, claims.c.article_id == articles.c.id
        )
        stored = {row[0]: row[1] for row in connection.execute(query.group_by(articles.c.id))}
        told = set(connection.execute(sa.select(outbox.c.key)).scalars())
    assert set(stored) == set(done.values())
    assert set(stored.values()) <= {SENTENCES}
    assert told == {f"job:{each}" for each in done}
    return len(done)


def test_loads_survive_kills_whole(
    archive: Archive,
    database_url: str,
    tmp_path: Path,
    whole: bool,
    record_property: Callable[[str, object], None],
) -> None:
    """Killed at any moment, in the midst of transactions too."""
    dice = random.Random(SEED)
    count, kills = (60, 80) if whole else (6, 2)
    ordered(archive, count)
    span_s = 1.0
    acknowledged = []
    for kill in range(kills + 1):
        ready = EVENTS.Event()
        with forked(1, loading.run, database_url, tmp_path, ready):
            assert ready.wait(60)
            since = time.monotonic()
            if kill == 0:  # how long a load takes here and now
                assert wait(lambda: check_loads(archive) >= 2, 60)
                span_s = (time.monotonic() - since) / 2
            elif kill < kills:
                time.sleep(dice.random() * 2 * span_s)
            else:
                wait(lambda: check_loads(archive) == count, 120 + 2 * count * span_s)
        acknowledged.append(check_loads(archive))
        with archive.database.begin() as connection:  # as if the minute of the lease had passed
            free = jobs.update().where(jobs.c.state == JobState.LEASED)
            connection.execute(free.values(lease_until=now(), attempts=0))
    record_property("kills", kills)
    record_property(
        "loads", f"{acknowledged[0]} before the kills, {acknowledged[-2]} after, {count} in the end"
    )
    assert acknowledged == sorted(acknowledged)
    assert acknowledged[-1] == count
