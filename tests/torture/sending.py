"""A process that sends what waits in an outbox, as the bot does, only faster than Telegram would allow."""

from __future__ import annotations

import asyncio
import datetime as dt
import os

os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from briefings.delivery.sending import deliver
from briefings.errors import OnrecordError
from handlers.pacer import Limits, Pacer
from handlers.sender import TelegramSender
from store.archive import Archive
from store.database import Database


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def run(database_url: str, api_url: str) -> None:
    """Send until killed."""
    asyncio.run(send(database_url, api_url))


async def send(database_url: str, api_url: str) -> None:
    archive = Archive(Database(database_url))
    pacer = Pacer(Limits(per_s=40, burst=2, private_gap_s=0))
    bot = ExtBot("1:x", base_url=f"{api_url}/bot", request=HTTPXRequest(32), rate_limiter=pacer)
    await bot.initialize()
    while True:
        try:
            await deliver(archive, TelegramSender(bot), now=now, at_once=8)
        except OnrecordError as error:
            print("pause:", error, flush=True)  # noqa: T201 - the test reads it when it fails
        await asyncio.sleep(0.05)
