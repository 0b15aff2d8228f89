"""Chats that come, go and change their number."""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.constants import ChatMemberStatus

from handlers.context import Context

logger = logging.getLogger(__name__)

_OUT = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


async def migrated(message: Message, context: Context) -> None:
    """A group became a supergroup: its digest and what waits to be sent follow it."""
    old, new = message.chat_id, message.migrate_to_chat_id
    if new is None:  # the same news, told in the new chat
        old, new = message.migrate_from_chat_id or message.chat_id, message.chat_id
    logger.info("group %d is now %d", old, new)
    await context.front.desk.subscriptions.move(old, new)


async def membership(update: Update, context: Context) -> None:
    """The bot was blocked or removed: digests there stop. It is back: they go on."""
    change = update.my_chat_member
    if change is None:
        return
    before, after = change.old_chat_member.status in _OUT, change.new_chat_member.status in _OUT
    if after:
        await context.front.desk.subscriptions.suspend(change.chat.id)
    elif before:
        await context.front.desk.subscriptions.revive(change.chat.id)
