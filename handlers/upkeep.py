"""What owners and their helpers do besides articles: feeds, speakers, roles, broadcasts, how all stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr

from telegram import InlineKeyboardMarkup, Message, User

from handlers import rights, texts
from handlers.context import Context
from handlers.keys import actor, key
from handlers.languages.sentence import Html, Sentence
from handlers.rendering.loads import shorten
from handlers.rendering.reader import Reader
from handlers.rendering.text import escaped
from handlers.saying import rewrite, say, send_file, words_of
from handlers.talks import replied_to
from handlers.taps import Tap, spend
from store.records import Delivery, Feed, JobState, Role, Speaker

MERGE, SEND, LEAVE = ACTIONS = ("merge", "send", "nothing")
ROLES = {Role.VIEWER: texts.upkeep.VIEWER, Role.EDITOR: texts.upkeep.EDITOR, Role.OWNER: texts.upkeep.OWNER}
_NAME = 100
_REASON = 160
_TOLD = 3_500  # characters of a broadcast
_LINK = re.compile(r"(?i)https?://\S+")
_ID = re.compile(r"\d{3,18}")


# Feeds


async def feeds(message: Message, context: Context) -> None:
    """/feeds [add|remove|pause|resume|export]: alone it lists them; an OPML file adds all of its feeds."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    if message.document is not None:
        data = bytes(await (await message.document.get_file()).download_as_bytearray())
        new, named = await context.front.desk.feeds.add_list(data)
        await say(message, reader.says(texts.upkeep.FEEDS_ADDED, count=new, all=named))
        return
    deed, _, rest = words_of(message).partition(" ")
    rest = rest.strip()
    if not deed:
        await say(message, await _listed(reader, context))
    elif deed == "export":
        known = await context.front.desk.feeds.all()
        caption = reader.plain(texts.upkeep.FEEDS_EXPORTED)
        await send_file(message, _opml(known), "onrecord-feeds.opml", caption)
    elif deed == "add" and _LINK.fullmatch(rest):
        new = await context.front.desk.feeds.add(rest)
        await say(message, reader.says(texts.upkeep.FEED_ADDED if new else texts.upkeep.FEED_KNOWN, url=rest))
    elif deed in {"remove", "pause", "resume"} and rest:
        await say(message, await _changed(deed, rest, reader, context))
    else:
        await say(message, reader.says(texts.upkeep.FEEDS_HOW))


async def _listed(reader: Reader, context: Context) -> str:
    known = await context.front.desk.feeds.all()
    lines: list[str] = [reader.says(texts.upkeep.FEEDS if known else texts.upkeep.NO_FEEDS)]
    for number, each in enumerate(known, start=1):
        name = shorten(f"{each.title} ({each.url})" if each.title else each.url, _NAME)
        state = _state(each, reader)
        lines.append(reader.says(texts.upkeep.FEED_LINE, number=str(number), name=name, state=state))
    return "\n".join([*lines, "", reader.says(texts.upkeep.FEEDS_HOW)])


def _state(feed: Feed, reader: Reader) -> str:
    if feed.paused:
        return reader.plain(texts.upkeep.FEED_PAUSED)
    if feed.errors:
        reason = shorten(feed.last_error or "", _REASON)
        return reader.plain(texts.upkeep.FEED_FAILING, count=feed.errors, reason=reason)
    return reader.plain(texts.upkeep.FEED_WELL if feed.body_hash else texts.upkeep.FEED_NEW)


async def _changed(deed: str, which: str, reader: Reader, context: Context) -> str:
    shelf = context.front.desk.feeds
    known = [each.url for each in await shelf.all()]
    at = int(which) - 1 if which.isdecimal() and len(which) < 6 else None
    url = known[at] if at is not None and 0 <= at < len(known) else which
    if deed == "remove":
        done, told = await shelf.remove(url), texts.upkeep.FEED_REMOVED
    else:
        done = await shelf.pause(url, paused=deed == "pause")
        told = texts.upkeep.FEED_PAUSED_NOW if deed == "pause" else texts.upkeep.FEED_RESUMED
    return reader.says(told, url=url) if done else reader.says(texts.upkeep.NO_SUCH_FEED)


def _opml(feeds: list[Feed]) -> bytes:
    """The feeds as an OPML 2.0 list (http://opml.org/spec2.opml)."""
    lines = [
        f'    <outline type="rss" text={quoteattr(each.title or each.url)} xmlUrl={quoteattr(each.url)}/>'
        for each in feeds
    ]
    body = "\n".join(lines)
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">'
    head = "<head><title>Onrecord</title></head>"
    return f"{declared}\n  {head}\n  <body>\n{body}\n  </body>\n</opml>\n".encode()


# Speakers


async def merge(message: Message, context: Context) -> None:
    """/merge ONE = OTHER: asks once more, then makes two speakers one, called like the second."""
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    one, _, other = (part.strip() for part in words_of(message).partition("="))
    if not one or not other:
        await say(message, reader.says(texts.upkeep.MERGE_HOW))
        return
    old = await _speaker(message, one, reader, context)
    new = await _speaker(message, other, reader, context) if old else None
    if old is None or new is None:
        return
    about = {"old": old.id, "new": new.id, "name": new.name}
    labels = ((texts.upkeep.KEY_MERGE, MERGE), (texts.buttons.CANCEL, LEAVE))
    sure = reader.says(texts.upkeep.MERGE_SURE, old=old.name, new=new.name)
    await _confirm(message, person, sure, labels, about, reader, context)


async def alias(message: Message, context: Context) -> None:
    """/alias NAME = OTHER NAME: the speaker is found by the other name, too."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    one, _, other = (part.strip() for part in words_of(message).partition("="))
    if not one or not other or len(other) > _NAME:
        await say(message, reader.says(texts.upkeep.ALIAS_HOW))
        return
    found = await _speaker(message, one, reader, context)
    if found is not None:
        await context.front.desk.upkeep.add_alias(found.id, other, actor=actor(message.from_user))
        await say(message, reader.says(texts.upkeep.ALIASED, name=found.name, alias=other))


async def _speaker(message: Message, name: str, reader: Reader, context: Context) -> Speaker | None:
    """The one speaker of this name; None, and said so, where there is none or more than one."""
    found = await context.front.desk.upkeep.speakers_called(name)
    exact = [each for each in found if each.name == name]
    if len(found) == 1 or len(exact) == 1:
        return (exact or found)[0]
    if not found:
        await say(message, reader.says(texts.upkeep.NOBODY, name=name))
    else:
        names = reader.voice.any_of([each.name for each in found[:6]])
        await say(message, reader.says(texts.upkeep.SEVERAL, name=name, names=names))
    return None


# Roles


async def grant(message: Message, context: Context) -> None:
    """/grant ID viewer|editor|owner, or in reply to a message of theirs; alone it lists who has a role."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.OWNER, reader, context):
        return
    words = words_of(message).lower().split()
    role = next((each for each in Role if each.value in words), None)
    who = _person(message, words)
    if not words:
        known = await context.front.desk.upkeep.roles()
        lines = [_role_line(user, each, reader) for user, each in known]
        none = [reader.says(texts.upkeep.NO_ROLES)]
        await say(message, "\n".join([*(lines or none), "", reader.says(texts.upkeep.GRANT_HOW)]))
    elif role is None or who is None:
        await say(message, reader.says(texts.upkeep.GRANT_HOW))
    else:
        await context.front.desk.upkeep.grant(who, role, actor=actor(message.from_user))
        named = reader.plain(ROLES[role])
        await say(message, reader.says(texts.upkeep.GRANTED, id=str(who), role=named))


async def revoke(message: Message, context: Context) -> None:
    """/revoke ID, or in reply to a message of theirs: they have no role any more."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.OWNER, reader, context):
        return
    who = _person(message, words_of(message).split())
    if who is None:
        await say(message, reader.says(texts.upkeep.REVOKE_HOW))
    elif who in context.front.owners:
        await say(message, reader.says(texts.upkeep.BY_SETTING, id=str(who)))
    else:
        had = await context.front.desk.upkeep.revoke(who, actor=actor(message.from_user))
        told = texts.upkeep.REVOKED if had else texts.upkeep.HAD_NO_ROLE
        await say(message, reader.says(told, id=str(who)))


def _person(message: Message, words: list[str]) -> int | None:
    """Whose id is written, or whose message is replied to."""
    written = next((word for word in words if _ID.fullmatch(word)), None)
    if written is not None:
        return int(written)
    replied = replied_to(message)
    author = replied.from_user if replied else None
    return author.id if author and not author.is_bot else None


def _role_line(user_id: int, role: Role, reader: Reader) -> str:
    return reader.says(texts.upkeep.ROLE_LINE, id=str(user_id), role=reader.plain(ROLES[role]))


# How everything stands


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


# To everybody


async def broadcast(message: Message, context: Context) -> None:
    """/broadcast WORDS: shows what everybody would get, and sends it when asked to."""
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, Role.OWNER, reader, context):
        return
    words = words_of(message)[:_TOLD]
    if not words:
        await say(message, reader.says(texts.upkeep.BROADCAST_HOW))
        return
    count = await context.front.desk.upkeep.audience()
    if not count:
        await say(message, reader.says(texts.upkeep.BROADCAST_NOBODY))
        return
    html = escaped(words)
    preview = f"{reader.says(texts.upkeep.BROADCAST_PREVIEW, count=count)}\n\n{html}"
    labels = ((texts.upkeep.KEY_SEND, SEND), (texts.buttons.CANCEL, LEAVE))
    await _confirm(message, person, preview, labels, {"html": html}, reader, context)


# What was asked once more


async def _confirm(
    message: Message,
    person: User,
    text: str,
    labels: tuple[tuple[Sentence, str], ...],
    about: dict[str, Any],
    reader: Reader,
    context: Context,
) -> None:
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=[action for _, action in labels], about=about
    )
    row = [key(token, reader.plain(label), action) for label, action in labels]
    await say(message, text, markup=InlineKeyboardMarkup([row]))


async def confirmed(tap: Tap, context: Context) -> None:
    """Do what was asked for, or nothing, by whom may do it now, once."""
    message, person, action, keyboard, reader = tap.message, tap.person, tap.action, tap.keyboard, tap.reader
    least = Role.OWNER if action == SEND else Role.EDITOR
    if not await context.may(person, least):
        await rewrite(message, reader.says(rights.NOT_ALLOWED[least]), None)
        return
    if not await spend(keyboard, context):
        return
    about, upkeep = keyboard.about, context.front.desk.upkeep
    if action == SEND:
        count = await upkeep.broadcast(about["html"], mark=keyboard.token, actor=actor(person))
        told = reader.says(texts.upkeep.BROADCAST_SENT, count=count)
        await rewrite(message, f"{told}\n\n{Html(about['html'])}", None)
    elif action == MERGE:
        moved = await upkeep.merge(about["old"], about["new"], actor=actor(person))
        await rewrite(message, reader.says(texts.upkeep.MERGED, count=moved, new=about["name"]), None)
    else:
        await rewrite(message, reader.says(texts.upkeep.NOTHING_DONE), None)
