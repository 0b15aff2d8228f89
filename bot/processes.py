"""Which loops run together in this process, and how they end."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import secrets
import signal
import sys
import threading
from collections.abc import Collection, Coroutine
from typing import Any

from bot import watchdog, worker
from bot.clock import Clock
from bot.config import BadSetting, Settings
from bot.health import Health
from bot.listening import Bot
from bot.logs import configure
from bot.metrics import Metrics
from bot.pulse import Pulse
from bot.sweeper import sweep
from bot.together import together
from bot.wiring import now, open_desk
from briefings.delivery import enqueuing
from briefings.desk import Desk
from briefings.errors import OnrecordError

logger = logging.getLogger(__name__)

# After a signal: so long for all loops to end, then the process ends hard.
_END_S = 7.5
_LAST_RESORT_S = 9.0
# Look-ups run in threads. One that computes keeps the loop waiting for as long as it may hold the interpreter
# at a stretch: of Python's usual 5 ms a person's tap would see every one. Switching costs microseconds.
_SWITCH_S = 0.001
_LATE_S = 300.0  # a tick with very many digests may take its time


async def run(settings: Settings, loops: Collection[str]) -> int:
    """The exit status of this process: 0 after a signal, 1 when one of the loops broke down.

    `loops` are some of "bot", "clock" and "worker". Errors: `OnrecordError` for what a person can put
    right: a missing or refused token, a second copy of the bot, an unusable database.
    """
    _check(settings, loops)
    configure(
        token=settings.token,
        secret=settings.webhook_secret,
        structured=settings.log_format == "json",
    )
    stop = asyncio.Event()
    _on_signals(stop)
    async with open_desk(settings) as desk:
        settle()
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


def settle() -> None:
    """Nothing comes back. Let what computes beside the loop, once all is loaded, hold it for a moment only.

    A full garbage collection over all that the bot has loaded takes 80 ms; what stands by now is left out.
    """
    sys.setswitchinterval(_SWITCH_S)
    gc.collect()
    gc.freeze()


def _check(settings: Settings, loops: Collection[str]) -> None:
    if "bot" not in loops:
        return
    if not settings.token:
        raise BadSetting("TELEGRAM_BOT_TOKEN is not set: @BotFather on Telegram gives you one.")


def _loops(settings: Settings, desk: Desk, chosen: Collection[str]) -> dict[str, Coroutine[Any, Any, Any]]:
    pulse = Pulse()
    metrics = Metrics(desk.archive, pulse, now)
    made: dict[str, Coroutine[Any, Any, Any]] = {
        "watchdog": watchdog.watch(settings),
        "lag": metrics.measure_lag(),
    }
    if settings.health_listen:
        made["health"] = Health(desk.archive, pulse, metrics).run(settings.health_listen)
    if "bot" in chosen:
        made["bot"] = Bot(settings, desk, pulse, metrics).run()
    if "clock" in chosen:
        made["clock"] = _clock(desk, pulse)
        made["sweeper"] = sweep(desk.archive, settings, now=now)
    if "worker" in chosen:
        made["worker"] = worker.work(desk, pulse)
        made["feeds"] = worker.follow_feeds(desk)
    return made


async def _clock(desk: Desk, pulse: Pulse) -> None:
    try:
        if moved := await asyncio.to_thread(enqueuing.replan, desk.archive, now=now()):
            logger.info("%d due times put right: zones have new rules", moved)
    except OnrecordError as error:
        logger.warning("due times were not looked through: %s", error)

    async def tick() -> None:
        pulse.beat("clock", within_s=_LATE_S)
        await desk.digests.tick()

    clock = Clock(tick)
    clock.start()
    try:
        await asyncio.Event().wait()
    finally:
        clock.stop()


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
