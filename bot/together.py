"""Loops that run together and end together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Coroutine, Mapping
from typing import Any

logger = logging.getLogger(__name__)


async def together(loops: Mapping[str, Coroutine[Any, Any, Any]], *, patience_s: float) -> None:
    """Run until the first of the loops ends, then end the others; raises what ended it."""
    tasks = [asyncio.create_task(loop, name=name) for name, loop in loops.items()]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _end(tasks, patience_s)
    for task in done:
        if not task.cancelled() and task.exception() is not None:
            logger.error("the loop %s ended", task.get_name())
            task.result()


async def _end(tasks: Collection[asyncio.Task[Any]], patience_s: float) -> None:
    """Have the tasks end; those that are too long about their last deed are told a second time."""
    for _ in range(2):
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=patience_s)
