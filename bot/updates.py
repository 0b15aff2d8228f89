"""The update loop: keep every update before confirming it, handle each once, in order within a chat.

Telegram's own client library confirms updates before they are handled, so a process killed in between
loses them; here the offset moves only after the inbox has them.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot import logs
from briefings.errors import OnrecordError
from handlers.context import Telegram
from store import records
from store.archive import Archive

logger = logging.getLogger(__name__)

T = TypeVar("T")

_ALLOWED = '["message","edited_message","my_chat_member","callback_query","inline_query"]'
_LONG_POLL_S = 30
_PATIENCE_S = 10.0  # beyond the long poll itself
_ATTEMPTS = 3
_AT_ONCE = 16
_MOST_OPEN = 256
_MOST_LEFT = 10_000
_HANDLING_S = 120.0
_FINISH_S = 3.0
_KEPT = dt.timedelta(days=3)
_TIDY = dt.timedelta(hours=1)
_CONFLICTS = 5  # one after another: of two bots, one stops and the other goes on
_LONGEST_PAUSE_S = 30.0


class Stopped(OnrecordError):
    """Telegram will not talk to this bot until a person changes something."""


class PutAside(Exception):
    """Handling an update ended the process again and again."""


class Lanes:
    """Work in order within a lane, lanes side by side, so many pieces together at most."""

    def __init__(self, at_once: int) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._last: dict[int, asyncio.Task[None]] = {}
        self._open: set[asyncio.Task[None]] = set()

    def add(self, lane: int, work: Callable[[], Awaitable[None]]) -> None:
        """Have `work` done when its lane has come to it."""
        task = asyncio.create_task(self._after(self._last.get(lane), work))
        self._last[lane] = task
        self._open.add(task)
        task.add_done_callback(lambda _: self._done(lane, task))

    async def below(self, limit: int) -> None:
        """Wait until fewer than `limit` pieces are open."""
        while len(self._open) >= limit:
            await asyncio.wait(self._open, return_when=asyncio.FIRST_COMPLETED)

    async def close(self, patience_s: float) -> None:
        """Wait so long for what is being done, then drop the rest."""
        try:
            if self._open:
                await asyncio.wait(self._open, timeout=patience_s)
        finally:
            for task in self._open:
                task.cancel()
            await asyncio.gather(*self._open, return_exceptions=True)

    async def _after(self, before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await asyncio.wait([before])
        async with self._room:
            await work()

    def _done(self, lane: int, task: asyncio.Task[None]) -> None:
        self._open.discard(task)
        if self._last.get(lane) is task:
            del self._last[lane]
        if not task.cancelled() and (error := task.exception()):
            logger.error("an update was left open", exc_info=error)


class Updates:
    """Telegram's updates on their way through the inbox to the handlers."""

    def __init__(
        self,
        application: Telegram,
        polling: BaseRequest,
        archive: Archive,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._application, self._polling, self._archive, self._now = application, polling, archive, now
        self._lanes = Lanes(_AT_ONCE)
        self._caught_up = False
        self._offset = 0
        self._tidied: dt.datetime | None = None

    async def run(self) -> None:
        """Take and handle updates until cancelled. Errors: `Stopped`.

        At the end the handlers may finish for a moment; what they do not finish stays open in the inbox.
        """
        try:
            await self._run()
        finally:
            await self._lanes.close(_FINISH_S)

    async def _run(self) -> None:
        pause = Pause()
        conflicts = 0
        while True:
            try:
                await self._catch_up()
                fresh = await self._poll()
                await self._receive(fresh)
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

    async def _poll(self) -> list[dict[str, Any]]:
        asked = {"offset": self._offset, "timeout": _LONG_POLL_S, "allowed_updates": _ALLOWED}
        url = f"{self._application.bot.base_url}/getUpdates?{urlencode(asked)}"
        patience_s = _LONG_POLL_S + _PATIENCE_S
        return cast("list[dict[str, Any]]", await self._polling.post(url, read_timeout=patience_s))

    async def _receive(self, updates: list[dict[str, Any]]) -> None:
        """Keep the updates, and only then move the offset, which confirms them with the next poll."""
        if updates:
            new = await asyncio.to_thread(self._keep, updates)
            self._offset = max(self._offset, *(update["update_id"] + 1 for update in updates))
            for update in new:
                await self._hand_on(update)

    def _keep(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of the updates that are new."""
        now = self._now()
        with self._archive.begin() as tx:
            return [each for each in updates if tx.inbox.receive(each["update_id"], each, now)]

    async def _catch_up(self) -> None:
        """Hand on what an earlier life left open in the inbox, and forget what is long done."""
        if not self._caught_up:
            left = await asyncio.to_thread(self._open)
            # One of those already begun may be what brought us down: alone, it takes no other with it.
            for update in left:
                if update.attempts:
                    await self._handle(update.payload)
            for update in left:
                if not update.attempts:
                    await self._hand_on(update.payload)
            self._caught_up = True
        now = self._now()
        if self._tidied is None or now - self._tidied > _TIDY:
            self._tidied = now
            await asyncio.to_thread(self._tidy, now)

    def _open(self) -> list[records.Update]:
        with self._archive.read() as tx:
            return tx.inbox.open(limit=_MOST_LEFT)

    def _tidy(self, now: dt.datetime) -> None:
        with self._archive.begin() as tx:
            tx.inbox.forget(now - _KEPT)

    async def _hand_on(self, payload: dict[str, Any]) -> None:
        self._lanes.add(_lane(payload), lambda: self._handle(payload))
        await self._lanes.below(_MOST_OPEN)

    async def _handle(self, payload: dict[str, Any]) -> None:
        update_id: int = payload["update_id"]
        with logs.about(update_id):
            if await _insist(self._begin, update_id) > _ATTEMPTS:
                await _insist(self._finish, update_id)
                await self._put_aside(payload)
            else:
                await self._process(payload)
                await _insist(self._finish, update_id)

    def _begin(self, update_id: int) -> int:
        with self._archive.begin() as tx:
            return tx.inbox.begin(update_id)

    def _finish(self, update_id: int) -> None:
        with self._archive.begin() as tx:
            tx.inbox.finish(update_id, self._now())

    async def _process(self, payload: dict[str, Any]) -> None:
        """Have the handlers handle it; what they raise has been told and logged by the error handler."""
        update = self._understood(payload)
        if update is None:
            return
        try:
            async with asyncio.timeout(_HANDLING_S):
                await self._application.process_update(update)
        except TimeoutError as error:
            await self._application.process_error(update, error)

    async def _put_aside(self, payload: dict[str, Any]) -> None:
        """Tell, and log, that this update is not tried again."""
        update = self._understood(payload)
        if update is not None:
            error = PutAside(f"this update was put aside after {_ATTEMPTS} attempts")
            await self._application.process_error(update, error)

    def _understood(self, payload: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(payload, self._application.bot)
        except Exception:
            logger.exception("incident %s: this update cannot be understood", secrets.token_hex(4))
            return None


class Pause:
    """Longer and longer waits while something does not work."""

    def __init__(self) -> None:
        self._next_s = 1.0

    async def wait(self, error: Exception) -> None:
        """Wait because of `error`, next time twice as long."""
        logger.warning("trouble, next try in %.0f s: %s", self._next_s, error)
        await asyncio.sleep(self._next_s)
        self._next_s = min(self._next_s * 2, _LONGEST_PAUSE_S)

    def reset(self) -> None:
        """Begin with short waits again: it works."""
        self._next_s = 1.0


async def _insist(deed: Callable[[int], T], update_id: int) -> T:
    """What the deed returns, once the database lets it be done; the updates behind it wait their turn."""
    pause = Pause()
    while True:
        try:
            return await asyncio.to_thread(deed, update_id)
        except OnrecordError as error:
            await pause.wait(error)


def _lane(payload: dict[str, Any]) -> int:
    """The chat, or else the person, that an update is about; 0 where there is neither."""
    for about in payload.values():
        if isinstance(about, dict):
            chat = about.get("chat") or (about.get("message") or {}).get("chat") or about.get("from") or {}
            return int(chat.get("id", 0))
    return 0


def _conflict(error: Conflict) -> str:
    if "webhook" in str(error):
        return "A webhook is set for this bot, so it cannot be polled: delete the webhook first."
    return "Another copy of this bot is running with the same token: only one can."
