"""What everything passes before it is handled."""

from __future__ import annotations

import asyncio
import logging

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from handlers import rights, texts
from handlers.context import Context, spoken_by
from handlers.languages.voice import voice
from handlers.saying import say

logger = logging.getLogger(__name__)


async def slow_down(update: Update, context: Context) -> None:
    """Let nobody through who sends or presses too much; owners may. Inline mode counts for itself."""
    message, query = update.message or update.edited_message, update.callback_query
    person = query.from_user if query else message.from_user if message else None
    if person is None or _may(update, context):
        return
    throttle = context.front.throttle
    if throttle.allows(person.id, asyncio.get_running_loop().time()):
        return
    logger.info("not heard: somebody sends too much")
    slowly = voice(spoken_by(person)).plain(texts.rights.SLOW_DOWN)
    if query is not None:
        await query.answer(slowly)
    elif message is not None and message.chat.type == ChatType.PRIVATE and throttle.warns(person.id):
        await say(message, slowly)
    raise ApplicationHandlerStop


def _may(update: Update, context: Context) -> bool:
    owners, message = context.front.owners, update.message or update.edited_message
    if update.callback_query is not None:
        return rights.owns(update.callback_query.from_user, owners)
    return message is not None and rights.is_owner(message, owners)
