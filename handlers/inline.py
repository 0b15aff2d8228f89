"""Inline mode: `@bot who denied it` in any chat offers cited statements to send there."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
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

_PER_PAGE = 20  # of 50 that Telegram takes; who scrolls on gets more
_IN_PRIVATE = "ask"  # what /start is given by who goes on in private: it leads nowhere in particular
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
    offset, more = int(query.offset) if re.fullmatch(r"\d{1,5}", query.offset) else 0, ""
    if heard:
        try:
            async with asyncio.timeout(_TIME_S):
                found = await _found(sound(query.query).strip(), context)
                page = found[offset : offset + _PER_PAGE]
                more = str(offset + _PER_PAGE) if found[offset + _PER_PAGE :] else ""
                results = [_result(each, reader) for each in await _cited(page, context)]
        except (OnrecordError, TimeoutError) as error:
            logger.warning("nothing could be offered: %s", error)
    button = None
    if not results and not offset:
        told = reader.plain(texts.looking.NOTHING_TO_OFFER)
        button = InlineQueryResultsButton(told, start_parameter=_IN_PRIVATE)
    kept_s = _KEPT_S if results else 1
    try:
        # Personal: names of days and verbs are in the language of whoever asks.
        await query.answer(results, cache_time=kept_s, is_personal=True, next_offset=more, button=button)
    except BadRequest as error:
        logger.info("an inline query could not be answered: %s", error)


async def _found(words: str, context: Context) -> list[int]:
    """The claims that answer the question; without one, the newest there are."""
    desk = context.front.desk
    if not words:
        return await desk.answers.latest()
    made = await desk.answers.ask(words)
    return list(dict.fromkeys([*(each.claim.id for each in made.citations), *made.rest]))


async def _cited(claims: Sequence[int], context: Context) -> list[Citation]:
    """The claims with their statements, each statement once."""
    found = await context.front.desk.answers.cited(claims)
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
