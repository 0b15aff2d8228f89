"""100,000 subscriptions due in one minute: put into the outbox, and leased from it again.

`python -m tests.bench.broadcast [COUNT]`, over SQLite and over a PostgreSQL of its own. CPU seconds are
this process's; PostgreSQL's own come on top and show in the time that passes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from briefings.delivery.enqueuing import enqueue_due
from store.archive import Archive
from store.database import Database
from store.records import Order
from store.tables import subscriptions
from tests.store import postgres
from tests.store.make import NOW, told

_COUNT = 100_000
_LAG_EVERY_S = 0.01


@contextmanager
def urls() -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder, postgres.running() as server:
        server.run("CREATE DATABASE bench")
        yield [f"sqlite:///{folder}/bench.db", server.url("bench")]


def _fill(archive: Archive, count: int) -> None:
    with archive.begin() as tx:
        tx.subscriptions.put(
            Order(local_time=dt.time(8), zone="UTC"),
            chat_id=1,
            thread_id=None,
            next_due=NOW,
            watermark=0,
            now=NOW,
        )
    with archive.database.begin() as connection:
        first = connection.execute(subscriptions.select()).one()._asdict()
        del first["id"]
        others = [{**first, "chat_id": chat} for chat in range(2, count + 1)]
        connection.execute(subscriptions.insert(), others)
    told(archive, "Mara Lind", "the ferry sails on Friday")


async def _enqueued(archive: Archive) -> tuple[int, float, float]:
    """How many messages, CPU seconds, and the longest time that the event loop was held up."""
    worst, done = 0.0, False

    async def lag() -> None:
        nonlocal worst
        while not done:
            before = time.perf_counter()
            await asyncio.sleep(_LAG_EVERY_S)
            worst = max(worst, time.perf_counter() - before - _LAG_EVERY_S)

    watching = asyncio.create_task(lag())
    await asyncio.sleep(0.05)
    worst, cpu = 0.0, time.process_time()
    made = await asyncio.to_thread(enqueue_due, archive, now=NOW, render=lambda *_: ["news"])
    took, done = time.process_time() - cpu, True
    await watching
    return made, took, worst


def _leased(archive: Archive, times: int) -> float:
    """Seconds that one lease of 32 took, in the midst of them all."""
    took = 0.0
    for _ in range(times):
        since = time.perf_counter()
        with archive.begin() as tx:
            messages = tx.outbox.lease(NOW, until=NOW + dt.timedelta(minutes=1), limit=32)
        took += time.perf_counter() - since
        with archive.begin() as tx:
            for message in messages:
                tx.outbox.sent(message.id, 1, NOW)
    return took / times


def main() -> None:
    """Print a line for each step."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _COUNT
    with urls() as found:
        for url in found:
            database = Database(url)
            database.migrate()
            archive = Archive(database)
            _fill(archive, count)
            before, since = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
            made, cpu_s, worst = asyncio.run(_enqueued(archive))
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            passed = time.perf_counter() - since
            print(
                f"{database.engine.dialect.name:10} {made:,} enqueued in {cpu_s:.2f} s of CPU "
                f"({passed:.1f} s), loop held up {1000 * worst:.0f} ms, memory +{grown / 1024:.0f} MB, "
                f"a lease of 32: {1000 * _leased(archive, 30):.0f} ms",
                flush=True,
            )
            database.close()


if __name__ == "__main__":
    main()
