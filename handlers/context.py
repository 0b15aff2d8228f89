"""What every handler has at hand, typed: the desk, the owners, the house's zone."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from briefings.desk import Desk
from handlers.throttle import Throttle


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPart:
    """The last message of a text that may go on in the next one, and the job that will read it."""

    job_id: int
    text: str
    sent_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the handlers of one bot share. `timezone` is that of chats that have not chosen one."""

    desk: Desk
    owners: frozenset[int]
    timezone: str
    parts: dict[int, LastPart] = field(default_factory=dict)  # by chat
    throttle: Throttle = field(default_factory=Throttle)
    look_again_s: float = 1.0  # between two looks at a job whose progress is shown
    _background: set[asyncio.Task[None]] = field(default_factory=set)

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Let `work` go on beside the chat; it ends with the bot at the latest."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def close(self) -> None:
        """End what goes on beside the chats."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    async def zone_of(self, chat_id: int) -> str:
        """The zone the chat chose, by itself or with its digest, or the house's."""
        return await self.desk.people.zone(chat_id) or self.timezone


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Front]):
    """PTB's context, with what the handlers share as `front`."""

    @property
    def front(self) -> Front:
        """What the handlers of this bot share."""
        return self.bot_data


Telegram = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], Front, None]
