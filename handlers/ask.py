"""Questions: as plain text in private, by /ask, by a mention or as a reply in groups."""

from __future__ import annotations

import re

from telegram import Message

from handlers import load, rights, texts
from handlers.context import Context
from handlers.rendering import answers
from handlers.saying import say, show_typing, words_of
from handlers.talks import replied_to

_LONGEST = 600


async def ask(message: Message, context: Context) -> None:
    """/ask QUESTION, or /ask in reply to a message that holds the question."""
    question = words_of(message)
    replied = replied_to(message)
    if not question and replied is not None:
        question = words_of(replied)
    if not question:
        await say(message, texts.ASK_HOW)
        return
    await _answer(message, question, context)


async def plain(message: Message, context: Context) -> None:
    """A question without a command: the text itself, without our name in it.

    Unless it is the rest of a long text that is being loaded.
    """
    if await load.went_on(message, context):
        return
    name = re.escape(context.bot.username)
    question = re.sub(rf"(?i)\s*@{name}\b[,:]?\s*", " ", words_of(message)).strip()
    if not question:
        await say(message, texts.ASK_HOW)
        return
    await _answer(message, question, context)


async def _answer(message: Message, question: str, context: Context) -> None:
    front = context.front
    if len(question) > _LONGEST:
        owner = rights.is_owner(message, front.owners)
        await say(message, texts.TEXT_OR_QUESTION if owner else texts.QUESTION_TOO_LONG)
        return
    await show_typing(message)
    made = await front.desk.ask(question, context=front.talks.before(message))
    zone = await front.zone_of(message.chat_id)
    sent = await say(message, answers.html(made, zone=zone))
    front.talks.remember(message, question, sent)
