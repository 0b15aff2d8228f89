"""Digests: ordered step by step or in one line, listed, paused, stopped; one at once by /digest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup, Message, User

from briefings.digests.digest import Wish
from handlers import orders, rights, steps, texts, wishes
from handlers.context import Context
from handlers.keys import actor, key, whose
from handlers.languages.sentence import Html
from handlers.rendering import digests
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say, show_typing, words_of
from handlers.talks import place_of
from handlers.taps import Tap
from store.records import Order, Rhythm, Subscription

EDIT, PAUSE, RESUME, STOP = ACTIONS = ("edit", "pause", "resume", "stop")
_MORNING = dt.time(8)
_NIGHT = dt.time(22)
_SOME_DAY = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
_LONGEST_PAUSE = 365
_NUMBER = re.compile(r"#?(\d{1,3})")
_FEW_DAYS = re.compile(r"(\d{1,3})(?:\s*\w+)?")


async def subscribe(message: Message, context: Context) -> None:
    """/subscribe HH:MM [zone] [days] [silent] [#topic] [@Speaker]; alone it goes step by step."""
    reader, words = await context.reader(message), words_of(message)
    if not await _decides(message, reader):
        return
    if not words:
        order = Order(local_time=_MORNING, zone=reader.zone, language=reader.language)
        thread_id = place_of(message).thread_id
        await steps.begin(message, order, None, reader, context, thread_id=thread_id)
        return
    ordered = wishes.parse(words)
    if ordered is None:
        await say(message, reader.says(texts.digests.HOW))
        return
    order = Order(
        local_time=ordered.local_time,
        zone=await context.front.desk.people.find_zone(ordered.zone) if ordered.zone else reader.zone,
        weekdays=ordered.weekdays,
        silent=ordered.silent,
        topics=ordered.topics,
        speakers=ordered.speakers,
        language=reader.language,
    )
    place = place_of(message)
    slot = await _same(place.chat_id, place.thread_id, order, context)
    made = await context.front.desk.subscriptions.put(
        order, chat_id=place.chat_id, thread_id=place.thread_id, slot=slot, actor=actor(message.from_user)
    )
    told = [orders.saved(made, reader), *await _nothing_yet_by(ordered.speakers, reader, context)]
    await say(message, "\n".join(told))


async def _same(chat_id: int, thread_id: int | None, order: Order, context: Context) -> int | None:
    """The slot of a daily digest of this place about the same: a new hour for it makes no second one."""
    for each in await context.front.desk.subscriptions.of_chat(chat_id):
        old = each.order
        alike = (old.topics, old.speakers, old.outlets) == (order.topics, order.speakers, order.outlets)
        if each.thread_id == thread_id and old.rhythm is Rhythm.DAILY and alike:
            return each.slot
    return None


async def follow(message: Message, context: Context) -> None:
    """/follow #topic @Speaker: what is new of it comes at once; a bare name is a speaker's."""
    reader, words = await context.reader(message), words_of(message)
    if not await _decides(message, reader):
        return
    marked = words if words[:1] in {"#", "@"} else f"@{words}"
    wanted = wishes.parse(f"00:00 {marked}") if words else None
    if wanted is None or not (wanted.topics or wanted.speakers):
        await say(message, reader.says(texts.subscribing.FOLLOW_HOW))
        return
    told = await followed(message, message.from_user, wanted.topics, wanted.speakers, reader, context)
    await say(message, told)


async def followed(
    message: Message,
    person: User | None,
    topics: tuple[str, ...],
    speakers: tuple[str, ...],
    reader: Reader,
    context: Context,
) -> str:
    """Follow these here from now on; what is told of it, as Telegram HTML."""
    order = Order(
        rhythm=Rhythm.AT_ONCE,
        local_time=_MORNING,
        quiet_from=_NIGHT,
        zone=reader.zone,
        topics=topics,
        speakers=speakers,
        language=reader.language,
    )
    place = place_of(message)
    made, new = await context.front.desk.subscriptions.follow(
        place.chat_id, place.thread_id, order=order, actor=actor(person)
    )
    what = reader.voice.all_of([*topics, *speakers])
    if not new:
        return reader.says(texts.subscribing.FOLLOWED_ALREADY, what=what)
    lines = [reader.says(texts.subscribing.FOLLOWING, what=what)]
    if made.order.quiet_from is not None:
        quiet = {"begin": f"{made.order.quiet_from:%H:%M}", "end": f"{made.order.local_time:%H:%M}"}
        lines.append(reader.says(texts.subscribing.FOLLOWING_QUIET, zone=made.order.zone, **quiet))
    return " ".join([*lines, *await _nothing_yet_by(speakers, reader, context)])


async def _nothing_yet_by(speakers: Sequence[str], reader: Reader, context: Context) -> list[str]:
    """A sentence about those of whom nothing is on record yet: their names may be misspelt."""
    unknown = [each for each in speakers if await context.front.desk.answers.who(each) is None]
    names = reader.voice.any_of(unknown)
    return [reader.says(texts.subscribing.NOTHING_YET_BY, names=names)] if unknown else []


async def subscriptions(message: Message, context: Context) -> None:
    """/subscriptions: everything that comes here by itself, with buttons to change it."""
    reader = await context.reader(message)
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=whose(message), actions=ACTIONS, about={}
    )
    text, markup = await _listed(message, token, reader, context)
    await say(message, text, markup=markup)


async def _listed(
    message: Message, token: str, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup | None]:
    """The chat's subscriptions as Telegram HTML, a row of buttons for each."""
    place = place_of(message)
    standing = await context.front.desk.subscriptions.of_chat(place.chat_id)
    if not standing:
        return reader.says(texts.subscribing.NONE), None
    lines = [reader.says(texts.subscribing.LIST)]
    rows = []
    for each in standing:
        number = str(each.slot + 1)
        told = orders.described(each.order, reader)
        if each.thread_id != place.thread_id:
            told += f"\n<i>{reader.says(texts.subscribing.ELSEWHERE)}</i>"
        if each.paused_until is not None:
            told += f"\n<i>{_resting(each.paused_until, reader)}</i>"
        lines.append(reader.says(texts.subscribing.NUMBERED, number=number, order=Html(told)))
        rest = (texts.subscribing.KEY_PAUSE, PAUSE)
        if each.paused_until is not None:
            rest = (texts.subscribing.KEY_RESUME, RESUME)
        labels = ((texts.subscribing.KEY_CHANGE, EDIT), rest, (texts.subscribing.KEY_REMOVE, STOP))
        rows.append([key(token, reader.plain(name, number=number), act, each.slot) for name, act in labels])
    return "\n\n".join(lines), InlineKeyboardMarkup(rows)


def _resting(until: dt.datetime, reader: Reader) -> str:
    if until >= _SOME_DAY:
        return reader.says(texts.subscribing.PAUSED_FOR_GOOD)
    day = reader.voice.day(until.astimezone(ZoneInfo(reader.zone)).date())
    return reader.says(texts.subscribing.PAUSED, day=day)


async def managed(tap: Tap, context: Context) -> None:
    """Change, rest, resume or remove the subscription whose button was pressed."""
    message, person, reader = tap.message, tap.person, tap.reader
    action, slot, keyboard = tap.action, tap.number, tap.keyboard
    shelf, chat = context.front.desk.subscriptions, message.chat_id
    if action == EDIT:
        found = next((each for each in await shelf.of_chat(chat) if each.slot == slot), None)
        if found is not None:
            await steps.begin(
                message, found.order, slot, reader, context, person=person, thread_id=found.thread_id
            )
            return
    elif action == STOP:
        await shelf.remove(chat, slot=slot, actor=actor(person))
    else:
        await shelf.pause(chat, _SOME_DAY if action == PAUSE else None, slot=slot, actor=actor(person))
    text, markup = await _listed(message, keyboard.token, reader, context)
    await rewrite(message, text, markup)


async def pause(message: Message, context: Context) -> None:
    """/pause [DAYS]: nothing comes here by itself for so long, or until /resume."""
    reader, words = await context.reader(message), words_of(message)
    found = _FEW_DAYS.fullmatch(words)
    number = int(found[1]) if found else 0
    if words and not 0 < number <= _LONGEST_PAUSE:
        await say(message, reader.says(texts.subscribing.PAUSE_HOW))
        return
    standing = await _standing(message, reader, context)
    until = message.date + dt.timedelta(days=number) if number else _SOME_DAY
    await _rest(message, standing, until, context)
    if standing and number:
        await say(message, reader.says(texts.subscribing.PAUSED_ALL, count=number))
    elif standing:
        await say(message, reader.says(texts.subscribing.PAUSED_TILL_RESUMED))


async def resume(message: Message, context: Context) -> None:
    """/resume: what rests here goes on."""
    reader = await context.reader(message)
    standing = await _standing(message, reader, context)
    await _rest(message, standing, None, context)
    if standing:
        await say(message, reader.says(texts.subscribing.RESUMED))


async def _rest(
    message: Message, standing: Sequence[Subscription], until: dt.datetime | None, context: Context
) -> None:
    shelf, by = context.front.desk.subscriptions, actor(message.from_user)
    for each in standing:
        await shelf.pause(each.chat_id, until, slot=each.slot, actor=by)


async def _decides(message: Message, reader: Reader) -> bool:
    """Whether the author decides for the chat; if not, they are told."""
    may = await rights.runs_chat(message)
    if not may:
        await say(message, reader.says(texts.rights.GROUP_ADMINS_ONLY))
    return may


async def _standing(message: Message, reader: Reader, context: Context) -> list[Subscription]:
    """What comes to the chat, or to the topic of it where this is written, for the author to change.

    Where there is none, or it is not for them to change, they have been told.
    """
    if not await _decides(message, reader):
        return []
    place = place_of(message)
    standing = await context.front.desk.subscriptions.of_chat(place.chat_id)
    here = [each for each in standing if place.thread_id in {None, each.thread_id}]
    if not here:
        told = texts.subscribing.NONE_IN_TOPIC if standing else texts.subscribing.NONE
        await say(message, reader.says(told))
    return here


async def unsubscribe(message: Message, context: Context) -> None:
    """/unsubscribe [NUMBER]: nothing comes here by itself any more, or one thing less."""
    reader, words = await context.reader(message), words_of(message)
    number = _NUMBER.fullmatch(words)
    if words and number is None:
        await say(message, reader.says(texts.subscribing.UNSUBSCRIBE_HOW))
        return
    shelf, by = context.front.desk.subscriptions, actor(message.from_user)
    if number is None:
        standing = await _standing(message, reader, context)
        for each in standing:
            await shelf.remove(each.chat_id, slot=each.slot, actor=by)
        if standing:
            await say(message, reader.says(texts.digests.UNSUBSCRIBED))
    elif await _decides(message, reader):
        had = await shelf.remove(message.chat_id, slot=int(number[1]) - 1, actor=by)
        told = texts.subscribing.REMOVED if had else texts.subscribing.NO_SUCH_NUMBER
        await say(message, reader.says(told, number=number[1]))


async def digest(message: Message, context: Context) -> None:
    """/digest [DAY]: the newest day's digest now, with the zone and wishes of this chat."""
    front, reader = context.front, await context.reader(message)
    standing = await front.desk.subscriptions.of_chat(message.chat_id)
    daily = [each.order for each in standing if each.order.rhythm is Rhythm.DAILY]
    wish = _wish(daily[0]) if daily else Wish()
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
