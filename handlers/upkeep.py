"""How everything stands, and who did what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from telegram import InlineKeyboardMarkup, Message

from handlers import rights, texts
from handlers.context import Context
from handlers.keys import key
from handlers.rendering import deeds
from handlers.rendering.loads import shorten
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say
from handlers.taps import Tap
from store.records import Delivery, JobState, Role

LOG = "log"
_NAME = 100
_REASON = 160
_PAGE = 15  # deeds


async def stats(message: Message, context: Context) -> None:
    """/stats: how much is on record, for how many chats."""
    reader = await context.reader(message)
    upkeep = texts.upkeep
    if not await rights.allowed(message, Role.VIEWER, reader, context):
        return
    found = await context.front.desk.upkeep.numbers()
    counted: Callable[..., str] = reader.plain
    lines = [
        reader.says(upkeep.STATS),
        reader.says(
            upkeep.STATS_ARTICLES,
            count=found.articles,
            outlets=counted(upkeep.STATS_OUTLETS, count=found.outlets),
        ),
        reader.says(
            upkeep.STATS_STATEMENTS,
            count=found.statements,
            speakers=counted(upkeep.STATS_SPEAKERS, count=found.speakers),
        ),
        reader.says(
            upkeep.STATS_SUBSCRIPTIONS,
            count=found.subscriptions,
            chats=counted(upkeep.STATS_CHATS, count=found.chats),
        ),
    ]
    if found.newest is not None:
        lines.append(reader.says(upkeep.STATS_NEWEST, day=reader.voice.day(found.newest)))
    await say(message, "\n".join(lines))


async def health(message: Message, context: Context) -> None:
    """/health: whether work waits, fails or needs a person."""
    reader = await context.reader(message)
    upkeep = texts.upkeep
    if not await rights.allowed(message, Role.VIEWER, reader, context):
        return
    found = await context.front.desk.upkeep.health()
    jobs, sent = found.jobs, found.messages
    trouble = found.failing_feeds or sent.get(Delivery.UNKNOWN) or _is_late(found.oldest_waiting)
    lines = [
        reader.says(upkeep.HEALTH_TROUBLE if trouble else upkeep.HEALTH_WELL),
        reader.says(
            upkeep.HEALTH_JOBS,
            queued=jobs.get(JobState.QUEUED, 0),
            reading=jobs.get(JobState.LEASED, 0),
            failed=jobs.get(JobState.FAILED, 0),
        ),
        reader.says(
            upkeep.HEALTH_MESSAGES,
            waiting=sent.get(Delivery.WAITING, 0) + sent.get(Delivery.LEASED, 0),
            sent=sent.get(Delivery.SENT, 0),
            unknown=sent.get(Delivery.UNKNOWN, 0),
            dead=sent.get(Delivery.DEAD, 0),
        ),
    ]
    if _is_late(found.oldest_waiting) and found.oldest_waiting is not None:
        time = reader.voice.duration(found.oldest_waiting)
        lines.append(reader.says(upkeep.HEALTH_OLDEST, time=time))
    if found.behind:
        lines.append(reader.says(upkeep.HEALTH_BEHIND, count=found.behind))
    for feed in found.failing_feeds[:5]:
        name, reason = shorten(feed.title or feed.url, _NAME), shorten(feed.last_error or "", _REASON)
        lines.append(reader.says(upkeep.HEALTH_FEED, name=name, reason=reason))
    await say(message, "\n".join(lines))


def _is_late(waiting: dt.timedelta | None) -> bool:
    return waiting is not None and waiting > dt.timedelta(minutes=5)


# Who did what


async def log(message: Message, context: Context) -> None:
    """/log: what owners, editors, feeds and the command line did, newest first."""
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, Role.OWNER, reader, context):
        return
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=(LOG,), about={}
    )
    text, markup = await _deeds(token, 0, reader, context)
    await say(message, text, markup=markup)


async def turned(tap: Tap, context: Context) -> None:
    """Show another page of the log."""
    if not await context.may(tap.person, Role.OWNER):
        await rewrite(tap.message, tap.reader.says(rights.NOT_ALLOWED[Role.OWNER]), None)
        return
    text, markup = await _deeds(tap.keyboard.token, tap.number, tap.reader, context)
    await rewrite(tap.message, text, markup)


async def _deeds(
    token: str, skip: int, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup | None]:
    found = await context.front.desk.upkeep.log(limit=_PAGE + 1, skip=skip)
    if not found and not skip:
        return reader.says(texts.deeds.NONE), None
    turning = []
    if skip:
        turning.append(key(token, reader.plain(texts.buttons.BEFORE), LOG, max(skip - _PAGE, 0)))
    if len(found) > _PAGE:
        turning.append(key(token, reader.plain(texts.buttons.MORE), LOG, skip + _PAGE))
    markup = InlineKeyboardMarkup([turning]) if turning else None
    return deeds.page(found[:_PAGE], reader), markup
