"""What every handler has at hand, typed: the desk, the owners, the house's zone."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Message, User
from telegram.ext import Application, CallbackContext, ExtBot

from briefings.desk import Desk
from handlers import rights
from handlers.languages.catalogue import SOURCE, nearest
from handlers.rendering.reader import Reader
from handlers.saying import change
from handlers.throttle import Throttle
from handlers.views import Views
from store.records import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long the house keeps what people sent to the bot after it was handled, and what the bot sent."""

    messages: dt.timedelta
    deliveries: dt.timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the handlers of one bot share. `timezone` is that of chats that have not chosen one."""

    desk: Desk
    owners: frozenset[int]
    timezone: str
    keeping: Keeping
    throttle: Throttle = field(default_factory=Throttle)
    look_again_s: float = 1.0  # between two looks at a job whose progress is shown
    views: Views = field(default_factory=lambda: Views(change))
    _background: set[asyncio.Task[None]] = field(default_factory=set)

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Let `work` go on beside the chat; it ends with the bot at the latest."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def close(self) -> None:
        """End what goes on beside the chats."""
        await self.views.close()
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    async def reader(self, chat_id: int, person: User | None, *, bot: str) -> Reader:
        """For whom a chat is written: as it chose, else in the language of `person` and the house's zone."""
        chosen = await self.desk.people.settings(chat_id)
        spoken = spoken_by(person)
        if person is not None and person.id == chat_id and spoken != (chosen.spoken or SOURCE):
            await self.desk.people.note_spoken(chat_id, spoken)
        return Reader(
            language=chosen.language or spoken,
            zone=chosen.zone or self.timezone,
            length=chosen.length,
            bot=bot,
        )


def spoken_by(person: User | None) -> str:
    """The language of a person's Telegram, or the nearest there is."""
    return nearest(person.language_code if person else None)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Front]):
    """PTB's context, with what the handlers share as `front`."""

    @property
    def front(self) -> Front:
        """What the handlers of this bot share."""
        return self.bot_data

    async def role(self, message: Message) -> Role | None:
        """The role of whoever wrote this with their own hand, None for everybody else."""
        author = rights.by_hand(message)
        return await self._role(author) if author else None

    async def may(self, person: User, least: Role) -> bool:
        """Whether who pressed a button may do what takes this role."""
        role = await self._role(person) if rights.owns(person, {person.id}) else None
        return role is not None and role.covers(least)

    async def _role(self, person: User) -> Role | None:
        front = self.front
        return Role.OWNER if person.id in front.owners else await front.desk.upkeep.role(person.id)

    async def reader(self, message: Message, person: User | None = None) -> Reader:
        """For whom a reply to `message` is written; `person` is its author unless somebody else asked."""
        return await self.front.reader(message.chat_id, person or message.from_user, bot=self.bot.username)


Telegram = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], Front, None]
