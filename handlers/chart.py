"""Pictures with their words: /chart TOPIC, who spoke day by day; /map TOPIC, who stands against whom."""

from __future__ import annotations

from telegram import Message
from telegram.constants import ChatAction, MessageLimit

from briefings.charts.wording import Wording
from handlers import texts
from handlers.context import Context
from handlers.rendering.reader import Reader
from handlers.saying import say, show, show_typing, words_of


async def chart(message: Message, context: Context) -> None:
    """/chart TOPIC."""
    topic, reader = words_of(message), await context.reader(message)
    if not topic:
        await say(message, reader.says(texts.charts.HOW))
        return
    await show_typing(message, ChatAction.UPLOAD_PHOTO)
    drawn = await context.front.desk.answers.chart(topic, _wording(reader))
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
    heading = reader.plain(texts.charts.MAP_HEADING)
    drawn = await context.front.desk.answers.map(topic, heading, verbs)
    if drawn is None:
        await say(message, reader.says(texts.charts.NO_SIDES, topic=topic))
        return
    await show(message, drawn.png, drawn.alt[: MessageLimit.CAPTION_LENGTH])


def _wording(reader: Reader) -> Wording:
    """What a chart says, in the reader's language. Its {places} are filled where it is drawn."""
    by_period = (texts.charts.BY_DAY, texts.charts.BY_WEEK, texts.charts.BY_MONTH)
    day, week, month = (reader.plain(each, span="{span}") for each in by_period)
    return Wording(
        locale=reader.voice.locale,
        by_period=(day, week, month),
        unnamed=reader.plain(texts.answers.UNNAMED),
        others=reader.plain(texts.charts.OTHERS, count="{count}"),
        alt=reader.plain(texts.charts.ALT, topic="{topic}", span="{span}", count="{count}", names="{names}"),
        busiest=reader.plain(texts.charts.BUSIEST, count="{count}", day="{day}"),
    )
