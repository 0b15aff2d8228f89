"""The bot's own loops: updates in, answers and digests out.

Of all processes with the same store, one has the seat: it alone sends, and where the bot polls, it alone
polls. The others stand by and take over when it dies.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeAlias

from telegram.error import InvalidToken, TelegramError

from bot import application
from bot.config import Settings, host_and_port
from bot.metrics import Metrics
from bot.pause import Pause, Stopped
from bot.polling import Polling
from bot.pulse import Pulse
from bot.serving import Routes, listening, serve
from bot.together import together
from bot.updates import Updates
from bot.webhook import Webhook
from bot.wiring import now
from briefings.delivery import sending
from briefings.delivery.verdicts import SenderStopped
from briefings.desk import Desk
from briefings.errors import OnrecordError
from handlers.context import Telegram
from handlers.pacer import Pacer
from handlers.sender import TelegramSender
from store.outbox import BELL
from store.seat import seat

logger = logging.getLogger(__name__)

Loops: TypeAlias = Mapping[str, Coroutine[Any, Any, Any]]

_CALLS_END_S = 4.0  # after a signal, calls to Telegram may end for so long
_SEAT = "sender"
_TROUBLE_S = 5.0
_LATE_S = 90.0  # longer than a poll, a call and a turn may take


class Bot:
    """One bot of a token; there may be several over one store."""

    def __init__(self, settings: Settings, desk: Desk, pulse: Pulse, metrics: Metrics) -> None:
        self._settings, self._archive, self._pulse, self._metrics = settings, desk.archive, pulse, metrics
        self._polling = application.connections(1)
        pacer = Pacer(alone=not settings.webhook_url)
        self._telegram = application.build(settings, desk, pacer=pacer, polling=self._polling)
        self._updates, self._messages = asyncio.Event(), asyncio.Event()

    async def run(self) -> None:
        """Listen, answer and send until cancelled. Errors: `Stopped`, `SenderStopped`, `NoPort`."""
        await _connect(self._telegram)
        logger.info("this is @%s", self._telegram.bot.username)
        try:
            if self._settings.webhook_url and self._settings.webhook_secret:
                await self._by_webhook(self._settings.webhook_url, self._settings.webhook_secret)
            else:
                await self._seated(self._by_polling)
        finally:
            await self._telegram.bot_data.close()
            await self._telegram.shutdown()

    async def _by_webhook(self, url: str, secret: str) -> None:
        """Every process takes and handles updates; the one with the seat sends."""
        webhook = Webhook(url, secret, self._archive, now=now, news=self._updates)
        sock = listening(*host_and_port("WEBHOOK_LISTEN", self._settings.webhook_listen))
        logger.info("webhook at %s:%d", *sock.getsockname()[:2])
        loops = {
            "webhook": serve(Routes(webhook.route()), sock),
            "announcement": _once(webhook.announce(self._telegram.bot)),
            "updates": self._handling(alone=False).run(),
            "seat": self._seated(self._sending),
        }
        await together(loops, patience_s=_CALLS_END_S)

    def _by_polling(self) -> Loops:
        """Only the process with the seat polls, handles and sends."""
        polling = Polling(
            self._telegram, self._polling, self._archive, now=now, news=self._updates, pulse=self._pulse
        )
        return {"polling": polling.run(), "updates": self._handling(alone=True).run(), **self._sending()}

    def _sending(self) -> Loops:
        return {"outbox": self._send(), "menus": _once(application.set_menus(self._telegram))}

    def _handling(self, *, alone: bool) -> Updates:
        return Updates(
            self._telegram,
            self._archive,
            now=now,
            news=self._updates,
            ring=self._messages.set,
            alone=alone,
            pulse=self._pulse,
        )

    async def _seated(self, loops: Callable[[], Loops]) -> None:
        """Run these loops whenever this process has the seat, until cancelled or until one of them breaks."""
        pause = Pause(_TROUBLE_S)
        while True:
            try:
                async with seat(self._archive.database, _SEAT, bell=BELL) as held:
                    logger.info("this process has the seat: it sends")
                    pause.reset()
                    watching = held.watch(self._messages.set)
                    await together({"seat": watching, **loops()}, patience_s=_CALLS_END_S)
            except (Stopped, SenderStopped):
                raise
            except OnrecordError as error:
                await pause.wait(error)
            finally:
                for loop in ("polling", "outbox"):
                    self._pulse.rest(loop)

    async def _send(self) -> None:
        """Send until cancelled; a database that is away is waited for. Errors: `SenderStopped`."""
        pause = Pause(_TROUBLE_S)
        sender = self._metrics.counted(TelegramSender(self._telegram.bot))

        def beat() -> None:
            self._pulse.beat("outbox", within_s=_LATE_S)

        while True:
            try:
                await sending.send_on(
                    self._archive, sender, now=now, news=self._messages, alone=True, beat=beat
                )
            except SenderStopped:
                raise
            except OnrecordError as error:
                await pause.wait(error)


async def _connect(telegram: Telegram) -> None:
    """Say hello to Telegram, waiting for it where it cannot be reached. Errors: `Stopped`."""
    pause = Pause()
    while True:
        try:
            await telegram.initialize()
        except InvalidToken:
            raise Stopped("Telegram does not accept TELEGRAM_BOT_TOKEN: please check it.") from None
        except TelegramError as error:
            await pause.wait(error)
        else:
            return


async def _once(deed: Awaitable[None]) -> None:
    """Do this, then keep quiet: a loop that ends would end the others."""
    await deed
    await asyncio.Event().wait()
