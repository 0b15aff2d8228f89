"""Which loops run together in this process, and how they end."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import threading
from collections.abc import Collection, Coroutine, Mapping
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bot import application, worker
from bot.clock import Clock
from bot.config import BadSetting, Settings
from bot.logs import configure
from bot.updates import Pause, Stopped, Updates
from bot.wiring import now, open_desk
from briefings import delivery
from briefings.delivery import Sender, SenderStopped
from briefings.desk import Desk
from briefings.errors import OnrecordError
from handlers.context import Telegram
from handlers.pacer import Pacer
from handlers.sender import TelegramSender

logger = logging.getLogger(__name__)

# After a signal: calls to Telegram may end for so long, then all loops, then the process ends hard.
_CALLS_END_S = 4.0
_END_S = 7.5
_LAST_RESORT_S = 9.0
_OUTBOX_S = 0.5
_TROUBLE_S = 5.0


async def run(settings: Settings, loops: Collection[str]) -> int:
    """The exit status of this process: 0 after a signal, 1 when one of the loops broke down.

    `loops` are some of "bot", "clock" and "worker". Errors: `OnrecordError` for what a person can put
    right: a missing or refused token, a second copy of the bot, an unusable database.
    """
    _check(settings, loops)
    configure(token=settings.token)
    stop = asyncio.Event()
    _on_signals(stop)
    async with open_desk(settings) as desk:
        logger.info("started: %s", ", ".join(sorted(loops)))
        try:
            chosen = _loops(settings, desk, loops)
            await together({"signal": stop.wait(), **chosen}, patience_s=_END_S)
        except OnrecordError:
            raise
        except Exception:
            logger.exception("incident %s: this process ends", secrets.token_hex(4))
            return 1
    logger.info("ended: asked to stop")
    return 0


def _check(settings: Settings, loops: Collection[str]) -> None:
    if "bot" not in loops:
        return
    if not settings.token:
        raise BadSetting("TELEGRAM_BOT_TOKEN is not set: @BotFather on Telegram gives you one.")
    if settings.webhook_url:
        raise BadSetting("WEBHOOK_URL is set, but this version can only poll: please unset it.")


def _loops(settings: Settings, desk: Desk, chosen: Collection[str]) -> dict[str, Coroutine[Any, Any, Any]]:
    made: dict[str, Coroutine[Any, Any, Any]] = {}
    if "bot" in chosen:
        made["bot"] = _bot(settings, desk)
    if "clock" in chosen:
        made["clock"] = _clock(desk)
    if "worker" in chosen:
        made["worker"] = worker.work(desk)
        made["feeds"] = worker.follow_feeds(desk)
    return made


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


async def _bot(settings: Settings, desk: Desk) -> None:
    """Listen, answer and send until cancelled."""
    polling = application.connections(1)
    telegram = application.build(settings, desk, pacer=Pacer(), polling=polling)
    updates = Updates(telegram, polling, desk.archive, now)
    await _connect(telegram)
    logger.info("listening as @%s", telegram.bot.username)
    try:
        await together(
            {
                "updates": updates.run(),
                "outbox": _send(desk, TelegramSender(telegram.bot)),
                "menus": _menus(telegram),
            },
            patience_s=_CALLS_END_S,
        )
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


async def _clock(desk: Desk) -> None:
    try:
        if moved := await asyncio.to_thread(delivery.replan, desk.archive, now=now()):
            logger.info("%d due times put right: zones have new rules", moved)
    except OnrecordError as error:
        logger.warning("due times were not looked through: %s", error)
    clock = Clock(desk.digests.tick)
    clock.start()
    try:
        await asyncio.Event().wait()
    finally:
        clock.stop()


async def _send(desk: Desk, sender: Sender) -> None:
    while True:
        try:
            if not await desk.digests.deliver(sender):
                await asyncio.sleep(_OUTBOX_S)
        except SenderStopped:
            raise
        except OnrecordError as error:
            logger.warning("nothing is sent now: %s", error)
            await asyncio.sleep(_TROUBLE_S)


async def _menus(telegram: Telegram) -> None:
    """Set the menus once, then keep quiet: a loop that ends would end the others."""
    await application.set_menus(telegram)
    await asyncio.Event().wait()


def _on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and Ctrl-C ask to stop; what hangs then, or a second signal, ends the process hard."""
    loop = asyncio.get_running_loop()

    def asked() -> None:
        if stop.is_set():
            os._exit(1)
        stop.set()
        last = threading.Timer(_LAST_RESORT_S, os._exit, (1,))
        last.daemon = True
        last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked)
