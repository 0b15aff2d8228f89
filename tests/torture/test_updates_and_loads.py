"""The bot killed between getUpdates and its answers, the worker killed in the midst of loads."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.config import SETTINGS
from briefings.reading.intake import Intake
from store.archive import Archive
from store.database import Database
from store.records import Delivery, JobState
from store.tables import inbox, jobs
from tests.torture.telegram import Telegram
from tests.torture.test_broadcast import OPEN, SEED, now

TOKEN = "77:" + "x" * 35


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


@contextmanager
def running(loop: str, url: str, folder: Path, **settings: str) -> Iterator[None]:
    known = {each.name for each in SETTINGS}
    given = {name: value for name, value in os.environ.items() if name not in known}
    given |= {"DATABASE_URL": url, "ONRECORD_DATA_DIR": str(folder), **settings}
    process = subprocess.Popen([sys.executable, "-m", "bot", loop], env=given)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def wait(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.02)


def question(number: int) -> dict[str, object]:
    person = {"id": 1_000_000 + number, "is_bot": False, "first_name": "A"}
    chat = {"id": person["id"], "type": "private", "first_name": "A"}
    message = {"message_id": number, "date": 1_935_600_000, "chat": chat, "from": person, "text": "/start"}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
    return {"update_id": number, "message": message}


def test_updates_survive_kills_and_are_answered(
    archive: Archive, sqlite_url: str, tmp_path: Path, whole: bool
) -> None:
    if not whole:
        pytest.skip("takes a minute: make torture")
    dice = random.Random(SEED)
    count, kills = 300, 12
    with Telegram(updates=[question(number) for number in range(1, count + 1)]) as telegram:

        def handled() -> int:
            with archive.database.read() as connection:
                query = sa.select(sa.func.count()).where(inbox.c.handled_at.is_not(None))
                return int(connection.execute(query).scalar_one())

        def left() -> int:
            with archive.read() as tx:
                return sum(tx.outbox.counts().get(state, 0) for state in OPEN)

        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": telegram.url}
        for kill in range(kills + 1):
            goal = count if kill == kills else handled() + dice.randint(1, max(count // kills // 2, 2))
            with running("bot", sqlite_url, tmp_path, **settings):
                wait(lambda goal=goal: handled() >= goal, 60)  # type: ignore[misc]
                if kill == kills:
                    wait(lambda: not left(), 60)
        assert handled() == count
    with archive.read() as tx:
        states = Counter(tx.outbox.counts())
    print(f"\n{kills} kills, {count} updates, {dict(states)}")  # noqa: T201
    assert states.total() == count  # one answer for each update
    assert max(telegram.arrived.values()) == 1
    assert states[Delivery.SENT] <= telegram.arrived.total() <= count
    assert states[Delivery.SENT] + states[Delivery.UNKNOWN] == count
    assert states[Delivery.UNKNOWN] <= 16 * kills  # only what was being sent at the moment of a kill


def article(number: int) -> str:
    said = "\n\n".join(
        f'"The ferry {number} sails on day {day}," said Mara Lind, the harbour master of Oskel.'
        for day in range(1, 9)
    )
    return f"Ferry {number} sails again from Oskel\n\n4 May 2031\n\n{said}\n"


def test_loads_survive_kills_whole(archive: Archive, sqlite_url: str, tmp_path: Path, whole: bool) -> None:
    if not whole:
        pytest.skip("takes minutes: make torture")
    dice = random.Random(SEED)
    with archive.begin() as tx:
        for number in range(20):
            payload = {"intake": Intake(text=article(number)).to_json(), "actor": "test"}
            tx.jobs.add("load", payload, now())

    def done() -> int:
        with archive.database.read() as connection:
            query = sa.select(sa.func.count()).where(jobs.c.state == JobState.DONE)
            return int(connection.execute(query).scalar_one())

    kills = 15
    for kill in range(kills + 1):
        goal = 20 if kill == kills else done() + 1
        with running("worker", sqlite_url, tmp_path):
            wait(lambda goal=goal: done() >= goal, 90)  # type: ignore[misc]
            time.sleep(dice.random() * 0.2)
        with archive.database.begin() as connection:  # as if the minute of the lease had passed
            connection.execute(jobs.update().values(lease_until=now(), attempts=0))
    assert done() == 20
    with archive.read() as tx:
        told = [len(list(tx.claims.all(article_id=number))) for number in range(1, 21)]
    print(f"\n{kills} kills, statements of each article: {told}")  # noqa: T201
    assert len(set(told)) == 1
    assert told[0] > 0
