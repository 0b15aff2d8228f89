"""Inline mode: `@bot who denied it` in any chat offers cited statements to send there."""

from __future__ import annotations

import asyncio
import logging

from telegram import (
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from briefings.answering.reply import Citation
from briefings.errors import OnrecordError
from handlers import rights, texts
from handlers.context import Context, spoken_by
from handlers.rendering import answers
from handlers.rendering.phrases import verb_after
from handlers.rendering.reader import Reader
from handlers.rendering.text import cleaned, shortened
from handlers.saying import sound

logger = logging.getLogger(__name__)

_MOST = 20  # of 50 that Telegram takes: nobody scrolls further
_KEPT_S = 30
_TIME_S = 6.0


async def offered(update: Update, context: Context) -> None:
    """Answer what is typed after our name, in time, with statements that can be sent as they stand."""
    query = update.inline_query
    if query is None:
        return
    results: list[InlineQueryResultArticle] = []
    person, throttle = query.from_user, context.front.throttle
    reader = Reader(language=spoken_by(person), zone=context.front.timezone, bot=context.bot.username)
    heard = rights.owns(person, context.front.owners) or throttle.allows(
        person.id, asyncio.get_running_loop().time()
    )
    if heard:
        try:
            async with asyncio.timeout(_TIME_S):
                found = await _found(sound(query.query).strip(), context)
                results = [_result(each, reader) for each in found]
        except (OnrecordError, TimeoutError) as error:
            logger.warning("nothing could be offered: %s", error)
    try:
        await query.answer(results, cache_time=_KEPT_S if results else 1)
    except BadRequest as error:
        logger.info("an inline query could not be answered: %s", error)


async def _found(words: str, context: Context) -> list[Citation]:
    """What answers the question; without one, the newest there is."""
    desk = context.front.desk
    if not words:
        return await desk.answers.cited((await desk.answers.latest())[:_MOST])
    made = await desk.answers.ask(words)
    found = [*made.citations, *await desk.answers.cited(made.rest[: _MOST - len(made.citations)])]
    return list({each.claim.statement_id: each for each in reversed(found)}.values())[::-1]


def _result(citation: Citation, reader: Reader) -> InlineQueryResultArticle:
    claim = citation.claim
    title = verb_after(answers.name_of(claim, reader), texts.answers.SAID[claim.stance], reader.voice)
    return InlineQueryResultArticle(
        id=f"s{claim.statement_id}",
        title=shortened(title, 90),
        description=shortened(cleaned(" … ".join(claim.content)), 180),
        input_message_content=InputTextMessageContent(
            answers.single(citation, reader),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )
