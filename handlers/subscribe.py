"""Digests: every day by /subscribe, at once by /digest, no more by /unsubscribe."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from telegram import Message

from briefings.digests.digest import Wish
from handlers import rights, texts, wishes
from handlers.context import Context
from handlers.languages.sentence import Sentence
from handlers.rendering import digests
from handlers.rendering.reader import Reader
from handlers.saying import say, show_typing, words_of
from handlers.talks import place_of
from store.records import Order


async def subscribe(message: Message, context: Context) -> None:
    """/subscribe HH:MM [zone] [#topic] [@Speaker]; alone it shows what there is."""
    front, reader = context.front, await context.reader(message)
    words = words_of(message)
    standing = await front.desk.subscriptions.of_chat(message.chat_id)
    ordered = wishes.parse(words)
    if ordered is None:
        shown = _standing(standing[0].order, reader) if standing and not words else None
        await say(message, shown or reader.says(texts.digests.HOW))
        return
    if not await rights.runs_chat(message):
        await say(message, reader.says(texts.rights.GROUP_ADMINS_ONLY))
        return
    place = place_of(message)
    order = Order(
        local_time=ordered.local_time,
        zone=ordered.zone or reader.zone,
        topics=ordered.topics,
        speakers=ordered.speakers,
        language=reader.language,
    )
    made = await front.desk.subscriptions.put(
        order,
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        slot=standing[0].slot if standing else None,
        actor=_actor(message),
    )
    first = made.next_due.astimezone(ZoneInfo(made.order.zone)).date()
    begins = reader.says(texts.digests.FIRST, day=reader.voice.weekday(first))
    done = _told(made.order, reader, texts.digests.SUBSCRIBED, texts.digests.SUBSCRIBED_ONLY)
    await say(message, f"{done} {begins}")


async def unsubscribe(message: Message, context: Context) -> None:
    """/unsubscribe: no more digests in this chat."""
    reader = await context.reader(message)
    if not await rights.runs_chat(message):
        await say(message, reader.says(texts.rights.GROUP_ADMINS_ONLY))
        return
    had = await context.front.desk.subscriptions.remove(message.chat_id, actor=_actor(message))
    await say(message, reader.says(texts.digests.UNSUBSCRIBED if had else texts.digests.NOT_SUBSCRIBED))


async def digest(message: Message, context: Context) -> None:
    """/digest [DAY]: the newest day's digest now, with the zone and wishes of this chat."""
    front, reader = context.front, await context.reader(message)
    standing = await front.desk.subscriptions.of_chat(message.chat_id)
    wish = _wish(standing[0].order) if standing else Wish()
    today = message.date.astimezone(ZoneInfo(reader.zone)).date()
    try:
        day = _day(words_of(message).lower(), today=today)
    except ValueError:
        await say(message, reader.says(texts.digests.DAY_HOW))
        return
    await show_typing(message)
    made = await front.desk.digests.of_day(day, zone=reader.zone, wish=wish)
    for part in digests.messages(made, reader) or [reader.says(texts.digests.NOTHING_NEW)]:
        await say(message, part)


def _day(words: str, *, today: dt.date) -> dt.date | None:
    """The day meant, None for the newest one known. Errors: `ValueError`."""
    if words in {"today", "yesterday"}:
        return today - dt.timedelta(days=words == "yesterday")
    return dt.date.fromisoformat(words) if words else None


def _wish(order: Order) -> Wish:
    return Wish(topics=order.topics, speakers=order.speakers, outlets=order.outlets)


def _standing(order: Order, reader: Reader) -> str:
    """A subscription as it stands, and how to change it."""
    now = _told(order, reader, texts.digests.STANDING, texts.digests.STANDING_ONLY)
    return "\n".join([now, reader.says(texts.digests.HOW), reader.says(texts.digests.HOW_TO_STOP)])


def _told(order: Order, reader: Reader, everything: Sentence, only: Sentence) -> str:
    """The one sentence or the other, with hour, zone and what the digest is narrowed to."""
    about = [reader.plain(texts.digests.ABOUT, topic=topic) for topic in order.topics]
    by = [reader.plain(texts.digests.BY, name=name) for name in order.speakers]
    if not about and not by:
        return reader.says(everything, hour=_hour(order), zone=order.zone)
    narrowed = reader.voice.any_of([*about, *by])
    return reader.says(only, hour=_hour(order), zone=order.zone, wishes=narrowed)


def _hour(order: Order) -> str:
    return f"{order.local_time:%H:%M}"


def _actor(message: Message) -> str:
    return f"telegram {message.from_user.id if message.from_user else message.chat_id}"
