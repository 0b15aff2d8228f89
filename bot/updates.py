"""From the inbox to the handlers: each update once, in order within a chat, its effects kept as a whole.

What handling an update says is collected, and put into the outbox in the transaction that marks the
update handled. Until then it has said nothing; from then on it is never handled again.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from telegram import Update

from bot import logs
from bot.pause import Pause
from bot.pulse import Pulse
from briefings.errors import OnrecordError
from handlers import tray
from handlers.context import Telegram
from handlers.tray import Tray
from store import records
from store.archive import Archive

logger = logging.getLogger(__name__)

_LEASE = dt.timedelta(
    seconds=20
)  # renewed while updates are handled: those of a killed process are soon free
_HOLD_S = 5.0
_ATTEMPTS = 3
_AT_ONCE = 16
_HANDLING_S = 120.0
_FINISH_S = 3.0
_LATE_S = 60.0
_IDLE_S = 2.0  # between two looks for what another process left or received


class PutAside(Exception):
    """Handling an update ended the process again and again."""


class Updates:
    """Updates on their way from the inbox to the handlers.

    `news` tells that the inbox has some, `ring` wakes whoever sends. `alone`: no other process handles
    updates of this store, so what one left is taken up at once.
    """

    def __init__(
        self,
        application: Telegram,
        archive: Archive,
        *,
        now: Callable[[], dt.datetime],
        news: asyncio.Event,
        ring: Callable[[], None],
        alone: bool,
        pulse: Pulse,
    ) -> None:
        self._pulse = pulse
        self._application, self._archive = application, archive
        self._now, self._news, self._ring, self._alone = now, news, ring, alone
        self._running: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Handle updates until cancelled.

        At the end the handlers may finish for a moment; what they do not finish is given back.
        """
        holding = asyncio.create_task(self._hold())
        pause = Pause(_HOLD_S)
        try:
            while True:
                try:
                    await self._run()
                except OnrecordError as error:
                    await pause.wait(error)
        finally:
            await self._close()
            holding.cancel()

    async def _run(self) -> None:
        if self._alone:
            await asyncio.to_thread(self._release_all)
            self._alone = False
        while True:
            self._news.clear()
            self._pulse.beat("updates", within_s=_LATE_S)
            for update in await asyncio.to_thread(self._lease, list(self._running)):
                task = asyncio.create_task(self._handle(update))
                self._running[update.update_id] = task
                task.add_done_callback(partial(self._done, update.update_id))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_IDLE_S):
                    await self._news.wait()

    def _done(self, update_id: int, task: asyncio.Task[None]) -> None:
        """Look again at once: the next of this lane may be handled now."""
        del self._running[update_id]
        self._news.set()
        if not task.cancelled() and (error := task.exception()):
            logger.error("update %d was left open", update_id, exc_info=error)

    async def _close(self) -> None:
        """Wait a moment for what is being done, then have the rest given back."""
        tasks = list(self._running.values())
        if tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait(tasks, timeout=_FINISH_S)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _hold(self) -> None:
        """Renew the leases of what is being handled, until cancelled."""
        while True:
            await asyncio.sleep(_HOLD_S)
            if self._running:
                try:
                    await asyncio.to_thread(self._renew, list(self._running))
                except OnrecordError as error:
                    logger.warning("updates are not held now: %s", error)

    async def _handle(self, update: records.Update) -> None:
        with logs.about(update.update_id), tray.collected(update.update_id) as made:
            try:
                if update.attempts > _ATTEMPTS:
                    await self._put_aside(update.payload)
                else:
                    await self._process(update.payload)
                kept = await self._insist(update, made)
            except asyncio.CancelledError:
                made.drop()
                await asyncio.to_thread(self._release, update)
                raise
        if not kept:
            made.drop()
            logger.warning("update %d was handled by another process meanwhile", update.update_id)
            return
        if made.said:
            self._ring()
        front = self._application.bot_data
        for view in made.views:
            front.views.show(view)
        for work in made.aside:
            front.aside(work)

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

    async def _insist(self, update: records.Update, made: Tray) -> bool:
        """Whether the effects are kept, once the database lets it be done; the lane waits its turn."""
        pause = Pause(_HOLD_S)
        while True:
            try:
                return await asyncio.to_thread(self._finish, update, made)
            except OnrecordError as error:
                await pause.wait(error)

    def _finish(self, update: records.Update, made: Tray) -> bool:
        now = self._now()
        with self._archive.begin() as tx:
            if not tx.inbox.finish(update, now):
                return False
            for key, message in made.said.items():
                tx.outbox.say(key, message, now)
            for talk in made.talks:
                tx.talks.put(talk, now)
            return True

    def _lease(self, busy: list[int]) -> list[records.Update]:
        if len(busy) >= _AT_ONCE:
            return []
        now = self._now()
        with self._archive.begin() as tx:
            return tx.inbox.lease(now, until=now + _LEASE, limit=_AT_ONCE - len(busy), busy=busy)

    def _renew(self, update_ids: list[int]) -> None:
        with self._archive.begin() as tx:
            tx.inbox.hold(update_ids, until=self._now() + _LEASE)

    def _release(self, update: records.Update) -> None:
        with self._archive.begin() as tx:
            tx.inbox.release(update)

    def _release_all(self) -> None:
        with self._archive.begin() as tx:
            if left := tx.inbox.release_all():
                logger.info("%d updates were left open", left)
