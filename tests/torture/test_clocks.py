"""Clocks killed while they order digests, and processes killed while they bring the schema up to date."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections.abc import Callable

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from store.archive import Archive
from store.database import Database
from store.records import Order
from store.tables import metadata, outbox, subscriptions
from tests.store.make import NOW, told
from tests.torture import clocking
from tests.torture.forks import EVENTS, forked
from tests.torture.matrix import SEED
from tests.torture.processes import now

WISHES = 40


def due(archive: Archive, chats: int) -> dt.datetime:
    """So many subscriptions of some dozens of wishes, due at the moment returned."""
    told(archive, "Mara Lind", "the ferry sails on Friday")
    moment = now()
    with archive.begin() as tx:
        for chat in range(1, chats + 1):
            tx.subscriptions.put(
                Order(local_time=dt.time(8), zone="UTC", outlets=(f"outlet {chat % WISHES}",)),
                chat_id=chat,
                thread_id=None,
                next_due=moment,
                watermark=0,
                now=moment,
            )
    return moment


def test_two_clocks_that_are_killed_order_each_digest_once(
    archive: Archive, database_url: str, whole: bool, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random(SEED)
    chats, kills = (6_000, 40) if whole else (300, 2)
    moment = due(archive, chats)
    span_s, killed = 0.2, 0
    while killed < kills:
        ready = [EVENTS.Event() for _ in range(2)]
        with forked(1, clocking.order, database_url, moment, ready[0]):
            with forked(1, clocking.order, database_url, moment, ready[1]):
                assert all(each.wait(60) for each in ready)
                time.sleep(dice.random() * span_s)
            time.sleep(dice.random() * span_s / 2)
        killed += 2
    clocking.order(database_url, moment, EVENTS.Event())
    with archive.database.read() as connection:
        sent = connection.execute(
            sa.select(outbox.c.chat_id, sa.func.count()).group_by(outbox.c.chat_id)
        ).all()
        behind = connection.execute(
            sa.select(sa.func.count()).select_from(subscriptions).where(subscriptions.c.next_due <= moment)
        ).scalar_one()
    record_property("kills", killed)
    record_property("digests", len(sent))
    assert {count for _, count in sent} == {len(clocking.PARTS)}
    assert len(sent) == chats
    assert behind == 0


def test_a_migration_that_is_killed_leaves_one_schema_or_the_other(
    empty_database_url: str, whole: bool, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random(SEED)
    database = Database(empty_database_url)
    database.migrate("0001")
    with database.begin() as connection:
        update = {"payload": json.dumps({"message": {"chat": {"id": 5}}}), "at": NOW.replace(tzinfo=None)}
        add = "INSERT INTO inbox (update_id, payload, received_at, attempts) VALUES (:id, :payload, :at, 0)"
        connection.execute(sa.text(add), [{**update, "id": number} for number in range(3_000)])
    found, kills = [], 0
    for life in range(20 if whole else 2):
        ready = EVENTS.Event()
        with forked(1, clocking.migrate, empty_database_url, ready) as [process]:
            assert ready.wait(60)
            process.join(0.03 * 1.25**life * dice.uniform(0.8, 1.2))  # later and later, until it is done
            kills += process.is_alive()
        with database.read() as connection:
            found.append(MigrationContext.configure(connection).get_current_revision())
    head = database.migrate()
    record_property("kills", kills)
    record_property("seen", f"{found.count('0001')} times the old schema, {found.count(head)} the new")
    assert set(found) <= {"0001", head}
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(sa.text("SELECT count(*) FROM inbox WHERE lane = 5")).scalar() == 3_000
    database.close()
