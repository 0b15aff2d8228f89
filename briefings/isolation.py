"""Runs heavy or hostile work in a worker process that can be killed: for time, memory or a crash."""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from briefings.errors import Refused

T = TypeVar("T")

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PARENT_CHECK_S = 1.0


class TookTooLong(Refused):
    """The work did not end in its time and was stopped."""


class Crashed(Refused):
    """The work brought its process down, or asked for more memory than it may have."""


class Isolated:
    """A few warm worker processes; each runs one call at a time and is replaced when it dies.

    `initializer` runs in each new worker before its first call (to load a model). `memory_bytes`
    bounds a worker's address space (None: no bound). Workers are spawned, never forked, ignore
    SIGINT, and die with this process even when it is killed.
    """

    def __init__(
        self,
        max_workers: int = 1,
        initializer: Callable[[], object] | None = None,
        *,
        memory_bytes: int | None = None,
    ) -> None:
        self._pool = ProcessPool(
            max_workers=max_workers,
            initializer=_prepare,
            initargs=(os.getpid(), memory_bytes, initializer),
            context=multiprocessing.get_context("spawn"),
        )

    async def run(self, fn: Callable[..., T], *args: Any, timeout_s: float) -> T:
        """What `fn(*args)` returns or raises; `fn`, `args` and the result must be picklable.

        Raises `TookTooLong` after `timeout_s` seconds of its own run (waiting for a free worker
        does not count) and `Crashed` when the worker died; later calls get a new worker. When the
        awaiting task is cancelled, the work is killed too.
        """
        future = self._pool.schedule(fn, args=args, timeout=timeout_s)
        try:
            result: T = await asyncio.wrap_future(future)
        except FutureTimeout as error:
            raise TookTooLong("This took too long to read, so I stopped.") from error
        except (ProcessExpired, MemoryError) as error:
            raise Crashed("Reading this took more memory than allowed, so it was stopped.") from error
        return result

    def close(self) -> None:
        """Ends all workers now, with whatever they do."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def within(extra_bytes: int, fn: Callable[..., T], *args: Any) -> T:
    """What `fn(*args)` returns, given at most so many bytes more address space than the process has now.

    For `Isolated.run`: hostile input is stopped long before the bound that a model needs.
    """
    now = _address_space()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if now is None:
        return fn(*args)
    bounds = [each for each in (soft, hard, now + extra_bytes) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        return fn(*args)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int | None:
    """The bytes of address space this process has, None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()


def _prepare(parent: int, memory_bytes: int | None, initializer: Callable[[], object] | None) -> None:
    """Makes a fresh worker safe: Ctrl-C is the parent's, the parent's death is ours, memory is bounded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent)
    if memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if initializer is not None:
        initializer()


def _die_with(parent: int) -> None:
    """Arranges for this process to end when `parent` does, however it ends.

    Linux does it at once and even for a worker that hangs in C code; the watching thread does it
    elsewhere, about a second later.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    threading.Thread(target=_watch, args=(parent,), name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    waiting = threading.Event()
    while os.getppid() == parent:
        waiting.wait(_PARENT_CHECK_S)
    os._exit(1)
