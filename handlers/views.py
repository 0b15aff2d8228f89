"""Our messages that change under somebody's finger: each comes to show what was wished last.

A message may be changed only so often. Who presses on meanwhile is answered all the same, and what
was wished in between need not be shown.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from handlers.tray import View

logger = logging.getLogger(__name__)

_LAST_WORD_S = 2.0


class Views:
    """Changes of messages on their way; `change` makes one of them."""

    def __init__(self, change: Callable[[View], Awaitable[None]]) -> None:
        self._change = change
        self._wished: dict[tuple[int, int], View] = {}
        self._running: dict[tuple[int, int], asyncio.Task[None]] = {}

    def show(self, view: View) -> None:
        """Have the message show this, once what it is being changed to is through."""
        place = (view.chat_id, view.message_id)
        before = self._wished.get(place)
        if view.text is None and before is not None:
            view = dataclasses.replace(view, text=before.text)
        self._wished[place] = view
        if place not in self._running:
            self._running[place] = asyncio.create_task(self._carry_out(place))

    async def settled(self) -> None:
        """Wait until every message shows what was wished."""
        await asyncio.gather(*self._running.values())

    async def close(self) -> None:
        """Let what is on its way end, but not for long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORD_S):
                await self.settled()

    async def _carry_out(self, place: tuple[int, int]) -> None:
        try:
            while (view := self._wished.pop(place, None)) is not None:
                try:
                    await self._change(view)
                except TelegramError as error:
                    logger.error("message %d in %d was not changed: %s", place[1], place[0], error)
        finally:
            del self._running[place]
