"""Look-up as the bot lives with it: how soon a new claim is found, and how long questions hold a loop up."""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.processes import settle
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from tests.store.make import told

_TIMES = 20
_TICK_S = 0.002
_WATCHED_S = 5.0
_AT_ONCE = 3


def measure_freshness(folder: Path, reached: int) -> None:
    """Print how long after it was stored a claim is found, beside the rows that an index already has.

    Claims go into a database of their own, with ids from 1 on, so each takes the place of a row, which is
    dearer than coming new. `reached`: the change number that the index says it has seen.
    """
    asked, indexed = [], []
    with tempfile.TemporaryDirectory() as place:
        database = Database(f"sqlite:///{place}/bench.db")
        database.migrate()
        archive = Archive(database)
        for _ in range(reached + 1):
            told(archive, "Mara Lind", "the ferry sails on Friday")
        lookup, other = Lookup(archive, folder), Lookup(archive, folder)
        lookup.refresh()
        for at in range(_TIMES):
            word = f"{chr(97 + at)}orkelwick"
            claim_id = told(archive, "Mara Lind", f"the {word} sails on Sunday")
            since = time.perf_counter()
            _until(lookup, word, claim_id)
            asked.append(1000 * (time.perf_counter() - since))
            lookup.refresh()
            _until(other, word, claim_id)
            indexed.append(1000 * (time.perf_counter() - since))
        for each in (lookup, other):
            each.close()
        database.close()
    print(
        f"a claim just stored is found after {statistics.median(asked):.0f} ms (slowest {max(asked):.0f}), "
        f"indexed and found by another process's look-up after {statistics.median(indexed):.0f} ms "
        f"(slowest {max(indexed):.0f})"
    )


def _until(lookup: Lookup, word: str, claim_id: int) -> None:
    while [hit.claim_id for hit in lookup.find([word, "sails"], limit=1)] != [claim_id]:
        time.sleep(_TICK_S)


def measure_loop(search: Callable[[str, int], object], questions: Sequence[str]) -> None:
    """Print how late an event loop wakes: idle, and while one thread, then a few, ask these questions."""
    before = sys.getswitchinterval()
    settle()
    try:
        for at_once in (0, 1, _AT_ONCE):
            late = sorted(asyncio.run(_delays(search, questions, at_once)))
            p50, p99 = late[len(late) // 2], late[int(0.99 * (len(late) - 1))]
            name = f"{at_once} questions at a time" if at_once else "idle"
            print(f"event loop late, {name}: p50 {p50:.2f} p99 {p99:.2f} worst {late[-1]:.2f} ms", end=" ")
            print(f"({len(late)} ticks)", flush=True)
    finally:
        sys.setswitchinterval(before)
        gc.unfreeze()


async def _delays(
    search: Callable[[str, int], object], questions: Sequence[str], at_once: int
) -> list[float]:
    late: list[float] = []
    done = False

    async def tick() -> None:
        while not done:
            before = time.perf_counter()
            await asyncio.sleep(_TICK_S)
            late.append(1000 * (time.perf_counter() - before - _TICK_S))

    free = asyncio.Semaphore(max(at_once, 1))

    async def ask(question: str) -> None:
        async with free:
            await asyncio.to_thread(search, question, 10)

    ticking = asyncio.create_task(tick())
    since = time.perf_counter()
    while time.perf_counter() - since < _WATCHED_S:
        if at_once:
            await asyncio.gather(*(ask(question) for question in questions))
        else:
            await asyncio.sleep(_TICK_S)
    done = True
    await ticking
    return late
