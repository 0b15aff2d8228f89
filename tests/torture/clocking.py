"""Processes that only order digests, or only bring a schema up to date, until they are killed."""

from __future__ import annotations

import contextlib
import datetime as dt
from multiprocessing.synchronize import Event

from briefings.delivery.enqueuing import enqueue_due
from store.archive import Archive
from store.database import Database

PARTS = ["<b>first</b> part", "second part"]


def order(url: str, moment: dt.datetime, ready: Event) -> None:
    """Put every digest that is due at `moment` into the outbox."""
    with contextlib.closing(Database(url)) as database:
        ready.set()
        enqueue_due(Archive(database), now=moment, render=lambda *_: PARTS)


def migrate(url: str, ready: Event) -> None:
    """Bring the schema up to date."""
    with contextlib.closing(Database(url)) as database:
        ready.set()
        database.migrate()
