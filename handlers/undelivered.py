"""Messages of which nobody can say whether they arrived: what becomes of them is an owner's decision."""

from __future__ import annotations

import re

from telegram import Message

from handlers import rights, texts
from handlers.context import Context
from handlers.keys import actor
from handlers.rendering.loads import shorten
from handlers.rendering.split import plain_text
from handlers.saying import say, words_of
from store.records import Role

_MOST = 10
_BEGINNING = 80
_ORDER = re.compile(r"#?(\d{1,18})\s+(again|leave)")


async def undelivered(message: Message, context: Context) -> None:
    """/undelivered [NUMBER again|leave]: alone it lists them."""
    reader = await context.reader(message)
    upkeep = texts.upkeep
    if not await rights.allowed(message, Role.OWNER, reader, context):
        return
    words, messages = words_of(message).lower(), context.front.desk.messages
    if not words:
        found = await messages.in_doubt(limit=_MOST)
        lines = [
            reader.says(
                upkeep.IN_DOUBT_LINE,
                number=str(each.id),
                chat=str(each.chat_id),
                text=shorten(plain_text(each.html), _BEGINNING),
                reason=each.error or "",
            )
            for each in found
        ]
        told = "\n".join([reader.says(upkeep.IN_DOUBT), *lines, reader.says(upkeep.IN_DOUBT_HOW)])
        await say(message, told if found else reader.says(upkeep.NOTHING_IN_DOUBT))
        return
    order = _ORDER.fullmatch(words)
    if order is None:
        await say(message, reader.says(upkeep.IN_DOUBT_HOW))
        return
    number, again = int(order[1]), order[2] == "again"
    decided = await messages.decide(number, again=again, actor=actor(message.from_user))
    if not decided:
        await say(message, reader.says(upkeep.NOTHING_IN_DOUBT))
    else:
        await say(
            message, reader.says(upkeep.SENT_AGAIN if again else upkeep.LEFT_AS_IT_IS, number=str(number))
        )
