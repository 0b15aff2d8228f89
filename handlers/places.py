"""Where somebody is, as they tell it: a city by any of its names, a zone, a place on the map."""

from __future__ import annotations

from telegram import Message

from briefings.errors import OnrecordError
from handlers import texts
from handlers.context import Context


async def zone_told(message: Message, words: str, context: Context) -> str:
    """The zone (IANA name) that the message tells, by its location or by `words`. Errors: `OnrecordError`."""
    people, place = context.front.desk.people, message.location
    if place is None:
        return await people.find_zone(words)
    zone = await people.zone_at(place.latitude, place.longitude)
    if zone is None:
        raise OnrecordError(texts.subscribing.NO_ZONE_THERE)
    return zone
