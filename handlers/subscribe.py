"""Digests: every day by /subscribe, at once by /digest, no more by /unsubscribe."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from telegram import Message

from briefings.digests.digest import Wish
from handlers import rights, texts, wishes
from handlers.context import Context
from handlers.rendering import digests
from handlers.saying import say, show_typing, words_of
from handlers.talks import place_of
from store.records import Order, Subscription


async def subscribe(message: Message, context: Context) -> None:
    """/subscribe HH:MM [zone] [#topic] [@Speaker]; alone it shows what there is."""
    front = context.front
    words = words_of(message)
    standing = await front.desk.subscriptions.of_chat(message.chat_id)
    ordered = wishes.parse(words)
    if ordered is None:
        await say(message, _standing(standing[0]) if standing and not words else texts.SUBSCRIBE_HOW)
        return
    if not await rights.runs_chat(message):
        await say(message, texts.GROUP_ADMINS_ONLY)
        return
    place = place_of(message)
    order = Order(
        local_time=ordered.local_time,
        zone=ordered.zone or (standing[0].order.zone if standing else await front.zone_of(message.chat_id)),
        topics=ordered.topics,
        speakers=ordered.speakers,
    )
    made = await front.desk.subscriptions.put(
        order,
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        slot=standing[0].slot if standing else None,
        actor=_actor(message),
    )
    first = made.next_due.astimezone(ZoneInfo(made.order.zone))
    day = f"{first:%A} {first.day} {first:%B}"
    put = made.order
    await say(message, texts.subscribed(_hour(put), put.zone, put.topics, put.speakers, day))


async def unsubscribe(message: Message, context: Context) -> None:
    """/unsubscribe: no more digests in this chat."""
    if not await rights.runs_chat(message):
        await say(message, texts.GROUP_ADMINS_ONLY)
        return
    had = await context.front.desk.subscriptions.remove(message.chat_id, actor=_actor(message))
    await say(message, texts.UNSUBSCRIBED if had else texts.NOT_SUBSCRIBED)


async def digest(message: Message, context: Context) -> None:
    """/digest [DAY]: the newest day's digest now, with the zone and wishes of this chat."""
    front = context.front
    standing = await front.desk.subscriptions.of_chat(message.chat_id)
    zone = await front.zone_of(message.chat_id)
    wish = _wish(standing[0].order) if standing else Wish()
    try:
        day = _day(words_of(message).lower(), today=message.date.astimezone(ZoneInfo(zone)).date())
    except ValueError:
        await say(message, texts.DIGEST_HOW)
        return
    await show_typing(message)
    made = await front.desk.digests.of_day(day, zone=zone, wish=wish)
    for part in digests.messages(made) or [texts.NOTHING_NEW]:
        await say(message, part)


def _day(words: str, *, today: dt.date) -> dt.date | None:
    """The day meant, None for the newest one known. Errors: `ValueError`."""
    if words in {"today", "yesterday"}:
        return today - dt.timedelta(days=words == "yesterday")
    return dt.date.fromisoformat(words) if words else None


def _wish(order: Order) -> Wish:
    return Wish(topics=order.topics, speakers=order.speakers, outlets=order.outlets)


def _standing(subscription: Subscription) -> str:
    order = subscription.order
    return texts.subscription(_hour(order), order.zone, order.topics, order.speakers)


def _hour(order: Order) -> str:
    return f"{order.local_time:%H:%M}"


def _actor(message: Message) -> str:
    return f"telegram {message.from_user.id if message.from_user else message.chat_id}"
