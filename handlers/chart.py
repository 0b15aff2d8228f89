"""Pictures with their words: /chart TOPIC, who spoke day by day; /map TOPIC, who stands against whom."""

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
    await show(message, drawn.png, drawn.alt[: MessageLimit.CAPTION_LENGTH])


async def map_(message: Message, context: Context) -> None:
    """/map TOPIC."""
    topic, reader = words_of(message), await context.reader(message)
    if not topic:
        await say(message, reader.says(texts.charts.MAP_HOW))
        return
    await show_typing(message, ChatAction.UPLOAD_PHOTO)
    verbs = {stance: reader.plain(name) for stance, name in texts.charts.SIDES.items()}
    drawn = await context.front.desk.answers.map(topic, verbs)
    if drawn is None:
        await say(message, reader.says(texts.charts.NO_SIDES, topic=topic))
        return
    await show(message, drawn.png, drawn.alt[: MessageLimit.CAPTION_LENGTH])
