"""The bot's own loops: updates in, answers and digests out.

Of all processes with the same store, one has the seat: it alone sends, and where the bot polls, it alone
polls. The others stand by and take over when it dies.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeAlias

from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot import application
from bot.config import Settings
from bot.pause import Pause, Stopped
from bot.polling import Polling
from bot.together import together
from bot.updates import Updates
from bot.wiring import now
from briefings.delivery import sending
from briefings.delivery.verdicts import Sender, SenderStopped
from briefings.desk import Desk
from briefings.errors import OnrecordError
from handlers.context import Telegram
from handlers.pacer import Pacer
from handlers.sender import TelegramSender
from store.archive import Archive
from store.outbox import BELL
from store.seat import seat

logger = logging.getLogger(__name__)

Loops: TypeAlias = Mapping[str, Coroutine[Any, Any, Any]]

_CALLS_END_S = 4.0  # after a signal, calls to Telegram may end for so long
_SEAT = "sender"
_TROUBLE_S = 5.0


async def listen(settings: Settings, desk: Desk) -> None:
    """Listen, answer and send until cancelled. Errors: `Stopped`, `SenderStopped`."""
    polling = application.connections(1)
    telegram = application.build(settings, desk, pacer=Pacer(), polling=polling)
    await _connect(telegram)
    logger.info("this is @%s", telegram.bot.username)
    messages = asyncio.Event()
    try:
        await _seated(desk.archive, messages, lambda: _polling(telegram, polling, desk, messages))
    finally:
        await telegram.bot_data.close()
        await telegram.shutdown()


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


def _polling(telegram: Telegram, polling: BaseRequest, desk: Desk, messages: asyncio.Event) -> Loops:
    """All loops of a bot that polls."""
    updates, archive = asyncio.Event(), desk.archive
    return {
        "polling": Polling(telegram, polling, archive, now=now, news=updates).run(),
        "updates": Updates(telegram, archive, now=now, news=updates, ring=messages.set, alone=True).run(),
        "outbox": _send(archive, TelegramSender(telegram.bot), messages),
        "menus": _menus(telegram),
    }


async def _seated(archive: Archive, messages: asyncio.Event, loops: Callable[[], Loops]) -> None:
    """Run these loops whenever this process has the seat, until cancelled or until one of them breaks."""
    pause = Pause(_TROUBLE_S)
    while True:
        try:
            async with seat(archive.database, _SEAT, bell=BELL) as held:
                logger.info("this process has the seat: it sends")
                pause.reset()
                await together({"seat": held.watch(messages.set), **loops()}, patience_s=_CALLS_END_S)
        except (Stopped, SenderStopped):
            raise
        except OnrecordError as error:
            await pause.wait(error)


async def _send(archive: Archive, sender: Sender, messages: asyncio.Event) -> None:
    """Send until cancelled; a database that is away for a while is waited for. Errors: `SenderStopped`."""
    pause = Pause(_TROUBLE_S)
    while True:
        try:
            await sending.send_on(archive, sender, now=now, news=messages, alone=True)
        except SenderStopped:
            raise
        except OnrecordError as error:
            await pause.wait(error)


async def _menus(telegram: Telegram) -> None:
    """Set the menus once, then keep quiet: a loop that ends would end the others."""
    await application.set_menus(telegram)
    await asyncio.Event().wait()
