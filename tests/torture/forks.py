"""Real processes that start at once: forks of one that has everything imported, killed like any other."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.torture.sending", "tests.torture.loading"])


@contextmanager
def forked(count: int, work: Callable[..., Any], *given: Any) -> Iterator[list[BaseProcess]]:
    """So many processes that do this, killed at the end."""
    started: list[BaseProcess] = [_CONTEXT.Process(target=work, args=given) for _ in range(count)]
    for each in started:
        each.start()
    try:
        yield started
    finally:
        for each in started:
            each.kill()
            each.join()
