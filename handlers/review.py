"""Statements that somebody holds to be wrong: /wrong for everybody, /review for the owners."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity, User

from handlers import asking_back, rights, texts
from handlers.context import Context
from handlers.keys import actor, key
from handlers.rendering import answers
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say, words_of
from handlers.talks import replied_to
from handlers.taps import Tap, spend
from store.records import Flag, Role

logger = logging.getLogger(__name__)

KEEP, RETRACT, RESTORE, SKIP, SPEAKER = ACTIONS = ("keep", "retract", "restore", "skip", "speaker")
_NUMBER = re.compile(r"#?(\d{1,18})\b[\s,:.-]*")
_LINKED = re.compile(r"[?&]start=s(\d{1,18})$")
_REASON = 300
_NAME = 100


async def wrong(message: Message, context: Context) -> None:
    """/wrong NUMBER [why], or in reply to a message with one statement in it."""
    words, reader = words_of(message), await context.reader(message)
    told = _NUMBER.match(words)
    numbers = [int(told[1])] if told else _statements_in(replied_to(message))
    if len(numbers) != 1:
        await say(message, _which(numbers, reader) if numbers else reader.says(texts.reviewing.WRONG_HOW))
        return
    reason = words[told.end() :] if told else words
    person = message.from_user.id if message.from_user else message.chat_id
    await say(message, await flag(numbers[0], person, reader, context, reason=reason[:_REASON] or None))


def _which(numbers: Sequence[int], reader: Reader) -> str:
    commands = reader.voice.any_of([f"/wrong {number}" for number in numbers[:10]])
    return reader.says(texts.reviewing.WRITE_WHICH, commands=commands)


def _statements_in(message: Message | None) -> list[int]:
    """The statements that a message of ours shows, by their links."""
    if message is None:
        return []
    links = [entity.url or "" for entity in message.entities if entity.type == MessageEntity.TEXT_LINK]
    return list(dict.fromkeys(int(found[1]) for found in map(_LINKED.search, links) if found))


async def flag(
    statement_id: int, user_id: int, reader: Reader, context: Context, *, reason: str | None = None
) -> str:
    """Put the statement on the owners' list; what the person is told."""
    done = await context.front.desk.reviews.flag(statement_id, user_id=user_id, reason=reason)
    if not done:
        return reader.plain(texts.looking.NO_SUCH_STATEMENT)
    return reader.plain(texts.reviewing.FLAGGED, number=str(statement_id))


async def review(message: Message, context: Context) -> None:
    """/review: what was flagged, then what was least sure, one statement at a time, in private."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    text, markup = await _next(message, message.from_user, 0, reader, context)
    await say(message, text, markup=markup)


async def judge(tap: Tap, context: Context) -> None:
    """Do what was decided on a statement, by whom may do it now, and show the next."""
    message, person, action, keyboard, reader = tap.message, tap.person, tap.action, tap.keyboard, tap.reader
    front, about = context.front, keyboard.about
    if not await context.may(person, Role.EDITOR):
        await rewrite(message, reader.says(rights.NOT_ALLOWED[Role.EDITOR]), None)
        return
    statement_id, by = int(about["statement"]), actor(person)
    if action == SPEAKER:
        asked = reader.says(texts.reviewing.ASK_SPEAKER, number=str(statement_id))
        await asking_back.ask(
            message, person, asked, purpose="speaker", about={"statement": statement_id}, context=context
        )
        return
    if action != SKIP and not await spend(keyboard, context):
        return  # decided already, by a tap just before
    if action == RESTORE:
        await front.desk.reviews.restore(statement_id, dt.datetime.fromisoformat(about["at"]), actor=by)
        await rewrite(message, reader.says(texts.reviewing.RESTORED, number=str(statement_id)), None)
        return
    told = ""
    undo: list[InlineKeyboardButton] = []
    if action == KEEP:
        await front.desk.reviews.keep(statement_id, user_id=person.id, actor=by)
        told = reader.says(texts.reviewing.KEPT, number=str(statement_id))
    elif action == RETRACT:
        at = await front.desk.reviews.retract(statement_id, actor=by)
        told = reader.says(texts.reviewing.RETRACTED, number=str(statement_id))
        if at is not None:
            undone = {"statement": statement_id, "at": at.isoformat()}
            undo = [await _key(reader.plain(texts.buttons.UNDO), RESTORE, undone, message, person, context)]
    skipped = int(about.get("from", 0)) + (action == SKIP)
    text, markup = await _next(message, person, skipped, reader, context)
    if undo:
        await rewrite(message, told, InlineKeyboardMarkup([undo]))
        await say(message, text, markup=markup)
        return
    await rewrite(message, "\n\n".join(filter(None, (told, text))), markup)


async def told(message: Message, words: str, about: dict[str, Any], reader: Reader, context: Context) -> None:
    """Give a statement to the speaker whose name somebody wrote when asked."""
    if not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    statement_id, name = int(about["statement"]), " ".join(words.split())[:_NAME]
    if not name:
        await say(message, reader.says(texts.looking.WHO_HOW))
        return
    by = actor(message.from_user)
    speaker = await context.front.desk.reviews.correct_speaker(statement_id, name, actor=by)
    done = reader.says(texts.reviewing.CORRECTED, number=str(statement_id), name=speaker)
    text, markup = await _next(message, message.from_user, 0, reader, context)
    await say(message, f"{done}\n\n{text}", markup=markup)


async def _next(
    message: Message, person: User | None, skipped: int, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup | None]:
    """The statement after so many that were skipped, with the buttons to decide on it."""
    front = context.front
    flags = sorted(await front.desk.reviews.flags(), key=lambda each: (each.statement_id, each.id))
    flagged = {number: list(group) for number, group in groupby(flags, key=attrgetter("statement_id"))}
    every = [*flagged, *(each for each in await front.desk.reviews.doubtful() if each not in flagged)]
    for at, number in enumerate(every[skipped:], start=skipped):
        cited = await front.desk.answers.statement(number)
        if cited is None or person is None:
            continue
        group = flagged.get(number, [])
        title = reader.plain(texts.reviewing.TITLE if group else texts.reviewing.DOUBTFUL)
        text = answers.page(title, [cited], reader, note=_note(at + 1, len(every), group, reader))
        labels = {
            KEEP: texts.buttons.KEEP,
            RETRACT: texts.buttons.RETRACT,
            SPEAKER: texts.reviewing.KEY_SPEAKER,
            **({SKIP: texts.buttons.SKIP} if at + 1 < len(every) else {}),
        }
        token = await front.desk.buttons.keep(
            chat_id=message.chat_id,
            user_id=person.id,
            actions=tuple(labels),
            about={"statement": number, "from": at},
        )
        keys = [key(token, reader.plain(label), action) for action, label in labels.items()]
        return text, InlineKeyboardMarkup([keys[:2], keys[2:]])
    return reader.says(texts.reviewing.NOTHING), None


def _note(at: int, count: int, flags: Sequence[Flag], reader: Reader) -> str:
    """Which of the statements this is, by how many people it was flagged, and what they wrote; plain."""
    place = reader.plain(texts.looking.PLACE, first=at, count=count)
    if not flags:
        return place
    by = f"{place} · {reader.plain(texts.reviewing.BY_PEOPLE, count=len(flags))}"
    quoted = "; ".join(f"“{each.reason}”" for each in [each for each in flags if each.reason][:5])
    return f"{by}: {quoted}" if quoted else by


async def _key(
    label: str, action: str, about: dict[str, object], message: Message, person: User, context: Context
) -> InlineKeyboardButton:
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=(action,), about=about
    )
    return InlineKeyboardButton(label, callback_data=f"{token}:{action}:0")
