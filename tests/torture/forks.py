"""Real processes that start at once: forks of one that has everything imported, killed like any other."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

EVENTS = multiprocessing.get_context("forkserver")
EVENTS.set_forkserver_preload([f"tests.torture.{name}" for name in ("sending", "loading", "clocking")])


@contextmanager
def forked(count: int, work: Callable[..., Any], *given: Any) -> Iterator[list[BaseProcess]]:
    """So many processes that do this, killed at the end."""
    started: list[BaseProcess] = [EVENTS.Process(target=work, args=given) for _ in range(count)]
    for each in started:
        each.start()
    try:
        yield started
    finally:
        for each in started:
            each.kill()
            each.join()
