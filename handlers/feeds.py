"""Feeds that are followed: listed with how each does, added, paused, removed; lists of feeds in and out."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from telegram import Message

from handlers import rights, texts
from handlers.context import Context
from handlers.keys import actor
from handlers.rendering.loads import shorten
from handlers.rendering.reader import Reader
from handlers.saying import say, send_file, words_of
from store.records import Feed, Role

LISTS = re.compile(r"(?i)\.opml$")
_NAME = 100
_REASON = 160
_MOST = 30  # of feeds in one message
_LINK = re.compile(r"(?i)https?://\S+")


async def feeds(message: Message, context: Context) -> None:
    """/feeds [add|remove|pause|resume|export]: alone it lists them; an OPML file adds all of its feeds."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    shelf, by = context.front.desk.feeds, actor(message.from_user)
    if message.document is not None:
        data = bytes(await (await message.document.get_file()).download_as_bytearray())
        new, named = await shelf.add_list(data, actor=by)
        await say(message, reader.says(texts.upkeep.FEEDS_ADDED, count=new, all=named))
        return
    deed, _, rest = words_of(message).partition(" ")
    deed, rest = deed.lower(), rest.strip()
    if not deed:
        await say(message, await _listed(reader, context))
    elif deed == "export":
        caption = reader.plain(texts.upkeep.FEEDS_EXPORTED)
        await send_file(message, _opml(await shelf.all()), "onrecord-feeds.opml", caption)
    elif deed == "add" and _LINK.fullmatch(rest):
        new = await shelf.add(rest, actor=by)
        await say(message, reader.says(texts.upkeep.FEED_ADDED if new else texts.upkeep.FEED_KNOWN, url=rest))
    elif deed in {"remove", "pause", "resume"} and rest:
        await say(message, await _changed(deed, rest, by, reader, context))
    else:
        await say(message, reader.says(texts.upkeep.FEEDS_HOW))


async def _listed(reader: Reader, context: Context) -> str:
    known = await context.front.desk.feeds.all()
    lines: list[str] = [reader.says(texts.upkeep.FEEDS if known else texts.upkeep.NO_FEEDS)]
    # Those that need somebody first: a long list is cut.
    for each in sorted(known, key=lambda each: (not each.errors, each.id))[:_MOST]:
        name = shorten(f"{each.title} ({each.url})" if each.title else each.url, _NAME)
        state = _state(each, reader)
        lines.append(reader.says(texts.upkeep.FEED_LINE, number=str(each.id), name=name, state=state))
    if len(known) > _MOST:
        lines.append(reader.says(texts.upkeep.MORE_FEEDS, count=len(known) - _MOST))
    return "\n".join([*lines, "", reader.says(texts.upkeep.FEEDS_HOW)])


def _state(feed: Feed, reader: Reader) -> str:
    if feed.paused:
        return reader.plain(texts.upkeep.FEED_PAUSED)
    if feed.errors:
        reason = shorten(feed.last_error or "", _REASON)
        return reader.plain(texts.upkeep.FEED_FAILING, count=feed.errors, reason=reason)
    return reader.plain(texts.upkeep.FEED_WELL if feed.body_hash else texts.upkeep.FEED_NEW)


async def _changed(deed: str, which: str, by: str, reader: Reader, context: Context) -> str:
    shelf = context.front.desk.feeds
    url = _meant(which, await shelf.all())
    if deed == "remove":
        done, told = await shelf.remove(url, actor=by), texts.upkeep.FEED_REMOVED
    else:
        done = await shelf.pause(url, paused=deed == "pause", actor=by)
        told = texts.upkeep.FEED_PAUSED_NOW if deed == "pause" else texts.upkeep.FEED_RESUMED
    return reader.says(told, url=url) if done else reader.says(texts.upkeep.NO_SUCH_FEED)


def _meant(which: str, known: list[Feed]) -> str:
    """The address of the feed with this number, or of the only one whose name or address has the words."""
    number = which.removeprefix("#")
    if number.isdecimal():
        return next((each.url for each in known if str(each.id) == number), which)
    if any(each.url == which for each in known):
        return which
    like = [each.url for each in known if which.casefold() in f"{each.title} {each.url}".casefold()]
    return like[0] if len(like) == 1 else which


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
