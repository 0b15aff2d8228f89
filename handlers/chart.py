"""/chart TOPIC: who spoke about it, day by day, as a picture with its words."""

from __future__ import annotations

from telegram import Message
from telegram.constants import ChatAction, MessageLimit

from handlers import texts
from handlers.context import Context
from handlers.saying import say, show, show_typing, words_of


async def chart(message: Message, context: Context) -> None:
    """/chart TOPIC."""
    topic, reader = words_of(message), await context.reader(message)
    if not topic:
        await say(message, reader.says(texts.charts.HOW))
        return
    await show_typing(message, ChatAction.UPLOAD_PHOTO)
    drawn = await context.front.desk.answers.chart(topic)
    if drawn is None:
        await say(message, reader.says(texts.charts.NOTHING, topic=topic))
        return
    caption = drawn.alt[: MessageLimit.CAPTION_LENGTH]
    await show(message, drawn.png, caption)
