"""Whose words the bot may have asked for: each purpose with the deed that takes them."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import Message

from handlers import articles, asking_back, load, review, settings, steps
from handlers import help as helping
from handlers.context import Context

_DEEDS: Mapping[str, asking_back.Deed] = {
    **load.DEEDS,
    "order": steps.told,
    "article": articles.told,
    "speaker": review.told,
    "zone": settings.zone_told,
}


async def taken(message: Message, context: Context) -> bool:
    """Whether the message is what the bot had asked for. A question is asked, it is no article."""
    deeds = _DEEDS.keys() - load.DEEDS.keys() if load.is_question(message) else _DEEDS.keys()
    return await asking_back.answered(message, {each: _DEEDS[each] for each in deeds}, context)


async def place(message: Message, context: Context) -> None:
    """A place on the map: taken where it was asked for."""
    if not await taken(message, context):
        await helping.wordless(message, context)
