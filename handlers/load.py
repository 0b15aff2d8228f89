"""/load for the owners: a link, a text, a message or a file becomes a job, its progress is shown."""

from __future__ import annotations

import re
from functools import partial

from telegram import Document, Message
from telegram.constants import ChatType
from telegram.error import BadRequest, NetworkError

from briefings.desk import Part, Reply
from briefings.errors import Refused, Unreachable
from briefings.reading.intake import MAX_BYTES, Intake
from handlers import articles, texts, tray
from handlers.context import Context
from handlers.keys import actor, whose
from handlers.progress import Watched, show_progress
from handlers.rendering.loads import shorten
from handlers.rendering.reader import Reader
from handlers.rendering.text import units
from handlers.saying import say, sound, words_of
from handlers.talks import place_of, replied_to
from store.records import Role

LINKS = re.compile(r"(?i)^https?://\S+(\s+https?://\S+)*$")
_NAME = 80
_FULL = 3_900  # of 4,096 units: clients look for a good place to cut


async def load(message: Message, context: Context) -> None:
    """/load with what to read after it, in the message it replies to, or in the file it is the caption of."""
    private, reader = message.chat.type == ChatType.PRIVATE, await context.reader(message)
    if not await _may(message, context):
        if private:
            await say(message, reader.says(texts.loading.OWNERS_ONLY))
        return
    if not private:
        await say(message, reader.says(texts.loading.IN_PRIVATE))
        return
    replied = replied_to(message)
    intakes = await _handed_over(message) or (await _handed_over(replied) if replied else [])
    if not intakes:
        pictured = message.photo or (replied is not None and replied.photo)
        await say(message, reader.says(texts.loading.NO_PICTURES if pictured else texts.loading.HOW))
    for number, intake in enumerate(intakes):
        await _submit(message, number, intake, reader, context)


async def went_on(message: Message, context: Context) -> bool:
    """Whether the message is the next part of a long text that was just handed over by /load.

    Telegram's clients cut what is longer than one message may be into several, sent at once.
    """
    jobs, part = context.front.desk.jobs, _part(message)
    if part is None or not await jobs.awaits(message.chat_id) or not await _may(message, context):
        return False
    return await jobs.go_on(part, key=tray.current().key("load"))


def _part(message: Message) -> Part | None:
    """A message of text as part of a longer one."""
    if message.text is None:
        return None
    return Part(
        chat_id=message.chat_id,
        user_id=whose(message),
        message_id=message.message_id,
        sent_at=message.date,
        text=sound(message.text),
        full=units(message.text) >= _FULL,
    )


async def handed(message: Message, context: Context) -> None:
    """A file or links without a command: read for who may load; what was only passed on is asked about."""
    if await _may(message, context):
        await load(message, context)
        return
    author = message.from_user
    editor = author is not None and await context.may(author, Role.EDITOR)
    told = texts.loading.FORWARDED if editor else texts.loading.OWNERS_ONLY
    await say(message, (await context.reader(message)).says(told))


async def _may(message: Message, context: Context) -> bool:
    role = await context.role(message)
    return role is not None and role.covers(Role.EDITOR)


async def _handed_over(message: Message) -> list[Intake]:
    if message.document is not None:
        return [await _file(message.document)]
    words = words_of(message)
    if LINKS.match(words):
        return [Intake(url=url) for url in dict.fromkeys(words.split())]
    return [Intake(text=words)] if words else []


async def _file(document: Document) -> Intake:
    """The file as Telegram keeps it. Errors: `Refused` when too big, `Unreachable` when not to be had."""
    if (document.file_size or 0) > MAX_BYTES:
        raise Refused(texts.loading.TOO_BIG)
    try:
        data = await (await document.get_file()).download_as_bytearray()
    except BadRequest as error:
        told = texts.loading.TOO_BIG if "too big" in error.message else texts.loading.NOT_FETCHED
        raise Refused(told) from error
    except NetworkError as error:
        raise Unreachable(texts.loading.NOT_FETCHED) from error
    return Intake(data=bytes(data), name=document.file_name)


async def _submit(message: Message, number: int, intake: Intake, reader: Reader, context: Context) -> None:
    front = context.front
    order = tray.current()
    job = await front.desk.jobs.submit(
        intake,
        actor=actor(message.from_user),
        reply=_reply(message, reader),
        part=_part(message) if intake.text is not None else None,
        key=order.key(f"load:{number}"),
    )
    name = _name(intake) or reader.plain(texts.loading.A_FILE)
    key = await say(message, reader.says(texts.loading.QUEUED, name=name))
    shown = Watched(
        job=job,
        name=name,
        order=message,
        key=key,
        reader=reader,
        buttons=partial(articles.markup_of, message, reader=reader, context=context),
    )
    order.aside.append(show_progress(front.desk, shown, look_again_s=front.look_again_s))


def _reply(message: Message, reader: Reader) -> Reply:
    place = place_of(message)
    return Reply(
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        message_id=message.message_id,
        language=reader.language,
    )


def _name(intake: Intake) -> str:
    """What the load is called until its title is known; "" where it has no name."""
    return shorten(intake.name or intake.url or intake.text or "", _NAME)
