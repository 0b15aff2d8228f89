"""What the bot can do, told by example."""

from __future__ import annotations

from telegram import BotCommand, Message
from telegram.constants import ChatType

from handlers import look, rights, texts
from handlers.context import Context
from handlers.saying import say, words_of

_EVERYWHERE = (
    BotCommand("ask", "Ask who said what"),
    BotCommand("who", "What somebody said, newest first: /who NAME"),
    BotCommand("topic", "What was said about something: /topic WORDS"),
    BotCommand("timeline", "The same day by day: /timeline TOPIC"),
    BotCommand("latest", "The newest statements"),
    BotCommand("sources", "The outlets I have read"),
    BotCommand("digest", "The newest day's digest"),
    BotCommand("subscribe", "A digest every day: /subscribe 08:00"),
    BotCommand("unsubscribe", "No more digests"),
    BotCommand("chart", "Who spoke about a topic, day by day"),
    BotCommand("wrong", "Tell that a statement is wrong: /wrong NUMBER"),
    BotCommand("settings", "The zone of days and hours here: /settings Europe/Kyiv"),
    BotCommand("privacy", "What I keep about you"),
    BotCommand("help", "What I can do, by example"),
)

IN_GROUPS = _EVERYWHERE
IN_PRIVATE = (
    *_EVERYWHERE,
    BotCommand("export", "What I keep about you, as a file"),
    BotCommand("forgetme", "Forget what I keep about you"),
)
FOR_OWNERS = (
    *IN_PRIVATE,
    BotCommand("load", "Read an article: link, text or file"),
    BotCommand("review", "Statements that people hold to be wrong"),
)


async def start(message: Message, context: Context) -> None:
    """/start: a greeting, or what a link into the bot leads to; digests that were suspended go on.

    A bot without owners says how to become one.
    """
    await context.front.desk.subscriptions.revive(message.chat_id)
    payload = words_of(message)
    if payload and await look.opened(message, payload, context):
        return
    person = message.from_user
    if context.front.owners or person is None or message.chat.type != ChatType.PRIVATE:
        await say(message, texts.START)
    else:
        await say(message, texts.START + texts.no_owner(person.id))


async def help_(message: Message, context: Context) -> None:
    """/help: everything by example, loading for those who may."""
    owner = rights.is_owner(message, context.front.owners)
    await say(message, texts.HELP + texts.HELP_OWNER if owner else texts.HELP)


async def unknown(message: Message, _: Context) -> None:
    """A command that does not exist."""
    await say(message, texts.UNKNOWN_COMMAND)


async def secondhand(message: Message, _: Context) -> None:
    """A command that its author did not write here."""
    await say(message, texts.SECONDHAND)


async def wordless(message: Message, _: Context) -> None:
    """A message without words: a picture, a voice, a sticker."""
    await say(message, texts.NO_TEXT)
