"""/cancel: what the bot has asked for, in words or by buttons, is left."""

from __future__ import annotations

from telegram import Message

from handlers import confirming, own, rights, steps, texts, tray
from handlers.context import Context
from handlers.keys import EVERYBODY, whose
from handlers.saying import say

_LEAVING = frozenset({steps.LEAVE, confirming.LEAVE, own.KEEP_ALL})
"""Buttons of this kind stand under everything that waits for a decision."""


async def cancel(message: Message, context: Context) -> None:
    """/cancel: nothing is asked for any more, and the newest open decision is taken: not to."""
    reader, buttons = await context.reader(message), context.front.desk.buttons
    who, by = whose(message), tray.current().key("cancel")
    told = texts.own.NOTHING_TO_CANCEL
    if who != EVERYBODY or await rights.runs_chat(message):
        if await buttons.expect_nothing(message.chat_id, who, by=by):
            told = texts.own.CANCELLED
        if await buttons.leave(message.chat_id, who, _LEAVING, by=by):
            told = texts.upkeep.NOTHING_DONE
    await say(message, reader.says(told))
