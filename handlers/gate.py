"""What everything passes before it is handled."""

from __future__ import annotations

import asyncio
import logging

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from handlers import rights, texts
from handlers.context import Context
from handlers.saying import say

logger = logging.getLogger(__name__)


async def slow_down(update: Update, context: Context) -> None:
    """Let nobody through who sends too much; owners may."""
    message, throttle = update.message, context.front.throttle
    if message is None or message.from_user is None or rights.is_owner(message, context.front.owners):
        return
    person = message.from_user.id
    if throttle.allows(person, asyncio.get_running_loop().time()):
        return
    logger.info("not heard: somebody sends too much")
    if message.chat.type == ChatType.PRIVATE and throttle.warns(person):
        await say(message, texts.SLOW_DOWN)
    raise ApplicationHandlerStop
