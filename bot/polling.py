"""Polling: ask Telegram for updates, keep them in the inbox, and only then confirm them.

Telegram's own client library confirms updates before they are handled, so a process killed in between
loses them; here the offset moves only after the inbox has them.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.pause import Pause, Stopped
from bot.pulse import Pulse
from briefings.errors import OnrecordError
from handlers.context import Telegram
from store.archive import Archive

ALLOWED = ("message", "edited_message", "my_chat_member", "callback_query", "inline_query")
_LONG_POLL_S = 30
_PATIENCE_S = 10.0  # beyond the long poll itself
_LATE_S = 90.0
_CONFLICTS = 5  # one after another: of two bots, one stops and the other goes on


class Polling:
    """Telegram's updates on their way into the inbox; `news` is set whenever some are new there."""

    def __init__(
        self,
        application: Telegram,
        polling: BaseRequest,
        archive: Archive,
        *,
        now: Callable[[], dt.datetime],
        news: asyncio.Event,
        pulse: Pulse,
    ) -> None:
        self._application, self._polling, self._archive = application, polling, archive
        self._now, self._news, self._pulse = now, news, pulse
        self._offset = 0

    async def run(self) -> None:
        """Take updates until cancelled. Errors: `Stopped`."""
        self._pulse.beat("polling", within_s=_LATE_S)
        pause = Pause()
        conflicts = 0
        while True:
            try:
                await self._receive(await self._poll())
            except InvalidToken:
                raise Stopped("Telegram does not accept TELEGRAM_BOT_TOKEN: please check it.") from None
            except Conflict as error:
                conflicts += 1
                if conflicts >= _CONFLICTS:
                    raise Stopped(_conflict(error)) from None
                await pause.wait(error)
            except (TelegramError, OnrecordError) as error:
                await pause.wait(error)
            else:
                pause.reset()
                conflicts = 0
                self._pulse.beat("polling", within_s=_LATE_S)

    async def _poll(self) -> list[dict[str, Any]]:
        allowed = "[" + ",".join(f'"{each}"' for each in ALLOWED) + "]"
        asked = {"offset": self._offset, "timeout": _LONG_POLL_S, "allowed_updates": allowed}
        url = f"{self._application.bot.base_url}/getUpdates?{urlencode(asked)}"
        patience_s = _LONG_POLL_S + _PATIENCE_S
        return cast("list[dict[str, Any]]", await self._polling.post(url, read_timeout=patience_s))

    async def _receive(self, updates: list[dict[str, Any]]) -> None:
        """Keep the updates, and only then move the offset, which confirms them with the next poll."""
        if updates:
            await asyncio.to_thread(keep, self._archive, updates, self._now())
            self._offset = max(self._offset, *(update["update_id"] + 1 for update in updates))
            self._news.set()


def keep(archive: Archive, updates: list[dict[str, Any]], now: dt.datetime) -> int:
    """How many of the updates were new to the inbox; all of them are kept there now."""
    with archive.begin() as tx:
        return sum(tx.inbox.receive(each["update_id"], each, now) for each in updates)


def _conflict(error: Conflict) -> str:
    if "webhook" in str(error):
        return "A webhook is set for this bot, so it cannot be polled: delete the webhook first."
    return "Another copy of this bot is running with the same token: only one can."
