"""Telling something to every chat with a subscription, after a look at it."""

from __future__ import annotations

from telegram import Message

from handlers import rights, texts
from handlers.confirming import confirm, meant
from handlers.context import Context
from handlers.keys import actor
from handlers.languages.sentence import Html
from handlers.rendering.text import escaped
from handlers.saying import rewrite, say, words_of
from handlers.taps import Tap
from store.records import Role

SEND = "send"
_MOST = 3_500  # characters


async def broadcast(message: Message, context: Context) -> None:
    """/broadcast WORDS: shows what everybody would get, and sends it when asked to."""
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, Role.OWNER, reader, context):
        return
    html = "\n".join(escaped(line) for line in words_of(message).split("\n")).strip()
    if not html:
        await say(message, reader.says(texts.upkeep.BROADCAST_HOW))
        return
    if len(html) > _MOST:
        await say(message, reader.says(texts.upkeep.BROADCAST_TOO_LONG, most=_MOST))
        return
    count = await context.front.desk.upkeep.audience()
    if not count:
        await say(message, reader.says(texts.upkeep.BROADCAST_NOBODY))
        return
    preview = f"{reader.says(texts.upkeep.BROADCAST_PREVIEW, count=count)}\n\n{html}"
    await confirm(message, person, preview, (texts.upkeep.KEY_SEND, SEND), {"html": html}, reader, context)


async def sent(tap: Tap, context: Context) -> None:
    """Send it, once."""
    if await meant(tap, Role.OWNER, context):
        html = tap.keyboard.about["html"]
        count = await context.front.desk.upkeep.broadcast(
            html, mark=tap.keyboard.token, actor=actor(tap.person)
        )
        told = tap.reader.says(texts.upkeep.BROADCAST_SENT, count=count)
        await rewrite(tap.message, f"{told}\n\n{Html(html)}", None)
